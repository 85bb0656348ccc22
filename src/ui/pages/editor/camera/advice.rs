//! One piece of advice at a time, and how light, sharpness and level stand. It never keeps anybody from taking the photo.

use leptos::prelude::*;
use walkaround_contract::GuidedShot;

use crate::domain::camera::{Hint, Judgement, Light, Sharpness};
use crate::ui::components::Icon;
use crate::ui::i18n::I18n;

use super::run::use_run;

/// What to do for a better photo; where there is nothing to better, what to photograph and how.
#[component]
pub fn Advice(live: Memo<bool>) -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    // Looked at twice a second; what is on screen changes only when what is said does.
    let judgement = Memo::new(move |_| run.live.judgement().get());
    let has_torch = Memo::new(move |_| run.live.torch().get() == Some(false));
    let shown = Memo::new(move |_| live.get() && run.still().is_none());
    let hint = Memo::new(move |_| judgement.get().and_then(|judgement| judgement.hint()));
    let aim = move || {
        let shot = run.at.get().filter(GuidedShot::is_known)?;
        Some(i18n.text(&format!("camera.aim.{shot}")))
    };
    let is_judged = Memo::new(move |_| shown.get() && judgement.with(Option::is_some));
    view! {
        <div class="camera-hint" class:calm=move || hint.get().is_none() role="status">
            {move || {
                if !shown.get() {
                    return None;
                }
                let (icon, text) = match hint.get() {
                    Some(hint) => (icon_of(hint), word_of(i18n, hint, has_torch.get())),
                    None => ("camera", aim()?),
                };
                Some(view! {
                    <p>
                        <Icon name=icon />
                        <span>{text}</span>
                    </p>
                })
            }}
        </div>
        <div class="camera-state">
            <Show when=move || is_judged.get()>
                <p>
                    <State icon="sun" said=Signal::derive(move || judgement.get().map(|judgement| light(i18n, judgement))) />
                    <State icon="focus" said=Signal::derive(move || judgement.get().and_then(|judgement| sharpness(i18n, judgement))) />
                    <State icon="check" said=Signal::derive(move || judgement.get().and_then(|judgement| level(i18n, judgement))) />
                </p>
            </Show>
        </div>
    }
}

/// One of the three, and whether it is good. Nothing where nothing can be said.
#[component]
fn State(icon: &'static str, said: Signal<Option<(bool, String)>>) -> impl IntoView {
    let good = Memo::new(move |_| said.with(|said| said.as_ref().map(|(good, _)| *good)));
    move || {
        good.get().map(|good| {
            view! {
                <span class=if good { "good" } else { "poor" }>
                    <Icon name=if good { icon } else { "triangle-alert" } class="i-m" />
                    <span>{move || said.get().map(|(_, text)| text)}</span>
                </span>
            }
        })
    }
}

fn light(i18n: I18n, judgement: Judgement) -> (bool, String) {
    match judgement.light {
        Light::Good => (true, i18n.text("camera.light.good")),
        Light::Dark => (false, i18n.text("camera.light.dark")),
        Light::Bright => (false, i18n.text("camera.light.bright")),
    }
}

fn sharpness(i18n: I18n, judgement: Judgement) -> Option<(bool, String)> {
    match judgement.sharpness {
        Sharpness::Sharp => Some((true, i18n.text("camera.sharp.yes"))),
        Sharpness::Blurred => Some((false, i18n.text("camera.sharp.no"))),
        Sharpness::Unknown => None,
    }
}

fn level(i18n: I18n, judgement: Judgement) -> Option<(bool, String)> {
    let degrees = judgement.tilt?;
    Some(if judgement.is_tilted() {
        (false, i18n.fill("camera.level.no", &[("degrees", degrees.to_string())]))
    } else {
        (true, i18n.text("camera.level.yes"))
    })
}

fn icon_of(hint: Hint) -> &'static str {
    match hint {
        Hint::Dark => "moon",
        Hint::Bright => "sun",
        Hint::Blurred => "focus",
        Hint::Tilted => "rotate-ccw",
    }
}

fn word_of(i18n: I18n, hint: Hint, has_torch: bool) -> String {
    match hint {
        Hint::Dark if has_torch => i18n.text("camera.hint.dark_torch"),
        Hint::Dark => i18n.text("camera.hint.dark"),
        Hint::Bright => i18n.text("camera.hint.bright"),
        Hint::Blurred => i18n.text("camera.hint.blurred"),
        Hint::Tilted => i18n.text("camera.hint.tilted"),
    }
}
