//! Known before or new: in words, wherever marks are listed.

use walkaround_contract::{Mark, Origin};

use crate::ui::i18n::I18n;

/// `known before, still there` or `new today`; nothing of a new one where no earlier sheet is there to compare with.
pub fn origin_words(i18n: I18n, mark: &Mark, compared: bool) -> Option<String> {
    if mark.origin != Origin::KnownBefore {
        return compared.then(|| i18n.text("ghosts.new"));
    }
    Some(match &mark.development {
        Some(development) => {
            i18n.fill("ghosts.known", &[("answer", i18n.in_sentence("development", development.as_str()))])
        }
        None => i18n.in_sentence("origin", mark.origin.as_str()),
    })
}
