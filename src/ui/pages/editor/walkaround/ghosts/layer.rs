//! The marks of the last visit on the drawing: a pale pin at its place, or a dashed panel where the drawing is another than then.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Development, Id, View};

use crate::domain::drawing::ViewDrawing;
use crate::domain::last_visit::Ghost;
use crate::ui::components::Icon;
use crate::ui::drawings::Pin;
use crate::ui::i18n::use_i18n;

use super::{pin_of, said, use_ghosts};

/// Pins of what nobody has looked at again, and of what was repaired. What is still there is a mark of today, with a pin of its own.
#[component]
pub fn GhostPins(view: View) -> impl IntoView {
    let ghosts = use_ghosts();
    let placed = Memo::new(move |_| {
        let is_pale = |ghost: &&Ghost| ghost.answer().is_none_or(|answer| *answer == Development::Repaired);
        ghosts.all.with(|all| {
            all.iter()
                .filter(is_pale)
                .filter(|ghost| ghost.place.position.as_ref().is_some_and(|position| position.view == view))
                .map(|ghost| ghost.before.id)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || placed.get() key=|id| *id let:id>
            <GhostPin id=id />
        </For>
    }
}

#[component]
fn GhostPin(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let ghosts = use_ghosts();
    let ghost = ghosts.one(id);
    let percent = move |of: fn(&Ghost) -> Option<u16>| {
        let share = ghost.with(|ghost| ghost.as_ref().and_then(of)).unwrap_or_default();
        (f64::from(share) / 100.0).to_string()
    };
    let repaired =
        Memo::new(move |_| ghost.with(|ghost| ghost.as_ref().and_then(Ghost::answer) == Some(&Development::Repaired)));
    view! {
        <button
            type="button"
            class="pin-at ghost"
            class:repaired=move || repaired.get()
            style:--x=move || percent(|ghost| ghost.place.position.as_ref().map(|position| position.x))
            style:--y=move || percent(|ghost| ghost.place.position.as_ref().map(|position| position.y))
            aria-haspopup="dialog"
            aria-label=move || ghost.with(|ghost| ghost.as_ref().map(|ghost| said(i18n, ghost)))
            on:click=move |_| ghosts.asked.set(Some(id))
        >
            {move || ghost.with(|ghost| ghost.as_ref().map(|ghost| pin_of(&ghost.before))).map(|pin| view! { <Pin pin=Signal::stored(pin) /> })}
            <span class="ghost-sign" aria-hidden="true">
                {move || if repaired.get() { view! { <Icon name="check" class="i-s" /> }.into_any() } else { "?".into_any() }}
            </span>
        </button>
    }
}

/// Dashed panels for what has no place on this drawing. Drawn over the car, in the view's millimetres.
#[component]
pub fn GhostRings(view: Arc<ViewDrawing>) -> impl IntoView {
    let ghosts = use_ghosts();
    let transform = view.transform();
    let rings = Memo::new(move |_| {
        let unplaced = |ghost: &&Ghost| ghost.today.is_none() && ghost.place.position.is_none();
        let mut panels: Vec<String> =
            ghosts.all.with(|all| all.iter().filter(unplaced).filter_map(|ghost| ghost.place.panel.clone()).collect());
        panels.sort();
        panels.dedup();
        panels.iter().filter_map(|panel| view.panel(panel)).map(|panel| panel.path.to_string()).collect::<Vec<_>>()
    });
    view! {
        <g class="ghost-rings" transform=transform>
            {move || rings.get().into_iter().map(|path| view! { <path d=path></path> }).collect_view()}
        </g>
    }
}
