//! Lines that this visit suggests: the kinds of work it was opened for, and finding out about each concern. One tap makes a line of one.

use leptos::prelude::*;
use walkaround_contract::Concern;

use crate::domain::{draft::Draft, sentence::compose_text};
use crate::state::use_draft;
use crate::ui::components::Icon;
use crate::ui::i18n::{I18n, use_i18n};

use super::lines::AddLine;

/// Longest description of a line.
const DESCRIPTION: usize = 500;

/// What is not a line yet. Nothing where there is nothing to suggest.
#[component]
pub fn Suggestions(add: AddLine) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let open = Memo::new(move |_| {
        draft.with(|draft| {
            let mut suggested = suggestions(i18n, draft);
            suggested.retain(|text| draft.work.lines.iter().all(|line| line.description != *text));
            suggested
        })
    });
    view! {
        <Show when=move || !open.with(Vec::is_empty)>
            <div class="suggestions chips" role="group" aria-label=t!(i18n, "work.suggestions")>
                <For each=move || open.get() key=|text| text.clone() let:text>
                    <SuggestionChip text=text add=add />
                </For>
            </div>
        </Show>
    }
}

#[component]
fn SuggestionChip(text: String, add: AddLine) -> impl IntoView {
    let word = text.clone();
    view! {
        <button type="button" class="chip" on:click=move |_| add.run(text.clone())>
            <Icon name="plus" class="i-m" />
            <span>{word}</span>
        </button>
    }
}

fn suggestions(i18n: I18n, draft: &Draft) -> Vec<String> {
    let kinds = draft.visit.kinds_of_work.iter().map(|kind| i18n.label("work_kind", kind.as_str()));
    let concerns = draft.concerns.iter().filter_map(|concern| {
        let about = about(i18n, concern)?;
        Some(i18n.fill("work.find_out", &[("concern", about)]).chars().take(DESCRIPTION).collect())
    });
    kinds.chain(concerns).collect()
}

/// The technician's sentence; the customer's words where nothing was tapped; nothing where nothing was said.
fn about(i18n: I18n, concern: &Concern) -> Option<String> {
    let sentence = compose_text(concern, &i18n.template().get(), i18n.tag());
    let text = if sentence.trim().is_empty() { concern.words.trim() } else { sentence.trim() };
    (!text.is_empty()).then(|| text.trim_end_matches(['.', '。']).to_owned())
}
