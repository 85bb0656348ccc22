//! The photo and what is drawn over it. Ink is SVG over the `<img>`: one path changes with the finger, the others stay as they are.

use std::sync::Arc;

use leptos::{html, prelude::*};
use walkaround_contract::{Annotation, AnnotationShape, INK_WIDTH, Id, ink_height};
use web_sys::{DomRect, PointerEvent};

use crate::domain::annotation::{Key, Picture, Place, Sketched};
use crate::state::{use_picture_url, use_ports};
use crate::ui::components::{InkShape, ink_box};

use super::desk::{Tool, use_desk};
use super::gesture::{Finger, handles};

/// The original of the photo, under the finger.
#[component]
pub fn Surface(original: Id, title: String) -> impl IntoView {
    let desk = use_desk();
    let picture = desk.picture;
    let finger = Finger::on(desk);
    let surface = NodeRef::<html::Div>::new();
    let url = use_picture_url(use_ports(), original, true);
    let area = move || surface.get_untracked().map(|surface| surface.get_bounding_client_rect());
    let on = move |event: PointerEvent, then: &dyn Fn(&PointerEvent, &DomRect)| {
        if let Some(area) = area() {
            then(&event, &area);
        }
    };
    let down = move |event: PointerEvent| {
        on(event, &|event, area| {
            if finger.down(event, area) {
                // The photo would be dragged, or the page scrolled.
                event.prevent_default();
                if let Some(surface) = surface.get_untracked() {
                    // Without capture a line that leaves the photo ends there; nothing else changes.
                    let _captured = surface.set_pointer_capture(event.pointer_id());
                }
            }
        });
    };
    let ratio = format!("{:.5}", f64::from(picture.width.max(1)) / f64::from(picture.height.max(1)));
    // What is blurred is burnt into the photo, so ink lies above it, whichever was drawn first.
    let keys = move |blurred: bool| {
        desk.sketch.with(|sketch| {
            let is_wanted = |shape: &&Sketched| (shape.annotation.shape == AnnotationShape::Blur) == blurred;
            sketch.shapes().iter().filter(is_wanted).map(|shape| shape.key).collect::<Vec<_>>()
        })
    };
    view! {
        <div class="annotate-stage">
            <div
                class="annotate-photo"
                class:picks=move || desk.tool.with(|tool| *tool == Tool::Select)
                style:--ratio=ratio
                node_ref=surface
                on:pointerdown=down
                on:pointermove=move |event| on(event, &|event, area| finger.moved(event, area))
                on:pointerup=move |event| on(event, &|event, area| finger.up(event, area))
                on:pointercancel=move |_| finger.lost()
            >
                {move || match url.get() {
                    Some(url) => view! { <img src=url alt=title.clone() draggable="false" /> }.into_any(),
                    None => view! { <span class="spin"></span> }.into_any(),
                }}
                <svg class="ink-over" viewBox=ink_box(picture.width, picture.height) aria-hidden="true">
                    <defs>
                        <pattern id="annotate-mosaic" width="600" height="600" patternUnits="userSpaceOnUse">
                            <rect class="mosaic-a" width="600" height="600"></rect>
                            <path class="mosaic-b" d="M0 0H300V300H0ZM300 300H600V600H300Z"></path>
                        </pattern>
                    </defs>
                    <For each=move || keys(true) key=|key| *key let:key>
                        <Shape shown=Signal::derive(move || desk.seen(key)) key=Some(key) />
                    </For>
                    <For each=move || keys(false) key=|key| *key let:key>
                        <Shape shown=Signal::derive(move || desk.seen(key)) key=Some(key) />
                    </For>
                    <Shape
                        shown=Signal::derive(move || {
                            desk.live.with(|live| match live {
                                Some((None, annotation)) => Some(annotation.clone()),
                                _ => None,
                            })
                        })
                        key=None
                    />
                    <Handles />
                </svg>
            </div>
        </div>
    }
}

/// A shape: ink, or the area that will be blurred.
#[component]
fn Shape(shown: Signal<Option<Arc<Annotation>>>, key: Option<Key>) -> impl IntoView {
    let desk = use_desk();
    let picture = desk.picture;
    let kind = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|annotation| annotation.shape.clone())));
    // Kept while the kind is the same, so that a moving finger changes attributes and not elements.
    let latest = Memo::new(move |before: Option<&Option<Arc<Annotation>>>| {
        shown.get().or_else(|| before.and_then(Option::clone))
    });
    let is_chosen = Memo::new(move |_| key.is_some() && desk.chosen.get() == key);
    move || {
        let kind = kind.get()?;
        let annotation = Signal::derive(move || latest.get().unwrap_or_else(|| Arc::new(nothing())));
        Some(if kind == AnnotationShape::Blur {
            let corners = Memo::new(move |_| annotation.with(|annotation| corners(annotation, picture)));
            view! {
                <rect
                    class="blur-area"
                    class:chosen=move || is_chosen.get() || key.is_none()
                    x=move || corners.get().0
                    y=move || corners.get().1
                    width=move || corners.get().2
                    height=move || corners.get().3
                ></rect>
            }
            .into_any()
        } else {
            view! { <InkShape annotation=annotation width=picture.width height=picture.height /> }.into_any()
        })
    }
}

/// The points that what is chosen can be pulled at, and where words stand that are.
#[component]
fn Handles() -> impl IntoView {
    let desk = use_desk();
    let picture = desk.picture;
    let seen = Memo::new(move |_| desk.chosen.get().and_then(|key| desk.seen(key)));
    move || {
        let annotation = seen.get()?;
        let ends = handles(&annotation);
        let shown = if ends.is_empty() { middle(&annotation).into_iter().collect() } else { ends.to_vec() };
        let class = if ends.is_empty() { "handle rest" } else { "handle" };
        Some(
            shown
                .into_iter()
                .map(|place| {
                    let (x, y) = point(place, picture);
                    view! { <circle class=class cx=x cy=y r="110"></circle> }
                })
                .collect_view(),
        )
    }
}

/// Between the outermost points: where a line or words are held.
fn middle(annotation: &Annotation) -> Option<Place> {
    let between = |values: &dyn Fn(&Place) -> u16| {
        let least = annotation.points.iter().map(values).min()?;
        let most = annotation.points.iter().map(values).max()?;
        Some(u16::midpoint(least, most))
    };
    Some((between(&|place| place.0)?, between(&|place| place.1)?))
}

fn point((x, y): Place, picture: Picture) -> (u32, u32) {
    (u32::from(x), u32::from(y) * ink_height(picture.width, picture.height) / INK_WIDTH)
}

/// Left, top, width and height of an area.
fn corners(annotation: &Annotation, picture: Picture) -> (u32, u32, u32, u32) {
    let points: Vec<(u32, u32)> = annotation.points.iter().map(|place| point(*place, picture)).collect();
    let (Some(one), Some(other)) = (points.first(), points.last()) else { return (0, 0, 0, 0) };
    (one.0.min(other.0), one.1.min(other.1), one.0.abs_diff(other.0), one.1.abs_diff(other.1))
}

/// A line without points, which is nothing to be seen.
fn nothing() -> Annotation {
    Annotation {
        shape: AnnotationShape::Line,
        points: Vec::new(),
        text: None,
        colour: None,
        stroke: None,
        extra: Default::default(),
    }
}
