//! A signed sheet: its code first, then who holds what of it.

mod concerns;
mod content;
mod coverage;
mod custody;
mod let_go;
mod print_head;

use leptos::context::Provider;
use leptos::prelude::*;
use walkaround_contract::{Id, Sheet};

use crate::domain::outbox::DeliveryState;
use crate::domain::rescue::Which;
use crate::routes::{Page, use_go};
use crate::state::{use_outbox, use_templates};
use crate::ui::components::{
    CustodyLight, Empty, Icon, PlateBadge, Qr, clock_time, day, minutes_seconds, on_the_clock_of,
};
use crate::ui::i18n::{I18n, use_i18n};

use super::board::plate_of;
use super::rescue::ExportThis;

use self::{
    concerns::SheetConcerns, content::SheetContent, coverage::SheetCoverage, custody::CustodyCard, let_go::LetGoNote,
    print_head::PrintHead,
};

/// One signed sheet.
#[component]
pub fn SheetPage(id: Id) -> impl IntoView {
    let outbox = use_outbox();
    let entry = outbox.entry(id);
    let sheet = Memo::new(move |_| entry.with(|entry| serde_json::from_str::<Sheet>(&entry.as_ref()?.sheet.json).ok()));
    let named = Memo::new(move |_| sheet.with(|sheet| sheet.as_ref().map(|sheet| sheet.template.clone())));
    let template = use_templates().of_sheet(named);
    // In a scope of its own: the sheet's words must not reach the page that comes after this one.
    view! {
        <Provider value=template>
            <SheetOf id=id sheet=sheet />
        </Provider>
    }
}

/// The sheet, in the words of its own template.
#[component]
fn SheetOf(id: Id, sheet: Memo<Option<Sheet>>) -> impl IntoView {
    I18n::follow_template();
    let i18n = use_i18n();
    let go = use_go();
    let outbox = use_outbox();
    let entry = outbox.entry(id);
    let read = move || outbox.entries().with(Option::is_some);
    let plate = Memo::new(move |_| entry.with(|entry| entry.as_ref().and_then(plate_of)));
    view! {
        <div class="app">
            <header class="bar-top">
                <button type="button" class="btn bare square" aria-label=t!(i18n, "editor.back_to_board") on:click=move |_| go.run(Page::Board)>
                    <Icon name="chevron-left" class="i-l" />
                </button>
                <PlateBadge plate=plate none=Signal::derive(move || i18n.text("editor.no_plate")) />
                <div class="grow hd">
                    <div class="b cut">{move || entry.with(|entry| entry.as_ref().map(|entry| entry.sheet.vehicle.clone()))}</div>
                    <div class="t1 c2 cut">{move || entry.with(|entry| entry.as_ref().map(|entry| entry.sheet.customer.clone()))}</div>
                </div>
                <CustodyLight />
            </header>
            <main class="page">
                <Show
                    when=move || entry.with(Option::is_some)
                    fallback=move || read().then(|| view! { <Empty icon="file-text" title=Signal::derive(move || i18n.text("sheet.not_here")) alone=true /> })
                >
                    <div class="sealed">
                        <PrintHead sheet=sheet />
                        <Hero id=id sheet=sheet />
                        <section class="col g4">
                            <div class="no-print">
                                <CustodyCard id=id sheet=sheet />
                            </div>
                            <LetGoNote id=id />
                            <SheetConcerns id=id sheet=sheet />
                            <SheetContent sheet=sheet />
                        </section>
                        <SheetCoverage sheet=sheet />
                    </div>
                </Show>
            </main>
            <footer class="bar-bottom">
                <div class="grow">
                    <ExportThis which=Which::Sheet(id) name=Signal::derive(move || i18n.text("rescue.export_sheet")) icon_only=true />
                </div>
                <button type="button" class="btn lg" disabled=move || sheet.with(Option::is_none) on:click=move |_| print()>
                    <Icon name="printer" />
                    <span>{t!(i18n, "sheet.print")}</span>
                </button>
                <button type="button" class="btn xl primary" on:click=move |_| go.run(Page::Board)>{t!(i18n, "sheet.next_car")}</button>
            </footer>
        </div>
    }
}

/// The browser's own printing; the paper is the page without what only a screen needs.
fn print() {
    // A browser that can't print does nothing, as its own menu would.
    let _printed = window().print();
}

/// What happened, the code, and the line from sealed to receipt.
#[component]
fn Hero(id: Id, sheet: Memo<Option<Sheet>>) -> impl IntoView {
    let i18n = use_i18n();
    let entry = use_outbox().entry(id);
    let state = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|entry| entry.delivery.state.clone())));
    let kept_back =
        Memo::new(move |_| entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.delivery.is_kept_back())));
    let tone = move || match state.get() {
        Some(DeliveryState::Delivered { .. }) | None => "",
        Some(DeliveryState::NeedsAttention) => "need",
        _ => "wait",
    };
    let title = move || match state.get() {
        Some(DeliveryState::Delivered { .. }) => i18n.text("sheet.delivered"),
        Some(DeliveryState::Unconfirmed { .. }) => i18n.text("sheet.unconfirmed"),
        Some(DeliveryState::NeedsAttention) if kept_back.get() => i18n.text("sheet.kept_back_title"),
        Some(DeliveryState::NeedsAttention) => i18n.text("sheet.refused"),
        _ => i18n.text("sheet.signed"),
    };
    let facts = move || {
        sheet.with(|sheet| {
            sheet.as_ref().map(|sheet| {
                let took = sheet.completed_at.unix_ms() - sheet.opened_at.unix_ms();
                i18n.fill(
                    "sheet.facts",
                    &[("time", clock_time(sheet.completed_at, false)), ("took", minutes_seconds(took))],
                )
            })
        })
    };
    let sent = move || matches!(state.get(), Some(DeliveryState::Delivered { .. } | DeliveryState::Unconfirmed { .. }));
    let confirmed = move || matches!(state.get(), Some(DeliveryState::Delivered { .. }));
    view! {
        <section class="card sealed-hero">
            <div class="sealed-done">
                <span class=move || format!("tick-big {}", tone())>
                    <Icon name=Signal::derive(move || if tone() == "need" { "octagon-alert".to_owned() } else { "check".to_owned() }) />
                </span>
                <div>
                    <h1>{title}</h1>
                    <div class="c2 t3">{facts}</div>
                </div>
            </div>
            <div class="code-box">
                <Qr
                    text=Signal::derive(move || sheet.with(|sheet| sheet.as_ref().map(|sheet| sheet.acknowledgement.content_digest.clone()).unwrap_or_default()))
                    label=Signal::derive(move || i18n.text("customer_page.digest_qr"))
                />
                <div>
                    <div class="c2">{t!(i18n, "sheet.code")}</div>
                    <div class="code">{move || entry.with(|entry| entry.as_ref().map(|entry| entry.sheet.code.clone()))}</div>
                    <div class="c2">{t!(i18n, "sheet.code_text")}</div>
                </div>
            </div>
            <div class="custody-line c2">
                <span class="c-ok b">
                    <Icon name="lock-keyhole" class="i-m" />
                    <span>{t!(i18n, "sheet.sealed")}</span>
                </span>
                <hr />
                <span class=move || if sent() { "c-ok b" } else { "c-warn b" }>
                    <Icon name=Signal::derive(move || if sent() { "cloud-check".to_owned() } else { "cloud-upload".to_owned() }) class="i-m" />
                    <span>{move || if sent() { i18n.text("sheet.sent") } else { i18n.text("sheet.sending") }}</span>
                </span>
                <hr class:f=move || !sent() />
                <span class:c-ok=confirmed class:b=confirmed>
                    <Icon name=Signal::derive(move || if confirmed() { "check-check".to_owned() } else { "circle-dashed".to_owned() }) class="i-m" />
                    <span>{t!(i18n, "sheet.receipt")}</span>
                </span>
            </div>
            <Receipt id=id />
        </section>
    }
}

/// The receiver's own words about when it took the sheet.
#[component]
fn Receipt(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let entry = use_outbox().entry(id);
    let receipt = Memo::new(move |_| {
        entry.with(|entry| match entry.as_ref().map(|entry| &entry.delivery.state) {
            Some(DeliveryState::Delivered { receipt, .. }) => receipt.clone(),
            _ => None,
        })
    });
    view! {
        {move || {
            receipt
                .get()
                .map(|receipt| {
                    let like = entry.with(|entry| entry.as_ref().map(|entry| entry.sheet.sealed_at));
                    let at = like.map_or(receipt.received_at, |like| on_the_clock_of(receipt.received_at, like));
                    let received = format!("{} {}", day(at, i18n.language()), clock_time(at, true));
                    view! {
                        <dl class="sealed-facts">
                            <dt>{i18n.text("sheet.received_at")}</dt>
                            <dd class="num">{received}</dd>
                            {receipt
                                .reference
                                .clone()
                                .map(|reference| {
                                    view! {
                                        <dt>{i18n.text("sheet.reference")}</dt>
                                        <dd>{reference}</dd>
                                    }
                                })}
                        </dl>
                    }
                })
        }}
    }
}
