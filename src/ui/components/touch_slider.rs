//! A surface on which a finger points at a value: a gauge is set where its needle is. For the keyboard and a screen reader it is a slider.
//!
//! Invariant: scrolling over the surface changes nothing. A touch counts when the finger is lifted, or once it clearly moves sideways.

use leptos::{ev, html, prelude::*};
use web_sys::PointerEvent;

use crate::state::Bound;

/// How far a finger moves sideways before it points rather than scrolls, in CSS pixels.
const SIDEWAYS: i32 = 8;

/// Where a finger is, in pixels from the surface's top left corner, and how large the surface is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Touch {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// The finger moves, and so can be exact; a tap is not.
    pub moving: bool,
}

impl Touch {
    /// How far across the surface it is, from 0 to 1, with so many pixels of space at both ends.
    pub fn across(&self, padding: f64) -> f64 {
        ((self.x - padding) / (self.width - 2.0 * padding).max(1.0)).clamp(0.0, 1.0)
    }
}

/// What a slider may say, and how far a key moves it.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    pub min: i64,
    pub max: i64,
    pub step: i64,
    /// With Page Up and Page Down.
    pub leap: i64,
    /// Where a key begins while nothing is set.
    pub start: i64,
}

impl Scale {
    /// The value after a key; the outer `None` for a key that means nothing here, the inner one takes the value back.
    fn after(&self, key: &str, value: Option<i64>) -> Option<Option<i64>> {
        let by = match key {
            "ArrowRight" | "ArrowUp" => self.step,
            "ArrowLeft" | "ArrowDown" => -self.step,
            "PageUp" => self.leap,
            "PageDown" => -self.leap,
            "Home" => return Some(Some(self.min)),
            "End" => return Some(Some(self.max)),
            "Delete" | "Backspace" => return Some(None),
            _ => return None,
        };
        Some(Some(value.map_or(self.start, |value| (value + by).clamp(self.min, self.max))))
    }
}

/// A finger that is down.
#[derive(Clone, Copy)]
struct Gesture {
    pointer: i32,
    began_at: (i32, i32),
    moving: bool,
}

/// The surface.
#[component]
pub fn TouchSlider(
    #[prop(into)] id: String,
    /// What is set.
    #[prop(into)]
    label: Signal<String>,
    /// What the value means, in words.
    #[prop(into)]
    said: Signal<String>,
    #[prop(into)] class: Signal<String>,
    bind: Bound<Option<i64>>,
    scale: Scale,
    /// The value at which the surface was touched.
    at: fn(Touch) -> i64,
    children: Children,
) -> impl IntoView {
    let surface = NodeRef::<html::Div>::new();
    let gesture = StoredValue::new(None::<Gesture>);
    let of = move |event: &PointerEvent| gesture.get_value().filter(|gesture| gesture.pointer == event.pointer_id());
    let point = move |event: &PointerEvent, moving: bool| {
        let Some(element) = surface.get_untracked() else { return };
        let area = element.get_bounding_client_rect();
        let touch = Touch {
            x: f64::from(event.client_x()) - area.left(),
            y: f64::from(event.client_y()) - area.top(),
            width: area.width(),
            height: area.height(),
            moving,
        };
        let value = Some(at(touch).clamp(scale.min, scale.max));
        if bind.value.get_untracked() != value {
            bind.set.run(value);
        }
    };
    let down = move |event: PointerEvent| {
        if gesture.get_value().is_some() || !event.is_primary() || event.button() != 0 {
            return;
        }
        if let Some(element) = surface.get_untracked() {
            // Without capture a finger that leaves the surface ends there; nothing else changes.
            let _captured = element.set_pointer_capture(event.pointer_id());
        }
        let began_at = (event.client_x(), event.client_y());
        gesture.set_value(Some(Gesture { pointer: event.pointer_id(), began_at, moving: false }));
    };
    let moved = move |event: PointerEvent| {
        let Some(mut known) = of(&event) else { return };
        known.moving |= (event.client_x() - known.began_at.0).abs() >= SIDEWAYS;
        gesture.set_value(Some(known));
        if known.moving {
            point(&event, true);
        }
    };
    let up = move |event: PointerEvent| {
        if let Some(known) = of(&event) {
            gesture.set_value(None);
            point(&event, known.moving);
            bind.done.run(());
        }
    };
    let cancelled = move |event: PointerEvent| {
        if let Some(known) = of(&event) {
            gesture.set_value(None);
            if known.moving {
                bind.done.run(());
            }
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        if let Some(value) = scale.after(&event.key(), bind.value.get_untracked()) {
            event.prevent_default();
            bind.set.run(value);
        }
    };
    view! {
        <div
            id=id
            class=move || format!("touch-slider {}", class.get())
            role="slider"
            tabindex="0"
            aria-label=move || label.get()
            aria-valuemin=scale.min.to_string()
            aria-valuemax=scale.max.to_string()
            aria-valuenow=move || bind.value.get().unwrap_or(scale.min).to_string()
            aria-valuetext=move || said.get()
            node_ref=surface
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=cancelled
            on:keydown=on_key
            on:blur=move |_| bind.done.run(())
        >
            {children()}
        </div>
    }
}
