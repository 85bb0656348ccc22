//! What was found at a backend's address, in words: in the settings, and wherever else it is asked for something at once.

use crate::state::{BackendFound as Found, Obstacle};
use crate::ui::i18n::I18n;

use super::Mood;

/// What was found, and how good it is.
pub fn backend_in_words(i18n: I18n, found: &Found) -> (Mood, String) {
    let status = |key, status: &u16| i18n.fill(key, &[("status", status.to_string())]);
    let cause = |key, cause: &str| i18n.fill(key, &[("cause", cause.to_owned())]);
    match found {
        Found::Good { software: None } => (Mood::Ok, i18n.text("settings.found_good")),
        Found::Good { software: Some(software) } => {
            (Mood::Ok, i18n.fill("settings.found_good_named", &[("software", software.clone())]))
        }
        Found::OlderContract { version } => {
            (Mood::Warn, i18n.fill("settings.found_older_contract", &[("version", version.clone())]))
        }
        Found::Credentials => (Mood::Warn, i18n.text("settings.found_credentials")),
        Found::WrongAddress { status: code } => (Mood::Danger, status("settings.found_wrong_address", code)),
        Found::NotABackend => (Mood::Danger, i18n.text("settings.found_not_a_backend")),
        Found::Trouble { status: code } => (Mood::Danger, status("settings.found_trouble", code)),
        Found::NoOwnReceiver { cause: why } => (Mood::Danger, cause("settings.found_no_own_receiver", why)),
        Found::NoAnswer { cause: why, obstacle } => {
            let key = match obstacle {
                Obstacle::MixedContent => "settings.found_mixed_content",
                Obstacle::OtherOrigin => "settings.found_other_origin",
                Obstacle::Unreachable => "settings.found_unreachable",
            };
            (Mood::Danger, cause(key, why))
        }
    }
}
