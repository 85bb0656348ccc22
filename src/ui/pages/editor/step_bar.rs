//! The bar below a step: back, what is missing here, and a button that names where it leads.

use leptos::prelude::*;
use walkaround_contract::Step;

use crate::domain::completion::Missing;
use crate::routes::{Page, use_go};
use crate::state::{use_draft, use_standing};
use crate::ui::components::{Icon, focus_field};
use crate::ui::i18n::{I18n, use_i18n};

/// How many missing things are named; the rest is a number.
const NAMED: usize = 2;

/// The bar of most steps.
#[component]
pub fn StepBar(step: Step) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let go = use_go();
    let id = draft.id();
    let next = draft.template().peek().step_from(&step, 1).cloned();
    view! {
        <footer class="bar-bottom">
            <BackButton step=step.clone() />
            <MissingHere step=step />
            {next
                .map(|next| {
                    let word = next.clone();
                    view! {
                        <button type="button" class="btn xl primary" on:click=move |_| go.run(Page::Intake { id, step: next.clone() })>
                            <span>{move || i18n.step(&word)}</span>
                            <Icon name="chevron-right" />
                        </button>
                    }
                })}
        </footer>
    }
}

/// The way back to the step before, named.
#[component]
pub fn BackButton(step: Step) -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let draft = use_draft();
    let id = draft.id();
    draft.template().peek().step_from(&step, -1).cloned().map(|before| {
        let word = before.clone();
        view! {
            <button type="button" class="btn lg back" on:click=move |_| go.run(Page::Intake { id, step: before.clone() })>
                <Icon name="chevron-left" />
                <span>{move || i18n.step(&word)}</span>
            </button>
        }
    })
}

/// What is missing in a step; each name leads to its field.
#[component]
pub fn MissingHere(step: Step) -> impl IntoView {
    let i18n = use_i18n();
    let entry = use_standing().step(step.clone());
    let missing = Memo::new(move |_| entry.get().map(|entry| entry.missing).unwrap_or_default());
    view! {
        <div class="grow ta-c missing" role="status">
            {move || {
                let missing = missing.get();
                if missing.is_empty() {
                    return view! { <span class="c2">{i18n.text("editor.nothing_missing")}</span> }.into_any();
                }
                let more = missing.len().saturating_sub(NAMED);
                view! {
                    <span class="c2">{i18n.text("editor.missing_here")}" "</span>
                    {missing.into_iter().take(NAMED).map(|missing| view! { <MissingLink step=step.clone() missing=missing /> }).collect_view()}
                    {(more > 0).then(|| view! { <span class="c2">{i18n.count("editor.and_more", more)}</span> })}
                }
                    .into_any()
            }}
        </div>
    }
}

/// One missing thing as a way to its field.
#[component]
pub fn MissingLink(step: Step, missing: Missing) -> impl IntoView {
    let i18n = use_i18n();
    let field = missing.field();
    let id = use_draft().id();
    let go = use_go();
    view! {
        <button
            type="button"
            class="btn plain"
            on:click=move |_| {
                go.run(Page::Intake { id, step: step.clone() });
                focus_field(&field);
            }
        >
            {move || missing_text(i18n, &missing)}
        </button>
    }
}

/// A missing thing in words.
pub fn missing_text(i18n: I18n, missing: &Missing) -> String {
    let key = format!("missing.{}", missing.key());
    match missing {
        Missing::Station(station) => i18n.fill(&key, &[("station", i18n.label("station", station.as_str()))]),
        Missing::Consent(consent) => i18n.fill(&key, &[("consent", i18n.label("consent_kind", consent.as_str()))]),
        Missing::MarkPhoto(number) | Missing::MarkAnswer(number) => i18n.fill(&key, &[("number", number.to_string())]),
        Missing::ConcernWords(number) | Missing::LineDescription(number) => {
            i18n.fill(&key, &[("number", number.to_string())])
        }
        Missing::Ghosts(count) => i18n.count(&key, *count),
        Missing::Unacceptable { over: Some(over), .. } => i18n.count("unacceptable.too_long_by", *over),
        Missing::Unacceptable { code, .. } => {
            let key = format!("unacceptable.{code}");
            let text = i18n.text(&key);
            // The contract may refuse for more reasons than a person can cause here.
            if text == key { i18n.text("unacceptable.other") } else { text }
        }
        _ => i18n.text(&key),
    }
}
