//! Whether the browser threw the tablet's data away. A note inside the database and a note outside it name each other; where only the one
//! outside is left, the database is not the one that was here before.
//!
//! Invariant: a first start, and a person who cleared everything, leave neither note; nobody is told of a loss then. The note outside holds
//! numbers only, no personal data.

use serde::{Deserialize, Serialize};
use walkaround_contract::{Id, Timestamp};

/// The note inside the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Names this database.
    pub id: Id,
    /// How often the browser was asked, by itself, to keep it.
    #[serde(default)]
    pub asked: u8,
}

/// The note outside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outside {
    /// The database that was here.
    pub id: Id,
    /// What was in it after the last change.
    #[serde(flatten)]
    pub counts: Counts,
}

/// What would be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Intakes under way.
    pub drafts: u32,
    /// Signed sheets that no backend had confirmed.
    pub undelivered: u32,
    /// When that was counted.
    pub at: Timestamp,
}

/// What a start finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The database that was here before, or the first one.
    Same,
    /// Another one: what was in the one before is gone.
    Lost(Counts),
}

/// Compares both notes.
pub fn compare(inside: Option<&Ledger>, outside: Option<&Outside>) -> Found {
    match (inside, outside) {
        (Some(inside), Some(outside)) if inside.id == outside.id => Found::Same,
        (_, Some(outside)) => Found::Lost(outside.counts),
        // No note outside: a first start, a person who cleared everything, or a browser that keeps none.
        (_, None) => Found::Same,
    }
}

/// Moments at which the browser is asked by itself, at most once each: there is something to keep by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    FirstDraft,
    FirstSheet,
}

impl Ledger {
    /// Whether to ask now, and notes that it was asked. Where the first asking was refused, a signed sheet is worth a second; no third.
    pub fn asks_at(&mut self, moment: Moment) -> bool {
        let after = match moment {
            Moment::FirstDraft => 1,
            Moment::FirstSheet => 2,
        };
        let asks = self.asked < after;
        if asks {
            self.asked = after;
        }
        asks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{id, minute};

    #[test]
    fn a_loss_is_told_and_nothing_else() {
        let counts = Counts { drafts: 2, undelivered: 3, at: minute(5) };
        let ledger = |number| Ledger { id: id(number), asked: 0 };
        let outside = |number| Outside { id: id(number), counts };
        for (inside, outside, found) in [
            (None, None, Found::Same),
            (Some(ledger(1)), None, Found::Same),
            (Some(ledger(1)), Some(outside(1)), Found::Same),
            (None, Some(outside(1)), Found::Lost(counts)),
            (Some(ledger(2)), Some(outside(1)), Found::Lost(counts)),
        ] {
            assert_eq!(compare(inside.as_ref(), outside.as_ref()), found, "{inside:?} {outside:?}");
        }
    }

    #[test]
    fn the_note_outside_is_numbers() {
        let outside = Outside { id: id(1), counts: Counts { drafts: 2, undelivered: 3, at: minute(5) } };
        let text = serde_json::to_string(&outside).expect("numbers are JSON");
        assert_eq!(serde_json::from_str::<Outside>(&text).expect("it is read back"), outside);
        let written: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(
            written.as_object().expect("an object").keys().collect::<Vec<_>>(),
            ["at", "drafts", "id", "undelivered"]
        );
    }

    #[test]
    fn the_browser_is_asked_twice_at_most() {
        let mut ledger = Ledger { id: id(1), asked: 0 };
        assert!(ledger.asks_at(Moment::FirstDraft));
        assert!(!ledger.asks_at(Moment::FirstDraft));
        assert!(ledger.asks_at(Moment::FirstSheet));
        assert!(!ledger.asks_at(Moment::FirstSheet));
        assert!(!ledger.asks_at(Moment::FirstDraft));
    }
}
