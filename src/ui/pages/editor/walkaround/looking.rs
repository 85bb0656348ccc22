//! How the drawing is looked at: zoomed and pushed by fingers, wheel, keys and buttons; and the panel under a finger before it is chosen.
//!
//! Invariant: while fingers move nothing is laid out: the drawing is pushed and scaled as it is, and drawn anew when they are lifted.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::domain::drawing::{Doing, Fingers, Point, Room, Surroundings, Tap, ViewDrawing, Zoom, share};
use crate::ui::drawings::tap_through;

use super::board::BoardSize;
use super::walk::{Editing, Walk};

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
    pub(super) walk: Walk,
    pub(super) board: NodeRef<html::Div>,
    pub(super) view: Memo<Option<Arc<ViewDrawing>>>,
    /// Where the drawing is, with all that fingers have done so far.
    pub zoom: RwSignal<Zoom>,
    /// The scale at which it is laid out; the rest is a transform.
    pub drawn: RwSignal<f64>,
    pub pointed: RwSignal<Option<Pointed>>,
    pub size: RwSignal<BoardSize>,
    /// How the board was measured the last time.
    around: StoredValue<Option<Around>>,
    /// Something beside the drawing has come or gone, so pins have another room.
    room_is_new: StoredValue<bool>,
    pub(super) fingers: StoredValue<Fingers>,
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
            pointed: RwSignal::new(None),
            size: RwSignal::new(BoardSize::default()),
            around: StoredValue::new(None),
            room_is_new: StoredValue::new(true),
            fingers: StoredValue::new(Fingers::default()),
            rest: StoredValue::new(None),
        };
        Effect::new(move || {
            view.track();
            looking.fingers.set_value(Fingers::default());
            looking.pointed.set(None);
            looking.measure_anew();
            looking.fit();
        });
        on_cleanup(move || looking.stop_waiting());
        looking
    }

    /// The board, or what lies over it, is another than before: it is measured once it is laid out.
    pub fn measure_anew(&self) {
        self.room_is_new.set_value(true);
        let looking = *self;
        request_animation_frame(move || looking.measure_now());
    }

    /// Measures the board as it is laid out.
    pub(super) fn measure_now(&self) {
        let Some(board) = self.board.try_get_untracked().flatten() else { return };
        let Some(Zoom { scale, .. }) = self.zoom.try_get_untracked() else { return };
        let view_box = board.query_selector(".view-box").ok().flatten();
        let view_box = view_box.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        let around = view_box.map(|view_box| Around::measured(&board, &view_box, scale, self.around.get_value()));
        self.around.set_value(around);
        match around {
            Some(around) => self.place(around),
            None => self.take_size(BoardSize { board: f64::from(board.client_width()), ..BoardSize::default() }),
        }
    }

    /// Where everything stands on a board that was measured, as far as the drawing is zoomed and pushed now.
    fn place(&self, Around { on_board, floats }: Around) {
        let (zoom, drawn) = if floats {
            self.keep_in_sight(on_board.room());
            (self.zoom.get_untracked(), self.drawn.get_untracked())
        } else {
            (Zoom::FIT, 1.0)
        };
        let before = self.size.get_untracked();
        let (board, view) = (on_board.board, on_board.view.0 * drawn);
        let is_new = self.room_is_new.try_update_value(std::mem::take) == Some(true);
        let (room, in_sight) = if !is_new && (before.board, before.view) == (board, view) {
            (before.room, before.in_sight)
        } else {
            let describes = before.view == view && untrack(|| self.walk.on_drawing());
            let room = if describes { before.room } else { on_board.pin_bounds(zoom, drawn) };
            (room, on_board.in_sight(zoom, drawn))
        };
        self.take_size(BoardSize { board, view, pushed: zoom.x, room, in_sight });
    }

    fn take_size(&self, size: BoardSize) {
        if self.size.get_untracked() != size {
            self.size.set(size);
        }
    }

    /// The room to zoom and push in. There is none while the drawing stands in the flow, or is not measured yet.
    fn room(&self) -> Option<Room> {
        self.floating().map(Surroundings::room)
    }

    fn floating(&self) -> Option<Surroundings> {
        self.around.get_value().filter(|around| around.floats).map(|around| around.on_board)
    }

    /// Nothing beside the drawing is empty that it could fill; and what is being described stays in sight, palette or not.
    fn keep_in_sight(&self, room: Room) {
        let place = self.walk.editing.with_untracked(|editing| match editing {
            Some(Editing::Place(place)) => place.position.as_ref().map(|position| (position.x, position.y)),
            Some(Editing::Mark(id)) => {
                self.walk.draft.peek(|draft| draft.mark(*id).and_then(|mark| mark.x.zip(mark.y)))
            }
            None => None,
        });
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
        let Some(room) = self.room() else { return };
        self.zoom.update(|zoom| *zoom = zoom.by(factor, (0.0, 0.0), room));
        self.settle();
    }

    /// Draws at the scale that was reached.
    pub(super) fn settle(&self) {
        self.stop_waiting();
        let scale = self.zoom.get_untracked().scale;
        if self.drawn.get_untracked() != scale {
            self.drawn.set(scale);
        }
        // What has just come or gone is measured with the next frame.
        if let Some(around) = self.around.get_value().filter(|_| !self.room_is_new.get_value()) {
            self.place(around);
        }
    }

    /// Draws at the scale that was reached once nothing has moved it for this long.
    pub(super) fn settle_after(&self, rest: Duration) {
        self.stop_waiting();
        let looking = *self;
        let settle = move || {
            if looking.zoom.try_get_untracked().is_some() {
                looking.settle();
            }
        };
        self.rest.set_value(set_timeout_with_handle(settle, rest).ok());
    }

    fn stop_waiting(&self) {
        if let Some(Some(rest)) = self.rest.try_update_value(Option::take) {
            rest.clear();
        }
    }

    /// What a tap at client coordinates means.
    fn tap_at(&self, (x, y): Point) -> Option<Tap> {
        let car = self.board.get_untracked()?.query_selector(".view-box > svg.car").ok()??;
        let view = self.view.get_untracked()?;
        // Client coordinates fit f32 exactly up to 16 million px.
        tap_through(&car, &view, x as f32, y as f32)
    }

    /// Pushes the drawing.
    pub(super) fn push(&self, dx: f64, dy: f64) {
        let Some(room) = self.room() else { return };
        self.zoom.update(|zoom| *zoom = zoom.moved(dx, dy, room));
    }

    /// Pushes the drawing as far as it takes to show a point of it, in shares of its width and height.
    pub(super) fn show(&self, share: Point) {
        let Some(room) = self.room() else { return };
        self.zoom.update(|zoom| *zoom = zoom.showing(share, room));
    }

    /// Comes closer until a part of the drawing fills what is free of the board, in shares of its width and height.
    pub(super) fn fill(&self, from: Point, to: Point) {
        let Some(on_board) = self.floating() else { return };
        self.zoom.update(|zoom| *zoom = zoom.closer_to(from, to, on_board.room(), on_board.tools));
        self.settle();
    }

    /// Zooms so that what lies at client coordinates stays there.
    pub(super) fn zoom_about(&self, factor: f64, (x, y): Point) {
        let (Some(room), Some(board)) = (self.room(), self.board.get_untracked()) else { return };
        let rect = board.get_bounding_client_rect();
        let about = (x - rect.left() - room.width / 2.0, y - rect.top() - room.height / 2.0);
        self.zoom.update(|zoom| *zoom = zoom.by(factor, about, room));
    }

    pub(super) fn follow(&self, doing: Doing, by_finger: bool) {
        match doing {
            Doing::Nothing => {}
            Doing::Over(at) => self.point_at(at, by_finger),
            Doing::Leave => self.point_at_nothing(),
            Doing::Pick(at) => self.choose(self.tap_at(at)),
            Doing::Push { dx, dy } => {
                self.point_at_nothing();
                self.push(dx, dy);
            }
            Doing::Pinch { factor, about, dx, dy } => {
                self.push(dx, dy);
                self.zoom_about(factor, about);
            }
            Doing::Settle => self.settle(),
        }
    }

    /// A panel was chosen, or the place beside the car. What was pointed at goes only now: whoever asks the drawing what was chosen has it
    /// laid out, and so it is laid out once for both.
    pub(super) fn choose(&self, tap: Option<Tap>) {
        self.point_at_nothing();
        match tap {
            Some(tap) => self.walk.tap(tap),
            None => self.walk.close(),
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

    pub(super) fn point_at_nothing(&self) {
        if self.pointed.with_untracked(Option::is_some) {
            self.pointed.set(None);
        }
    }
}

/// A view on its board.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Around {
    on_board: Surroundings,
    /// It is zoomed and pushed. On a phone with the palette below it the drawing stands in the flow, whole.
    floats: bool,
}

impl Around {
    /// `scale`: how large the view is shown now. `before`: how it was measured the last time.
    fn measured(board: &web_sys::Element, view_box: &web_sys::HtmlElement, scale: f64, before: Option<Self>) -> Self {
        let px = f64::from;
        let top = board.get_bounding_client_rect().top();
        let edge = |selector: &str, side: fn(&web_sys::DomRect) -> f64| {
            let found = board.query_selector(selector).ok().flatten()?;
            Some(side(&found.get_bounding_client_rect()) - top)
        };
        let floats = (2 * view_box.offset_left() - board.client_width()).abs() <= 2;
        // Before it is pushed: by half its own size, too, where it floats. So there the corner that the browser tells is its middle.
        let corner = (px(view_box.offset_left()), px(view_box.offset_top()));
        // As large as it is on the screen, and so without rounding.
        let seen = view_box.get_bounding_client_rect();
        let own = (seen.width(), seen.height());
        let scale = if floats { scale } else { 1.0 };
        let view = (own.0 / scale, own.1 / scale);
        // The zoom comes to the style sheet rounded: what is as large as before is not another by a fraction of a px.
        let known = before.map(|before| before.on_board.view);
        let known = known.filter(|known| ((known.0 - view.0) * scale).abs() < 0.5);
        let end = board.client_height();
        let on_board = Surroundings {
            board: px(board.client_width()),
            view: known.unwrap_or(view),
            middle: if floats { corner } else { (corner.0 + own.0 / 2.0, corner.1 + own.1 / 2.0) },
            tools: edge(".drawing-tools", |found| found.bottom()).unwrap_or_default().max(0.0),
            end: edge(".palette", |found| found.top()).map_or(px(end), |palette| palette.min(px(end))),
            hint: edge(".drawing-hint", |found| found.top()),
        };
        Self { on_board, floats }
    }
}
