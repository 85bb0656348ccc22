//! The picture and everything that lies over it.

use leptos::{ev, prelude::*};
use walkaround_contract::SkipReason;
use wasm_bindgen::JsCast;

use crate::state::{CameraStatus, use_draft};
use crate::ui::components::{Icon, Photo, PlateBadge, focus_field, use_photo_ink};

use super::super::walkaround::ReasonDialog;
use super::CameraJob;
use super::advice::Advice;
use super::controls::{Controls, SHUTTER};
use super::from_file::FromFile;
use super::guide::Guide;
use super::notice::Notice;
use super::run::{Run, use_run};
use super::strip::Strip;

/// The `<video>` of the picture.
const VIDEO: &str = "camera-video";

/// The camera for one job. It is on from here until this goes.
#[component]
pub fn Viewfinder(job: CameraJob) -> impl IntoView {
    let run = Run::provide(job);
    let is_live = Memo::new(move |_| run.live.status().get() == CameraStatus::Live);
    Effect::new(move || {
        if is_live.get() {
            run.live.show_in(VIDEO);
            // The thumb, the space bar and a screen reader find the shutter first.
            focus_field(SHUTTER);
        }
    });
    let keys = window_event_listener(ev::keydown, move |event| {
        if is_shutter_key(&event) {
            event.prevent_default();
            if !event.repeat() {
                run.shoot();
            }
        }
    });
    on_cleanup(move || keys.remove());
    let still = Memo::new(move |_| run.still());
    view! {
        <div class="camera-view" on:pointerdown=move |_| run.live.touch()>
            <video id=VIDEO class:on=move || is_live.get() autoplay playsinline prop:muted=true aria-hidden="true"></video>
            {move || match still.get() {
                Some(id) => view! { <Photo id=id alt=Signal::derive(move || run.name()) full=true class="camera-still" ink=use_photo_ink(id) /> }.into_any(),
                None => view! { <Guide live=is_live /> }.into_any(),
            }}
            <div class="camera-flash" class:odd=move || run.taken.get() % 2 == 1 class:even=move || { let taken = run.taken.get(); taken > 0 && taken.is_multiple_of(2) } aria-hidden="true"></div>
            <Top />
            <Advice live=is_live />
            <Notice />
            <Strip />
            <Controls />
        </div>
        <Skipping />
    }
}

/// Closing, what is photographed, whose car, and the switches of the camera.
#[component]
fn Top() -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let plate = use_draft().read(|draft| draft.vehicle.plate.clone().filter(|plate| !plate.text.is_empty()));
    let place = move || {
        let at = run.at.get()?;
        run.photos.with(|photos| {
            let place = photos.iter().position(|photo| photo.shot == at)?;
            (photos.len() > 1).then(|| {
                i18n.fill("camera.of", &[("number", (place + 1).to_string()), ("total", photos.len().to_string())])
            })
        })
    };
    let torch = run.live.torch();
    let lenses = run.live.lens_choice();
    let in_corner = Memo::new(move |_| {
        !matches!(run.live.status().get(), CameraStatus::Explaining | CameraStatus::Blocked(_)) || run.still().is_some()
    });
    view! {
        <header class="camera-top">
            <button type="button" class="camera-round" aria-label=t!(i18n, "camera.close") on:click=move |_| run.close()>
                <Icon name="x" class="i-l" />
            </button>
            <div class="grow camera-caption" role="status">
                <b>{move || run.name()}</b>
                <span>{place}</span>
            </div>
            {move || plate.get().is_some().then(|| view! { <PlateBadge plate=plate none="" /> })}
            {move || {
                lenses.get().map(|(number, total)| {
                    let numbers = [("number", number.to_string()), ("total", total.to_string())];
                    view! {
                        <button type="button" class="camera-round" aria-label=i18n.fill("camera.next_lens", &numbers) on:click=move |_| run.live.next_lens()>
                            <Icon name="refresh-cw" />
                        </button>
                    }
                })
            }}
            {move || {
                torch.get().map(|on| {
                    view! {
                        <button
                            type="button"
                            class="camera-round"
                            aria-label=t!(i18n, "camera.torch")
                            aria-pressed=on.to_string()
                            on:click=move |_| run.live.toggle_torch()
                        >
                            <Icon name="flashlight" />
                        </button>
                    }
                })
            }}
            // Where there is no picture the same stands in the middle of the screen, in words.
            <Show when=move || in_corner.get()>
                <FromFile class="camera-round" />
            </Show>
        </header>
    }
}

/// Leaving one out needs a reason.
#[component]
fn Skipping() -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let asking = RwSignal::new(false);
    Effect::new(move || asking.set(run.skipping.with(Option::is_some)));
    view! {
        <ReasonDialog
            open=asking
            title=Signal::derive(move || {
                let shot = run.skipping.get().map(|shot| i18n.label("guided_shot", shot.as_str())).unwrap_or_default();
                i18n.fill("walkaround.why_skip", &[("shot", shot)])
            })
            choices=Signal::derive(move || {
                let reasons = i18n.template().get().words::<SkipReason>("skip_reason");
                reasons.into_iter().map(|reason| (reason.clone(), i18n.label("skip_reason", reason.as_str()))).collect()
            })
            on_choose=Callback::new(move |reason: SkipReason| run.leave_out(reason))
            on_close=Callback::new(move |()| drop(run.skipping.try_set(None)))
        />
    }
}

/// Space and Enter beside any control, and the keys on the side of a tablet where the browser hands them on.
fn is_shutter_key(event: &ev::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let is_within = |selector: &str| {
        target.as_ref().is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
    };
    match event.key().as_str() {
        "AudioVolumeUp" | "AudioVolumeDown" | "VolumeUp" | "VolumeDown" | "Camera" => true,
        // A control does its own with these keys, and so does the question why a photo is left out.
        " " | "Enter" => !is_within("button, input, label, a, dialog:not(.camera)"),
        _ => false,
    }
}
