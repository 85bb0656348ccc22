//! From a finger to the desk: drawing, picking, moving, pulling at a point.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Annotation, AnnotationShape};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::PointerEvent;

use crate::domain::annotation::{FAR, Key, Place, add_point, from_gesture, hit, moved, with_point};

use super::desk::{Desk, Tool, Writing};

/// How far a finger may be off, in px.
const REACH: f64 = 24.0;

/// A way shorter than this, in 1/10,000, is a tap and moves nothing.
const STILL: u16 = 60;

/// What a finger on the photo is doing.
#[derive(Clone, Debug)]
enum Doing {
    Drawing {
        shape: AnnotationShape,
        way: Vec<Place>,
    },
    Moving {
        key: Key,
        from: Place,
        annotation: Arc<Annotation>,
    },
    Pulling {
        key: Key,
        index: usize,
        annotation: Arc<Annotation>,
    },
    /// On no shape, with a tool that draws nothing.
    Resting {
        at: Place,
    },
}

/// The finger on the photo. One at a time.
#[derive(Clone, Copy)]
pub struct Finger {
    desk: Desk,
    doing: StoredValue<Option<(i32, Doing)>>,
}

impl Finger {
    pub fn on(desk: Desk) -> Self {
        Self { desk, doing: StoredValue::new(None) }
    }

    /// A finger comes down. Whether it is one that is followed.
    pub fn down(&self, event: &PointerEvent, area: &web_sys::DomRect) -> bool {
        if !event.is_primary() || event.button() != 0 || self.doing.with_value(Option::is_some) {
            return false;
        }
        let place = place_of(event, area);
        let reach = as_share(REACH / area.width());
        let doing = self.begin(place, reach);
        self.doing.set_value(Some((event.pointer_id(), doing)));
        true
    }

    fn begin(&self, place: Place, reach: u16) -> Doing {
        let desk = self.desk;
        let chosen = untrack(|| desk.chosen_shape());
        if let Some(shape) = &chosen
            && let Some(index) = pulled(&shape.annotation, place, reach)
        {
            return Doing::Pulling { key: shape.key, index, annotation: shape.annotation.clone() };
        }
        let tool = desk.tool.get_untracked();
        let under = match &tool {
            Tool::Select => self.under(place, reach, |_| true),
            // Words are written beside an arrow as well as anywhere; only words are touched to be changed.
            Tool::Draw(AnnotationShape::Text) => self.under(place, reach, |shape| *shape == AnnotationShape::Text),
            Tool::Draw(_) => None,
        };
        match (under, tool) {
            (Some(key), _) => {
                desk.chosen.set(Some(key));
                let annotation = desk.sketch.with_untracked(|sketch| sketch.get(key).cloned());
                match annotation {
                    Some(annotation) => Doing::Moving { key, from: place, annotation },
                    None => Doing::Resting { at: place },
                }
            }
            (None, Tool::Draw(shape)) if shape != AnnotationShape::Text => Doing::Drawing { shape, way: vec![place] },
            (None, _) => Doing::Resting { at: place },
        }
    }

    fn under(&self, place: Place, reach: u16, is_meant: impl Fn(&AnnotationShape) -> bool) -> Option<Key> {
        let picture = self.desk.picture;
        self.desk.sketch.with_untracked(|sketch| {
            let meant = sketch.shapes().iter().filter(|shape| is_meant(&shape.annotation.shape));
            hit(meant, place, picture, reach)
        })
    }

    /// The finger moves. Browsers gather what a fast finger does between two frames into one event.
    pub fn moved(&self, event: &PointerEvent, area: &web_sys::DomRect) {
        let live = self.doing.try_update_value(|doing| {
            let (pointer, doing) = doing.as_mut()?;
            if *pointer != event.pointer_id() {
                return None;
            }
            let last = place_of(event, area);
            match doing {
                Doing::Drawing { shape, way } => {
                    if *shape == AnnotationShape::Line {
                        gathered(event).iter().for_each(|event| add_point(way, place_of(event, area)));
                    } else {
                        way.truncate(1);
                        way.push(last);
                    }
                    let drawn = self.desk.pen.with_untracked(|pen| from_gesture(shape, way, pen));
                    Some(drawn.map(|drawn| (None, Arc::new(drawn))))
                }
                Doing::Moving { key, from, annotation } => {
                    let (dx, dy) = between(*from, last);
                    Some(Some((Some(*key), Arc::new(moved(annotation, dx, dy)))))
                }
                Doing::Pulling { key, index, annotation } => {
                    Some(Some((Some(*key), Arc::new(with_point(annotation, *index, last)))))
                }
                Doing::Resting { .. } => None,
            }
        });
        if let Some(Some(live)) = live {
            self.desk.live.set(live);
        }
    }

    /// The finger is lifted: what it did stands.
    pub fn up(&self, event: &PointerEvent, area: &web_sys::DomRect) {
        self.moved(event, area);
        let Some((_, doing)) = self.doing.with_value(|doing| doing.clone()).filter(|(id, _)| *id == event.pointer_id())
        else {
            return;
        };
        self.doing.set_value(None);
        let desk = self.desk;
        let live = desk.live.try_update(Option::take).flatten().map(|(_, annotation)| Annotation::clone(&annotation));
        let last = place_of(event, area);
        match (doing, live) {
            (Doing::Drawing { .. }, Some(drawn)) => desk.add(drawn),
            // A tap with a tool that draws picks what is there.
            (Doing::Drawing { .. }, None) => {
                desk.chosen.set(self.under(last, as_share(REACH / area.width()), |_| true));
            }
            (Doing::Moving { key, from, .. }, Some(shape)) if !is_still(from, last) => desk.replace(key, shape),
            (Doing::Moving { key, annotation, .. }, _) => {
                let writes = desk.tool.with_untracked(|tool| *tool == Tool::Draw(AnnotationShape::Text));
                if writes && annotation.shape == AnnotationShape::Text {
                    desk.writing.set(Some(Writing::Again(key)));
                }
            }
            (Doing::Pulling { key, .. }, Some(shape)) => desk.replace(key, shape),
            (Doing::Pulling { .. }, None) => {}
            (Doing::Resting { at }, _) => {
                desk.chosen.set(None);
                if desk.tool.with_untracked(|tool| *tool == Tool::Draw(AnnotationShape::Text)) {
                    desk.writing.set(Some(Writing::New(at)));
                }
            }
        }
    }

    /// The finger is lost, to a call or a gesture of the system: nothing was done.
    pub fn lost(&self) {
        self.doing.set_value(None);
        self.desk.live.set(None);
    }
}

/// The points of a shape that can be pulled at: the ends of what was drawn from end to end.
pub fn handles(annotation: &Annotation) -> &[Place] {
    match annotation.shape {
        AnnotationShape::Arrow | AnnotationShape::Circle | AnnotationShape::Blur => &annotation.points,
        AnnotationShape::Line | AnnotationShape::Text | AnnotationShape::Unlisted(_) => &[],
    }
}

fn pulled(annotation: &Annotation, place: Place, reach: u16) -> Option<usize> {
    handles(annotation)
        .iter()
        .position(|point| point.0.abs_diff(place.0) <= reach && point.1.abs_diff(place.1) <= reach)
}

fn between(from: Place, to: Place) -> (i32, i32) {
    (i32::from(to.0) - i32::from(from.0), i32::from(to.1) - i32::from(from.1))
}

fn is_still(from: Place, to: Place) -> bool {
    from.0.abs_diff(to.0) < STILL && from.1.abs_diff(to.1) < STILL
}

fn place_of(event: &PointerEvent, area: &web_sys::DomRect) -> Place {
    (
        as_share((f64::from(event.client_x()) - area.left()) / area.width()),
        as_share((f64::from(event.client_y()) - area.top()) / area.height()),
    )
}

/// A share as 1/10,000, never outside the picture.
fn as_share(share: f64) -> u16 {
    // Between 0 and 10,000 after the clamp, and 0 where the picture has no size.
    (share * f64::from(FAR)).round().clamp(0.0, f64::from(FAR)) as u16
}

/// What the browser gathered into this event; the event itself where it gathers nothing or can't say so (Safari before 18).
fn gathered(event: &PointerEvent) -> Vec<PointerEvent> {
    let can_say = js_sys::Reflect::has(event, &JsValue::from_str("getCoalescedEvents")).unwrap_or(false);
    let gathered: Vec<PointerEvent> = if can_say {
        event.get_coalesced_events().iter().filter_map(|event| event.dyn_into().ok()).collect()
    } else {
        Vec::new()
    };
    if gathered.is_empty() { vec![event.clone()] } else { gathered }
}
