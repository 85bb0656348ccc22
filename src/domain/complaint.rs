//! A complaint (抱怨/投诉) in the customer's own words, and by when the first contact is due (domain §11).
//!
//! Invariant: the deadline runs from when the complaint was first written down, not from its last change.

use chrono::TimeDelta;
use walkaround_contract::{Complaint, Timestamp};

use super::draft::Draft;

/// From writing a complaint down to the first contact.
const FIRST_CONTACT_HOURS: i64 = 24;

impl Draft {
    /// Writes the complaint down; no words are no complaint.
    pub fn complain(&mut self, words: String, now: Timestamp) {
        if words.is_empty() {
            self.complaint = None;
            return;
        }
        match &mut self.complaint {
            Some(complaint) => complaint.words = words,
            None => {
                self.complaint = Some(Complaint {
                    words,
                    recorded_at: now,
                    first_contact_due_at: Timestamp(now.0 + TimeDelta::hours(FIRST_CONTACT_HOURS)),
                    extra: Default::default(),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Settings;
    use walkaround_contract::{Id, Template};

    fn at(unix_ms: i64) -> Timestamp {
        Timestamp::from_unix_ms(unix_ms, 480).expect("in range")
    }

    #[test]
    fn the_deadline_runs_from_the_first_word() {
        let template = Template::standard().reference().expect("the shipped template has a digest");
        let mut draft = Draft::open(Id::nil(), Id::nil(), at(0), &Settings::default(), template);
        draft.complain("Third".into(), at(1_000));
        draft.complain("Third time for the same rattle".into(), at(90_000));
        let complaint = draft.complaint.clone().expect("was written down");
        assert_eq!(complaint.words, "Third time for the same rattle");
        assert_eq!(complaint.recorded_at, at(1_000));
        assert_eq!(complaint.first_contact_due_at, at(1_000 + 24 * 3_600_000));
        draft.complain(String::new(), at(100_000));
        assert_eq!(draft.complaint, None);
        draft.complain("Again".into(), at(200_000));
        assert_eq!(draft.complaint.map(|complaint| complaint.recorded_at), Some(at(200_000)));
    }
}
