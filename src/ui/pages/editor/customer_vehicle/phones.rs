//! Phone numbers of a person, the preferred one first.

use leptos::prelude::*;
use walkaround_contract::Party;

use crate::state::{Bound, OpenDraft, use_draft};
use crate::ui::components::{Icon, TextField};
use crate::ui::i18n::use_i18n;

use super::party::Whose;

/// Most numbers of one person.
const MOST: usize = 5;
/// Longest number, as people write it.
const LENGTH: u32 = 40;

/// The preferred number.
#[component]
pub fn FirstPhone(whose: Whose) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || i18n.text(if whose == Whose::Owner { "customer.phone" } else { "customer.brought_by_phone" });
    view! {
        <TextField
            id=whose.phone_id()
            label=label
            bind=phone(use_draft(), whose, 0)
            kind="tel"
            inputmode="tel"
            maxlength=LENGTH
        />
    }
}

/// Further numbers, one more at a time.
#[component]
pub fn MorePhones(whose: Whose) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let known = draft.read(move |draft| whose.of(draft).map_or(0, |party| party.phones.len()));
    let asked = RwSignal::new(1_usize);
    let shown = Memo::new(move |_| known.get().max(asked.get()).min(MOST));
    view! {
        <For each=move || 1..shown.get() key=|index| *index let:index>
            <TextField
                id=format!("{}-{}", whose.phone_id(), index + 1)
                label=Signal::derive(move || i18n.fill("customer.phone_number", &[("number", (index + 1).to_string())]))
                bind=phone(draft, whose, index)
                kind="tel"
                inputmode="tel"
                maxlength=LENGTH
            />
        </For>
        <Show when=move || { shown.get() < MOST }>
            <button type="button" class="btn lg" on:click=move |_| asked.set(shown.get_untracked() + 1)>
                <Icon name="plus" />
                <span>{t!(i18n, "customer.phone_add")}</span>
            </button>
        </Show>
    }
}

fn phone(draft: OpenDraft, whose: Whose, index: usize) -> Bound<String> {
    let bind = whose.bind(
        draft,
        move |party| party.phones.get(index).cloned().unwrap_or_default(),
        move |party, typed| set_phone(party, index, typed),
    );
    // Numbers that were emptied close up only when the field is left: while typing, each stays where it is.
    let close_up = whose.bind(
        draft,
        |party| party.phones.iter().any(|phone| phone.trim().is_empty()),
        |party, _| {
            party.phones.retain(|phone| !phone.trim().is_empty());
        },
    );
    let done = Callback::new(move |()| {
        if close_up.value.get_untracked() {
            close_up.set.run(true);
        }
        bind.done.run(());
    });
    Bound { done, ..bind }
}

fn set_phone(party: &mut Party, index: usize, typed: String) {
    if party.phones.len() <= index {
        if typed.is_empty() {
            return;
        }
        party.phones.resize(index + 1, String::new());
    }
    party.phones[index] = typed;
}
