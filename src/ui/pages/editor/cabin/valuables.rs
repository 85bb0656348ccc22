//! The question about valuables, word for word as it is spoken, and what the customer did. What is listed as left is in the shop's custody.

use leptos::prelude::*;
use walkaround_contract::ValuablesOutcome;

use crate::domain::cabin::RemovedValuable;
use crate::domain::field;
use crate::state::{Bound, OpenDraft, use_draft, use_toasts};
use crate::ui::components::{Icon, Segmented, focus_field};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::choices;

use super::valuable::ValuableFields;

/// The question, the answer, and the list of what stays.
#[component]
pub fn ValuablesQuestion() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let toasts = use_toasts();
    let outcome = draft.read(|draft| draft.cabin.valuables.as_ref().and_then(|valuables| valuables.outcome.clone()));
    let answer = Bound {
        value: outcome.into(),
        set: Callback::new(move |outcome: Option<ValuablesOutcome>| {
            let is_left = outcome == Some(ValuablesOutcome::Left);
            let mut gone = Vec::new();
            draft.edit(|draft| gone = draft.answer_valuables(outcome));
            gone.retain(|removed| !removed.is_blank());
            if !gone.is_empty() {
                let text = i18n.count("cabin.valuables_removed", gone.len());
                toasts.undoable(text, i18n.text("toast.undo"), move || put_back(draft, 0, &gone));
            }
            if is_left {
                focus_field(&field::valuable(1));
            }
        }),
        done: Callback::new(move |()| draft.save_now()),
    };
    let left = Memo::new(move |_| outcome.get() == Some(ValuablesOutcome::Left));
    view! {
        <section id=field::VALUABLES tabindex="-1" aria-labelledby="valuables-title">
            <div class="sect">
                <h2 id="valuables-title">
                    <Icon name="gem" />
                    <span>{t!(i18n, "cabin.valuables")}</span>
                </h2>
            </div>
            <div class="card valuables pad col g3">
                <p class="ask">{t!(i18n, "cabin.valuables_question")}</p>
                <Segmented
                    id="valuables-outcome"
                    class="spread"
                    label=t!(i18n, "cabin.valuables_answer")
                    label_hidden=true
                    choices=choices(i18n, "valuables_outcome")
                    bind=answer
                />
                <Show when=move || left.get()>
                    <LeftInCar />
                </Show>
            </div>
        </section>
    }
}

#[component]
fn LeftInCar() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let toasts = use_toasts();
    let count = draft.read(|draft| draft.cabin.valuables.as_ref().map_or(0, |valuables| valuables.items.len()));
    let remove = Callback::new(move |place: usize| {
        let mut gone = None;
        draft.edit(|draft| gone = draft.remove_valuable(place));
        draft.save_now();
        if let Some(removed) = gone.filter(|removed| !removed.is_blank()) {
            let name = removed.item.what.trim().to_owned();
            let name = if name.is_empty() {
                i18n.fill("cabin.valuable_number", &[("number", (place + 1).to_string())])
            } else {
                name
            };
            let text = i18n.fill("cabin.valuable_removed", &[("name", name)]);
            toasts.undoable(text, i18n.text("toast.undo"), move || {
                put_back(draft, place, std::slice::from_ref(&removed))
            });
        }
    });
    let add = move |_| {
        let mut place = 0;
        draft.edit(|draft| place = draft.add_valuable());
        draft.save_now();
        focus_field(&field::valuable(place + 1));
    };
    view! {
        // The things have no names of their own: each line shows the one at its place.
        <For each=move || 0..count.get() key=|place| *place let:place>
            <ValuableFields place=place remove=remove />
        </For>
        <button type="button" class="btn" on:click=add>
            <Icon name="plus" />
            <span>{t!(i18n, "cabin.valuable_add")}</span>
        </button>
    }
}

/// Undoes a removal. The page may be gone by then; the draft is not.
fn put_back(draft: OpenDraft, place: usize, gone: &[RemovedValuable]) {
    draft.edit(|draft| {
        for (index, removed) in gone.iter().enumerate() {
            draft.put_back_valuable(place + index, removed.clone());
        }
    });
    draft.save_now();
}
