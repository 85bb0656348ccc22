//! Rescue bundles on screen: out of this tablet, with or without a passphrase, and into it, with a look at what would change first.

mod export;
mod failure;
mod import;
mod line;
mod passphrase;
mod preview;
mod progress;
mod result;
mod words;

use leptos::prelude::*;

use crate::domain::rescue::Which;
use crate::state::{use_board, use_outbox};
use crate::ui::i18n::use_i18n;

use super::settings::ExportButton;

pub use export::ExportThis;

use self::import::ImportButton;

/// Export and import in the settings. Records that can't be read are in no bundle: where there are any, everything can still be taken out as
/// it lies in the database.
#[component]
pub fn RescueSection() -> impl IntoView {
    let i18n = use_i18n();
    let (board, outbox) = (use_board(), use_outbox());
    board.refresh();
    let has_damaged = Memo::new(move |_| !board.damaged().with(Vec::is_empty) || !outbox.damaged().with(Vec::is_empty));
    view! {
        <section class="col g3">
            <h3>{t!(i18n, "rescue.title")}</h3>
            <p class="c2">{t!(i18n, "rescue.text")}</p>
            <div class="flex wrap g2">
                <ExportThis which=Which::Everything name=Signal::derive(move || i18n.text("rescue.export")) />
                <ImportButton />
            </div>
            <Show when=move || has_damaged.get()>
                <ExportButton />
            </Show>
        </section>
    }
}
