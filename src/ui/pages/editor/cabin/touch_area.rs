//! A surface on which a finger points at a value. It stands beside controls that say the same, which serve keyboards and screen readers; so
//! it has no name of its own.
//!
//! Invariant: scrolling over the surface changes nothing. A touch counts when the finger is lifted, or once it clearly moves sideways.

use leptos::{html, prelude::*};
use web_sys::PointerEvent;

/// How far a finger moves sideways before it points rather than scrolls, in CSS pixels.
const SIDEWAYS: i32 = 8;

/// Where a finger is, in pixels from the surface's top left corner, and how large the surface is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Touch {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A finger that is down.
#[derive(Clone, Copy)]
struct Gesture {
    pointer: i32,
    began_at: (i32, i32),
    is_pointing: bool,
}

/// The surface. `low` warns in its colour.
#[component]
pub fn TouchArea(
    class: &'static str,
    #[prop(into)] low: Signal<bool>,
    on_touch: Callback<Touch>,
    /// The finger was lifted.
    on_done: Callback<()>,
    children: Children,
) -> impl IntoView {
    let surface = NodeRef::<html::Div>::new();
    let gesture = StoredValue::new(None::<Gesture>);
    let of = move |event: &PointerEvent| gesture.get_value().filter(|gesture| gesture.pointer == event.pointer_id());
    let point = move |event: &PointerEvent| {
        let Some(element) = surface.get_untracked() else { return };
        let area = element.get_bounding_client_rect();
        on_touch.run(Touch {
            x: f64::from(event.client_x()) - area.left(),
            y: f64::from(event.client_y()) - area.top(),
            width: area.width(),
            height: area.height(),
        });
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
        gesture.set_value(Some(Gesture { pointer: event.pointer_id(), began_at, is_pointing: false }));
    };
    let moved = move |event: PointerEvent| {
        let Some(mut known) = of(&event) else { return };
        known.is_pointing |= (event.client_x() - known.began_at.0).abs() >= SIDEWAYS;
        gesture.set_value(Some(known));
        if known.is_pointing {
            point(&event);
        }
    };
    let up = move |event: PointerEvent| {
        if of(&event).is_some() {
            gesture.set_value(None);
            point(&event);
            on_done.run(());
        }
    };
    let cancelled = move |event: PointerEvent| {
        if let Some(known) = of(&event) {
            gesture.set_value(None);
            if known.is_pointing {
                on_done.run(());
            }
        }
    };
    view! {
        <div
            class=class
            class:low=move || low.get()
            aria-hidden="true"
            node_ref=surface
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=cancelled
        >
            {children()}
        </div>
    }
}
