//! In the middle of the screen, where there is no live picture: what will be asked, why there is none, and what can be done instead. And
//! over the picture, when a photo was not taken or not kept.

use leptos::prelude::*;

use crate::state::{CameraError, CameraStatus};
use crate::ui::components::Icon;
use crate::ui::i18n::I18n;

use super::from_file::FromFile;
use super::run::use_run;

/// What has to be said.
#[component]
pub fn Notice() -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let status = run.live.status();
    move || {
        if run.still().is_some() {
            return ().into_any();
        }
        match status.get() {
            CameraStatus::Live => view! { <PhotoTrouble /> }.into_any(),
            CameraStatus::Off | CameraStatus::Opening => view! {
                <div class="camera-notice" role="status">
                    <span class="spin" aria-hidden="true"></span>
                    <p>{t!(i18n, "camera.opening")}</p>
                </div>
            }
            .into_any(),
            CameraStatus::Explaining => view! {
                <div class="camera-notice">
                    <Icon name="camera" class="i-xl" />
                    <p>{t!(i18n, "camera.explain")}</p>
                    <OpenButton word=i18n.text("camera.turn_on") />
                    <FromFile class="btn lg" with_word=true />
                </div>
            }
            .into_any(),
            CameraStatus::Resting(_) => view! {
                <div class="camera-notice">
                    <Icon name="pause" class="i-xl" />
                    <p>{t!(i18n, "camera.resting")}</p>
                    <OpenButton word=i18n.text("camera.turn_on") />
                </div>
            }
            .into_any(),
            CameraStatus::Blocked(error) => {
                let (what, to_do) = camera_trouble(i18n, &error);
                view! {
                    <div class="camera-notice" role="alert">
                        <Icon name="image-off" class="i-xl" />
                        <b>{what}</b>
                        <p>{to_do}</p>
                        <FromFile class="btn lg primary" with_word=true />
                        <OpenButton word=i18n.text("camera.try_again") quiet=true />
                    </div>
                }
                .into_any()
            }
        }
    }
}

/// Turns the camera on.
#[component]
fn OpenButton(word: String, #[prop(optional)] quiet: bool) -> impl IntoView {
    let run = use_run();
    view! {
        <button type="button" class=if quiet { "btn lg" } else { "btn lg primary" } on:click=move |_| run.live.open()>
            {word}
        </button>
    }
}

/// The last photo was not taken, or one of what is up was not kept.
#[component]
fn PhotoTrouble() -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    move || {
        if let Some(error) = run.missed.get() {
            let (what, _) = camera_trouble(i18n, &error);
            let text = i18n.fill("camera.missed", &[("why", what)]);
            return view! { <div class="camera-notice small" role="alert"><p>{text}</p></div> }.into_any();
        }
        match run.not_kept() {
            Some(why) => {
                view! {
                    <div class="camera-notice small" role="alert">
                        <p>{why}</p>
                        <button type="button" class="btn" on:click=move |_| run.keep_again()>{t!(i18n, "camera.keep_again")}</button>
                    </div>
                }
                    .into_any()
            }
            None => ().into_any(),
        }
    }
}

/// What is wrong with the camera, and what to do.
fn camera_trouble(i18n: I18n, error: &CameraError) -> (String, String) {
    let both = |what: &str, to_do: &str| (i18n.text(what), i18n.text(to_do));
    match error {
        CameraError::NotOffered => both("camera.trouble.not_offered", "camera.to_do.not_offered"),
        CameraError::Insecure => both("camera.trouble.insecure", "camera.to_do.insecure"),
        CameraError::Denied => both("camera.trouble.denied", "camera.to_do.denied"),
        CameraError::NoCamera => both("camera.trouble.no_camera", "camera.to_do.no_camera"),
        CameraError::InUse => both("camera.trouble.in_use", "camera.to_do.in_use"),
        CameraError::Ended => both("camera.trouble.ended", "camera.to_do.ended"),
        CameraError::Failed { cause } => {
            (i18n.text("camera.trouble.failed"), i18n.fill("camera.to_do.failed", &[("cause", cause.clone())]))
        }
    }
}
