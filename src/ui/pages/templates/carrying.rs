//! A line of a list, carried by a finger or the mouse to another place; by buttons it moves one at a time.
//!
//! Invariant: while a line is held the template is as it was, so Escape, or a finger that the system takes, leaves no trace.

use leptos::{ev, html, leptos_dom::helpers::request_animation_frame, prelude::*};
use wasm_bindgen::JsCast;

use crate::domain::template::{Carry, Row, Section, Span, scrolls_by};
use crate::state::{TemplateBench, use_template_bench};
use crate::ui::i18n::{I18n, use_i18n};

use super::line::name_of;

/// What scrolls when a line is carried to the edge.
const SCROLLS: &str = ".settings-body";

/// A line that is held.
struct Held {
    id: String,
    pointer: i32,
    carry: Carry,
    /// The lines from top to bottom, as the line was taken out of them.
    order: Vec<String>,
    /// Where it was taken, in px from the top of the list.
    taken_at: f64,
    /// Where the finger is, in px from the top of the window.
    finger: f64,
    /// How far the finger has gone along the list.
    by: f64,
}

/// Moving lines of one list, as a handle that can be copied into closures.
#[derive(Clone, Copy)]
pub struct Carrying {
    pub list: NodeRef<html::Div>,
    held: RwSignal<Option<Held>>,
    section: StoredValue<Section>,
    rows: Signal<Vec<Row>>,
    said: RwSignal<String>,
    bench: TemplateBench,
    i18n: I18n,
}

impl Carrying {
    /// For the lines of a list. `said` is told where a line was put.
    pub fn through(section: StoredValue<Section>, rows: Signal<Vec<Row>>, said: RwSignal<String>) -> Self {
        let carrying = Self {
            list: NodeRef::new(),
            held: RwSignal::new(None),
            section,
            rows,
            said,
            bench: use_template_bench(),
            i18n: use_i18n(),
        };
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && carrying.held.try_with_untracked(Option::is_some) == Some(true) {
                event.prevent_default();
                carrying.held.set(None);
            }
        });
        on_cleanup(move || escape.remove());
        carrying
    }

    /// Whether this line is the one that is held.
    pub fn is_lifted(&self, id: StoredValue<String>) -> Memo<bool> {
        let held = self.held;
        Memo::new(move |_| held.with(|held| held.as_ref().is_some_and(|held| id.with_value(|id| held.id == *id))))
    }

    /// How far a line is shown from its place, in px.
    pub fn pushed(&self, id: StoredValue<String>) -> Memo<f64> {
        let held = self.held;
        Memo::new(move |_| {
            held.with(|held| {
                let Some(held) = held else { return 0.0 };
                match id.with_value(|id| held.order.iter().position(|known| known == id)) {
                    _ if id.with_value(|id| held.id == *id) => held.carry.held(held.by),
                    Some(line) => held.carry.gives_way(line, held.carry.lands(held.by)),
                    None => 0.0,
                }
            })
        })
    }

    /// Where the line that is held would stand.
    pub fn gap(&self) -> Memo<Option<Span>> {
        let held = self.held;
        Memo::new(move |_| held.with(|held| held.as_ref().map(|held| held.carry.gap(held.carry.lands(held.by)))))
    }

    /// Takes a line by its handle.
    pub fn lift(&self, event: &ev::PointerEvent, handle: &web_sys::Element, id: &str) {
        let is_free = self.held.with_untracked(Option::is_none) && event.is_primary() && event.button() == 0;
        let (true, Some(list)) = (is_free, self.list.get_untracked()) else { return };
        let order = self.order();
        let top = list.get_bounding_client_rect().top();
        let spans = spans(&list, top);
        let reach = self.bench.peek(|template| self.section.with_value(|section| section.reach(template, id)));
        let (Some(from), Some(reach)) = (order.iter().position(|known| known == id), reach) else { return };
        let Some(carry) = Carry::begin(spans, from, reach).filter(|carry| carry.lines() == order.len()) else { return };
        // Selects no text and begins no scrolling.
        event.prevent_default();
        // Without capture a finger that leaves the handle is lost; then the line goes back.
        let _captured = handle.set_pointer_capture(event.pointer_id());
        let finger = f64::from(event.client_y());
        let (id, pointer) = (id.to_owned(), event.pointer_id());
        self.held.set(Some(Held { id, pointer, carry, order, taken_at: finger - top, finger, by: 0.0 }));
        self.scroll_at_the_edge();
    }

    /// The finger has moved.
    pub fn moved(&self, event: &ev::PointerEvent) {
        if self.is_held_by(event) {
            self.follow(f64::from(event.client_y()));
        }
    }

    /// The finger is lifted: the line stands where it is.
    pub fn let_go(&self, event: &ev::PointerEvent) {
        if !self.is_held_by(event) {
            return;
        }
        self.follow(f64::from(event.client_y()));
        let Some(held) = self.held.try_update(Option::take).flatten() else { return };
        let place = held.carry.lands(held.by);
        // Another window may have made another template the shop's in the meantime.
        if held.order == self.order() && held.order.get(place) != Some(&held.id) {
            self.section.with_value(|section| self.bench.edit(|template| section.put(template, &held.id, place)));
            self.say(&held.id);
        }
    }

    /// The system took the finger: the line goes back.
    pub fn lost(&self, event: &ev::PointerEvent) {
        if self.is_held_by(event) {
            self.held.set(None);
        }
    }

    /// Moves a line up (-1) or down (+1).
    pub fn shift(&self, id: &str, by: isize) {
        self.section.with_value(|section| self.bench.edit(|template| section.shift(template, id, by)));
        self.say(id);
    }

    fn is_held_by(&self, event: &ev::PointerEvent) -> bool {
        self.held.with_untracked(|held| held.as_ref().is_some_and(|held| held.pointer == event.pointer_id()))
    }

    fn order(&self) -> Vec<String> {
        self.rows.with_untracked(|rows| rows.iter().map(|row| row.id.clone()).collect())
    }

    fn follow(&self, finger: f64) {
        // The list may have scrolled since.
        let Some(list) = self.list.get_untracked() else { return };
        let top = list.get_bounding_client_rect().top();
        self.held.update(|held| {
            if let Some(held) = held {
                held.finger = finger;
                held.by = finger - top - held.taken_at;
            }
        });
    }

    /// Looks at every frame whether a line is held at the edge of what is in sight, until it is let go.
    fn scroll_at_the_edge(self) {
        request_animation_frame(move || {
            let read = |held: &Held| (held.finger, held.by, held.carry.stretch());
            let held = self.held.try_with_untracked(|held| held.as_ref().map(read)).flatten();
            let (Some((finger, by, mut stretch)), Some(list)) = (held, self.list.try_get_untracked().flatten()) else {
                return;
            };
            if let Ok(Some(view)) = list.closest(SCROLLS) {
                let area = view.get_bounding_client_rect();
                stretch.top += list.get_bounding_client_rect().top();
                let speed = scrolls_by(finger, Span { top: area.top(), height: area.height() }, stretch);
                // Only the way it is carried: it may have been taken at the edge.
                if speed * by > 0.0 {
                    view.set_scroll_top(view.scroll_top() + speed.round() as i32);
                    self.follow(finger);
                }
            }
            self.scroll_at_the_edge();
        });
    }

    fn say(&self, id: &str) {
        self.rows.with_untracked(|rows| {
            let Some(place) = rows.iter().position(|row| row.id == id) else { return };
            let name = name_of(self.i18n, &rows[place]);
            let parts = [("name", name), ("place", (place + 1).to_string()), ("total", rows.len().to_string())];
            self.said.set(self.i18n.fill("templates.moved", &parts));
        });
    }
}

/// Where the lines of a list lie, from its top.
fn spans(list: &web_sys::Element, top: f64) -> Vec<Span> {
    let Ok(lines) = list.query_selector_all(":scope > .template-line") else { return Vec::new() };
    let lines = (0..lines.length()).filter_map(|place| lines.item(place)?.dyn_into::<web_sys::Element>().ok());
    lines
        .map(|line| {
            let area = line.get_bounding_client_rect();
            Span { top: area.top() - top, height: area.height() }
        })
        .collect()
}
