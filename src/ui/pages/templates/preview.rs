//! The checklist as an advisor will see it: the rail of steps, and below it what each step offers, in either language.

use leptos::context::Provider;
use leptos::prelude::*;
use walkaround_contract::{DamageKind, Step};

use crate::domain::template::{PreviewPart, preview};
use crate::state::{Bound, use_session, use_template_bench};
use crate::ui::components::{Choice, Icon, Segmented};
use crate::ui::drawings::damage_icon;
use crate::ui::i18n::{I18n, Language, use_i18n};

use super::word_lists::catalogue_name;

/// The preview, in the language of the page or the other one.
#[component]
pub fn Preview() -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let language = RwSignal::new(untrack(|| i18n.language()));
    let choices = Signal::derive(|| Language::ALL.map(|(language, name)| Choice::new(language, name)).to_vec());
    let bind = Bound {
        value: Signal::derive(move || Some(language.get())),
        set: Callback::new(move |chosen: Option<Language>| {
            if let Some(chosen) = chosen {
                language.set(chosen);
            }
        }),
        done: Callback::new(|()| {}),
    };
    view! {
        <section class="col g4">
            <div class="flex between wrap">
                <h2>{t!(i18n, "templates.preview_title")}</h2>
                <Segmented
                    id="preview-language"
                    label=t!(i18n, "templates.preview_language")
                    label_hidden=true
                    choices=choices
                    bind=bind
                    required=true
                />
            </div>
            // In a scope of its own: the words of the preview must not reach the rest of the page.
            <Provider value=bench.handle()>
                <Shown language=language />
            </Provider>
        </section>
    }
}

#[component]
fn Shown(language: RwSignal<Language>) -> impl IntoView {
    let bench = use_template_bench();
    let i18n = I18n::provide(language.into());
    let side = use_session().settings().with_untracked(|settings| settings.driver_side.clone());
    let steps = bench.read(move |template| preview(template, &side));
    view! {
        <div class="col g4" lang=move || language.get().tag()>
            <ol class="template-rail">
                {move || {
                    steps
                        .with(|steps| {
                            let names = steps.iter().map(|(step, _)| view! { <li>{i18n.step(step)}</li> });
                            names.collect_view()
                        })
                }}
            </ol>
            {move || steps.get().into_iter().filter(|(_, parts)| !parts.is_empty()).map(|(step, parts)| step_card(i18n, step, parts)).collect_view()}
        </div>
    }
}

/// What a step offers.
fn step_card(i18n: I18n, step: Step, parts: Vec<PreviewPart>) -> impl IntoView {
    let lists = parts
        .into_iter()
        .map(|part| {
            let words = part.words.into_iter().map(|word| {
                let icon = (part.catalogue == "damage_kind").then(|| damage_icon(&DamageKind::from(word.as_str())));
                view! {
                    <li class="tag">
                        {icon.map(|icon| view! { <Icon name=icon /> })}
                        <span>{i18n.label(part.catalogue, &word)}</span>
                    </li>
                }
            });
            view! {
                <h4 class="t1 c2">{catalogue_name(i18n, part.catalogue)}</h4>
                <ul class="flex wrap template-tags">{words.collect_view()}</ul>
            }
        })
        .collect_view();
    view! {
        <section class="card pad col g2">
            <h3>{i18n.step(&step)}</h3>
            {lists}
        </section>
    }
}
