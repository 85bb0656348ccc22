//! What the tablet's room means for the work at hand: nothing while there is plenty, a calm word when it gets low, and on a full disk what
//! is safe, what waits, and what to do.

use leptos::prelude::*;

use crate::domain::room::Level;
use crate::routes::{Page, use_go};
use crate::state::{Freeing, use_outbox, use_storage};
use crate::ui::i18n::use_i18n;

use super::{Banner, ConfirmDialog, FreePhotos, Icon, Mood};

/// On the board and over every intake.
#[component]
pub fn StorageBanner() -> impl IntoView {
    let storage = use_storage();
    let full = Memo::new(move |_| storage.is_full());
    let level = Memo::new(move |_| storage.level());
    move || match (full.get(), level.get()) {
        (true, _) => view! { <FullBanner /> }.into_any(),
        (false, Level::Plenty) => ().into_any(),
        (false, level) => view! { <LowBanner level=level /> }.into_any(),
    }
}

/// The disk is full right now.
#[component]
fn FullBanner() -> impl IntoView {
    let i18n = use_i18n();
    let storage = use_storage();
    let waiting = storage.waiting();
    let dropping = RwSignal::new(false);
    view! {
        <Banner mood=Mood::Danger>
            <div class="grow">
                <b>{t!(i18n, "room.full")}</b>
                <div>{t!(i18n, "room.full_text")}</div>
                <Show when=move || { waiting.get() > 0 }>
                    <div>{move || i18n.count("room.waiting", waiting.get())}</div>
                </Show>
                <div class="flex wrap mt2">
                    <WaysOut />
                    <Show when=move || { waiting.get() > 0 }>
                        <button type="button" class="btn" on:click=move |_| dropping.set(true)>{t!(i18n, "room.drop")}</button>
                    </Show>
                </div>
            </div>
        </Banner>
        <ConfirmDialog
            open=dropping
            title=Signal::derive(move || i18n.text("room.drop"))
            text=Signal::derive(move || i18n.count("room.drop_text", waiting.get()))
            yes=Signal::derive(move || i18n.text("room.drop_yes"))
            no=Signal::derive(move || i18n.text("room.drop_no"))
            danger=true
            on_yes=Callback::new(move |()| storage.give_up_waiting())
        />
    }
}

/// There is less room than one would like.
#[component]
fn LowBanner(level: Level) -> impl IntoView {
    let i18n = use_i18n();
    let storage = use_storage();
    let intakes = Memo::new(move |_| storage.room().get().map_or(0, |room| room.intakes_left()));
    let mood = if level == Level::Short { Mood::Warn } else { Mood::Info };
    let words = move || match intakes.get() {
        0 => i18n.text("room.none_fits"),
        count => i18n.count("room.low", usize::try_from(count).unwrap_or(usize::MAX)),
    };
    view! {
        <Banner mood=mood>
            <div class="grow">
                <b>{words}</b>
                <div class="c2">{t!(i18n, "room.low_text")}</div>
            </div>
            <WaysOut />
        </Banner>
    }
}

/// What makes room: delivering what waits, then freeing what is delivered.
#[component]
fn WaysOut() -> impl IntoView {
    let i18n = use_i18n();
    let outbox = use_outbox();
    let go = use_go();
    let freeing = Freeing::new();
    let undelivered = Memo::new(move |_| {
        outbox.entries().with(|entries| entries.iter().flatten().filter(|entry| !entry.delivery.is_settled()).count())
    });
    view! {
        <Show when=move || { undelivered.get() > 0 }>
            <button
                type="button"
                class="btn"
                on:click=move |_| {
                    outbox.resume();
                    go.run(Page::Outbox);
                }
            >
                <Icon name="cloud-upload" class="i-m" />
                <span>{move || i18n.count("room.deliver", undelivered.get())}</span>
            </button>
        </Show>
        <FreePhotos freeing=freeing />
    }
}
