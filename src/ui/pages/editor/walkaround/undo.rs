//! Back and forth through what was done on the walk-around: two buttons that name the step, and the keys everybody tries.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::domain::walkaround::What;
use crate::state::history::History;
use crate::state::use_draft;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use super::words::step_name;

/// What keeps Ctrl+Z for itself: the text that is being typed.
const FIELDS: &str = "input, textarea, select, [contenteditable]";

/// A question that is to be answered first. The palette is none.
const QUESTIONS: &str = "dialog[open]:not(:has(.palette-sheet))";

/// Undo and redo.
#[component]
pub fn UndoButtons() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let step = move |get: fn(&History) -> Option<&What>| {
        let history = draft.history();
        Memo::new(move |_| history.with(|history| get(history).cloned()))
    };
    let (back, again) = (step(History::undoes), step(History::redoes));
    let name = move |step: Memo<Option<What>>, with: &str, without: &str| match step.get() {
        Some(what) => i18n.fill(with, &[("step", step_name(i18n, &what))]),
        None => i18n.text(without),
    };
    let back_name = move || name(back, "walkaround.undo_step", "walkaround.undo_nothing");
    let again_name = move || name(again, "walkaround.redo_step", "walkaround.redo_nothing");
    view! {
        <div class="flex undo" role="group" aria-label=t!(i18n, "walkaround.undo_redo")>
            <button
                type="button"
                class="btn bare square"
                aria-keyshortcuts="Control+Z"
                aria-label=back_name
                title=back_name
                disabled=move || back.with(Option::is_none)
                on:click=move |_| drop(draft.undo())
            >
                <Icon name="undo-2" />
            </button>
            <button
                type="button"
                class="btn bare square"
                aria-keyshortcuts="Control+Shift+Z"
                aria-label=again_name
                title=again_name
                disabled=move || again.with(Option::is_none)
                on:click=move |_| drop(draft.redo())
            >
                <Icon name="redo-2" />
            </button>
        </div>
    }
}

/// Ctrl or Cmd with Z, with Shift or as Y the other way, as long as the walk-around is open.
pub fn use_undo_keys() {
    let draft = use_draft();
    let keys = window_event_listener(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.default_prevented() {
            return;
        }
        let again = match event.key().as_str() {
            "z" | "Z" => event.shift_key(),
            "y" | "Y" => true,
            _ => return,
        };
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let in_field = target.is_some_and(|target| matches!(target.closest(FIELDS), Ok(Some(_))));
        let asked = matches!(document().query_selector(QUESTIONS), Ok(Some(_)));
        if in_field || asked {
            return;
        }
        event.prevent_default();
        if again {
            draft.redo();
        } else {
            draft.undo();
        }
    });
    on_cleanup(move || keys.remove());
}
