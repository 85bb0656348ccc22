//! A pad to sign on with a finger, a pen or a mouse. Keeps the ink as strokes of points; the picture is drawn from them.

use leptos::{html, prelude::*};
use web_sys::PointerEvent;

/// A point of ink: x and y in 1/100 px of the pad, ms since the first point.
pub type InkPoint = (i32, i32, u32);

/// Ink as strokes.
pub type Ink = Vec<Vec<InkPoint>>;

/// The signing surface. The caller owns the ink, so that undo and clear are the caller's buttons.
#[component]
pub fn SignaturePad(
    #[prop(into)] label: Signal<String>,
    ink: RwSignal<Ink>,
    #[prop(into)] disabled: Signal<bool>,
    /// What is printed on the pad: the line, the name.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let surface = NodeRef::<html::Div>::new();
    let drawing = RwSignal::new(None::<i32>);
    let began = StoredValue::new(None::<f64>);

    let point_of = move |event: &PointerEvent| -> Option<InkPoint> {
        let area = surface.get_untracked()?.get_bounding_client_rect();
        let at = event.time_stamp();
        let first = began.with_value(|began| *began).unwrap_or(at);
        began.set_value(Some(first));
        Some((
            ((f64::from(event.client_x()) - area.left()) * 100.0).round() as i32,
            ((f64::from(event.client_y()) - area.top()) * 100.0).round() as i32,
            (at - first).max(0.0) as u32,
        ))
    };
    let down = move |event: PointerEvent| {
        if disabled.get_untracked() || drawing.get_untracked().is_some() || !event.is_primary() {
            return;
        }
        event.prevent_default();
        if let Some(element) = surface.get_untracked() {
            // Without capture a stroke that leaves the pad ends there; nothing else changes.
            let _captured = element.set_pointer_capture(event.pointer_id());
        }
        if let Some(point) = point_of(&event) {
            drawing.set(Some(event.pointer_id()));
            ink.update(|ink| ink.push(vec![point]));
        }
    };
    let moved = move |event: PointerEvent| {
        if drawing.get_untracked() != Some(event.pointer_id()) {
            return;
        }
        if let Some(point) = point_of(&event) {
            ink.update(|ink| {
                if let Some(stroke) = ink.last_mut() {
                    stroke.push(point);
                }
            });
        }
    };
    let up = move |event: PointerEvent| {
        if drawing.get_untracked() == Some(event.pointer_id()) {
            drawing.set(None);
        }
    };
    view! {
        <div
            class="ink"
            role="img"
            aria-label=move || label.get()
            node_ref=surface
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=up
        >
            <svg aria-hidden="true">
                <path class="ink-path" d=move || ink.with(svg_path) transform="scale(.01)" fill="none" />
            </svg>
            {children.map(|children| children())}
        </div>
    }
}

/// The ink as an SVG path in 1/100 px. A dot becomes a stroke of no length, which round caps show.
pub fn svg_path(ink: &Ink) -> String {
    let mut path = String::new();
    for stroke in ink {
        for (index, (x, y, _)) in stroke.iter().enumerate() {
            path.push_str(&format!("{}{x} {y}", if index == 0 { "M" } else { "L" }));
        }
        if let [(x, y, _)] = stroke.as_slice() {
            path.push_str(&format!("L{x} {y}"));
        }
    }
    path
}
