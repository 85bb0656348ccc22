//! How complete each step is, and what is missing. Said at every moment, required only for signing.
//!
//! Invariant: a draft with nothing that blocks gives a sheet that the contract's own validation accepts.

mod missing;

#[cfg(test)]
mod tests;

use serde_json::Value;
use walkaround_contract::{
    ConsentAnswer, ConsentKind, Device, FunctionState, Party, Powertrain, Presence, SignerRole, Stage, Step, Template,
    longest_text, validate_at,
};

pub use missing::Missing;

use super::draft::Draft;
use super::to_sheet;
use super::walkaround::StationSurvey;

/// How complete a step is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepCompletion {
    pub step: Step,
    /// Answers that are there.
    pub done: usize,
    /// Answers that are asked for.
    pub total: usize,
    /// What is not there; `done + missing.len() == total`.
    pub missing: Vec<Missing>,
}

impl StepCompletion {
    fn new(step: Step) -> Self {
        Self { step, done: 0, total: 0, missing: Vec::new() }
    }

    fn ask(&mut self, is_there: bool, missing: Missing) {
        self.total += 1;
        if is_there {
            self.done += 1;
        } else {
            self.missing.push(missing);
        }
    }

    /// Everything that is asked for is there.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// Nothing is there yet.
    pub fn is_untouched(&self) -> bool {
        self.done == 0
    }
}

/// The steps of the template with what is missing in each, in its order.
pub fn completion(draft: &Draft, template: &Template) -> Vec<StepCompletion> {
    steps(draft, template, |role| draft.review.signatures.iter().any(|signature| signature.role == *role))
}

/// Everything that keeps this draft from being signed off, in the order of the steps: what always does, and what the template requires.
/// Signatures count only for `content_digest`; without one they are not looked at, because nothing was shown to be signed yet.
pub fn blocking(draft: &Draft, template: &Template, content_digest: Option<&str>) -> Vec<Missing> {
    let required = |missing: &Missing| {
        missing.path().is_some_and(|path| template.required.iter().any(|required| required.path == path))
    };
    let is_signed_by = |role: &SignerRole| match content_digest {
        Some(digest) => draft.valid_signatures(digest).any(|signature| signature.role == *role),
        None => true,
    };
    steps(draft, template, is_signed_by)
        .into_iter()
        .flat_map(|completion| completion.missing)
        .filter(|missing| missing.blocks_signing() || required(missing))
        .collect()
}

fn steps(draft: &Draft, template: &Template, is_signed_by: impl Fn(&SignerRole) -> bool) -> Vec<StepCompletion> {
    let mut steps = vec![
        welcome(draft),
        customer_and_vehicle(draft),
        concerns(draft),
        walkaround(draft, template),
        cabin(draft, template),
        work(draft, template),
        review(draft, is_signed_by),
    ];
    // A step that the shop has switched off asks for nothing.
    let mut steps: Vec<StepCompletion> = template
        .steps_on()
        .filter_map(|on| steps.iter().position(|completion| completion.step == *on).map(|at| steps.swap_remove(at)))
        .collect();
    for (step, missing) in demanded(draft, template) {
        let known = steps.iter().flat_map(|completion| &completion.missing).any(|other| other.path() == missing.path());
        if let Some(completion) = steps.iter_mut().find(|completion| completion.step == step && !known) {
            completion.ask(false, missing);
        }
    }
    steps
}

fn is_said(text: &Option<String>) -> bool {
    text.as_deref().is_some_and(|text| !text.trim().is_empty())
}

fn has_phone(party: &Party) -> bool {
    party.phones.iter().any(|phone| !phone.trim().is_empty())
}

fn welcome(draft: &Draft) -> StepCompletion {
    let mut step = StepCompletion::new(Step::Welcome);
    step.ask(draft.arrival.mode.is_some(), Missing::ArrivalMode);
    step.ask(draft.arrival.booking.is_some(), Missing::Booking);
    step.ask(draft.arrival.covers.is_some(), Missing::Covers);
    step.ask(!draft.visit.kinds_of_work.is_empty(), Missing::KindOfWork);
    step
}

fn customer_and_vehicle(draft: &Draft) -> StepCompletion {
    let mut step = StepCompletion::new(Step::CustomerAndVehicle);
    let (customer, vehicle) = (&draft.customer, &draft.vehicle);
    let plate = vehicle.plate.as_ref().is_some_and(|plate| !plate.text.trim().is_empty());
    step.ask(plate || is_said(&vehicle.vin), Missing::PlateOrVin);
    step.ask(is_said(&customer.owner.name) || is_said(&customer.owner.company), Missing::OwnerName);
    step.ask(has_phone(&customer.owner) || customer.brought_by.as_ref().is_some_and(has_phone), Missing::Phone);
    if let Some(brought_by) = &customer.brought_by {
        step.ask(is_said(&brought_by.name), Missing::BroughtByName);
    }
    step.ask(is_said(&vehicle.make) || is_said(&vehicle.model), Missing::MakeOrModel);
    step.ask(vehicle.body_type.is_some() && draft.drawing().is_some(), Missing::BodyType);
    step.ask(vehicle.powertrain.is_some(), Missing::Powertrain);
    step.ask(vehicle.odometer.is_some(), Missing::Odometer);
    step
}

fn concerns(draft: &Draft) -> StepCompletion {
    let mut step = StepCompletion::new(Step::Concerns);
    step.ask(!draft.concerns.is_empty() || draft.no_concerns, Missing::ConcernOrNone);
    for (index, concern) in draft.concerns.iter().enumerate() {
        step.ask(!concern.words.trim().is_empty() || concern.symptom.is_some(), Missing::ConcernWords(index + 1));
    }
    step
}

fn walkaround(draft: &Draft, template: &Template) -> StepCompletion {
    let mut step = StepCompletion::new(Step::Walkaround);
    for StationSurvey { station, progress, .. } in draft.survey(template).stations() {
        step.ask(progress.is_complete(), Missing::Station(station.clone()));
    }
    for mark in draft.damage().filter(|mark| mark.severity >= 2) {
        step.ask(!mark.photos.is_empty(), Missing::MarkPhoto(mark.number));
    }
    // Where the car was never here, or everything is answered, there is nothing to ask; that alone begins no step.
    let open = draft.ghosts_open();
    if open > 0 {
        step.ask(false, Missing::Ghosts(open));
    }
    step
}

/// Which gauges a powertrain has: fuel, charge. Fuel where nobody has said what drives the car.
pub fn gauges(powertrain: Option<&Powertrain>) -> (bool, bool) {
    match powertrain {
        Some(Powertrain::BatteryElectric) => (false, true),
        Some(Powertrain::PlugInHybrid) => (true, true),
        _ => (true, false),
    }
}

fn cabin(draft: &Draft, template: &Template) -> StepCompletion {
    let mut step = StepCompletion::new(Step::Cabin);
    let (cabin, vehicle) = (&draft.cabin, &draft.vehicle);
    let (fuel, charge) = gauges(vehicle.powertrain.as_ref());
    let fuel_missing = fuel && vehicle.fuel_eighths.is_none();
    step.ask(
        !fuel_missing && (!charge || vehicle.charge_percent.is_some()),
        Missing::FuelOrCharge { fuel: fuel_missing },
    );
    // A shop that has switched off every word of a list does not ask about it.
    let asks = |catalogue: &str| !template.offered(catalogue).is_empty();
    if asks("warning_lamp") {
        step.ask(cabin.lamps_checked, Missing::Lamps);
    }
    if asks("cabin_function") {
        step.ask(cabin.functions.iter().any(|answer| answer.state != FunctionState::NotTried), Missing::Functions);
    }
    if asks("accessory_kind") {
        step.ask(
            cabin.accessories.iter().any(|accessory| accessory.presence != Presence::NotChecked),
            Missing::Accessories,
        );
    }
    step.ask(cabin.valuables.as_ref().is_some_and(|valuables| valuables.outcome.is_some()), Missing::Valuables);
    if asks("interior_area") {
        step.ask(!cabin.interior.is_empty(), Missing::Interior);
    }
    step
}

/// Consents that are asked about this car: charging only where there is something to charge.
pub fn consents_asked(draft: &Draft, template: &Template) -> Vec<ConsentKind> {
    let (_, charge) = gauges(draft.vehicle.powertrain.as_ref());
    let charge = charge || draft.vehicle.charge_percent.is_some();
    let mut asked = template.words("consent_kind");
    asked.retain(|consent| charge || *consent != ConsentKind::BatteryCharged);
    asked
}

/// Consents that are asked for and nobody has answered.
pub fn consents_open(draft: &Draft, template: &Template) -> Vec<ConsentKind> {
    let mut open = consents_asked(draft, template);
    open.retain(|consent| draft.consent(consent) == ConsentAnswer::NotAsked);
    open
}

fn work(draft: &Draft, template: &Template) -> StepCompletion {
    let mut step = StepCompletion::new(Step::Work);
    let nothing_at_all = draft.concerns.is_empty();
    step.ask(!draft.work.lines.is_empty(), if nothing_at_all { Missing::WorkLineOrConcern } else { Missing::WorkLine });
    for (index, line) in draft.work.lines.iter().enumerate() {
        step.ask(!line.description.trim().is_empty(), Missing::LineDescription(index + 1));
    }
    step.ask(draft.work.promise.is_some(), Missing::Promise);
    step.ask(draft.visit.waiting.is_some(), Missing::Waiting);
    for consent in consents_asked(draft, template) {
        step.ask(draft.consent(&consent) != ConsentAnswer::NotAsked, Missing::Consent(consent));
    }
    step
}

fn review(draft: &Draft, is_signed_by: impl Fn(&SignerRole) -> bool) -> StepCompletion {
    let mut step = StepCompletion::new(Step::Review);
    for mark in draft.damage() {
        step.ask(draft.mark_answer(mark.id).is_some(), Missing::MarkAnswer(mark.number));
    }
    step.ask(is_signed_by(&SignerRole::Customer), Missing::CustomerSignature);
    step.ask(is_signed_by(&SignerRole::Advisor), Missing::AdvisorSignature);
    step
}

/// What no backend would take, by the contract's own rules (a VIN of 16 characters, a name of 10,000), and what the template requires.
fn demanded(draft: &Draft, template: &Template) -> Vec<(Step, Missing)> {
    // Only what was entered is judged here. The tablet's own id is checked when the sheet is finished.
    let device = Device { id: draft.id, name: None, app_version: "0".into(), extra: Default::default() };
    // A sheet has no floats and no keys but strings, so it always has a JSON form; without one nothing can be said here, and finishing fails.
    let Ok(value) = to_sheet::unsigned(draft, template, &device, draft.opened_at).to_value() else { return Vec::new() };
    let problems = validate_at(Stage::Content, &value).err().unwrap_or_default();
    let refused = problems.into_iter().map(|problem| {
        let over = characters_over(&value, &problem.path);
        (missing::step_of_path(&problem.path), Missing::Unacceptable { path: problem.path, code: problem.code, over })
    });
    let required = template
        .required
        .iter()
        .filter(|required| value.pointer(&required.path).is_none_or(is_empty))
        .map(|required| (missing::step_of_path(&required.path), Missing::Required { path: required.path.clone() }));
    refused.chain(required).collect()
}

/// By how many characters the text at a place is longer than the contract allows there.
fn characters_over(sheet: &Value, path: &str) -> Option<usize> {
    let any_index = |part: &str| if part.parse::<usize>().is_ok() { "*".to_owned() } else { part.to_owned() };
    let place = path.split('/').map(any_index).collect::<Vec<_>>().join("/");
    let length = sheet.pointer(path)?.as_str()?.chars().count();
    length.checked_sub(longest_text(&place)?).filter(|over| *over > 0)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}
