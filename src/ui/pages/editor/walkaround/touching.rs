//! What the board hears of fingers, mouse, wheel and keys, told to [`Looking`].
//!
//! Invariant: a click reaches the panel below it unless it is the end of pushing, pinching or wandering, or the second of two.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::domain::drawing::{Click, Doing, Fingers, Point, Zoom};
use crate::ui::drawings::panel_of;

use super::looking::Looking;

/// The wheel rests this long before the drawing is drawn anew.
const WHEEL_RESTS: Duration = Duration::from_millis(160);

/// An arrow key pushes by this much, in px.
const PUSH: f64 = 64.0;

/// What an upright line of a wheel is, in px, where the wheel counts lines.
const WHEEL_LINE: f64 = 16.0;

impl Looking {
    pub fn down(&self, event: &ev::PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let on_drawing = is_on_drawing(event);
        let doing =
            self.fingers.try_update_value(|fingers| fingers.down(event.pointer_id(), client(event), on_drawing));
        self.follow(doing.unwrap_or(Doing::Nothing), by_finger(event));
    }

    pub fn moved(&self, event: &ev::PointerEvent) {
        let (id, at) = (event.pointer_id(), client(event));
        let zoomed = !self.zoom.get_untracked().is_fit();
        let was_moving = self.fingers.with_value(Fingers::is_moving);
        let doing = self.fingers.try_update_value(|fingers| fingers.moves(id, at, zoomed)).unwrap_or(Doing::Nothing);
        if !was_moving && self.fingers.with_value(Fingers::is_moving) {
            // A mouse may leave the board and is still pushing it. It has not captured anything before: the click belongs to the panel.
            if let Some(board) = self.board.get_untracked() {
                let _captured = board.set_pointer_capture(id);
            }
        }
        if doing == Doing::Nothing && event.buttons() == 0 && !by_finger(event) {
            let doing = if is_on_drawing(event) { Doing::Over(at) } else { Doing::Leave };
            self.follow(doing, false);
        } else {
            self.follow(doing, by_finger(event));
        }
    }

    pub fn up(&self, event: &ev::PointerEvent) {
        let doing = self.fingers.try_update_value(|fingers| fingers.up(event.pointer_id(), client(event)));
        let doing = doing.unwrap_or(Doing::Nothing);
        // What a tap pointed at is left to its click (`choose`).
        let left = self.pointed.get_untracked().filter(|_| doing == Doing::Leave);
        if left.is_none() {
            self.follow(doing, by_finger(event));
        }
        // The click of this lifting comes before the next frame, or not at all.
        let looking = *self;
        request_animation_frame(move || {
            let told = looking.fingers.try_update_value(Fingers::no_click_came);
            // A mouse may point at something else by now.
            if told.is_some() && left.is_some() && looking.pointed.with_untracked(|pointed| *pointed == left) {
                looking.point_at_nothing();
            }
        });
    }

    /// The system took the finger, or the mouse has left the board.
    pub fn gone(&self, event: &ev::PointerEvent) {
        let doing = self.fingers.try_update_value(|fingers| fingers.cancel(event.pointer_id()));
        self.follow(doing.unwrap_or(Doing::Nothing), by_finger(event));
        self.point_at_nothing();
    }

    /// The page does not scroll while two fingers are on the drawing, or one pushes it.
    pub fn touch_moved(&self, event: &ev::TouchEvent) {
        if event.cancelable() && self.fingers.with_value(Fingers::is_moving) {
            event.prevent_default();
        }
    }

    /// Hears of every click on the board before anything on it does.
    pub fn click(&self, event: &ev::MouseEvent) {
        if event.detail() == 0 {
            return;
        }
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let click = self.fingers.try_update_value(|fingers| fingers.click(at, event.time_stamp()));
        match click.unwrap_or(Click::First) {
            Click::First => {}
            Click::NotMeant => event.stop_propagation(),
            Click::Second => {
                event.stop_propagation();
                event.prevent_default();
                self.close_up(at);
            }
        }
    }

    /// What the first tap has opened closes; then the drawing comes closer, or goes back to whole.
    fn close_up(&self, at: Point) {
        self.once_closed(move |looking| {
            if looking.zoom.get_untracked().is_fit() {
                looking.zoom_about(Zoom::CLOSE_UP, at);
                looking.settle();
            } else {
                looking.fit();
            }
        });
    }

    /// Closes what is being described and, for this click, comes closer to a part of the view, in shares of its width and height.
    pub fn come_closer(&self, event: &ev::MouseEvent, from: Point, to: Point) {
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.fingers.update_value(|fingers| fingers.moved_away(at, event.time_stamp()));
        self.once_closed(move |looking| looking.fill(from, to));
    }

    /// The palette goes; what is done to the drawing then finds it as large as it is without.
    fn once_closed(&self, then: impl FnOnce(Self) + 'static) {
        self.walk.close();
        let looking = *self;
        request_animation_frame(move || {
            if looking.zoom.try_get_untracked().is_some() {
                looking.measure_now();
                then(looking);
            }
        });
    }

    pub fn wheel(&self, event: &ev::WheelEvent) {
        if !is_on_drawing(event) && !is_on(event, ".view-box") {
            return;
        }
        let lines = if event.delta_mode() == web_sys::WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { WHEEL_LINE };
        let before = self.zoom.get_untracked();
        if event.delta_x().abs() > event.delta_y().abs() {
            self.push(-event.delta_x() * lines, 0.0);
        } else {
            // A pinch on a touch pad comes as a wheel with Ctrl, in far smaller steps.
            let speed = if event.ctrl_key() { 0.01 } else { 0.001_8 };
            let at = (f64::from(event.client_x()), f64::from(event.client_y()));
            self.zoom_about((-event.delta_y() * lines * speed).exp(), at);
        }
        if self.zoom.get_untracked() == before && !event.ctrl_key() {
            // At its limit the wheel is the page's.
            return;
        }
        event.prevent_default();
        self.point_at_nothing();
        self.settle_after(WHEEL_RESTS);
    }

    pub fn key(&self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || is_on(event, ".palette") {
            return;
        }
        let zoomed = !self.zoom.get_untracked().is_fit();
        match event.key().as_str() {
            "+" | "=" => self.step(Zoom::STEP),
            "-" | "_" => self.step(1.0 / Zoom::STEP),
            "0" => self.fit(),
            // The arrow says where to look, so the drawing goes the other way.
            "ArrowLeft" if zoomed => self.push(PUSH, 0.0),
            "ArrowRight" if zoomed => self.push(-PUSH, 0.0),
            "ArrowUp" if zoomed => self.push(0.0, PUSH),
            "ArrowDown" if zoomed => self.push(0.0, -PUSH),
            _ => return,
        }
        event.prevent_default();
    }

    /// A panel that gets the focus by key comes into sight.
    pub fn focused(&self, event: &ev::FocusEvent) {
        let Some(element) = target(event).filter(|element| element.matches(":focus-visible").unwrap_or(false)) else {
            return;
        };
        let Some(view) = self.view.get_untracked() else { return };
        if let Some((x, y)) = panel_of(&element).and_then(|panel| Some(view.panel(&panel)?.at)) {
            self.show((x / view.width, y / view.height));
        }
    }
}

fn client(event: &ev::PointerEvent) -> Point {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn by_finger(event: &ev::PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

fn target(event: &web_sys::Event) -> Option<web_sys::Element> {
    event.target()?.dyn_into().ok()
}

/// Whether an event came to something within what the selector names.
fn is_on(event: &web_sys::Event, selector: &str) -> bool {
    target(event).is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

/// On the drawing itself or the paper around it, not on something that lies over it.
fn is_on_drawing(event: &web_sys::Event) -> bool {
    target(event).is_some() && !is_on(event, "button, a, input, textarea, .palette, .drawing-tools")
}
