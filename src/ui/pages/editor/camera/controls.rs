//! Under the thumb: leave out, the shutter, the zoom. Over a photo that is there: take it again, or go on.

use leptos::prelude::*;

use crate::state::{CameraStatus, Shutter};
use crate::ui::components::Icon;

use super::run::{Standing, use_run};

/// The shutter, by its id.
pub const SHUTTER: &str = "camera-shutter";

/// The controls.
#[component]
pub fn Controls() -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let still = Memo::new(move |_| run.still().is_some());
    view! {
        <div class="camera-controls">
            {move || {
                if still.get() {
                    view! {
                        <button type="button" class="camera-pill" on:click=move |_| run.take_again()>
                            <Icon name="camera" />
                            <span>{t!(i18n, "camera.again")}</span>
                        </button>
                        <button
                            type="button"
                            class="camera-pill"
                            on:click=move |_| {
                                if let Some(shot) = run.at.get_untracked() {
                                    run.go_on(&shot);
                                }
                            }
                        >
                            <Icon name="arrow-right" />
                            <span>{t!(i18n, "camera.go_on")}</span>
                        </button>
                    }
                        .into_any()
                } else {
                    view! { <LeaveOut /> <ShutterButton /> <Zoom /> }.into_any()
                }
            }}
        </div>
    }
}

#[component]
fn LeaveOut() -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let open = Memo::new(move |_| {
        let at = run.at.get()?;
        let photo = run.photos.with(|photos| photos.iter().find(|photo| photo.shot == at).cloned())?;
        matches!(run.standing(&photo), Standing::Open | Standing::LeftOut(_)).then_some(at)
    });
    view! {
        <div class="camera-corner">
            {move || {
                open.get().map(|shot| {
                    let name = i18n.label("guided_shot", shot.as_str());
                    view! {
                        <button
                            type="button"
                            class="camera-round lg"
                            aria-label=i18n.fill("camera.leave_out", &[("shot", name)])
                            on:click=move |_| run.skipping.set(Some(shot.clone()))
                        >
                            <Icon name="skip-forward" />
                        </button>
                    }
                })
            }}
        </div>
    }
}

#[component]
fn ShutterButton() -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let shutter = run.live.shutter();
    let ready = Memo::new(move |_| shutter.get() == Shutter::Ready && run.live.status().get() == CameraStatus::Live);
    // It keeps the focus while it waits, so it is not disabled in the way that loses it.
    view! {
        <button
            type="button"
            id=SHUTTER
            class="camera-shutter"
            class:off=move || run.live.status().get() != CameraStatus::Live
            class:taking=move || shutter.get() == Shutter::Taking
            aria-label=t!(i18n, "photo.take")
            aria-disabled=move || (!ready.get()).to_string()
            on:click=move |_| run.shoot()
        ></button>
    }
}

#[component]
fn Zoom() -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let stops = run.live.zooms();
    let now = run.live.zoom();
    view! {
        <div class="camera-corner">
            {move || {
                let stops = stops.get();
                (!stops.is_empty()).then(|| {
                    view! {
                        <div class="camera-zoom" role="group" aria-label=t!(i18n, "camera.zoom")>
                            {stops
                                .into_iter()
                                .map(|stop| {
                                    let word = format!("{}×", (stop * 10.0).round() / 10.0);
                                    let name = i18n.fill("camera.zoom_to", &[("zoom", word.clone())]);
                                    view! {
                                        <button
                                            type="button"
                                            aria-label=name
                                            aria-pressed=move || ((now.get() - stop).abs() < 0.05).to_string()
                                            on:click=move |_| run.live.set_zoom(stop)
                                        >
                                            {word}
                                        </button>
                                    }
                                })
                                .collect_view()}
                        </div>
                    }
                })
            }}
        </div>
    }
}
