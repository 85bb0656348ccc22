//! The bar on top of an intake: whose car, since when, and whether what is on screen is saved.

use leptos::prelude::*;

use crate::routes::{Page, use_go};
use crate::state::{SaveState, StorageError, use_draft, use_ports, use_session};
use crate::ui::components::{CustodyLight, Icon, PlateBadge, clock_time, minutes_seconds, storage_trouble};
use crate::ui::i18n::use_i18n;

/// Top bar of the editor.
#[component]
pub fn IntakeTopBar() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let session = use_session();
    let go = use_go();
    let plate = draft.read(|draft| draft.vehicle.plate.clone().filter(|plate| !plate.text.is_empty()));
    let vehicle = draft.read(|draft| {
        let year = draft.vehicle.model_year.map(|year| year.to_string());
        [draft.vehicle.make.clone(), draft.vehicle.model.clone(), year]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    let owner = draft.read(|draft| draft.customer.owner.name.clone().unwrap_or_default());
    let brought_by = draft.read(|draft| {
        draft.customer.brought_by.as_ref().and_then(|party| party.name.clone()).filter(|name| !name.is_empty())
    });
    let people = move || match brought_by.get() {
        Some(name) => format!("{} · {}", owner.get(), i18n.fill("editor.brought_by", &[("name", name)])),
        None => owner.get(),
    };
    let leave = move |_| {
        draft.save_now();
        session.change(|settings| settings.open_draft = None);
        go.run(Page::Board);
    };
    view! {
        <header class="bar-top">
            <button type="button" class="btn bare square" aria-label=t!(i18n, "editor.back_to_board") on:click=leave>
                <Icon name="chevron-left" />
            </button>
            <PlateBadge plate=plate none=Signal::derive(move || i18n.text("editor.no_plate")) />
            <div class="grow hd">
                <div class="b cut">{move || if vehicle.get().is_empty() { i18n.text("editor.new_intake") } else { vehicle.get() }}</div>
                <div class="t1 c2 cut">{people}</div>
            </div>
            <div class="hd-r">
                <OpenFor />
                <SaveLine />
            </div>
            <CustodyLight />
        </header>
    }
}

/// Minutes and seconds since the intake was opened.
#[component]
fn OpenFor() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let opened_at = draft.peek(|draft| draft.opened_at);
    let ports = use_ports();
    let now = RwSignal::new(ports.clock.now());
    let guard = StoredValue::new_local(ports.device.every(
        1000,
        Box::new(move || {
            now.try_set(ports.clock.now());
        }),
    ));
    on_cleanup(move || guard.dispose());
    view! {
        <div class="flex end num" role="timer" aria-label=t!(i18n, "editor.open_for")>
            <Icon name="timer" class="i-s" />
            <b>{move || minutes_seconds(now.get().unix_ms() - opened_at.unix_ms())}</b>
        </div>
    }
}

/// Saved, with the second; or why not.
#[component]
fn SaveLine() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let state = draft.state();
    view! {
        <div
            class="t1 flex end save-line"
            class:c-ok=move || matches!(state.get(), SaveState::Saved { .. })
            class:c-danger=move || matches!(state.get(), SaveState::Failed(_))
            data-saved=move || matches!(state.get(), SaveState::Saved { .. }).to_string()
        >
            {move || match state.get() {
                SaveState::Saved { at } => {
                    view! {
                        <Icon name="check" class="i-s" />
                        <span>{i18n.fill("editor.saved_at", &[("time", clock_time(at, true))])}</span>
                    }
                        .into_any()
                }
                SaveState::Changed | SaveState::Saving => view! { <span>{i18n.text("editor.saving")}</span> }.into_any(),
                // What a full tablet means and what to do stands in the banner below.
                SaveState::Failed(StorageError::Full { .. }) => {
                    view! {
                        <Icon name="octagon-alert" class="i-s" />
                        <span>{i18n.text("editor.not_saved")}</span>
                    }
                        .into_any()
                }
                SaveState::Failed(error) => {
                    view! {
                        <Icon name="octagon-alert" class="i-s" />
                        <span role="alert">{i18n.text("editor.not_saved")}" "{storage_trouble(i18n, &error)}</span>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}
