//! Functions tried with the customer: all work by one tap; a tap more on one makes it faulty, and asks what is wrong.

use leptos::prelude::*;
use walkaround_contract::{CabinFunction, FunctionState};

use crate::domain::{draft::Draft, field};
use crate::state::{use_draft, use_toasts};
use crate::ui::components::{Icon, TextField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::text;

use super::usual_button::UsualButton;

/// The functions, and a line for each that is faulty.
#[component]
pub fn Functions() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let tried = draft.read_by(Draft::are_functions_tried);
    let functions = draft.template().peek().words::<CabinFunction>("cabin_function");
    let faulty = draft.read(|draft| {
        let faulty = draft.cabin.functions.iter().filter(|answer| answer.state == FunctionState::Faulty);
        faulty.map(|answer| answer.function.clone()).collect::<Vec<_>>()
    });
    let word = move || i18n.text(if faulty.with(Vec::is_empty) { "cabin.all_work" } else { "cabin.rest_works" });
    view! {
        <section id=field::FUNCTIONS tabindex="-1" aria-labelledby="functions-title">
            <div class="sect">
                <h2 id="functions-title">
                    <Icon name="power" />
                    <span>{t!(i18n, "cabin.functions")}</span>
                </h2>
                <UsualButton word=Signal::derive(word) settled=tried toggle=Draft::toggle_the_rest_works />
            </div>
            <div class="chips" role="group" aria-labelledby="functions-title">
                {functions.into_iter().map(|function| view! { <FunctionChip function=function /> }).collect_view()}
            </div>
            <div class="exceptions">
                <For each=move || faulty.get() key=|function| function.clone() let:function>
                    <FaultField function=function />
                </For>
            </div>
        </section>
    }
}

/// Not tried, works, faulty: each tap leads to the next.
#[component]
fn FunctionChip(function: CabinFunction) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let toasts = use_toasts();
    let own = function.clone();
    let state = draft.read(move |draft| draft.function_state(&own));
    let own = function.clone();
    let name = move || i18n.label("cabin_function", own.as_str());
    let word = name.clone();
    let tap = move |_| {
        let mut gone = None;
        draft.edit(|draft| gone = draft.next_function_state(&function));
        draft.save_now();
        if let Some(answer) = gone.filter(|answer| answer.note.is_some()) {
            toasts.undoable(
                i18n.fill("cabin.fault_removed", &[("function", name())]),
                i18n.text("toast.undo"),
                move || {
                    let answer = answer.clone();
                    draft.edit(|draft| draft.put_function(answer));
                    draft.save_now();
                },
            );
        }
    };
    view! {
        <button
            type="button"
            class="chip"
            class:works=move || state.get() == FunctionState::Works
            class:faulty=move || state.get() == FunctionState::Faulty
            on:click=tap
        >
            {move || match state.get() {
                FunctionState::Works => Some(view! { <Icon name="check" class="i-m" /> }),
                FunctionState::Faulty => Some(view! { <Icon name="x" class="i-m" /> }),
                FunctionState::NotTried | FunctionState::Unlisted(_) => None,
            }}
            <span>
                {word}
                <span class:hide=move || state.get() != FunctionState::Faulty>
                    {move || i18n.fill("cabin.state", &[("state", i18n.label("function_state", state.get().as_str()))])}
                </span>
            </span>
        </button>
    }
}

/// What is wrong with a function.
#[component]
fn FaultField(function: CabinFunction) -> impl IntoView {
    let i18n = use_i18n();
    let id = format!("fault-{function}");
    let (read, written) = (function.clone(), function.clone());
    let note = text(
        use_draft(),
        move |draft| draft.cabin.functions.iter().find(|answer| answer.function == read)?.note.clone(),
        move |draft, typed| {
            if let Some(answer) = draft.cabin.functions.iter_mut().find(|answer| answer.function == written) {
                answer.note = typed;
            }
        },
    );
    let label = move || i18n.fill("cabin.fault", &[("function", i18n.label("cabin_function", function.as_str()))]);
    view! { <TextField id=id label=Signal::derive(label) bind=note maxlength=1000 /> }
}
