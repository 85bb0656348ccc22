//! Retention: what a tablet lets go of after the backend has confirmed it, and when. Photos first, because they are what fills a tablet;
//! then personal fields, because the visit needs them no longer; in the end all of it. Between the last two a small index stays (visit,
//! VIN, plate, marks, digest), so that the car's next visit knows its last one.
//!
//! Invariant: nothing goes before the backend has confirmed this very digest. Nothing goes by itself of a sheet that is unconfirmed, that
//! the customer disputes, that was corrected, or whose visit is being worked on; nor while a record can't be read, because nobody knows
//! what it refers to.

mod personal;
mod times;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use walkaround_contract::{Id, Timestamp};

use super::draft::Draft;
use super::outbox::{Delivery, DeliveryState, OutboxEntry, SheetRecord};

pub use personal::without_personal;
pub use times::{INDEX_DAYS, PERSONAL_DAYS, PHOTO_DAYS, Times};

/// What goes next of a sheet. The order is the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Bytes of photos, clips and signature pictures.
    Photos,
    /// Personal fields but the index.
    Personal,
    /// What is left.
    All,
}

/// Why a sheet keeps everything for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The backend doesn't have it, as far as is known.
    NotDelivered,
    /// The backend took it without a receipt.
    Unconfirmed,
    /// The receipt is about another sheet or another digest.
    OtherReceipt,
    /// The customer disputes a mark.
    Disputed,
    /// Another sheet on this tablet corrects it.
    Corrected,
    /// A draft of the same visit is on this tablet.
    BeingWorkedOn,
    /// A record on this tablet can't be read.
    Unreadable,
}

impl Held {
    /// Whether a person may say that it goes all the same.
    pub fn may_be_released(self) -> bool {
        matches!(self, Self::Disputed | Self::Corrected)
    }
}

/// What else is on the tablet, as far as it matters here.
#[derive(Clone, Debug, Default)]
pub struct Around {
    corrected: BTreeSet<Id>,
    visits: BTreeSet<Id>,
    in_drafts: BTreeSet<Id>,
    /// How many sheets keep these bytes.
    in_sheets: BTreeMap<Id, usize>,
    unreadable: bool,
}

impl Around {
    /// `unreadable` is how many records could not be read.
    pub fn of(drafts: &[Draft], entries: &[OutboxEntry], unreadable: usize) -> Self {
        let mut around = Self { unreadable: unreadable > 0, ..Self::default() };
        for draft in drafts {
            around.visits.insert(draft.visit_id);
            around.in_drafts.extend(draft.attachment_ids());
        }
        for entry in entries {
            around.corrected.extend(corrected_by(&entry.sheet));
            if entry.delivery.let_go.photos.is_none() {
                for id in entry.sheet.kept_ids().collect::<BTreeSet<_>>() {
                    *around.in_sheets.entry(id).or_default() += 1;
                }
            }
        }
        around
    }

    /// The bytes that go with a sheet's photos: what no draft and no other sheet needs.
    pub fn bytes_of(&self, sheet: &SheetRecord) -> Vec<Id> {
        let only_here =
            |id: &Id| !self.in_drafts.contains(id) && self.in_sheets.get(id).is_none_or(|count| *count <= 1);
        sheet.kept_ids().collect::<BTreeSet<_>>().into_iter().filter(only_here).collect()
    }
}

/// Why a sheet keeps everything; `None` where time decides.
pub fn held(entry: &OutboxEntry, around: &Around) -> Option<Held> {
    let not_confirmed = match (&entry.delivery.state, confirmed_at(entry)) {
        (DeliveryState::Unconfirmed { .. }, _) => Some(Held::Unconfirmed),
        (DeliveryState::Delivered { .. }, None) => Some(Held::OtherReceipt),
        (DeliveryState::Delivered { .. }, Some(_)) => None,
        _ => Some(Held::NotDelivered),
    };
    if not_confirmed.is_some() {
        return not_confirmed;
    }
    if around.unreadable {
        return Some(Held::Unreadable);
    }
    if around.visits.contains(&entry.sheet.visit_id) {
        return Some(Held::BeingWorkedOn);
    }
    if entry.delivery.let_go.released.is_some() {
        return None;
    }
    if around.corrected.contains(&entry.sheet.id) {
        return Some(Held::Corrected);
    }
    is_disputed(&entry.sheet).then_some(Held::Disputed)
}

/// What of a sheet is due now: one part at a time, each only after the one before it.
pub fn due(entry: &OutboxEntry, around: &Around, times: Times, now: Timestamp) -> Option<Part> {
    // Age before everything else: to know whether a sheet is disputed it has to be read.
    let (part, at) = next(entry, times)?;
    (now.unix_ms() >= at && held(entry, around).is_none()).then_some(part)
}

/// What goes next of a confirmed sheet, and when (milliseconds since 1970), if nothing holds it.
pub fn next(entry: &OutboxEntry, times: Times) -> Option<(Part, i64)> {
    let confirmed_at = confirmed_at(entry)?;
    let gone = &entry.delivery.let_go;
    let part = match (gone.photos, gone.personal) {
        (None, _) => Part::Photos,
        (Some(_), None) => Part::Personal,
        (Some(_), Some(_)) => Part::All,
    };
    Some((part, times.after(part, confirmed_at)))
}

/// Photos that a person may let go of at once: of confirmed sheets that nothing holds, or only what a person may release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Freeable {
    /// Sheets and the length of their photos, the oldest first.
    pub sheets: Vec<(Id, u64)>,
    /// Of disputed and corrected sheets.
    pub held: Vec<(Id, u64)>,
}

impl Freeable {
    /// What of these entries could go now.
    pub fn of(entries: &[OutboxEntry], around: &Around) -> Self {
        let mut freeable = Self::default();
        let mut oldest_first: Vec<&OutboxEntry> = entries.iter().filter(|entry| has_photos(entry)).collect();
        oldest_first.sort_by_key(|entry| entry.sheet.sealed_at);
        for entry in oldest_first {
            let row = (entry.sheet.id, photo_bytes(&entry.sheet));
            match held(entry, around) {
                None => freeable.sheets.push(row),
                Some(held) if held.may_be_released() => freeable.held.push(row),
                Some(_) => {}
            }
        }
        freeable
    }

    /// Bytes that letting these go frees, at least.
    pub fn bytes(rows: &[(Id, u64)]) -> u64 {
        rows.iter().map(|(_, bytes)| bytes).sum()
    }
}

/// Whether the tablet still has the photos of this sheet, as far as it was noted.
pub fn has_photos(entry: &OutboxEntry) -> bool {
    entry.delivery.let_go.photos.is_none() && entry.sheet.kept_ids().next().is_some()
}

/// A confirmed sheet whose bytes are all gone though nobody noted it: the note did not fit on a full disk, or the process died before it.
pub fn is_unnoted(entry: &OutboxEntry, stored: &BTreeSet<Id>) -> bool {
    confirmed_at(entry).is_some() && has_photos(entry) && !entry.sheet.kept_ids().any(|id| stored.contains(&id))
}

/// When the backend confirmed this sheet by a receipt for this very digest, or said that it has it since before.
fn confirmed_at(entry: &OutboxEntry) -> Option<i64> {
    match &entry.delivery {
        Delivery { state: DeliveryState::Delivered { at, receipt }, .. } => {
            let fits = receipt
                .as_ref()
                .is_none_or(|receipt| receipt.sheet_id == entry.sheet.id && receipt.digest == entry.sheet.digest);
            fits.then(|| at.unix_ms())
        }
        _ => None,
    }
}

fn photo_bytes(sheet: &SheetRecord) -> u64 {
    sheet.attachments.iter().map(|attachment| attachment.byte_length).sum()
}

/// The sheet that this one corrects. Most sheets are passed over without reading them.
fn corrected_by(sheet: &SheetRecord) -> Option<Id> {
    if !sheet.json.contains("\"supersedes\"") {
        return None;
    }
    let json: Value = serde_json::from_str(&sheet.json).ok()?;
    Id::try_parse(json.pointer("/supersedes/id")?.as_str()?).ok()
}

fn is_disputed(sheet: &SheetRecord) -> bool {
    if !sheet.json.contains("\"disputed\"") {
        return false;
    }
    let Ok(json) = serde_json::from_str::<Value>(&sheet.json) else { return true };
    let answers = json.pointer("/acknowledgement/marks").and_then(Value::as_array);
    answers.is_some_and(|answers| answers.iter().any(|answer| answer["answer"] == "disputed"))
}
