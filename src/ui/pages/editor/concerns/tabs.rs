//! One tab a concern, named by what was tapped or said. What is missing in a concern that is not on the page leads to its tab.

use leptos::{ev::KeyboardEvent, prelude::*};
use walkaround_contract::{Concern, Id, Step};

use crate::domain::field;
use crate::state::use_draft;
use crate::ui::components::{Icon, focus_field};
use crate::ui::i18n::{I18n, Language, use_i18n};

use super::super::reading::WritersOnly;
use super::open_concern::OpenConcern;

/// Id of the tab whose concern is on the page.
pub const CURRENT_TAB: &str = "concern-tab";
/// Id of the concern on the page.
pub const PANE: &str = "concern-pane";

/// Width of the customer's words that name a tab, in Latin letters; a Chinese character is as wide as two.
const NAME_WIDTH: usize = 24;

/// All tabs, and the button that adds a concern.
#[component]
pub fn ConcernTabs(
    ids: Memo<Vec<Id>>,
    current: Memo<Option<(Id, usize)>>,
    chosen: RwSignal<Option<Id>>,
    add: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let move_on = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        let number = ids.with_untracked(|ids| {
            let (_, number) = current.get_untracked()?;
            number.checked_add_signed(by).filter(|next| (1..=ids.len()).contains(next))
        });
        if let Some(number) = number {
            event.prevent_default();
            focus_field(&field::concern(number));
        }
    };
    view! {
        <div class="tabs">
            <div class="tabs grow" role="tablist" aria-label=move || i18n.step(&Step::Concerns) on:keydown=move_on>
                <For each=move || ids.get() key=|id| *id let:id>
                    <ConcernTab id=id ids=ids current=current chosen=chosen />
                </For>
            </div>
            <WritersOnly>
                <button type="button" id=field::ADD_CONCERN class="btn lg" on:click=move |_| add.run(())>
                    <Icon name="plus" />
                    <span>{t!(i18n, "concern.add")}</span>
                </button>
            </WritersOnly>
        </div>
    }
}

#[component]
fn ConcernTab(
    id: Id,
    ids: Memo<Vec<Id>>,
    current: Memo<Option<(Id, usize)>>,
    chosen: RwSignal<Option<Id>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let concern = OpenConcern { draft: use_draft(), id };
    let is_current = Memo::new(move |_| current.get().is_some_and(|(current, _)| current == id));
    let content = concern.read(|concern| Some(concern.clone()));
    let number = move || ids.with(|ids| ids.iter().position(|known| *known == id).map_or(1, |index| index + 1));
    let name = move || {
        content
            .with(|content| content.as_ref().map(|concern| concern_name(i18n, concern, number())).unwrap_or_default())
    };
    view! {
        <button
            type="button"
            class="tab"
            role="tab"
            id=move || if is_current.get() { CURRENT_TAB.to_owned() } else { field::concern(number()) }
            aria-selected=move || is_current.get().to_string()
            aria-controls=move || is_current.get().then_some(PANE)
            tabindex=move || if is_current.get() { "0" } else { "-1" }
            on:click=move |_| chosen.set(Some(id))
            on:focus=move |_| chosen.set(Some(id))
        >
            <b>{number}</b>
            <span>{name}</span>
        </button>
    }
}

/// A short name: what and where; else the first of the customer's words; else its number.
pub fn concern_name(i18n: I18n, concern: &Concern, number: usize) -> String {
    let place = concern.places.first().map(|place| i18n.label("place", place.as_str()));
    let symptom = concern.symptom.as_ref().map(|symptom| i18n.label("symptom", symptom.as_str()));
    match (symptom, place) {
        (Some(symptom), Some(place)) if i18n.language() == Language::ZhCn => format!("{place}{symptom}"),
        (Some(symptom), Some(place)) => format!("{symptom}, {}", place.to_lowercase()),
        (Some(symptom), None) => symptom,
        (None, _) => {
            let words = concern.words.trim();
            if words.is_empty() {
                return i18n.fill("concern.unnamed", &[("number", number.to_string())]);
            }
            let mut width = 0;
            let fits = |letter: &char| {
                width += if letter.is_ascii() { 1 } else { 2 };
                width <= NAME_WIDTH
            };
            let start: String = words.chars().take_while(fits).collect();
            if start.len() < words.len() { format!("{}…", start.trim_end()) } else { start }
        }
    }
}
