//! The drawing board: one view as large as fits, its pins, and the palette that points at the finger.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use crate::domain::drawing::{PinBounds, ViewDrawing};
use crate::ui::components::{Extent, Icon, use_extent};
use crate::ui::drawings::VehicleView;
use crate::ui::i18n::use_i18n;

use super::{
    ghosts::{GhostPins, GhostRings},
    looking::Looking,
    palette::BoardPalette,
    pins::{MarkStrokes, Pins, marks_in_view},
    showing::Showing,
    walk::{Editing, use_walk},
    zoom_tools::{PointedName, ZoomTools},
};

/// A board or a view that is wider than this (in px) shows its finest lines; below they would be mud.
const FINE_PX: f64 = 420.0;

/// Sizes on the screen, in px: what the pins and the palette's pointer are placed by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BoardSize {
    pub board: f64,
    /// Width of the view, as large as it is drawn.
    pub view: f64,
    /// How far the view's middle is pushed aside of the board's.
    pub pushed: f64,
    /// Where pins may stand. It stays as it is while the drawing is only pushed, or a mark is described: they do not jump about for that.
    pub room: PinBounds,
    /// The part of the board that the palette leaves in sight: the pin of the mark that is described stands there.
    pub in_sight: PinBounds,
}

/// The hatch of the page (index.html) is drawn in mm of the car; here it stands this close on the screen, in px.
const HATCH_MM: f64 = 54.0;
const HATCH_PX: f64 = 8.0;

/// The board with the view that is shown.
#[component]
pub fn DrawingBoard(choosing: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let shown = Memo::new(move |_| {
        let Showing::View(view) = walk.showing.get() else { return None };
        walk.drawing.get()?.view(&view).cloned()
    });
    let marking = Memo::new(move |_| walk.on_drawing());
    let body = walk.draft.read(|draft| draft.vehicle.body_type.clone());
    let board = NodeRef::new();
    let extent = use_extent(board);
    let looking = Looking::new(walk, board, shown);
    Effect::new(move || {
        marking.track();
        walk.editing.track();
        walk.as_list.track();
        extent.track();
        looking.measure_anew();
    });
    let narrow = Memo::new(move |_| extent.with(|(width, _)| *width <= FINE_PX));
    let zoomed = Memo::new(move |_| !looking.zoom.with(|zoom| zoom.is_fit()));
    // A tap beside the car ends what is being described; what was chosen stays.
    let on_background = move |event: ev::MouseEvent| {
        if event.target() == event.current_target() {
            walk.close();
        }
    };
    view! {
        <div
            class="drawing-board"
            class:marking=marking
            class:zoomed=zoomed
            class:narrow=narrow
            id="stage"
            role="tabpanel"
            aria-label=t!(i18n, "walkaround.drawing")
            node_ref=board
            on:click:capture=move |event| looking.click(&event)
            on:click=on_background
            on:pointerdown=move |event| looking.down(&event)
            on:pointermove=move |event| looking.moved(&event)
            on:pointerup=move |event| looking.up(&event)
            on:pointercancel=move |event| looking.gone(&event)
            on:pointerleave=move |event| looking.gone(&event)
            on:touchmove=move |event| looking.touch_moved(&event)
            on:wheel=move |event| looking.wheel(&event)
            on:keydown=move |event| looking.key(&event)
            on:focusin=move |event| looking.focused(&event)
        >
            {move || match shown.get() {
                Some(view) => view! { <ViewBox view=view looking=looking board=extent /> }.into_any(),
                None => view! { <p class="drawing-hint" role="status"><span class="spin"></span>{t!(i18n, "walkaround.drawing_comes")}</p> }.into_any(),
            }}
            <PointedName looking=looking />
            <ZoomTools looking=looking />
            <Show when=move || !marking.get()>
                <div class="drawing-tools start">
                    <button type="button" class="btn bare" on:click=move |_| choosing.set(true)>
                        <Icon name="car" class="i-m" />
                        <span>{move || body.get().map(|body| i18n.label("body_type", body.as_str()))}</span>
                        <span class="hide">{t!(i18n, "walkaround.change_body")}</span>
                    </button>
                </div>
                <p class="drawing-hint">
                    <Icon name="hand" class="i-m" />
                    <span>{t!(i18n, "walkaround.tap_a_panel")}</span>
                </p>
            </Show>
            <Show when=move || marking.get()>
                <BoardPalette size=looking.size.into() />
            </Show>
        </div>
    }
}

#[component]
fn ViewBox(view: Arc<ViewDrawing>, looking: Looking, board: ReadSignal<Extent>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    // The panel that is being described, or the one that a mark is being dragged to.
    let selected = Memo::new(move |_| match walk.editing.get() {
        _ if walk.drag.with(Option::is_some) => walk.drag.get().and_then(|drag| drag.panel),
        Some(Editing::Place(place)) => place.panel,
        Some(Editing::Mark(id)) => walk.draft.with(|draft| draft.mark(id).and_then(|mark| mark.panel.clone())),
        None => None,
    });
    let marks = marks_in_view(&view.view);
    let ratio = format!("{:.4}", view.width / view.height);
    let word = view.view.clone();
    let label =
        Signal::derive(move || i18n.fill("walkaround.view_of_car", &[("view", i18n.label("view", word.as_str()))]));
    let (stroke_view, touch_view, ghost_view) = (view.clone(), view.clone(), view.clone());
    // The place that was touched and has no mark yet.
    let touched = Memo::new(move |_| match walk.editing.get() {
        Some(Editing::Place(place)) => place.position.map(|position| touch_view.point(position.x, position.y)),
        _ => None,
    });
    let pointed =
        Memo::new(move |_| looking.pointed.with(|pointed| pointed.as_ref().map(|pointed| pointed.panel.clone())));
    let width = view.width;
    let hatch_scale = Memo::new(move |_| {
        let px = looking.size.with(|size| size.view);
        if px > 0.0 { HATCH_PX / HATCH_MM * width / px } else { 1.0 }
    });
    // Pins stand where they stand however the drawing is pushed.
    let pin_size = Memo::new(move |_| BoardSize { pushed: 0.0, ..looking.size.get() });
    view! {
        <div
            class="view-box"
            class:near=move || { looking.size.with(|size| size.view > FINE_PX) }
            style:--ratio=ratio
            style:--board-w=move || board.with(|(width, _)| format!("{width:.2}px"))
            style:--board-h=move || board.with(|(_, height)| format!("{height:.2}px"))
            style:--zoom=move || format!("{:.4}", looking.drawn.get())
            style:--live=move || format!("{:.4}", looking.zoom.with(|zoom| zoom.scale) / looking.drawn.get())
            style:--pan-x=move || looking.zoom.with(|zoom| format!("{:.1}px", zoom.x))
            style:--pan-y=move || looking.zoom.with(|zoom| format!("{:.1}px", zoom.y))
        >
            <VehicleView
                view=view.clone()
                survey=walk.survey
                label=label
                selected=selected.into()
                pointed=pointed.into()
                on_tap=Callback::new(move |tap| looking.choose(Some(tap)))
                on_miss=Callback::new(move |()| looking.choose(None))
            >
                <Hatches scale=hatch_scale />
                <GhostRings view=ghost_view />
                <MarkStrokes view=stroke_view marks=marks />
                {move || {
                    touched.get().map(|(x, y)| {
                        view! {
                            <circle class="touch" cx=x cy=y r="70"></circle>
                            <circle class="touch" cx=x cy=y r="14"></circle>
                        }
                    })
                }}
            </VehicleView>
            <GhostPins view=view.view.clone() />
            <Pins view=view.clone() marks=marks size=pin_size.into() looking=looking />
        </div>
    }
}

/// The patterns of what was not looked at and could not be seen, as dense on the screen however large the car is drawn: zoomed in a lamp
/// would otherwise fit between two lines and look seen.
#[component]
fn Hatches(#[prop(into)] scale: Signal<f64>) -> impl IntoView {
    view! {
        <defs>
            <pattern id="hatch-here" href="#hatch-v" patternTransform=move || format!("rotate(45) scale({:.3})", scale.get())></pattern>
            <pattern id="dots-here" href="#dots-v" patternTransform=move || format!("scale({:.3})", scale.get())></pattern>
        </defs>
    }
}
