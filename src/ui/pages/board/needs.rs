//! What needs a person comes first: refused sheets, a paused backend, complaints without contact, records that can't be read.

use leptos::prelude::*;

use crate::domain::outbox::{BackendPause, DeliveryState};
use crate::routes::{Page, use_go};
use crate::state::{use_board, use_outbox, use_ports};
use crate::ui::components::{Icon, PlateBadge, StorageBanner, clock_time};
use crate::ui::i18n::use_i18n;

use super::cards::plate_of;

/// Everything that needs a person.
#[component]
pub fn Needs() -> impl IntoView {
    let i18n = use_i18n();
    let board = use_board();
    let outbox = use_outbox();
    let go = use_go();
    let refused = move || {
        outbox
            .entries()
            .get()
            .unwrap_or_default()
            .into_iter()
            .filter(|entry| entry.delivery.state == DeliveryState::NeedsAttention)
            .map(|entry| {
                let id = entry.sheet.id;
                let title = if entry.delivery.is_kept_back() { "board.kept_back" } else { "board.refused" };
                let words = entry.delivery.failure.as_ref().and_then(|failure| failure.words.clone());
                view! {
                    <div class="alert">
                        <Icon name="octagon-alert" class="i-xl" />
                        <div class="grow">
                            <div class="flex wrap">
                                <b>{move || i18n.text(title)}</b>
                                <PlateBadge plate=Signal::stored(plate_of(&entry)) none=Signal::derive(move || i18n.text("editor.no_plate")) />
                            </div>
                            {words.map(|words| view! { <div class="t1 c2">{move || i18n.fill("board.refused_words", &[("words", words.clone())])}</div> })}
                        </div>
                        <button type="button" class="btn" on:click=move |_| go.run(Page::Sheet { id })>{t!(i18n, "board.open")}</button>
                    </div>
                }
            })
            .collect_view()
    };
    let waiting = move || {
        outbox.entries().with(|entries| entries.iter().flatten().filter(|entry| entry.delivery.is_waiting()).count())
    };
    let paused = move || {
        outbox
            .pause()
            .get()
            .map(|pause| {
                let (title, text) = match pause {
                    BackendPause::Credentials => ("board.paused_credentials", "board.paused_credentials_text"),
                    BackendPause::WrongAddress => ("board.paused_address", "board.paused_address_text"),
                };
                view! {
                    <div class="alert">
                        <Icon name="key-round" class="i-xl" />
                        <div class="grow">
                            <b>{move || i18n.text(title)}</b>
                            <div class="t1 c2">{move || i18n.count(text, waiting())}</div>
                        </div>
                        <button type="button" class="btn" on:click=move |_| go.run(Page::Settings)>{t!(i18n, "board.to_settings")}</button>
                    </div>
                }
            })
    };
    let complaints = move || {
        board
            .drafts()
            .get()
            .unwrap_or_default()
            .into_iter()
            .filter_map(|draft| draft.complaint.clone().map(|complaint| (draft, complaint)))
            .map(|(draft, complaint)| {
                let (id, step) = (draft.id, draft.place.step.clone());
                let name = draft.customer.owner.name.clone().unwrap_or_default();
                view! {
                    <div class="alert soon">
                        <Icon name="clock" class="i-xl" />
                        <div class="grow">
                            <div class="flex wrap">
                                <b>{t!(i18n, "board.complaint")}</b>
                                <span class="tag">{t!(i18n, "board.complaint_due", time = clock_time(complaint.first_contact_due_at, false))}</span>
                            </div>
                            <div class="t1 c2 cut">{format!("{name} “{}”", complaint.words)}</div>
                        </div>
                        <button type="button" class="btn" on:click=move |_| go.run(Page::Intake { id, step: step.clone() })>{t!(i18n, "board.open")}</button>
                    </div>
                }
            })
            .collect_view()
    };
    let damaged = move || {
        let count = board.damaged().with(Vec::len) + outbox.damaged().with(Vec::len);
        (count > 0)
            .then(|| {
                view! {
                    <div class="alert">
                        <Icon name="octagon-alert" class="i-xl" />
                        <div class="grow">
                            <b>{move || i18n.count("board.damaged", count)}</b>
                            <div class="t1 c2">{t!(i18n, "board.damaged_text")}</div>
                        </div>
                        <button type="button" class="btn" on:click=move |_| go.run(Page::Settings)>{t!(i18n, "board.to_settings")}</button>
                    </div>
                }
            })
    };
    view! { <section class="needs"><StorageBanner /> {refused} {paused} {damaged} {complaints} <UpdateReady /></section> }
}

/// A newer version waits. It is offered on the board only, where no intake is open: an update never swaps code under one.
#[component]
fn UpdateReady() -> impl IntoView {
    let i18n = use_i18n();
    let ports = StoredValue::new_local(use_ports());
    let ready = RwSignal::new(false);
    let device = ports.get_value().device;
    let guard = device.on_update_ready(Box::new(move || {
        ready.try_set(true);
    }));
    let guard = StoredValue::new_local(guard);
    on_cleanup(move || guard.dispose());
    view! {
        <Show when=move || ready.get()>
            <div class="banner info">
                <Icon name="download" />
                <div class="grow">
                    <b>{t!(i18n, "board.update_ready")}</b>
                    <div class="c2">{t!(i18n, "board.update_text")}</div>
                </div>
                <button type="button" class="btn" on:click=move |_| ports.get_value().device.apply_update()>
                    {t!(i18n, "board.update_now")}
                </button>
            </div>
        </Show>
    }
}
