//! The car's last visit: when it was here, what its odometer said, and the damage it left with. Known from the signed sheets of this tablet
//! or from the backend's last sheet, whichever is newer, and remembered in the draft, so that it is there without a network.
//!
//! Invariant: a visit of another car is never taken for this one's: where both VINs are known they decide, else the plate does. Nor is the
//! visit that is being written.

mod ghosts;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use walkaround_contract::{
    Annotation, Attachment, Distance, Drawing, Id, Mark, Sheet, SheetKind, Stage, Timestamp, is_vin, validate_at,
};

use super::draft::Draft;
use super::outbox::SheetRecord;
use super::plate;

pub use ghosts::Ghost;

/// A plate shorter than this is still being typed.
const SHORTEST_PLATE: usize = 4;

/// What is known of the car's last visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastVisit {
    pub sheet: Id,
    pub visit_id: Id,
    pub completed_at: Timestamp,
    /// What the car was known by then.
    pub vin: Option<String>,
    pub plate: Option<String>,
    pub odometer: Option<Distance>,
    /// On which drawing its marks were placed.
    pub drawing: Option<Drawing>,
    /// Damage it left with. What was repaired by then does not come back.
    pub marks: Vec<Mark>,
    /// The photos of that damage.
    pub photos: Vec<EarlierPhoto>,
}

/// A photo of an earlier sheet. Its bytes may be on this tablet, under its id, or with the backend, under its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierPhoto {
    pub id: Id,
    pub sha256: String,
    pub media_type: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// What was drawn over it.
    #[serde(default)]
    pub annotations: Vec<Annotation>,
}

impl From<&Attachment> for EarlierPhoto {
    fn from(attachment: &Attachment) -> Self {
        Self {
            id: attachment.id,
            sha256: attachment.sha256.clone(),
            media_type: attachment.media_type.clone(),
            width: attachment.width,
            height: attachment.height,
            annotations: attachment.annotations.clone(),
        }
    }
}

impl From<&Sheet> for LastVisit {
    fn from(sheet: &Sheet) -> Self {
        let marks: Vec<Mark> = sheet.walkaround.marks.iter().filter(|mark| mark.is_damage()).cloned().collect();
        let is_shown = |attachment: &&Attachment| marks.iter().any(|mark| mark.photos.contains(&attachment.id));
        Self {
            sheet: sheet.id,
            visit_id: sheet.visit_id,
            completed_at: sheet.completed_at,
            vin: sheet.vehicle.vin.clone(),
            plate: sheet.vehicle.plate.as_ref().map(|plate| plate.text.clone()),
            odometer: sheet.vehicle.odometer.clone(),
            drawing: sheet.walkaround.drawing.clone(),
            photos: sheet.attachments.iter().filter(is_shown).map(EarlierPhoto::from).collect(),
            marks,
        }
    }
}

impl LastVisit {
    /// The latest earlier visit of this draft's car among the signed sheets. `None` while neither plate nor VIN is entered.
    pub fn find<'a>(draft: &Draft, signed: impl IntoIterator<Item = &'a SheetRecord>) -> Option<Self> {
        let (vin, plate) = (vin_of(draft), plate_of(draft));
        if vin.is_none() && plate.is_none() {
            return None;
        }
        let signed: Vec<&SheetRecord> = signed.into_iter().collect();
        // A VIN is letters and digits, so in canonical JSON it stands as it is; most sheets are passed over without reading them.
        let vin_member = vin.map(|vin| format!("\"vin\":\"{vin}\""));
        let is_candidate = |record: &&&SheetRecord| {
            record.visit_id != draft.visit_id
                && (vin_member.as_ref().is_some_and(|member| record.json.contains(member))
                    || plate.is_some_and(|plate| record.plate == plate))
        };
        let mut candidates: Vec<&SheetRecord> = signed.iter().filter(is_candidate).copied().collect();
        candidates.sort_by_key(|record| std::cmp::Reverse(record.sealed_at));
        candidates.into_iter().find_map(|record| {
            // A sheet that can't be read is said elsewhere; an older one may still help.
            let sheet: Sheet = serde_json::from_str(&record.json).ok()?;
            let holds = sheet.kind == SheetKind::Intake && !is_superseded(sheet.id, &signed);
            Some(Self::from(&sheet)).filter(|visit| holds && visit.is_of(draft))
        })
    }

    /// The last sheet that a backend answered with; `None` for anything that is no valid intake of this draft's car.
    pub fn read(json: &str, draft: &Draft) -> Option<Self> {
        let value = serde_json::from_str(json).ok()?;
        // What is carried over from it has to hold on the new sheet, too. Its seal is the backend's business: it may keep less than it got.
        let (sheet, _) = validate_at(Stage::Content, &value).ok()?;
        Some(Self::from(&sheet)).filter(|visit| sheet.kind == SheetKind::Intake && visit.is_of(draft))
    }

    /// Whether it is an earlier visit of the car that a draft is about.
    fn is_of(&self, draft: &Draft) -> bool {
        let own_vin = self.vin.as_deref().filter(|vin| is_vin(vin));
        let same_car = match (vin_of(draft), own_vin) {
            (Some(vin), Some(own)) => vin == own,
            _ => plate_of(draft).is_some_and(|plate| self.plate.as_deref() == Some(plate)),
        };
        same_car && self.visit_id != draft.visit_id && self.sheet != draft.id
    }

    /// The photos of one of its marks.
    pub fn photos_of<'a>(&'a self, mark: &'a Mark) -> impl Iterator<Item = &'a EarlierPhoto> {
        mark.photos.iter().filter_map(|id| self.photos.iter().find(|photo| photo.id == *id))
    }

    /// Where a backend is asked for the last sheet of this draft's car: by VIN, else by a plate that looks complete.
    pub fn path(draft: &Draft) -> Option<String> {
        let key = vin_of(draft).or_else(|| {
            plate_of(draft)
                .filter(|text| text.chars().count() >= SHORTEST_PLATE && plate::read(text).problems.is_empty())
        })?;
        Some(format!("/vehicles/{}/last-sheet", percent_encoded(key)))
    }
}

impl Draft {
    /// The last visit of the car. What is remembered of a car that was entered before, and by mistake, is not told.
    pub fn last_visit(&self) -> Option<&LastVisit> {
        self.last_visit.as_ref().filter(|visit| visit.is_of(self))
    }

    /// Whether a visit that was found is news: one of this car, and newer than what is remembered.
    pub fn is_news(&self, found: &LastVisit) -> bool {
        found.is_of(self) && self.last_visit().is_none_or(|known| known.completed_at < found.completed_at)
    }

    /// Remembers a visit that is news.
    pub fn remember_visit(&mut self, found: LastVisit) {
        if self.is_news(&found) {
            let mut marks = std::mem::take(&mut self.walkaround.marks);
            self.release_from_another_car(&mut marks);
            self.walkaround.marks = marks;
            self.last_visit = Some(found);
        }
    }
}

fn vin_of(draft: &Draft) -> Option<&str> {
    draft.vehicle.vin.as_deref().filter(|vin| is_vin(vin))
}

fn plate_of(draft: &Draft) -> Option<&str> {
    draft.vehicle.plate.as_ref().map(|plate| plate.text.as_str()).filter(|text| !text.is_empty())
}

/// Whether one of these sheets corrects it.
fn is_superseded(id: Id, signed: &[&SheetRecord]) -> bool {
    let written = format!("\"{id}\"");
    signed.iter().filter(|record| record.id != id && record.json.contains(&written)).any(|record| {
        serde_json::from_str::<Sheet>(&record.json)
            .is_ok_and(|sheet| sheet.supersedes.is_some_and(|earlier| earlier.id == id))
    })
}

/// A text as one segment of a path (RFC 3986 §2.3).
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
