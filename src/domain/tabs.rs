//! What the tabs and windows of the app tell each other, and which kind of record changed in the database they share.

use serde::{Deserialize, Serialize};
use walkaround_contract::Id;

use super::outbox::BackendPause;

/// A kind of record that all tabs show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Records {
    Drafts,
    /// Signed sheets and their delivery.
    Outbox,
    Settings,
}

/// Why a window does not hand a draft over now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotNow {
    /// A photo or a recording is on its way into the draft there, or something removed can still be brought back.
    Work,
    /// What is typed there could not be saved.
    NotSaved,
}

/// One sentence between tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Said {
    /// These records were written; whoever shows them reads them again.
    Changed { records: Records },
    /// Whoever writes this draft is asked to save it and let go of it.
    HandOver { draft: Id },
    /// It can't be handed over at the moment.
    NotNow { draft: Id, because: NotNow },
    /// A run of the outbox has ended: whether anything goes out before a person has looked, and in how many milliseconds it is tried again.
    Ran { pause: Option<BackendPause>, next_wake: Option<i64> },
    /// Somebody stops a sheet that may be on its way: whoever sends ends its run, and begins another one afterwards.
    Yield,
}

impl Said {
    /// As it travels.
    pub fn to_text(self) -> String {
        serde_json::to_string(&self).expect("names, numbers and ids are JSON")
    }

    /// What was said. `None` for what only a newer version of the app would say.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_arrives_as_it_was_said() {
        let draft = Id::from_u128(7);
        for said in [
            Said::Changed { records: Records::Outbox },
            Said::HandOver { draft },
            Said::NotNow { draft, because: NotNow::Work },
            Said::Ran { pause: Some(BackendPause::Credentials), next_wake: None },
            Said::Ran { pause: None, next_wake: Some(2_000) },
            Said::Yield,
        ] {
            assert_eq!(Said::from_text(&said.to_text()), Some(said));
        }
    }

    #[test]
    fn what_only_a_newer_version_says_is_not_heard() {
        assert_eq!(Said::from_text(r#"{"say":"dance"}"#), None);
        assert_eq!(Said::from_text("7"), None);
    }
}
