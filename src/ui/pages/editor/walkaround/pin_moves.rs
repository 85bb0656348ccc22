//! Moving a pin: dragged with a finger, pushed with the arrow keys. A tap and a long press open it instead.
//!
//! Invariant: a mark stays on the car. Let go beside it, or with Escape, it is where it was.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::{ev, prelude::*};
use walkaround_contract::Id;
use wasm_bindgen::JsCast;

use crate::domain::drawing::{ViewDrawing, share};
use crate::domain::walkaround::MarkPlace;
use crate::ui::drawings::{Tap, tap_through};

use super::showing::station_of_panel;
use super::walk::{Drag, Walk};

/// A finger that trembles less than this (in px) taps.
const TREMBLE: f64 = 10.0;

/// A finger that rests this long presses.
const LONG_PRESS: Duration = Duration::from_millis(500);

/// One percent of a view, in its positions.
const PERCENT: i32 = 100;

/// A finger on a pin.
#[derive(Clone, Debug)]
struct Press {
    mark: Id,
    pointer: i32,
    /// Where the finger came down, and where the damage was then, in client px.
    finger: (f64, f64),
    damage: (f64, f64),
    moved: bool,
    long: Option<TimeoutHandle>,
}

impl Press {
    fn stop_waiting(&mut self) {
        if let Some(long) = self.long.take() {
            long.clear();
        }
    }
}

/// What fingers and keys do to the pins of a view.
#[derive(Clone, Copy)]
pub struct PinMoves {
    walk: Walk,
    view: StoredValue<Arc<ViewDrawing>>,
    press: StoredValue<Option<Press>>,
    /// The click that ends a drag or a long press means nothing more.
    spent: StoredValue<bool>,
}

impl PinMoves {
    pub fn new(walk: Walk, view: Arc<ViewDrawing>) -> Self {
        let moves =
            Self { walk, view: StoredValue::new(view), press: StoredValue::new(None), spent: StoredValue::new(false) };
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && moves.walk.drag.with_untracked(Option::is_some) {
                event.prevent_default();
                event.stop_propagation();
                moves.let_go();
            }
        });
        on_cleanup(move || {
            escape.remove();
            moves.let_go();
        });
        moves
    }

    pub fn down(&self, id: Id, event: &ev::PointerEvent) {
        // The board would pan.
        event.stop_propagation();
        self.spent.set_value(false);
        if event.button() != 0 || self.press.with_value(Option::is_some) {
            return;
        }
        let Some(pin) = element(event.current_target()) else { return };
        let Some(damage) = self.place_of(id).and_then(|(x, y)| self.client_place(&car_of(&pin)?, x, y)) else { return };
        // Without it a fast finger leaves the pin behind.
        let _captured = pin.set_pointer_capture(event.pointer_id());
        let moves = *self;
        let long = set_timeout_with_handle(move || moves.press_long(id), LONG_PRESS).ok();
        let finger = (f64::from(event.client_x()), f64::from(event.client_y()));
        let press = Press { mark: id, pointer: event.pointer_id(), finger, damage, moved: false, long };
        self.press.set_value(Some(press));
    }

    fn press_long(&self, id: Id) {
        let rests =
            self.press.try_with_value(|press| press.as_ref().is_some_and(|press| press.mark == id && !press.moved));
        if rests == Some(true) {
            self.press.set_value(None);
            self.spent.set_value(true);
            self.walk.open_mark(id);
        }
    }

    pub fn moved(&self, event: &ev::PointerEvent) {
        let Some(mut press) = self.press.get_value().filter(|press| press.pointer == event.pointer_id()) else {
            return;
        };
        event.stop_propagation();
        let by = (f64::from(event.client_x()) - press.finger.0, f64::from(event.client_y()) - press.finger.1);
        if !press.moved && by.0.hypot(by.1) < TREMBLE {
            return;
        }
        press.stop_waiting();
        press.moved = true;
        let at = (press.damage.0 + by.0, press.damage.1 + by.1);
        let mark = press.mark;
        self.press.set_value(Some(press));
        let Some(car) = element(event.current_target()).as_ref().and_then(car_of) else { return };
        let drag = match self.tap(&car, at) {
            Some(tap) => Drag { mark, x: tap.x, y: tap.y, panel: Some(tap.panel) },
            None => {
                let (x, y) = self.view_place(&car, at);
                Drag { mark, x, y, panel: None }
            }
        };
        self.walk.drag.set(Some(drag));
    }

    pub fn up(&self, event: &ev::PointerEvent) {
        let Some(mut press) = self.press.get_value().filter(|press| press.pointer == event.pointer_id()) else {
            return;
        };
        event.stop_propagation();
        press.stop_waiting();
        self.press.set_value(None);
        if !press.moved {
            return;
        }
        self.spent.set_value(true);
        let drag = self.walk.drag.get_untracked();
        self.walk.drag.set(None);
        if let Some(Drag { mark, x, y, panel: Some(panel) }) = drag {
            self.put(mark, &panel, (x, y));
            self.walk.draft.save_now();
        }
    }

    /// The finger is gone, or thought better of it.
    pub fn let_go(&self) {
        self.press.try_update_value(|press| {
            if let Some(press) = press.as_mut() {
                press.stop_waiting();
            }
            *press = None;
        });
        self.spent.try_set_value(true);
        self.walk.drag.try_set(None);
    }

    /// Opens the mark, unless the click only ends a drag.
    pub fn click(&self, id: Id, event: &ev::MouseEvent) {
        // A click without a finger comes from a key or a screen reader.
        let by_finger = event.detail() > 0;
        if by_finger && self.spent.get_value() {
            self.spent.set_value(false);
            return;
        }
        self.walk.open_mark(id);
    }

    pub fn key(&self, id: Id, event: &ev::KeyboardEvent) {
        let step = if event.shift_key() { 5 * PERCENT } else { PERCENT };
        let by = match event.key().as_str() {
            "ArrowLeft" => (-step, 0),
            "ArrowRight" => (step, 0),
            "ArrowUp" => (0, -step),
            "ArrowDown" => (0, step),
            "Delete" | "Backspace" => {
                event.prevent_default();
                self.walk.remove_mark(id);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(car) = element(event.current_target()).as_ref().and_then(car_of) {
            self.push(id, &car, by);
        }
    }

    /// The pin was left: what was pushed together is one step.
    pub fn left(&self) {
        self.walk.draft.save_now();
    }

    fn push(&self, id: Id, car: &web_sys::Element, by: (i32, i32)) {
        let Some((x, y)) = self.place_of(id) else { return };
        // Positions run to 10,000, so that what is clamped to them fits.
        let further = |from: u16, by: i32| u16::try_from((i32::from(from) + by).clamp(0, 10_000)).unwrap_or(from);
        let wanted = (further(x, by.0), further(y, by.1));
        let Some(at) = self.client_place(car, wanted.0, wanted.1) else { return };
        let Some(tap) = self.tap(car, at) else { return };
        // On the panel it is exactly where it was pushed to; at the edge of the car it is where the car begins.
        let near = wanted.0.abs_diff(tap.x) <= 20 && wanted.1.abs_diff(tap.y) <= 20;
        self.put(id, &tap.panel, if near { wanted } else { (tap.x, tap.y) });
    }

    fn put(&self, id: Id, panel: &str, (x, y): (u16, u16)) {
        let station = self.walk.draft.peek_by(|draft, template| station_of_panel(draft, template, panel));
        let view = self.view.with_value(|view| view.view.clone());
        self.walk.move_mark(id, MarkPlace::on_drawing(station, panel, view, x, y));
    }

    fn place_of(&self, id: Id) -> Option<(u16, u16)> {
        self.walk.draft.peek(|draft| draft.mark(id).and_then(|mark| mark.x.zip(mark.y)))
    }

    fn tap(&self, car: &web_sys::Element, (x, y): (f64, f64)) -> Option<Tap> {
        // Client coordinates fit f32 exactly up to 16 million px.
        self.view.with_value(|view| tap_through(car, view, x as f32, y as f32))
    }

    fn client_place(&self, car: &web_sys::Element, x: u16, y: u16) -> Option<(f64, f64)> {
        let rect = car.get_bounding_client_rect();
        (rect.width() > 0.0).then(|| (rect.left() + share(x) * rect.width(), rect.top() + share(y) * rect.height()))
    }

    fn view_place(&self, car: &web_sys::Element, (x, y): (f64, f64)) -> (u16, u16) {
        let rect = car.get_bounding_client_rect();
        self.view.with_value(|view| {
            let part = |at: f64, start: f64, length: f64, whole: f64| (at - start) / length.max(1.0) * whole;
            view.position(
                part(x, rect.left(), rect.width(), view.width),
                part(y, rect.top(), rect.height(), view.height),
            )
        })
    }
}

fn element(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target?.dyn_into().ok()
}

/// The drawing that a pin stands on.
fn car_of(pin: &web_sys::Element) -> Option<web_sys::Element> {
    pin.closest(".view-box").ok()??.query_selector("svg.car").ok()?
}
