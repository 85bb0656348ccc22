//! A clip that plays in place: a button, how far it is, how long and how large it is.

use leptos::{html, prelude::*};
use walkaround_contract::Attachment;
use wasm_bindgen_futures::JsFuture;

use crate::state::{Sound, use_ports, use_sound};
use crate::ui::i18n::use_i18n;

use super::{Icon, minutes_seconds};

/// One clip. What else can be done with it (taking it off) stands beside it.
#[component]
pub fn ClipPlayer(
    clip: Attachment,
    #[prop(into)] name: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    let device = StoredValue::new_local(use_ports().device);
    let sound = use_sound(use_ports(), clip.id, clip.media_type.clone());
    let player = NodeRef::<html::Audio>::new();
    let playing = RwSignal::new(false);
    let at_ms = RwSignal::new(0_i64);
    let refused = RwSignal::new(false);
    let length_ms = clip.duration_ms.map(i64::from);
    let size = kilobytes(clip.byte_length);
    let toggle = move |_| {
        let Some(player) = player.get_untracked() else { return };
        if playing.get_untracked() {
            // A player that is in the page can be paused.
            let _paused = player.pause();
            return;
        }
        refused.set(false);
        let Ok(starting) = player.play() else { return refused.set(true) };
        device.get_value().spawn(Box::pin(async move {
            if JsFuture::from(starting).await.is_err() {
                refused.try_set(true);
            }
        }));
    };
    let seconds = move || {
        // Whole milliseconds of a clip are far below 2^53.
        let now = player.get_untracked().map_or(0.0, |player| player.current_time() * 1000.0);
        at_ms.set(now as i64);
    };
    let times = move || match length_ms {
        Some(length) if at_ms.get() > 0 => format!("{} / {}", minutes_seconds(at_ms.get()), minutes_seconds(length)),
        Some(length) => minutes_seconds(length),
        None => minutes_seconds(at_ms.get()),
    };
    let share = move || match length_ms {
        Some(length) if length > 0 => format!("{}%", (at_ms.get() * 100 / length).min(100)),
        _ => "0%".to_owned(),
    };
    let trouble = move || match (sound.get(), refused.get()) {
        (Sound::Missing, _) => Some(i18n.text("clip.missing")),
        (_, true) => Some(i18n.text("clip.not_playable")),
        _ => None,
    };
    let verb = move || {
        let key = if playing.get() { "clip.pause" } else { "clip.play" };
        i18n.fill(key, &[("clip", name.get())])
    };
    view! {
        <div class="clip">
            <button
                type="button"
                class="btn square soft"
                aria-label=verb
                disabled=move || !matches!(sound.get(), Sound::Ready(_))
                on:click=toggle
            >
                <Icon name=Signal::derive(move || if playing.get() { "pause" } else { "play" }.to_owned()) />
            </button>
            <div class="grow">
                <div class="flex between">
                    <b>{move || name.get()}</b>
                    <span class="t1 c2 num nowrap">{times} " · " {move || i18n.fill("clip.size", &[("kb", size.to_string())])}</span>
                </div>
                <div class="bar" aria-hidden="true">
                    <i style:--share=share></i>
                </div>
                {move || trouble().map(|text| view! { <p class="t1 c-danger" role="alert">{text}</p> })}
            </div>
            {children.map(|children| children())}
            <audio
                node_ref=player
                preload="auto"
                src=move || match sound.get() {
                    Sound::Ready(address) => Some(address),
                    Sound::Reading | Sound::Missing => None,
                }
                on:play=move |_| playing.set(true)
                on:pause=move |_| playing.set(false)
                on:timeupdate=move |_| seconds()
                on:ended=move |_| {
                    playing.set(false);
                    at_ms.set(0);
                }
            ></audio>
        </div>
    }
}

/// Kilobytes, rounded up: a clip is never of no size.
pub fn kilobytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024)
}
