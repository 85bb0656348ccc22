//! Step 3, the concern interview (40 s): the customer's own words first, then what is noticed and when, by taps. No concern at all, only
//! booked work, is an answer as well.

mod clips;
mod open_concern;
mod pane;
mod recorder;
mod sentence;
mod tabs;
mod tap_row;
mod taps;

use leptos::prelude::*;
use walkaround_contract::{Concern, Conditions, Id, Step};

use crate::domain::{draft::Draft, field};
use crate::state::{use_draft, use_ports};
use crate::ui::components::{Icon, focus_field};
use crate::ui::i18n::use_i18n;

use super::reading::WritersOnly;

use self::{pane::ConcernPane, tabs::ConcernTabs};

/// The concerns step.
#[component]
pub fn ConcernsStep() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let ports = StoredValue::new_local(use_ports());
    let ids = draft.read(|draft| draft.concerns.iter().map(|concern| concern.id).collect::<Vec<Id>>());
    let chosen = RwSignal::new(None::<Id>);
    // The one on the page with its place in the list, counted from 1; the first where none was chosen or the chosen one was removed.
    let current = Memo::new(move |_| {
        ids.with(|ids| {
            let index = chosen.get().and_then(|chosen| ids.iter().position(|id| *id == chosen)).unwrap_or(0);
            ids.get(index).map(|id| (*id, index + 1))
        })
    });
    let add = Callback::new(move |()| {
        let id = ports.with_value(|ports| ports.ids.new_id());
        draft.edit(|draft| {
            draft.no_concerns = false;
            draft.concerns.push(unspoken(id));
        });
        draft.save_now();
        chosen.set(Some(id));
        focus_field(&field::concern(draft.peek(|draft| draft.concerns.len())));
    });
    view! {
        <div class="step-page concerns">
            <h1 class="hide">{move || i18n.step(&Step::Concerns)}</h1>
            <Show when=move || current.get().is_some() fallback=move || view! { <WritersOnly><NoConcern add=add /></WritersOnly> }>
                <ConcernTabs ids=ids current=current chosen=chosen add=add />
                {move || {
                    current
                        .get()
                        .map(|(id, number)| {
                            view! {
                                <WritersOnly>
                                    <ConcernPane id=id number=number chosen=chosen />
                                </WritersOnly>
                            }
                        })
                }}
            </Show>
        </div>
    }
}

/// Nothing noted: either nobody asked yet, or the customer has no concern.
#[component]
fn NoConcern(add: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let none = draft.read(|draft| draft.no_concerns);
    let toggle = move |_| {
        draft.edit(|draft: &mut Draft| draft.no_concerns = !draft.no_concerns);
        draft.save_now();
    };
    view! {
        <div class="empty whole">
            <Icon name="message-circle" class="i-xl" />
            <h2>{t!(i18n, "concern.ask")}</h2>
            <p>{t!(i18n, "concern.ask_hint")}</p>
            <div class="flex wrap g3">
                <button type="button" id=field::ADD_CONCERN class="btn xl soft" on:click=move |_| add.run(())>
                    <Icon name="plus" />
                    <span>{t!(i18n, "concern.add_first")}</span>
                </button>
                <button type="button" class="btn xl" class:yes=move || none.get() aria-pressed=move || none.get().to_string() on:click=toggle>
                    {move || none.get().then(|| view! { <Icon name="check" /> })}
                    <span>{t!(i18n, "concern.none")}</span>
                </button>
            </div>
            <p role="status">{move || none.get().then(|| i18n.text("concern.none_noted"))}</p>
        </div>
    }
}

/// A concern before anything was said.
fn unspoken(id: Id) -> Concern {
    Concern {
        id,
        words: String::new(),
        symptom: None,
        places: Vec::new(),
        conditions: Conditions::default(),
        sentences: Vec::new(),
        attachments: Vec::new(),
        extra: Default::default(),
    }
}
