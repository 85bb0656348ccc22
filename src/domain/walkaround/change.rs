//! What an edit changed in the walk-around: enough to say what it was, and to take it back.
//!
//! Invariant: taking a change back touches what it changed and nothing else. It never gives a number away: a mark that comes back has the
//! number it had, which no other mark was given meanwhile.

use walkaround_contract::{
    Attachment, BodyType, Drawing, DriverSide, GuidedShot, Id, Mark, MarkAcknowledgement, PanelAnswer, Shot, Station,
    StationAnswer, Wheel, WheelPosition,
};

use super::trace::Turn;
use super::{Draft, mark_label};
use crate::domain::annotation::Original;

/// What one edit changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub(super) body: Option<Turn<(), BodyType>>,
    pub(super) side: Option<Turn<(), DriverSide>>,
    pub(super) drawing: Option<Turn<(), Drawing>>,
    pub(super) marks: Vec<Turn<Id, Mark>>,
    pub(super) panels: Vec<Turn<String, PanelAnswer>>,
    pub(super) stations: Vec<Turn<Station, StationAnswer>>,
    pub(super) wheels: Vec<Turn<WheelPosition, Wheel>>,
    pub(super) shots: Vec<Turn<GuidedShot, Shot>>,
    pub(super) photos: Vec<Turn<Id, Attachment>>,
    /// What blurred photos were made from.
    pub(super) originals: Vec<Turn<Id, Original>>,
    /// What the customer had said to marks that changed.
    pub(super) answers: Vec<Turn<Id, MarkAcknowledgement>>,
}

/// A change by its name, for the buttons that take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Mark {
        deed: MarkDeed,
        /// `S1`.
        label: String,
        station: Station,
        panel: Option<String>,
    },
    /// Several marks at once.
    Marks(usize),
    Panel(String),
    Panels(usize),
    Station(Station),
    Stations(usize),
    Wheel(WheelPosition),
    Wheels(usize),
    Shot {
        shot: GuidedShot,
        deed: ShotDeed,
    },
    Photo,
    Body,
    DriverSide,
}

/// What was done to a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkDeed {
    Placed,
    Removed,
    Moved,
    Described,
    Noted,
    PhotoAdded,
    PhotoRemoved,
    PhotoChanged,
}

/// What was done about a guided photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShotDeed {
    Taken,
    Removed,
    Skipped,
}

/// What is written letter by letter or pushed bit by bit, and is one thing to the person who does it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stream {
    Note(Id),
    Measure(Id),
    Position(Id),
    /// The same measure of one wheel, or of several at once.
    Wheels(Measure, Vec<WheelPosition>),
}

/// What is measured of a wheel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Tread,
    Pressure,
    Dot,
}

impl Change {
    pub(super) fn is_empty(&self) -> bool {
        self.body.is_none()
            && self.side.is_none()
            && self.drawing.is_none()
            && self.marks.is_empty()
            && self.panels.is_empty()
            && self.stations.is_empty()
            && self.wheels.is_empty()
            && self.shots.is_empty()
            && self.photos.is_empty()
            && self.originals.is_empty()
    }

    /// What was changed.
    pub fn what(&self) -> What {
        if self.body.is_some() || self.drawing.is_some() {
            return What::Body;
        }
        if self.side.is_some() {
            return What::DriverSide;
        }
        match (self.marks.as_slice(), self.shots.as_slice(), self.wheels.as_slice()) {
            ([turn], ..) => of_mark(turn),
            ([_, _, ..], ..) => What::Marks(self.marks.len()),
            ([], [turn, ..], _) => What::Shot { shot: turn.key.clone(), deed: shot_deed(turn) },
            ([], [], [turn]) => What::Wheel(turn.key.clone()),
            ([], [], [_, _, ..]) => What::Wheels(self.wheels.len()),
            ([], [], []) => match (self.stations.as_slice(), self.panels.as_slice()) {
                ([turn], _) => What::Station(turn.key.clone()),
                ([_, _, ..], _) => What::Stations(self.stations.len()),
                ([], [turn]) => What::Panel(turn.key.clone()),
                ([], [_, _, ..]) => What::Panels(self.panels.len()),
                ([], []) => What::Photo,
            },
        }
    }

    /// The mark this is about, where it is one.
    pub fn mark(&self) -> Option<Id> {
        let [turn] = self.marks.as_slice() else { return None };
        Some(turn.key)
    }

    /// Whether what comes next is more of the same: further letters of the same note, a mark pushed further.
    pub fn goes_on_with(&self, next: &Self) -> bool {
        self.stream().is_some_and(|stream| Some(stream) == next.stream())
    }

    /// Whether this is the drawing of another body: it comes a moment after the body was chosen, and takes the marks' places with it.
    pub fn is_redrawing(&self) -> bool {
        self.drawing.is_some() && self.body.is_none()
    }

    /// Whether the drawing of the body that was chosen is still to come.
    pub fn awaits_drawing(&self) -> bool {
        self.body.is_some() && self.drawing.is_none()
    }

    /// Takes what comes next into this change.
    pub fn take_in(&mut self, next: Self) {
        take_in_one(&mut self.body, next.body);
        take_in_one(&mut self.side, next.side);
        take_in_one(&mut self.drawing, next.drawing);
        take_in(&mut self.marks, next.marks);
        take_in(&mut self.panels, next.panels);
        take_in(&mut self.stations, next.stations);
        take_in(&mut self.wheels, next.wheels);
        take_in(&mut self.shots, next.shots);
        take_in(&mut self.photos, next.photos);
        take_in(&mut self.originals, next.originals);
        take_in(&mut self.answers, next.answers);
    }

    /// Nothing is left to take back: what was typed was deleted again.
    pub fn came_to_nothing(&self) -> bool {
        fn same<K, V: PartialEq>(turns: &[Turn<K, V>]) -> bool {
            turns.iter().all(|turn| turn.before == turn.after)
        }
        let one = |same: Option<bool>| same.unwrap_or(true);
        one(self.body.as_ref().map(|turn| turn.before == turn.after))
            && one(self.side.as_ref().map(|turn| turn.before == turn.after))
            && one(self.drawing.as_ref().map(|turn| turn.before == turn.after))
            && same(&self.marks)
            && same(&self.panels)
            && same(&self.stations)
            && same(&self.wheels)
            && same(&self.shots)
            && same(&self.photos)
            && same(&self.originals)
    }

    fn stream(&self) -> Option<Stream> {
        match (self.marks.as_slice(), self.wheels.as_slice()) {
            ([Turn { key, before: Some(before), after: Some(after) }], []) => {
                let but = |change: fn(&mut Mark, &Mark)| {
                    let mut like = before.clone();
                    change(&mut like, after);
                    like == *after
                };
                if but(|like, after| like.note.clone_from(&after.note)) {
                    Some(Stream::Note(*key))
                } else if but(|like, after| {
                    like.measured_mm = after.measured_mm;
                    like.size.clone_from(&after.size);
                }) && before.measured_mm != after.measured_mm
                {
                    Some(Stream::Measure(*key))
                } else if but(take_place) {
                    Some(Stream::Position(*key))
                } else {
                    None
                }
            }
            ([], [first, rest @ ..]) => {
                let measure = measure_of(first)?;
                let same = rest.iter().all(|turn| measure_of(turn) == Some(measure));
                same.then(|| Stream::Wheels(measure, self.wheels.iter().map(|turn| turn.key.clone()).collect()))
            }
            _ => None,
        }
    }

    /// Takes the change back.
    pub fn revert(self, draft: &mut Draft) {
        if let Some(turn) = self.body {
            draft.vehicle.body_type = turn.before;
        }
        if let Some(turn) = self.side {
            draft.vehicle.driver_side = turn.before;
        }
        if let Some(turn) = self.drawing {
            draft.walkaround.drawing = turn.before;
        }
        for turn in self.photos {
            revert_photo(draft, turn);
        }
        set_all(&mut draft.originals, self.originals, |original| &original.photo.id);
        for turn in self.marks {
            revert_mark(draft, turn);
        }
        for turn in self.answers {
            draft.review.marks.retain(|answer| answer.mark != turn.key);
            if let Some(answer) = turn.before.filter(|answer| draft.mark(answer.mark).is_some()) {
                draft.review.marks.push(answer);
            }
        }
        let walkaround = &mut draft.walkaround;
        set_all(&mut walkaround.panels, self.panels, |answer| &answer.panel);
        set_all(&mut walkaround.stations, self.stations, |answer| &answer.station);
        set_all(&mut walkaround.wheels, self.wheels, |wheel| &wheel.position);
        set_all(&mut walkaround.shots, self.shots, |shot| &shot.shot);
        let place = |wheel: &Wheel| {
            WheelPosition::KNOWN.iter().position(|known| *known == wheel.position).unwrap_or(usize::MAX)
        };
        walkaround.wheels.sort_by_key(place);
        // A guided photo whose picture is not there (its bytes could not be kept) is still to take.
        let kept: Vec<Id> = draft.attachments.iter().map(|attachment| attachment.id).collect();
        for shot in &mut draft.walkaround.shots {
            shot.attachment = shot.attachment.filter(|id| kept.contains(id));
        }
    }
}

fn take_place(like: &mut Mark, after: &Mark) {
    like.station.clone_from(&after.station);
    like.panel.clone_from(&after.panel);
    like.view.clone_from(&after.view);
    like.x = after.x;
    like.y = after.y;
}

fn of_mark(turn: &Turn<Id, Mark>) -> What {
    let name = |deed, mark: &Mark| What::Mark {
        deed,
        label: mark_label(mark),
        station: mark.station.clone(),
        panel: mark.panel.clone(),
    };
    match (&turn.before, &turn.after) {
        (None, Some(after)) => name(MarkDeed::Placed, after),
        (Some(before), None) => name(MarkDeed::Removed, before),
        (Some(before), Some(after)) => {
            let mut moved = before.clone();
            take_place(&mut moved, after);
            let deed = match after.photos.len().cmp(&before.photos.len()) {
                std::cmp::Ordering::Greater => MarkDeed::PhotoAdded,
                std::cmp::Ordering::Less => MarkDeed::PhotoRemoved,
                std::cmp::Ordering::Equal if before.photos != after.photos => MarkDeed::PhotoChanged,
                std::cmp::Ordering::Equal if moved == *after => MarkDeed::Moved,
                std::cmp::Ordering::Equal if before.note != after.note => MarkDeed::Noted,
                std::cmp::Ordering::Equal => MarkDeed::Described,
            };
            name(deed, after)
        }
        (None, None) => What::Marks(0),
    }
}

/// What was measured, where it is a measure.
fn measure_of(turn: &Turn<WheelPosition, Wheel>) -> Option<Measure> {
    let (before, after) = (turn.before.as_ref(), turn.after.as_ref());
    let differs = |part: fn(&Wheel) -> Option<u16>| before.and_then(part) != after.and_then(part);
    let dot = |wheel: Option<&Wheel>| wheel.and_then(|wheel| wheel.dot.clone());
    if differs(|wheel| wheel.tread_tenths_mm) {
        Some(Measure::Tread)
    } else if differs(|wheel| wheel.pressure_kpa) {
        Some(Measure::Pressure)
    } else if dot(before) != dot(after) {
        Some(Measure::Dot)
    } else {
        None
    }
}

fn shot_deed(turn: &Turn<GuidedShot, Shot>) -> ShotDeed {
    match &turn.after {
        Some(after) if after.attachment.is_some() => ShotDeed::Taken,
        Some(after) if after.skipped.is_some() => ShotDeed::Skipped,
        _ => ShotDeed::Removed,
    }
}

fn take_in_one<V>(known: &mut Option<Turn<(), V>>, next: Option<Turn<(), V>>) {
    match (known.as_mut(), next) {
        (Some(known), Some(next)) => known.after = next.after,
        (None, next) => *known = next,
        (Some(_), None) => {}
    }
}

fn take_in<K: PartialEq, V>(known: &mut Vec<Turn<K, V>>, next: Vec<Turn<K, V>>) {
    for turn in next {
        match known.iter_mut().find(|earlier| earlier.key == turn.key) {
            Some(earlier) => earlier.after = turn.after,
            None => known.push(turn),
        }
    }
}

/// A photo comes back with the marks and shots that refer to it, where they are part of the change; and goes with every reference.
fn revert_photo(draft: &mut Draft, turn: Turn<Id, Attachment>) {
    let here = draft.attachments.iter().position(|attachment| attachment.id == turn.key);
    match (turn.before, here) {
        (None, Some(_)) => draft.remove_attachment(turn.key),
        (Some(before), None) => {
            // Ids are in the order of time, and so are the photos of a draft.
            let at = draft.attachments.iter().position(|other| other.id > before.id);
            draft.attachments.insert(at.unwrap_or(draft.attachments.len()), before);
        }
        // Other bytes than then: what is drawn on them belongs to them.
        (Some(before), Some(at)) if draft.attachments[at].sha256 == before.sha256 => draft.attachments[at] = before,
        (Some(_), Some(_)) | (None, None) => {}
    }
}

fn revert_mark(draft: &mut Draft, turn: Turn<Id, Mark>) {
    let Some(mut mark) = turn.before else {
        draft.remove_mark(turn.key);
        return;
    };
    mark.photos.retain(|photo| draft.attachment(*photo).is_some());
    let marks = &mut draft.walkaround.marks;
    match marks.iter().position(|known| known.id == turn.key) {
        Some(at) => marks[at] = mark,
        None => {
            let at = marks.iter().position(|other| other.number > mark.number).unwrap_or(marks.len());
            marks.insert(at, mark);
        }
    }
    // What the customer says belongs to what the mark said then.
    draft.review.marks.retain(|answer| answer.mark != turn.key);
}

fn set_all<K: PartialEq, V>(list: &mut Vec<V>, turns: Vec<Turn<K, V>>, key: fn(&V) -> &K) {
    for turn in turns {
        let here = list.iter().position(|known| *key(known) == turn.key);
        match (here, turn.before) {
            (Some(at), Some(before)) => list[at] = before,
            (Some(at), None) => drop(list.remove(at)),
            (None, Some(before)) => list.push(before),
            (None, None) => {}
        }
    }
}
