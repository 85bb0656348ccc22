//! The drawing board: one view as large as fits, its pins, and the palette that grows from the finger.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};

use crate::domain::drawing::ViewDrawing;
use crate::ui::components::Icon;
use crate::ui::drawings::VehicleView;
use crate::ui::i18n::use_i18n;

use super::{
    palette::BoardPalette,
    pins::{MarkStrokes, Pins, marks_in_view},
    walk::{Editing, Showing, use_walk},
};

/// Widths on the screen, in px: what the pins and the palette's pointer are placed by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BoardSize {
    pub board: f64,
    pub view: f64,
}

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
    let board = NodeRef::<html::Div>::new();
    let size = RwSignal::new(BoardSize::default());
    let measure = move || {
        request_animation_frame(move || {
            let Some(board) = board.try_get_untracked().flatten() else { return };
            let view = board.query_selector(".view-box").ok().flatten();
            let measured = BoardSize {
                board: f64::from(board.client_width()),
                view: view.map_or(0.0, |view| f64::from(view.client_width())),
            };
            if size.try_get_untracked().is_some_and(|known| known != measured) {
                size.try_set(measured);
            }
        });
    };
    Effect::new(move || {
        shown.track();
        marking.track();
        walk.as_list.track();
        measure();
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    // A tap beside the car ends what is being described; what was chosen stays.
    let on_background = move |event: ev::MouseEvent| {
        if event.target() == event.current_target() {
            walk.close();
        }
    };
    view! {
        <div class="drawing-board" class:marking=marking id="stage" role="tabpanel" aria-label=t!(i18n, "walkaround.drawing") node_ref=board on:click=on_background>
            {move || match shown.get() {
                Some(view) => view! { <ViewBox view=view size=size /> }.into_any(),
                None => view! { <p class="drawing-hint" role="status"><span class="spin"></span>{t!(i18n, "walkaround.drawing_comes")}</p> }.into_any(),
            }}
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
                <BoardPalette size=size.into() />
            </Show>
        </div>
    }
}

#[component]
fn ViewBox(view: Arc<ViewDrawing>, size: RwSignal<BoardSize>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let selected = Memo::new(move |_| match walk.editing.get() {
        Some(Editing::Place(place)) => place.panel,
        Some(Editing::Mark(id)) => walk.draft.with(|draft| draft.mark(id).and_then(|mark| mark.panel.clone())),
        None => None,
    });
    let marks = marks_in_view(&view.view);
    let word = view.view.clone();
    let label =
        Signal::derive(move || i18n.fill("walkaround.view_of_car", &[("view", i18n.label("view", word.as_str()))]));
    let (stroke_view, touch_view) = (view.clone(), view.clone());
    // The place that was touched and has no mark yet.
    let touched = Memo::new(move |_| match walk.editing.get() {
        Some(Editing::Place(place)) => place.position.map(|position| touch_view.point(position.x, position.y)),
        _ => None,
    });
    view! {
        <div class="view-box" style:--ratio=format!("{:.4}", view.width / view.height)>
            <VehicleView
                view=view.clone()
                label=label
                selected=selected.into()
                on_tap=Callback::new(move |tap| walk.tap(tap))
                on_miss=Callback::new(move |()| walk.close())
            >
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
            <Pins ratio=view.width / view.height marks=marks size=size.into() />
        </div>
    }
}
