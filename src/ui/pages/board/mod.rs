//! The board: what needs a person, who is in the lane, what is signed. One look, one button.

mod cards;
mod needs;

use leptos::prelude::*;
use walkaround_contract::{Id, Step, Template};

use crate::domain::completion::completion;
use crate::domain::draft::Draft;
use crate::domain::outbox::OutboxEntry;
use crate::domain::plate;
use crate::routes::{Page, use_go};
use crate::state::{use_board, use_outbox, use_ports, use_session};
use crate::ui::components::{CustodyLight, Empty, Icon, StorageFailure, day};
use crate::ui::i18n::use_i18n;

pub use self::{
    cards::{SignedCards, plate_of},
    needs::Needs,
};

use self::cards::DraftCard;

/// How many signed sheets the board shows; the outbox page has all.
const SIGNED_SHOWN: usize = 8;

/// The board.
#[component]
pub fn BoardPage() -> impl IntoView {
    let i18n = use_i18n();
    let board = use_board();
    let outbox = use_outbox();
    let session = use_session();
    let go = use_go();
    let now = use_ports().clock.now();
    board.refresh();
    let query = RwSignal::new(String::new());
    let drafts = Memo::new(move |_| {
        let query = needle(&query.get());
        board
            .drafts()
            .get()
            .unwrap_or_default()
            .into_iter()
            .filter(|draft| draft_matches(draft, &query))
            .collect::<Vec<_>>()
    });
    let signed = Memo::new(move |_| {
        let query = needle(&query.get());
        let all = outbox.entries().get().unwrap_or_default();
        let shown = if query.is_empty() { SIGNED_SHOWN } else { usize::MAX };
        all.into_iter().filter(|entry| entry_matches(entry, &query)).take(shown).collect::<Vec<_>>()
    });
    let read = move || board.drafts().with(Option::is_some) && outbox.entries().with(Option::is_some);
    let nothing_at_all = Memo::new(move |_| {
        read()
            && board.drafts().with(|list| list.as_ref().is_some_and(Vec::is_empty))
            && outbox.entries().with(|list| list.as_ref().is_some_and(Vec::is_empty))
    });
    let today = move || {
        let day = now.0.date_naive();
        outbox.entries().with(|entries| {
            entries.iter().flatten().filter(|entry| entry.sheet.sealed_at.0.date_naive() == day).count()
        })
    };
    let failure = Signal::derive(move || board.failure().get().or_else(|| outbox.failure().get()));
    let opening = RwSignal::new(false);
    let open = move |_| {
        // A double tap opens one intake, not two.
        if opening.get_untracked() {
            return;
        }
        opening.set(true);
        board.open_intake(Callback::new(move |(id, step): (Id, Step)| go.run(Page::Intake { id, step })));
    };
    Effect::new(move || {
        if board.failure().with(Option::is_some) {
            opening.set(false);
        }
    });
    let initials =
        move || session.settings().with(|settings| settings.advisor.name.chars().take(2).collect::<String>());
    view! {
        <div class="app board-page">
            <header class="bar-top">
                <h1 class="today grow">{t!(i18n, "board.title")} <small>{move || day(now, i18n.language())}</small></h1>
                <label class="input search">
                    <Icon name="search" class="i-m" />
                    <input
                        type="search"
                        aria-label=t!(i18n, "board.search")
                        placeholder=move || i18n.text("board.search")
                        prop:value=move || query.get()
                        on:input=move |event| query.set(event_target_value(&event))
                    />
                </label>
                <CustodyLight />
                <button type="button" class="btn bare square" aria-label=t!(i18n, "board.settings") on:click=move |_| go.run(Page::Settings)>
                    <span class="avatar" aria-hidden="true" data-initials=initials></span>
                </button>
            </header>
            <main class="board-scroll">
                {move || {
                    if nothing_at_all.get() {
                        view! {
                            <div class="board-empty">
                                <Empty
                                    icon="car-front"
                                    title=Signal::derive(move || i18n.text("board.empty_title"))
                                    text=Signal::derive(move || i18n.text("board.empty_text"))
                                />
                            </div>
                        }
                            .into_any()
                    } else {
                        view! {
                            <div class="board two">
                                <Needs />
                                <section class="board-col">
                                    <div class="sect">
                                        <h2>
                                            <Icon name="car" class="i-m" />
                                            <span>{t!(i18n, "board.under_way")}</span>
                                            <span class="count">{move || drafts.with(Vec::len)}</span>
                                        </h2>
                                    </div>
                                    <div class="list cards">
                                        <For each=move || drafts.get() key=|draft| (draft.id, draft.changed_at) let:draft>
                                            <DraftCard draft=draft now=now />
                                        </For>
                                        <Show when=move || read() && drafts.with(Vec::is_empty)>
                                            <NothingHere query=query key="board.nothing_under_way" />
                                        </Show>
                                    </div>
                                </section>
                                <section class="board-col">
                                    <div class="sect">
                                        <h2>
                                            <Icon name="signature" class="i-m" />
                                            <span>{t!(i18n, "board.signed")}</span>
                                            <span class="count">{move || signed.with(Vec::len)}</span>
                                        </h2>
                                        <button type="button" class="btn plain tuck" on:click=move |_| go.run(Page::Outbox)>{t!(i18n, "board.all")}</button>
                                    </div>
                                    <Show
                                        when=move || !signed.with(Vec::is_empty)
                                        fallback=move || read().then(|| view! { <NothingHere query=query key="board.nothing_signed" /> })
                                    >
                                        <div class="list card rows">
                                            <SignedCards entries=signed />
                                        </div>
                                    </Show>
                                </section>
                            </div>
                        }
                            .into_any()
                    }
                }}
            </main>
            <footer class="bar-bottom">
                <div class="grow stat">
                    <StorageFailure failure=failure />
                    <Show when=move || failure.with(Option::is_none)>
                        <span>{move || i18n.count("board.today_count", today())}</span>
                    </Show>
                </div>
                <button type="button" class="btn xl" on:click=move |_| go.run(Page::EndOfShift)>
                    <Icon name="moon" />
                    <span>{t!(i18n, "shift.title")}</span>
                </button>
                <button type="button" class="btn xl primary" disabled=move || opening.get() on:click=open>
                    <Icon name="plus" />
                    <span>{t!(i18n, "board.new_intake")}</span>
                </button>
            </footer>
        </div>
    }
}

#[component]
fn NothingHere(query: RwSignal<String>, key: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let searching = move || !query.with(|query| query.trim().is_empty());
    view! {
        <Empty
            icon="inbox"
            title=Signal::derive(move || if searching() { i18n.text("board.nothing_found") } else { i18n.text(key) })
            text=MaybeProp::derive(move || searching().then(|| i18n.text("board.nothing_found_text")))
        />
    }
}

/// What is searched for: case, spaces and separators do not matter.
fn needle(query: &str) -> String {
    plate::normalise(query)
}

fn draft_matches(draft: &Draft, needle: &str) -> bool {
    if needle.is_empty() {
        return true;
    }
    let people = [Some(&draft.customer.owner), draft.customer.brought_by.as_ref()];
    let people = people
        .into_iter()
        .flatten()
        .flat_map(|party| party.name.iter().chain(&party.company).chain(&party.phones).cloned().collect::<Vec<_>>());
    let vehicle = [
        draft.vehicle.plate.as_ref().map(|plate| plate.text.clone()),
        draft.vehicle.vin.clone(),
        draft.vehicle.model.clone(),
    ];
    people.chain(vehicle.into_iter().flatten()).any(|text| plate::normalise(&text).contains(needle))
}

fn entry_matches(entry: &OutboxEntry, needle: &str) -> bool {
    // The sheet's own text is searched too, so that phone and VIN are found without being kept a second time.
    needle.is_empty()
        || [&entry.sheet.plate, &entry.sheet.customer, &entry.sheet.vehicle]
            .into_iter()
            .any(|text| plate::normalise(text).contains(needle))
        || searchable(entry).into_iter().any(|text| plate::normalise(&text).contains(needle))
}

fn searchable(entry: &OutboxEntry) -> Vec<String> {
    let Ok(sheet) = serde_json::from_str::<serde_json::Value>(&entry.sheet.json) else { return Vec::new() };
    [
        "/vehicle/vin",
        "/customer/owner/name",
        "/customer/owner/phones/0",
        "/customer/brought_by/name",
        "/customer/brought_by/phones/0",
    ]
    .into_iter()
    .filter_map(|pointer| Some(sheet.pointer(pointer)?.as_str()?.to_owned()))
    .collect()
}

/// How far a draft is, for its card: the step that is next and what is missing there.
fn next_missing(draft: &Draft, template: &Template) -> Option<(Step, usize)> {
    completion(draft, template).into_iter().find(|step| !step.is_complete()).map(|step| (step.step, step.missing.len()))
}
