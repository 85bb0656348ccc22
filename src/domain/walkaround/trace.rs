//! What the walk-around of a draft looked like when it was last looked at, so that an edit can be told from what it changed.
//!
//! Invariant: after [`Traced::follow`] the copy says what the draft says; nothing is copied but what changed.

use std::collections::{BTreeMap, BTreeSet};

use walkaround_contract::{
    Attachment, AttachmentRole, BodyType, Drawing, DriverSide, GuidedShot, Id, Mark, MarkAcknowledgement, PanelAnswer,
    Shot, Station, StationAnswer, Wheel, WheelPosition,
};

use super::Draft;
use super::change::Change;
use crate::domain::annotation::Original;

/// One thing that changed: what it was, and what it became. `None` where there was or is nothing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn<K, V> {
    pub key: K,
    pub before: Option<V>,
    pub after: Option<V>,
}

/// The part of a draft that can be undone.
#[derive(Clone, Debug)]
pub struct Traced {
    body: Option<BodyType>,
    side: Option<DriverSide>,
    drawing: Option<Drawing>,
    marks: BTreeMap<Id, Mark>,
    panels: BTreeMap<String, PanelAnswer>,
    stations: BTreeMap<Station, StationAnswer>,
    wheels: BTreeMap<WheelPosition, Wheel>,
    shots: BTreeMap<GuidedShot, Shot>,
    photos: BTreeMap<Id, Attachment>,
    originals: BTreeMap<Id, Original>,
    answers: BTreeMap<Id, MarkAcknowledgement>,
}

impl Traced {
    /// The walk-around as it is.
    pub fn of(draft: &Draft) -> Self {
        let mut traced = Self {
            body: draft.vehicle.body_type.clone(),
            side: draft.vehicle.driver_side.clone(),
            drawing: draft.walkaround.drawing.clone(),
            marks: BTreeMap::new(),
            panels: BTreeMap::new(),
            stations: BTreeMap::new(),
            wheels: BTreeMap::new(),
            shots: BTreeMap::new(),
            photos: BTreeMap::new(),
            originals: BTreeMap::new(),
            answers: BTreeMap::new(),
        };
        traced.follow(draft);
        traced
    }

    /// Takes over what the draft says now. What changed, where it is something to be taken back: the first choice of a body is not, for
    /// without one there is no walk-around to return to; nor is what the customer says to a mark.
    pub fn follow(&mut self, draft: &Draft) -> Option<Change> {
        let first_drawing = self.drawing.is_none() && draft.walkaround.drawing.is_some();
        let body = turned(&mut self.body, &draft.vehicle.body_type).filter(|body| body.before.is_some());
        let side = turned(&mut self.side, &draft.vehicle.driver_side).filter(|side| side.before.is_some());
        // A newer state of the same drawing moves nothing.
        let drawing = turned(&mut self.drawing, &draft.walkaround.drawing).filter(|turn| {
            let body = |drawing: &Option<Drawing>| drawing.as_ref().map(|drawing| drawing.body.clone());
            body(&turn.before) != body(&turn.after)
        });
        let walkaround = &draft.walkaround;
        let change = Change {
            body,
            side,
            drawing,
            marks: turns(&mut self.marks, walkaround.marks.iter(), |mark| mark.id),
            panels: turns(&mut self.panels, walkaround.panels.iter(), |answer| answer.panel.clone()),
            stations: turns(&mut self.stations, walkaround.stations.iter(), |answer| answer.station.clone()),
            wheels: turns(&mut self.wheels, walkaround.wheels.iter(), |wheel| wheel.position.clone()),
            shots: turns(&mut self.shots, walkaround.shots.iter(), |shot| shot.shot.clone()),
            photos: turns(&mut self.photos, draft.attachments.iter().filter(|it| is_traced(it)), |photo| photo.id),
            originals: turns(
                &mut self.originals,
                draft.originals.iter().filter(|original| is_traced(&original.photo)),
                |original| original.photo.id,
            ),
            answers: turns(&mut self.answers, draft.review.marks.iter(), |answer| answer.mark),
        };
        (!first_drawing && !change.is_empty()).then_some(change)
    }
}

/// Photos of the walk-around. Those of concerns and valuables belong to other steps.
fn is_traced(attachment: &Attachment) -> bool {
    matches!(attachment.role, AttachmentRole::Damage | AttachmentRole::Guided)
}

fn turned<T: Clone + PartialEq>(known: &mut Option<T>, now: &Option<T>) -> Option<Turn<(), T>> {
    if known == now {
        return None;
    }
    let before = std::mem::replace(known, now.clone());
    Some(Turn { key: (), before, after: now.clone() })
}

fn turns<'a, K: Ord + Clone, V: Clone + PartialEq + 'a>(
    known: &mut BTreeMap<K, V>,
    now: impl Iterator<Item = &'a V> + Clone,
    key: impl Fn(&V) -> K,
) -> Vec<Turn<K, V>> {
    let mut turns = Vec::new();
    let mut count = 0;
    for value in now.clone() {
        count += 1;
        let key = key(value);
        match known.get_mut(&key) {
            Some(old) if old == value => {}
            Some(old) => {
                let before = std::mem::replace(old, value.clone());
                turns.push(Turn { key, before: Some(before), after: Some(value.clone()) });
            }
            None => {
                known.insert(key.clone(), value.clone());
                turns.push(Turn { key, before: None, after: Some(value.clone()) });
            }
        }
    }
    if known.len() > count {
        let here: BTreeSet<K> = now.map(&key).collect();
        let gone: Vec<K> = known.keys().filter(|key| !here.contains(*key)).cloned().collect();
        for key in gone {
            let before = known.remove(&key);
            turns.push(Turn { key, before, after: None });
        }
    }
    turns
}
