//! What failed and how things stand, in words.

use crate::domain::rescue::{BundleError, Standing};
use crate::state::UnlockError;
use crate::state::rescue::RescueError;
use crate::ui::components::storage_trouble;
use crate::ui::i18n::I18n;

/// A sentence of what happened and what to do.
pub fn trouble(i18n: I18n, error: &RescueError) -> String {
    match error {
        RescueError::Nothing => i18n.text("rescue.error_nothing"),
        RescueError::DraftOpen => i18n.text("rescue.error_draft_open"),
        RescueError::ChangedMeanwhile => i18n.text("rescue.error_changed"),
        RescueError::File { cause } => i18n.fill("rescue.error_file", &[("cause", cause.clone())]),
        RescueError::Bundle(error) => bundle_trouble(i18n, error),
        RescueError::Lock(error) => i18n.fill("rescue.error_crypto", &[("cause", error.cause.clone())]),
        RescueError::Unlock(error) => match error {
            UnlockError::Damaged => i18n.text("rescue.error_damaged"),
            UnlockError::Newer { .. } => i18n.text("rescue.error_newer"),
            UnlockError::Failed { cause } => i18n.fill("rescue.error_crypto", &[("cause", cause.clone())]),
            UnlockError::WrongPassphrase => i18n.text("rescue.wrong"),
        },
        RescueError::Storage(error) => storage_trouble(i18n, error),
        // Both are asked for in the dialog itself, never shown as a failure.
        RescueError::Stopped | RescueError::NeedsPassphrase => i18n.text("rescue.unchanged"),
    }
}

fn bundle_trouble(i18n: I18n, error: &BundleError) -> String {
    match error {
        BundleError::Foreign { .. } => i18n.text("rescue.error_foreign"),
        BundleError::Damaged { .. } => i18n.text("rescue.error_damaged"),
        BundleError::UnsafePath { .. } => i18n.text("rescue.error_unsafe"),
        BundleError::Exploding { .. } => i18n.text("rescue.error_exploding"),
        BundleError::Newer { .. } => i18n.text("rescue.error_newer"),
        BundleError::TooLarge { .. } => i18n.text("rescue.error_too_large"),
    }
}

/// Look, icon and word of how something stands, and the sentence that explains it.
pub fn standing_words(standing: Standing) -> (&'static str, &'static str, &'static str, &'static str) {
    match standing {
        Standing::New => ("acc", "plus", "rescue.is_new", "rescue.new_text"),
        Standing::Same => ("ok", "check", "rescue.is_same", "rescue.same_text"),
        Standing::OlderHere => ("acc", "history", "rescue.is_older", "rescue.older_text"),
        Standing::NewerHere => ("ok", "history", "rescue.is_newer", "rescue.newer_text"),
        Standing::BothChanged => ("warn", "triangle-alert", "rescue.is_changed", "rescue.changed_text"),
        Standing::SignedHere => ("ok", "signature", "rescue.is_signed", "rescue.signed_text"),
        Standing::DraftHere => ("warn", "triangle-alert", "rescue.is_draft", "rescue.still_draft_text"),
        Standing::OtherSheet => ("danger", "octagon-alert", "rescue.is_other", "rescue.other_text"),
        Standing::UnreadableHere => {
            ("danger", "octagon-alert", "rescue.is_unreadable_here", "rescue.unreadable_here_text")
        }
        Standing::Unreadable => ("danger", "octagon-alert", "rescue.is_unreadable", "rescue.unreadable_text"),
    }
}
