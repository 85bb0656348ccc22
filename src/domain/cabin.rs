//! Cabin and belongings by exceptions: one tap gives everything that was not answered its usual answer, further taps say what differs.
//!
//! Invariant: nothing counts as working, clean, present or unlit that nobody answered for, and what is listed as left in the car is there
//! only as long as the answer is "left".

use walkaround_contract::{
    Accessory, AccessoryKind, Attachment, CabinFunction, FunctionAnswer, FunctionState, InteriorAnswer, InteriorArea,
    InteriorCondition, Presence, Template, Valuable, Valuables, ValuablesOutcome, WarningLamp,
};

use super::completion::gauges;
use super::draft::Draft;

/// A valuable that was taken off the list, with its photos, so that it can come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedValuable {
    pub item: Valuable,
    pub photos: Vec<Attachment>,
}

/// Warning lamps.
impl Draft {
    /// Somebody looked, and no lamp was lit.
    pub fn is_no_lamp_lit(&self) -> bool {
        self.cabin.lamps_checked && self.cabin.lamps.is_empty()
    }

    /// "No lamp is lit", or the same answer taken back.
    pub fn toggle_no_lamp(&mut self) {
        self.cabin.lamps_checked = !self.is_no_lamp_lit();
        self.cabin.lamps.clear();
    }

    /// A lamp is lit, or was not after all. Taking the only one back leaves the question open: that none is lit has to be said.
    pub fn toggle_lamp(&mut self, lamp: WarningLamp) {
        let lamps = &mut self.cabin.lamps;
        if lamps.contains(&lamp) {
            lamps.retain(|lit| *lit != lamp);
        } else {
            lamps.push(lamp);
            lamps.sort();
        }
        self.cabin.lamps_checked = !lamps.is_empty();
    }
}

/// Functions tried.
impl Draft {
    /// What is known of a function; not tried where nobody said anything.
    pub fn function_state(&self, function: &CabinFunction) -> FunctionState {
        let known = self.cabin.functions.iter().find(|answer| answer.function == *function);
        known.map_or(FunctionState::NotTried, |answer| answer.state.clone())
    }

    /// Not tried, works, faulty, not tried again. Returns the answer that left, with what was written about it.
    pub fn next_function_state(&mut self, function: &CabinFunction) -> Option<FunctionAnswer> {
        let before = self.cabin.functions.iter().find(|answer| answer.function == *function).cloned();
        let state = match before.as_ref().map(|answer| &answer.state) {
            Some(FunctionState::Works) => FunctionState::Faulty,
            Some(FunctionState::Faulty) => {
                self.cabin.functions.retain(|answer| answer.function != *function);
                return before;
            }
            _ => FunctionState::Works,
        };
        let mut answer = before.unwrap_or_else(|| works(function));
        answer.state = state;
        self.put_function(answer);
        None
    }

    /// Puts an answer in its place.
    pub fn put_function(&mut self, answer: FunctionAnswer) {
        self.cabin.functions.retain(|known| known.function != answer.function);
        self.cabin.functions.push(answer);
        self.cabin.functions.sort_by(|one, other| one.function.cmp(&other.function));
    }

    /// Every function was tried.
    pub fn are_functions_tried(&self, template: &Template) -> bool {
        functions(template).iter().all(|function| self.function_state(function) != FunctionState::NotTried)
    }

    /// What was not tried works. Where everything was, those that work are taken back.
    pub fn toggle_the_rest_works(&mut self, template: &Template) {
        if self.are_functions_tried(template) {
            self.cabin.functions.retain(|answer| answer.state != FunctionState::Works);
            return;
        }
        for function in functions(template) {
            if self.function_state(&function) == FunctionState::NotTried {
                self.put_function(works(&function));
            }
        }
    }
}

/// Interior by area.
impl Draft {
    /// What is known of an area.
    pub fn interior(&self, area: &InteriorArea) -> Option<&InteriorAnswer> {
        self.cabin.interior.iter().find(|answer| answer.area == *area)
    }

    /// Sets the condition of an area, or takes it back.
    pub fn set_interior(&mut self, area: &InteriorArea, condition: Option<InteriorCondition>) {
        let Some(condition) = condition else {
            self.cabin.interior.retain(|answer| answer.area != *area);
            return;
        };
        match self.cabin.interior.iter_mut().find(|answer| answer.area == *area) {
            Some(known) => known.condition = condition,
            None => {
                self.cabin.interior.push(InteriorAnswer {
                    area: area.clone(),
                    condition,
                    note: None,
                    extra: Default::default(),
                });
                self.cabin.interior.sort_by(|one, other| one.area.cmp(&other.area));
            }
        }
    }

    /// Every area was looked at.
    pub fn is_interior_seen(&self, template: &Template) -> bool {
        areas(template).iter().all(|area| self.interior(area).is_some())
    }

    /// What nobody answered for is clean. Where all areas have an answer, the clean ones are taken back.
    pub fn toggle_the_rest_is_clean(&mut self, template: &Template) {
        if self.is_interior_seen(template) {
            self.cabin.interior.retain(|answer| answer.condition != InteriorCondition::Clean);
            return;
        }
        for area in areas(template) {
            if self.interior(&area).is_none() {
                self.set_interior(&area, Some(InteriorCondition::Clean));
            }
        }
    }
}

/// What came with the car.
impl Draft {
    /// The accessories that are asked about; a charging cable only where there is something to charge, or one was noted.
    pub fn accessories_asked(&self, template: &Template) -> Vec<AccessoryKind> {
        let (_, charge) = gauges(self.vehicle.powertrain.as_ref());
        let mut asked = template.words("accessory_kind");
        asked.retain(|kind| {
            charge || *kind != AccessoryKind::ChargingCable || self.presence(kind) != Presence::NotChecked
        });
        asked
    }

    /// What is known of an accessory; not checked where nobody said anything.
    pub fn presence(&self, kind: &AccessoryKind) -> Presence {
        let known = self.cabin.accessories.iter().find(|accessory| accessory.accessory == *kind);
        known.map_or(Presence::NotChecked, |accessory| accessory.presence.clone())
    }

    /// Not checked, present, missing, not checked again.
    pub fn next_presence(&mut self, kind: &AccessoryKind) {
        match self.presence(kind) {
            Presence::Present => self.set_accessory(kind, Some(Presence::Missing), None),
            Presence::Missing => self.set_accessory(kind, None, None),
            Presence::NotChecked | Presence::Unlisted(_) => self.set_accessory(kind, Some(Presence::Present), None),
        }
    }

    /// How many keys were handed over.
    pub fn keys(&self) -> Option<u8> {
        self.cabin.accessories.iter().find(|accessory| accessory.accessory == AccessoryKind::Keys)?.count
    }

    /// So many keys; none is an answer, too. `None` takes the answer back.
    pub fn set_keys(&mut self, count: Option<u8>) {
        let presence = count.map(|count| if count == 0 { Presence::Missing } else { Presence::Present });
        self.set_accessory(&AccessoryKind::Keys, presence, count);
    }

    /// Every accessory was checked.
    pub fn are_accessories_checked(&self, template: &Template) -> bool {
        self.accessories_asked(template).iter().all(|kind| self.presence(kind) != Presence::NotChecked)
    }

    /// What nobody checked is there. Where everything was checked, what is there is taken back; counted keys stay.
    pub fn toggle_the_rest_is_present(&mut self, template: &Template) {
        if self.are_accessories_checked(template) {
            self.cabin
                .accessories
                .retain(|accessory| accessory.presence != Presence::Present || accessory.count.is_some());
            return;
        }
        let mut open = self.accessories_asked(template);
        open.retain(|kind| self.presence(kind) == Presence::NotChecked);
        for kind in open {
            self.set_accessory(&kind, Some(Presence::Present), None);
        }
    }

    fn set_accessory(&mut self, kind: &AccessoryKind, presence: Option<Presence>, count: Option<u8>) {
        let accessories = &mut self.cabin.accessories;
        let known =
            accessories.iter().position(|accessory| accessory.accessory == *kind).map(|at| accessories.remove(at));
        let Some(presence) = presence else { return };
        let extra = known.map(|known| known.extra).unwrap_or_default();
        accessories.push(Accessory { accessory: kind.clone(), presence, count, extra });
        accessories.sort_by(|one, other| one.accessory.cmp(&other.accessory));
    }
}

/// Valuables.
impl Draft {
    /// The customer's answer to the question, which was spoken then; `None` takes it back. What was listed as left goes with any other
    /// answer than "left" and is returned. "Left" begins with a line to fill in; one that stays blank never reaches the sheet.
    pub fn answer_valuables(&mut self, outcome: Option<ValuablesOutcome>) -> Vec<RemovedValuable> {
        let is_left = outcome == Some(ValuablesOutcome::Left);
        let mut gone = Vec::new();
        while !is_left && let Some(removed) = self.remove_valuable(0) {
            gone.push(removed);
        }
        if outcome.is_none() {
            self.cabin.valuables = None;
            return gone;
        }
        let valuables = self.cabin.valuables.get_or_insert_default();
        valuables.reminder_spoken = true;
        valuables.outcome = outcome;
        if is_left && valuables.items.is_empty() {
            valuables.items.push(unnamed());
        }
        gone
    }

    /// One more thing that stays in the car. Returns its place in the list.
    pub fn add_valuable(&mut self) -> usize {
        let valuables = self.left();
        valuables.items.push(unnamed());
        valuables.items.len() - 1
    }

    /// Takes one off the list, with its photos.
    pub fn remove_valuable(&mut self, place: usize) -> Option<RemovedValuable> {
        let items = &mut self.cabin.valuables.as_mut()?.items;
        let item = (place < items.len()).then(|| items.remove(place))?;
        let photos: Vec<Attachment> = item.photos.iter().filter_map(|id| self.attachment(*id).cloned()).collect();
        for photo in &photos {
            self.remove_attachment(photo.id);
        }
        Some(RemovedValuable { item, photos })
    }

    /// Undoes a removal: the thing was left after all.
    pub fn put_back_valuable(&mut self, place: usize, removed: RemovedValuable) {
        let items = &mut self.left().items;
        items.insert(place.min(items.len()), removed.item);
        self.attachments.extend(removed.photos);
    }

    fn left(&mut self) -> &mut Valuables {
        let valuables = self.cabin.valuables.get_or_insert_default();
        valuables.reminder_spoken = true;
        valuables.outcome = Some(ValuablesOutcome::Left);
        valuables
    }
}

impl RemovedValuable {
    /// Nothing was written and nothing photographed, so nothing is lost.
    pub fn is_blank(&self) -> bool {
        let item = &self.item;
        item.what.trim().is_empty()
            && item.place.as_deref().is_none_or(|place| place.trim().is_empty())
            && item.photos.is_empty()
    }
}

fn functions(template: &Template) -> Vec<CabinFunction> {
    template.words("cabin_function")
}

fn areas(template: &Template) -> Vec<InteriorArea> {
    template.words("interior_area")
}

fn works(function: &CabinFunction) -> FunctionAnswer {
    FunctionAnswer { function: function.clone(), state: FunctionState::Works, note: None, extra: Default::default() }
}

fn unnamed() -> Valuable {
    Valuable { what: String::new(), place: None, photos: Vec::new(), extra: Default::default() }
}

#[cfg(test)]
mod tests {
    use walkaround_contract::{AttachmentRole, Powertrain};

    use super::*;
    use crate::domain::sample::{open_draft, photo, template};
    use crate::domain::walkaround::PhotoTarget;

    #[test]
    fn no_lamp_lit_is_an_answer_that_has_to_be_given() {
        let mut draft = open_draft();
        assert!(!draft.is_no_lamp_lit());
        draft.toggle_lamp(WarningLamp::TyrePressure);
        draft.toggle_lamp(WarningLamp::Engine);
        assert!(draft.cabin.lamps_checked);
        assert_eq!(draft.cabin.lamps, [WarningLamp::Engine, WarningLamp::TyrePressure]);
        draft.toggle_lamp(WarningLamp::Engine);
        draft.toggle_lamp(WarningLamp::TyrePressure);
        assert!(!draft.cabin.lamps_checked, "nobody said that none is lit");
        draft.toggle_lamp(WarningLamp::Abs);
        draft.toggle_no_lamp();
        assert!(draft.is_no_lamp_lit());
        draft.toggle_no_lamp();
        assert!(!draft.cabin.lamps_checked);
    }

    #[test]
    fn the_rest_works_but_not_what_was_found_faulty() {
        let mut draft = open_draft();
        let cooling = CabinFunction::AirConditioning;
        assert_eq!(draft.next_function_state(&cooling), None);
        assert_eq!(draft.next_function_state(&cooling), None);
        assert_eq!(draft.function_state(&cooling), FunctionState::Faulty);
        draft.cabin.functions[0].note = Some("not cold".into());
        draft.toggle_the_rest_works(template());
        assert!(draft.are_functions_tried(template()));
        assert_eq!(draft.function_state(&cooling), FunctionState::Faulty);
        let order: Vec<_> = draft.cabin.functions.iter().map(|answer| answer.function.clone()).collect();
        assert_eq!(order, CabinFunction::KNOWN);
        draft.toggle_the_rest_works(template());
        assert_eq!(draft.cabin.functions.len(), 1, "what is faulty stays");
        let gone = draft.next_function_state(&cooling).expect("a note was lost");
        assert_eq!(gone.note.as_deref(), Some("not cold"));
        draft.put_function(gone);
        assert_eq!(draft.function_state(&cooling), FunctionState::Faulty);
    }

    #[test]
    fn the_rest_is_clean_but_not_what_is_damaged() {
        let mut draft = open_draft();
        draft.set_interior(&InteriorArea::Carpets, Some(InteriorCondition::Damaged));
        draft.toggle_the_rest_is_clean(template());
        assert!(draft.is_interior_seen(template()));
        let carpets = draft.interior(&InteriorArea::Carpets).map(|answer| answer.condition.clone());
        assert_eq!(carpets, Some(InteriorCondition::Damaged));
        draft.toggle_the_rest_is_clean(template());
        assert_eq!(draft.cabin.interior.len(), 1);
        draft.set_interior(&InteriorArea::Carpets, None);
        assert!(draft.cabin.interior.is_empty());
    }

    #[test]
    fn all_present_leaves_out_what_the_car_cannot_have() {
        let mut draft = open_draft();
        draft.vehicle.powertrain = Some(Powertrain::Petrol);
        draft.next_presence(&AccessoryKind::Extinguisher);
        draft.next_presence(&AccessoryKind::Extinguisher);
        draft.set_keys(Some(2));
        draft.toggle_the_rest_is_present(template());
        assert!(draft.are_accessories_checked(template()));
        assert_eq!(draft.presence(&AccessoryKind::ChargingCable), Presence::NotChecked);
        assert_eq!(draft.presence(&AccessoryKind::Extinguisher), Presence::Missing);
        assert_eq!(draft.keys(), Some(2));
        draft.toggle_the_rest_is_present(template());
        assert_eq!(draft.cabin.accessories.len(), 2, "what is missing and the counted keys stay");
        draft.vehicle.powertrain = Some(Powertrain::BatteryElectric);
        draft.toggle_the_rest_is_present(template());
        assert_eq!(draft.presence(&AccessoryKind::ChargingCable), Presence::Present);
        draft.next_presence(&AccessoryKind::Extinguisher);
        assert_eq!(draft.presence(&AccessoryKind::Extinguisher), Presence::NotChecked);
    }

    #[test]
    fn no_key_is_missing_and_not_unchecked() {
        let mut draft = open_draft();
        draft.set_keys(Some(0));
        assert_eq!((draft.presence(&AccessoryKind::Keys), draft.keys()), (Presence::Missing, Some(0)));
        draft.set_keys(None);
        assert_eq!(draft.presence(&AccessoryKind::Keys), Presence::NotChecked);
    }

    #[test]
    fn valuables_are_listed_only_while_they_are_left() {
        let mut draft = open_draft();
        assert!(draft.answer_valuables(Some(ValuablesOutcome::Left)).is_empty());
        draft.attach_photo(photo(50, AttachmentRole::Valuables), PhotoTarget::Valuable(0));
        if let Some(valuables) = &mut draft.cabin.valuables {
            valuables.items[0].what = "sunglasses".into();
        }
        assert_eq!(draft.add_valuable(), 1);
        let gone = draft.answer_valuables(Some(ValuablesOutcome::Removed));
        assert_eq!(gone.iter().map(RemovedValuable::is_blank).collect::<Vec<_>>(), [false, true]);
        assert!(draft.attachments.is_empty(), "the photo went along");
        let valuables = draft.cabin.valuables.clone().expect("answered");
        assert!(valuables.reminder_spoken && valuables.items.is_empty());
        for (place, removed) in gone.into_iter().filter(|removed| !removed.is_blank()).enumerate() {
            draft.put_back_valuable(place, removed);
        }
        let valuables = draft.cabin.valuables.clone().expect("answered");
        assert_eq!(valuables.outcome, Some(ValuablesOutcome::Left));
        assert_eq!((valuables.items.len(), draft.attachments.len()), (1, 1));
        draft.answer_valuables(None);
        assert_eq!(draft.cabin.valuables, None);
    }
}
