//! What went wrong with the storage: as a sentence for where others say it, and as the banner of a page that could not read or write.

use leptos::prelude::*;

use crate::state::StorageError;
use crate::ui::i18n::{I18n, use_i18n};

use super::{Banner, Mood};

/// What went wrong with the storage, and what to do.
pub fn storage_trouble(i18n: I18n, error: &StorageError) -> String {
    match error {
        StorageError::Full { .. } => i18n.text("storage.full"),
        StorageError::Unavailable { .. } => i18n.text("storage.unavailable"),
        StorageError::Future { .. } => i18n.text("storage.future"),
        StorageError::Damaged { .. } => i18n.text("storage.damaged"),
        StorageError::Lost { .. } => i18n.text("storage.lost"),
        StorageError::TakenOver { .. } => i18n.text("storage.taken_over"),
    }
}

/// Over a page whose data could not be read or written. Nothing while all is well.
#[component]
pub fn StorageFailure(#[prop(into)] failure: Signal<Option<StorageError>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        failure.get().map(|error| {
            view! {
                <Banner mood=Mood::Danger>
                    <div class="grow">{move || storage_trouble(i18n, &error)}</div>
                </Banner>
            }
        })
    }
}
