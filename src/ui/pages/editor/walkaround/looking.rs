//! How the drawing is looked at: zoomed and pushed by fingers, wheel, keys and buttons; and the panel under a finger before it is chosen.
//!
//! Invariant: while fingers move nothing is laid out: the drawing is pushed and scaled as it is, and drawn anew when they are lifted.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::domain::drawing::{Click, Doing, Fingers, Point, Room, Tap, ViewDrawing, Zoom};
use crate::ui::drawings::{panel_of, tap_through};

use super::board::BoardSize;
use super::walk::{Editing, Walk};

/// The wheel rests this long before the drawing is drawn anew.
const WHEEL_RESTS: Duration = Duration::from_millis(160);

/// An arrow key pushes by this much, in px.
const PUSH: f64 = 64.0;

/// What an upright line of a wheel is, in px, where the wheel counts lines.
const WHEEL_LINE: f64 = 16.0;

/// The panel under a finger or the mouse, and where on the board that is, in px.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointed {
    pub panel: String,
    pub at: Point,
    /// A finger covers what is under it, a mouse does not.
    pub by_finger: bool,
}

/// How the view on the board is looked at.
#[derive(Clone, Copy)]
pub struct Looking {
    walk: Walk,
    board: NodeRef<html::Div>,
    view: Memo<Option<Arc<ViewDrawing>>>,
    /// Where the drawing is, with all that fingers have done so far.
    pub zoom: RwSignal<Zoom>,
    /// The scale at which it is laid out; the rest is a transform.
    pub drawn: RwSignal<f64>,
    /// Fingers or the wheel move it.
    pub moving: RwSignal<bool>,
    pub pointed: RwSignal<Option<Pointed>>,
    pub size: RwSignal<BoardSize>,
    room: StoredValue<Room>,
    fingers: StoredValue<Fingers>,
    rest: StoredValue<Option<TimeoutHandle>>,
}

impl Looking {
    /// Another view is shown whole.
    pub fn new(walk: Walk, board: NodeRef<html::Div>, view: Memo<Option<Arc<ViewDrawing>>>) -> Self {
        let looking = Self {
            walk,
            board,
            view,
            zoom: RwSignal::new(Zoom::FIT),
            drawn: RwSignal::new(1.0),
            moving: RwSignal::new(false),
            pointed: RwSignal::new(None),
            size: RwSignal::new(BoardSize::default()),
            room: StoredValue::new(Room::default()),
            fingers: StoredValue::new(Fingers::default()),
            rest: StoredValue::new(None),
        };
        Effect::new(move || {
            view.track();
            looking.fingers.set_value(Fingers::default());
            looking.pointed.set(None);
            looking.fit();
        });
        on_cleanup(move || looking.stop_waiting());
        looking
    }

    /// Measures the board once it is laid out.
    pub fn measure(&self) {
        let looking = *self;
        request_animation_frame(move || looking.measure_now());
    }

    fn measure_now(&self) {
        let Some(board) = self.board.try_get_untracked().flatten() else { return };
        let Some(drawn) = self.drawn.try_get_untracked() else { return };
        let view_box = board.query_selector(".view-box").ok().flatten();
        let view_box = view_box.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        let width = f64::from(board.client_width());
        let mut size = BoardSize { board: width, view: 0.0, pushed: 0.0 };
        if let Some(view_box) = view_box {
            size.view = f64::from(view_box.offset_width());
            // On a phone with the palette below it the drawing stands in the flow, whole.
            let floats = (2 * view_box.offset_left() - board.client_width()).abs() <= 2;
            if floats {
                // Its middle stands in the middle of its room, so twice its top is the room's height.
                let room = Room {
                    width,
                    height: f64::from(2 * view_box.offset_top()),
                    view_width: size.view / drawn,
                    view_height: f64::from(view_box.offset_height()) / drawn,
                };
                self.room.set_value(room);
                self.keep_in_sight(room);
                size.pushed = self.zoom.get_untracked().x;
            }
        }
        if self.size.get_untracked() != size {
            self.size.set(size);
        }
    }

    /// Nothing beside the drawing is empty that it could fill; and what is being described stays in sight, palette or not.
    fn keep_in_sight(&self, room: Room) {
        let place = self.walk.editing.with_untracked(|editing| match editing {
            Some(Editing::Place(place)) => place.position.as_ref().map(|position| (position.x, position.y)),
            Some(Editing::Mark(id)) => self.walk.draft.peek(|draft| draft.mark(*id).and_then(|mark| mark.x.zip(mark.y))),
            None => None,
        });
        let share = |part: u16| f64::from(part) / 10_000.0;
        let before = self.zoom.get_untracked();
        let kept = match place {
            Some((x, y)) => before.showing((share(x), share(y)), room),
            None => before.kept_in(room),
        };
        if kept != before {
            self.zoom.set(kept);
        }
    }

    /// Shows the whole view.
    pub fn fit(&self) {
        self.zoom.set(Zoom::FIT);
        self.settle();
    }

    /// Zooms by a step about the middle of what is in sight.
    pub fn step(&self, factor: f64) {
        self.zoom.update(|zoom| *zoom = zoom.by(factor, (0.0, 0.0), self.room.get_value()));
        self.settle();
    }

    /// Draws at the scale that was reached.
    fn settle(&self) {
        self.stop_waiting();
        if self.moving.get_untracked() {
            self.moving.set(false);
        }
        let scale = self.zoom.get_untracked().scale;
        if self.drawn.get_untracked() != scale {
            self.drawn.set(scale);
        }
        self.measure();
    }

    fn stop_waiting(&self) {
        if let Some(Some(rest)) = self.rest.try_update_value(Option::take) {
            rest.clear();
        }
    }

    fn start_moving(&self) {
        if !self.moving.get_untracked() {
            self.moving.set(true);
        }
    }

    /// What a tap at client coordinates means.
    fn tap_at(&self, (x, y): Point) -> Option<Tap> {
        let car = self.board.get_untracked()?.query_selector(".view-box > svg.car").ok()??;
        let view = self.view.get_untracked()?;
        // Client coordinates fit f32 exactly up to 16 million px.
        tap_through(&car, &view, x as f32, y as f32)
    }

    /// Client coordinates, counted from the middle of the drawing's room.
    fn from_middle(&self, (x, y): Point) -> Point {
        let Some(board) = self.board.get_untracked() else { return (0.0, 0.0) };
        let (rect, room) = (board.get_bounding_client_rect(), self.room.get_value());
        (x - rect.left() - room.width / 2.0, y - rect.top() - room.height / 2.0)
    }

    fn zoom_about(&self, factor: f64, client: Point) {
        let (about, room) = (self.from_middle(client), self.room.get_value());
        self.zoom.update(|zoom| *zoom = zoom.by(factor, about, room));
    }

    fn follow(&self, doing: Doing, by_finger: bool) {
        match doing {
            Doing::Nothing => {}
            Doing::Over(at) => self.point_at(at, by_finger),
            Doing::Leave => self.point_at_nothing(),
            Doing::Pick(at) => {
                self.point_at_nothing();
                match self.tap_at(at) {
                    Some(tap) => self.walk.tap(tap),
                    None => self.walk.close(),
                }
            }
            Doing::Push { dx, dy } => {
                self.point_at_nothing();
                self.start_moving();
                self.zoom.update(|zoom| *zoom = zoom.moved(dx, dy, self.room.get_value()));
            }
            Doing::Pinch { factor, about, dx, dy } => {
                self.start_moving();
                self.zoom.update(|zoom| *zoom = zoom.moved(dx, dy, self.room.get_value()));
                self.zoom_about(factor, about);
            }
            Doing::Settle => self.settle(),
        }
    }

    fn point_at(&self, client: Point, by_finger: bool) {
        let Some(board) = self.board.get_untracked() else { return };
        let pointed = self.tap_at(client).map(|tap| {
            let rect = board.get_bounding_client_rect();
            Pointed { panel: tap.panel, at: (client.0 - rect.left(), client.1 - rect.top()), by_finger }
        });
        if self.pointed.with_untracked(|known| *known != pointed) {
            self.pointed.set(pointed);
        }
    }

    fn point_at_nothing(&self) {
        if self.pointed.with_untracked(Option::is_some) {
            self.pointed.set(None);
        }
    }

    pub fn down(&self, event: &ev::PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let on_drawing = is_on_drawing(event);
        let doing = self.fingers.try_update_value(|fingers| fingers.down(event.pointer_id(), client(event), on_drawing));
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
        self.follow(doing.unwrap_or(Doing::Nothing), by_finger(event));
        // The click of this lifting comes before the next frame, or not at all.
        let fingers = self.fingers;
        request_animation_frame(move || {
            let _told = fingers.try_update_value(Fingers::no_click_came);
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
        self.walk.close();
        let looking = *self;
        request_animation_frame(move || {
            if looking.zoom.try_get_untracked().is_none() {
                return;
            }
            looking.measure_now();
            if looking.zoom.get_untracked().is_fit() {
                looking.zoom_about(Zoom::CLOSE_UP, at);
                looking.settle();
            } else {
                looking.fit();
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
            self.zoom.update(|zoom| *zoom = zoom.moved(-event.delta_x() * lines, 0.0, self.room.get_value()));
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
        self.start_moving();
        self.stop_waiting();
        let looking = *self;
        let rest = set_timeout_with_handle(
            move || {
                if looking.zoom.try_get_untracked().is_some() {
                    looking.settle();
                }
            },
            WHEEL_RESTS,
        );
        self.rest.set_value(rest.ok());
    }

    pub fn key(&self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || is_on(event, ".palette") {
            return;
        }
        let zoomed = !self.zoom.get_untracked().is_fit();
        let push = |dx: f64, dy: f64| {
            self.zoom.update(|zoom| *zoom = zoom.moved(dx * PUSH, dy * PUSH, self.room.get_value()));
        };
        match event.key().as_str() {
            "+" | "=" => self.step(Zoom::STEP),
            "-" | "_" => self.step(1.0 / Zoom::STEP),
            "0" => self.fit(),
            // The arrow says where to look, so the drawing goes the other way.
            "ArrowLeft" if zoomed => push(1.0, 0.0),
            "ArrowRight" if zoomed => push(-1.0, 0.0),
            "ArrowUp" if zoomed => push(0.0, 1.0),
            "ArrowDown" if zoomed => push(0.0, -1.0),
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
            let share = (x / view.width, y / view.height);
            self.zoom.update(|zoom| *zoom = zoom.showing(share, self.room.get_value()));
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
