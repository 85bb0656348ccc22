//! Everything that is signed on this tablet and where it is.

use leptos::prelude::*;

use crate::routes::{Page, use_go};
use crate::state::use_outbox;
use crate::ui::components::{CustodyLight, Empty, Icon, SendBar, StorageFailure};
use crate::ui::i18n::use_i18n;

use super::board::{Needs, SignedCards};

/// The outbox.
#[component]
pub fn OutboxPage() -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let outbox = use_outbox();
    let entries = Memo::new(move |_| outbox.entries().get().unwrap_or_default());
    let read = move || outbox.entries().with(Option::is_some);
    view! {
        <div class="app">
            <header class="bar-top">
                <button type="button" class="btn bare square" aria-label=t!(i18n, "editor.back_to_board") on:click=move |_| go.run(Page::Board)>
                    <Icon name="chevron-left" class="i-l" />
                </button>
                <h1 class="t4 grow">{t!(i18n, "outbox.title")}</h1>
                <CustodyLight />
            </header>
            <main class="page listed col g4">
                <Needs />
                <StorageFailure failure=outbox.failure() />
                <Show
                    when=move || !entries.with(Vec::is_empty)
                    fallback=move || {
                        read().then(|| view! { <Empty icon="inbox" title=Signal::derive(move || i18n.text("board.nothing_signed")) /> })
                    }
                >
                    <div class="card rows">
                        <SignedCards entries=entries />
                    </div>
                </Show>
            </main>
            <SendBar label=t!(i18n, "outbox.send_now") />
        </div>
    }
}
