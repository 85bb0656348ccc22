//! One tap for the usual answer to everything that was not answered yet. A second tap takes it back.

use leptos::prelude::*;
use walkaround_contract::Template;

use crate::domain::draft::Draft;
use crate::state::use_draft;
use crate::ui::components::Icon;

/// The button. `word` says what it answers; `settled`, that nothing is left to answer.
#[component]
pub fn UsualButton(
    #[prop(into)] word: Signal<String>,
    settled: Memo<bool>,
    toggle: fn(&mut Draft, &Template),
) -> impl IntoView {
    let draft = use_draft();
    let tap = move |_| {
        draft.edit_by(toggle);
        draft.save_now();
    };
    view! {
        <button type="button" class="btn soft" class:yes=move || settled.get() aria-pressed=move || settled.get().to_string() on:click=tap>
            <Icon name="check-check" class="i-m" />
            <span>{move || word.get()}</span>
        </button>
    }
}
