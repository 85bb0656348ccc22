//! One piece of advice at a time, and how light, sharpness and level stand. It never keeps anybody from taking the photo.

use leptos::prelude::*;

use crate::domain::camera::{Hint, Judgement, Light, Sharpness};
use crate::ui::components::Icon;
use crate::ui::i18n::I18n;

use super::run::use_run;

/// What to do for a better photo; where there is nothing to better, what to photograph and how.
#[component]
pub fn Advice(live: Memo<bool>) -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let judgement = run.live.judgement();
    let has_torch = Memo::new(move |_| run.live.torch().get() == Some(false));
    let shown = Memo::new(move |_| live.get() && run.still().is_none());
    let hint = Memo::new(move |_| judgement.get().and_then(|judgement| judgement.hint()));
    let aim = move || run.at.get().filter(walkaround_contract::GuidedShot::is_known).map(|shot| i18n.text(&format!("camera.aim.{shot}")));
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
            {move || judgement.get().filter(|_| shown.get()).map(|judgement| view! { <States judgement=judgement /> })}
        </div>
    }
}

#[component]
fn States(judgement: Judgement) -> impl IntoView {
    let i18n = crate::ui::i18n::use_i18n();
    let state = |good: bool, icon: &'static str, text: String| {
        view! {
            <span class:good=good class:poor=!good>
                <Icon name=if good { icon } else { "triangle-alert" } class="i-m" />
                <span>{text}</span>
            </span>
        }
    };
    let light = match judgement.light {
        Light::Good => i18n.text("camera.light.good"),
        Light::Dark => i18n.text("camera.light.dark"),
        Light::Bright => i18n.text("camera.light.bright"),
    };
    let sharp = match judgement.sharpness {
        Sharpness::Sharp => Some((true, i18n.text("camera.sharp.yes"))),
        Sharpness::Blurred => Some((false, i18n.text("camera.sharp.no"))),
        Sharpness::Unknown => None,
    };
    let level = judgement.tilt.map(|degrees| {
        let key = if judgement.is_tilted() { "camera.level.no" } else { "camera.level.yes" };
        (!judgement.is_tilted(), i18n.fill(key, &[("degrees", degrees.to_string())]))
    });
    view! {
        <p>
            {state(judgement.light == Light::Good, "sun", light)}
            {sharp.map(|(good, text)| state(good, "focus", text))}
            {level.map(|(good, text)| state(good, "check", text))}
        </p>
    }
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
