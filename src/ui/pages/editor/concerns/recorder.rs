//! Recording the noise: one button, a level that moves while the tablet listens, the time and what of it is left. Where nothing can be
//! recorded it says why and what to do, and takes a file instead.

use leptos::{html, prelude::*};

use crate::domain::clip::{Hearing, LIMIT_MS};
use crate::state::{
    AddClipError, ClipRecorder, EndedBy, LOUDNESSES, RecorderPhase, add_clip_file, use_ports, use_toasts,
};
use crate::ui::components::{Banner, Icon, Mood, clip_trouble, file_bytes, kilobytes, minutes_seconds};
use crate::ui::i18n::use_i18n;

use super::open_concern::OpenConcern;

/// How many of the last loudnesses decide what is said of the level: two seconds, because a rattle comes and goes.
const HEARD: usize = 20;

/// From here on the end is announced, once.
const NEARLY_MS: u32 = LIMIT_MS - 10_000;

/// Width and height of the picture of the level.
const WAVE: (usize, usize) = (300, 52);

/// The recorder of a concern.
#[component]
pub fn Recorder(concern: OpenConcern, recorder: ClipRecorder) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let trouble = RwSignal::new(None::<AddClipError>);
    let phase = recorder.phase();
    let is = move |wanted: RecorderPhase| phase.get() == wanted;
    let press = move |_| {
        if phase.get_untracked() == RecorderPhase::Recording {
            return recorder.stop();
        }
        trouble.set(None);
        recorder.start(concern.draft, concern.id, move |ended| match ended {
            Ok(EndedBy::Person) => {}
            Ok(EndedBy::Limit) => toasts.done(untrack(|| i18n.text("clip.ended_at_limit"))),
            Ok(EndedBy::Leaving) => toasts.done(untrack(|| i18n.text("clip.ended_by_leaving"))),
            // Said where the recorder was; where that is gone, on whatever page is there.
            Err(error) => {
                if let Some(error) = trouble.try_set(Some(error)).flatten() {
                    toasts.trouble(untrack(|| clip_trouble(i18n, &error)));
                }
            }
        });
    };
    let supported = recorder.is_supported();
    let name = move || i18n.text(if is(RecorderPhase::Recording) { "clip.stop" } else { "clip.record" });
    let icon = Signal::derive(move || if is(RecorderPhase::Recording) { "square" } else { "mic" }.to_owned());
    view! {
        <section class="field" aria-labelledby="record-label">
            <h2 class="lab" id="record-label">{t!(i18n, "clip.record")}</h2>
            {supported
                .then(|| {
                    view! {
                        <div class="card recorder">
                            <button
                                type="button"
                                class="record-btn"
                                aria-label=name
                                disabled=move || matches!(phase.get(), RecorderPhase::Asking | RecorderPhase::Keeping)
                                on:click=press
                            >
                                {move || {
                                    if matches!(phase.get(), RecorderPhase::Asking | RecorderPhase::Keeping) {
                                        view! { <span class="spin"></span> }.into_any()
                                    } else {
                                        view! { <Icon name=icon class="i-l" /> }.into_any()
                                    }
                                }}
                            </button>
                            <Level recorder=recorder />
                            <Times recorder=recorder />
                        </div>
                        <p class="hint">{move || hint_words(i18n, recorder)}</p>
                    }
                })}
            <p class="hide" role="status">
                {move || match phase.get() {
                    RecorderPhase::Recording if is_nearly_over(recorder) => i18n.text("clip.nearly_over"),
                    RecorderPhase::Recording => i18n.text("clip.recording"),
                    RecorderPhase::Keeping => i18n.text("clip.keeping"),
                    RecorderPhase::Idle | RecorderPhase::Asking => String::new(),
                }}
            </p>
            {move || {
                let text = match trouble.get() {
                    Some(error) => clip_trouble(i18n, &error),
                    None if !supported => i18n.text("clip.unsupported"),
                    None => return None,
                };
                let mood = if trouble.with(Option::is_some) { Mood::Warn } else { Mood::Info };
                Some(
                    view! {
                        <Banner mood=mood>
                            <div class="grow col g3">
                                <div>{text}</div>
                                <FileButton concern=concern trouble=trouble />
                            </div>
                        </Banner>
                    },
                )
            }}
        </section>
    }
}

/// How loud it is right now and was in the last seconds.
#[component]
fn Level(recorder: ClipRecorder) -> impl IntoView {
    let i18n = use_i18n();
    let recording = move || recorder.phase().get() == RecorderPhase::Recording;
    let picture = move || recorder.loudnesses().with(|loudnesses| wave(loudnesses.iter().copied()));
    let now = move || recorder.progress().get().loudness.unwrap_or(0);
    view! {
        <div
            class="wave-box"
            role=move || recording().then_some("meter")
            aria-label=move || recording().then(|| i18n.text("clip.level"))
            aria-valuemin=move || recording().then_some("0")
            aria-valuemax=move || recording().then_some("100")
            aria-valuenow=move || recording().then(|| now().to_string())
            aria-valuetext=move || recording().then(|| i18n.text(hearing_key(heard(recorder))))
        >
            <svg class="wave" viewBox=format!("0 0 {} {}", WAVE.0, WAVE.1) preserveAspectRatio="none" aria-hidden="true">
                <path d=picture></path>
            </svg>
        </div>
    }
}

#[component]
fn Times(recorder: ClipRecorder) -> impl IntoView {
    let i18n = use_i18n();
    let limit = minutes_seconds(i64::from(LIMIT_MS));
    let elapsed = move || minutes_seconds(i64::from(recorder.progress().get().elapsed_ms));
    let size = move || {
        let bytes = recorder.progress().get().bytes;
        (bytes > 0).then(|| i18n.fill("clip.size", &[("kb", kilobytes(bytes).to_string())]))
    };
    view! {
        <div class="recorder-times">
            <b class="t4 num">{elapsed}</b>
            <span class="t1 c2 num nowrap">{move || i18n.fill("clip.limit", &[("limit", limit.clone())])}</span>
            <span class="t1 c2 num nowrap">{size}</span>
        </div>
    }
}

/// A sound from a file: what another recorder of the tablet wrote.
#[component]
fn FileButton(concern: OpenConcern, trouble: RwSignal<Option<AddClipError>>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let ports = StoredValue::new_local(use_ports());
    let input = NodeRef::<html::Input>::new();
    let busy = RwSignal::new(false);
    let chosen = move |_| {
        let Some(element) = input.get_untracked() else { return };
        let Some(file) = element.files().and_then(|files| files.get(0)) else { return };
        let (ports, named) = (ports.get_value(), file.type_());
        busy.set(true);
        ports.device.clone().spawn(Box::pin(async move {
            let kept = match file_bytes(&file).await {
                Ok(bytes) => add_clip_file(&ports, concern.draft, concern.id, bytes, &named).await,
                Err(cause) => Err(AddClipError::Audio(crate::state::AudioError::Failed { cause })),
            };
            busy.try_set(false);
            // With its clip there the trouble is over.
            if let Some(Some(error)) = trouble.try_set(kept.err()) {
                toasts.trouble(untrack(|| clip_trouble(i18n, &error)));
            }
        }));
        // The same file can be chosen again.
        element.set_value("");
    };
    view! {
        <label class="btn photo-button" class:busy=move || busy.get()>
            {move || if busy.get() { view! { <span class="spin"></span> }.into_any() } else { view! { <Icon name="upload" /> }.into_any() }}
            <span>{t!(i18n, "clip.from_file")}</span>
            <input class="hide" type="file" accept="audio/*" aria-label=t!(i18n, "clip.from_file") node_ref=input on:change=chosen />
        </label>
    }
}

fn is_nearly_over(recorder: ClipRecorder) -> bool {
    recorder.progress().get().elapsed_ms >= NEARLY_MS
}

/// What was heard in the last second; `None` where the level can't be measured.
fn heard(recorder: ClipRecorder) -> Option<Hearing> {
    recorder.progress().get().loudness?;
    let loudest = recorder.loudnesses().with(|loudnesses| loudnesses.iter().rev().take(HEARD).copied().max());
    Some(Hearing::of(loudest.unwrap_or(0)))
}

fn hearing_key(hearing: Option<Hearing>) -> &'static str {
    match hearing {
        None => "clip.recording",
        Some(Hearing::Silent) => "clip.hearing_silent",
        Some(Hearing::Quiet) => "clip.hearing_quiet",
        Some(Hearing::Good) => "clip.hearing_good",
        Some(Hearing::Loud) => "clip.hearing_loud",
    }
}

fn hint_words(i18n: crate::ui::i18n::I18n, recorder: ClipRecorder) -> String {
    i18n.text(match recorder.phase().get() {
        RecorderPhase::Idle => "clip.hint",
        RecorderPhase::Asking => "clip.asking",
        RecorderPhase::Recording => hearing_key(heard(recorder)),
        RecorderPhase::Keeping => "clip.keeping",
    })
}

/// Bars from left to right, each as high as it was loud; a place that has no sound yet is a dot.
fn wave(loudnesses: impl ExactSizeIterator<Item = u8>) -> String {
    let (width, height) = WAVE;
    let step = width / LOUDNESSES;
    let silent = LOUDNESSES.saturating_sub(loudnesses.len());
    let mut path = String::new();
    for (place, loudness) in loudnesses.chain(std::iter::repeat_n(0, silent)).enumerate() {
        let bar = (usize::from(loudness) * height / 100).max(3);
        path.push_str(&format!("M{} {}h3v{bar}h-3z", place * step, (height - bar) / 2));
    }
    path
}
