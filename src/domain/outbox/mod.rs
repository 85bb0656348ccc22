//! The outbox: every signed sheet on its way to a backend, as a state machine that knows neither network nor clock.
//!
//! Invariant: an entry is delivered only by the backend's word for exactly this sheet, and until then it always has either a moment at
//! which it is tried again or a failure that a person is shown. The same id is the idempotency key of every attempt.

mod answer;
mod delivery;
mod schedule;
mod whole_sheet;
mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use walkaround_contract::{Id, Timestamp};

use super::backend::Profile;

pub use answer::{Answer, Then, on_answer, on_no_answer};
pub use delivery::{BackendPause, Delivery, DeliveryState, Failure, FailureKind, LetGo};
pub use schedule::{LONGEST_BACK_OFF_MS, LONGEST_WAIT_MS, choose_next, next_wake};
pub use whole_sheet::{Part, inline, multipart};

/// A signed sheet on this tablet. The text is what was sealed, byte for byte: it is never written again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRecord {
    pub id: Id,
    pub visit_id: Id,
    pub sealed_at: Timestamp,
    /// Canonical JSON as posted.
    pub json: String,
    /// The seal's digest.
    pub digest: String,
    /// The customer's short code.
    pub code: String,
    /// For lists: what to show without reading the sheet.
    pub plate: String,
    pub vehicle: String,
    pub customer: String,
    /// The attachments to deliver: id, sha256, media type, length.
    pub attachments: Vec<SheetAttachment>,
    /// Photos that blurred attachments were made from. They stay on the tablet, and their bytes go when those of the attachments go.
    #[serde(default)]
    pub originals: Vec<Id>,
}

impl SheetRecord {
    /// Ids of all bytes that the tablet keeps because of this sheet.
    pub fn kept_ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.attachments.iter().map(|attachment| attachment.id).chain(self.originals.iter().copied())
    }
}

/// An attachment of a signed sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetAttachment {
    pub id: Id,
    pub sha256: String,
    pub media_type: String,
    pub byte_length: u64,
}

/// A signed sheet with the state of its delivery.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxEntry {
    pub sheet: SheetRecord,
    pub delivery: Delivery,
}

impl OutboxEntry {
    /// An attachment of the sheet.
    pub fn attachment(&self, id: Id) -> Option<&SheetAttachment> {
        self.sheet.attachments.iter().find(|attachment| attachment.id == id)
    }

    /// Attachments the backend has, of all there are.
    pub fn attachments_delivered(&self) -> (usize, usize) {
        if self.delivery.is_settled() {
            return (self.sheet.attachments.len(), self.sheet.attachments.len());
        }
        let done = self
            .sheet
            .attachments
            .iter()
            .filter(|attachment| self.delivery.attachments_done.contains(&attachment.id))
            .count();
        (done, self.sheet.attachments.len())
    }
}

/// The next request of an entry. Where attachments travel by themselves they go first, so that a backend never holds a sheet whose photos it
/// lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// `HEAD {base}/attachments/{sha256}`: does the backend have it?
    Head { attachment: Id },
    /// `PUT {base}/attachments/{sha256}`: it does not.
    Put { attachment: Id },
    /// `POST {base}/intake-sheets`.
    Post,
    /// Delivered, or a person has to look first.
    Nothing,
}

/// What to ask the backend next.
pub fn next_request(entry: &OutboxEntry, profile: Profile) -> Next {
    if entry.delivery.is_settled() || entry.delivery.state == DeliveryState::NeedsAttention {
        return Next::Nothing;
    }
    if profile != Profile::Separate {
        return Next::Post;
    }
    // The small ones first: on a line that breaks now and then they are through, whatever becomes of the large ones.
    let open =
        entry.sheet.attachments.iter().filter(|attachment| !entry.delivery.attachments_done.contains(&attachment.id));
    match open.min_by_key(|attachment| attachment.byte_length) {
        Some(attachment) if entry.delivery.lacking == Some(attachment.id) => Next::Put { attachment: attachment.id },
        Some(attachment) => Next::Head { attachment: attachment.id },
        None => Next::Post,
    }
}

/// The custody light: where the signed sheets of this tablet are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Custody {
    /// Everything is delivered.
    Green,
    /// So many wait, and go out by themselves.
    Amber { waiting: usize },
    /// A person has to look: so many sheets need attention, or all delivery is paused. `waiting` go out by themselves or after that.
    Red { attention: usize, waiting: usize },
}

/// The light over all entries.
pub fn custody(entries: &[OutboxEntry], pause: Option<BackendPause>) -> Custody {
    let attention = entries.iter().filter(|entry| entry.delivery.state == DeliveryState::NeedsAttention).count();
    let waiting = entries.iter().filter(|entry| entry.delivery.is_waiting()).count();
    if attention > 0 || (pause.is_some() && waiting > 0) {
        Custody::Red { attention, waiting }
    } else if waiting > 0 {
        Custody::Amber { waiting }
    } else {
        Custody::Green
    }
}
