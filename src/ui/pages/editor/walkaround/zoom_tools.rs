//! What stands over the drawing for looking at it: the buttons that zoom, and the name of the panel under the finger.

use leptos::prelude::*;

use crate::domain::drawing::Zoom;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use super::looking::{Looking, Pointed};

/// Closer, further off, the whole car.
#[component]
pub fn ZoomTools(looking: Looking) -> impl IntoView {
    let i18n = use_i18n();
    let fit = Memo::new(move |_| looking.zoom.with(|zoom| zoom.is_fit()));
    let most = Memo::new(move |_| looking.zoom.with(|zoom| zoom.is_most()));
    // Said once it has come to rest, not at every step of a pinch.
    let percent = move || {
        let percent = (looking.drawn.get() * 100.0).round();
        i18n.fill("walkaround.zoomed", &[("percent", percent.to_string())])
    };
    // Not `disabled`: a button that is at its limit keeps the focus of who works by keyboard.
    view! {
        <div class="drawing-tools end" role="group" aria-label=t!(i18n, "walkaround.zoom")>
            <button
                type="button"
                class="btn bare square"
                aria-label=t!(i18n, "walkaround.zoom_out")
                aria-disabled=move || fit.get().to_string()
                on:click=move |_| looking.step(1.0 / Zoom::STEP)
            >
                <Icon name="zoom-out" class="i-m" />
            </button>
            <button
                type="button"
                class="btn bare square"
                aria-label=t!(i18n, "walkaround.zoom_fit")
                aria-disabled=move || fit.get().to_string()
                on:click=move |_| looking.fit()
            >
                <Icon name="scan" class="i-m" />
            </button>
            <button
                type="button"
                class="btn bare square"
                aria-label=t!(i18n, "walkaround.zoom_in")
                aria-disabled=move || most.get().to_string()
                on:click=move |_| looking.step(Zoom::STEP)
            >
                <Icon name="zoom-in" class="i-m" />
            </button>
            <span class="hide" role="status">{percent}</span>
        </div>
    }
}

/// How far over a finger the name stands, so that the hand does not cover it; and over a mouse. In px.
const OVER_FINGER: f64 = 64.0;
const OVER_MOUSE: f64 = 28.0;

/// Half of the name's height with its margin, and as much of its width as must be in sight. In px.
const HALF_HEIGHT: f64 = 24.0;
const HALF_WIDTH: f64 = 96.0;

/// Where the middle of the name stands on a board of this width: over the finger, or beside it where there is no room.
fn name_place(pointed: &Pointed, board: f64) -> (f64, f64) {
    let (x, y) = pointed.at;
    let over = if pointed.by_finger { OVER_FINGER } else { OVER_MOUSE };
    let beside = if x > board / 2.0 { -1.0 } else { 1.0 } * (HALF_WIDTH + over / 2.0);
    let (x, y) = if y - over >= HALF_HEIGHT { (x, y - over) } else { (x + beside, y.max(HALF_HEIGHT)) };
    (x.clamp(HALF_WIDTH.min(board / 2.0), (board - HALF_WIDTH).max(board / 2.0)), y)
}

/// The name of the panel that would be chosen. A screen reader says it by itself.
#[component]
pub fn PointedName(looking: Looking) -> impl IntoView {
    let i18n = use_i18n();
    let panel =
        Memo::new(move |_| looking.pointed.with(|pointed| pointed.as_ref().map(|pointed| pointed.panel.clone())));
    let place = Memo::new(move |_| {
        let board = looking.size.get().board;
        looking.pointed.with(|pointed| pointed.as_ref().map_or((0.0, 0.0), |pointed| name_place(pointed, board)))
    });
    move || {
        panel.get().map(|panel| {
            view! {
                <span
                    class="pointed"
                    aria-hidden="true"
                    style:--at-x=move || format!("{:.0}px", place.get().0)
                    style:--at-y=move || format!("{:.0}px", place.get().1)
                >
                    {i18n.label("panel", &panel)}
                </span>
            }
        })
    }
}
