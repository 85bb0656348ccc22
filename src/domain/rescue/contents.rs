//! What is in a bundle, once its entries are known to be what the manifest says.
//!
//! Invariant: a record is believed only if it is what its path says, and a sheet only if its text has the digest of its seal. What can't be
//! read is listed, never left out in silence.

use std::collections::BTreeMap;

use walkaround_contract::{Id, Sheet, Template, canonical_bytes, sealed_form, sha256_hex};

use super::archive::Archive;
use super::manifest::{Entry, Maker, Place};
use crate::domain::draft::Draft;
use crate::domain::outbox::{Delivery, DeliveryState, SheetRecord};

/// A sheet of a bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct BundledSheet {
    pub record: SheetRecord,
    /// How it is kept on a tablet that does not have it yet.
    pub delivery: Delivery,
}

/// Everything in a bundle that can be imported, and what can't be read.
#[derive(Clone, Debug)]
pub struct Contents {
    pub maker: Maker,
    pub drafts: Vec<Draft>,
    pub sheets: Vec<BundledSheet>,
    pub templates: BTreeMap<String, Template>,
    /// Paths of bytes, by attachment, with their media type.
    photos: BTreeMap<Id, (String, String)>,
    thumbnails: BTreeMap<Id, String>,
    /// Paths that can't be read, with the reason.
    pub unreadable: Vec<(String, String)>,
    /// As they were on the other tablet.
    deliveries: BTreeMap<Id, Delivery>,
}

impl Contents {
    /// Nothing of a bundle is read yet.
    pub fn of(archive: &Archive) -> Self {
        Self {
            maker: archive.manifest().maker.clone(),
            drafts: Vec::new(),
            sheets: Vec::new(),
            templates: BTreeMap::new(),
            photos: BTreeMap::new(),
            thumbnails: BTreeMap::new(),
            unreadable: Vec::new(),
            deliveries: BTreeMap::new(),
        }
    }

    /// Reads one entry, of which the caller knows whether its bytes have the hash that the manifest names. One by one, so that a page can
    /// breathe in between.
    pub fn add(&mut self, entry: &Entry, bytes: Option<&[u8]>) {
        let read = match bytes {
            None => Err("its bytes are not what was exported".to_owned()),
            Some(bytes) => self.take(&entry.path, bytes, entry.media_type.as_deref()),
        };
        if let Err(cause) = read {
            self.unreadable.push((entry.path.clone(), cause));
        }
    }

    /// Everything is read: each sheet gets the state in which it is kept here.
    pub fn finish(mut self) -> Self {
        for sheet in &mut self.sheets {
            sheet.delivery = imported(&sheet.record, self.deliveries.remove(&sheet.record.id));
        }
        self
    }

    /// Everything at an attachment's id: path of its bytes with their media type, and path of its thumbnail.
    pub fn photo(&self, id: Id) -> Option<(&str, &str, Option<&str>)> {
        let (path, media_type) = self.photos.get(&id)?;
        Some((path, media_type, self.thumbnails.get(&id).map(String::as_str)))
    }

    fn take(&mut self, path: &str, bytes: &[u8], media_type: Option<&str>) -> Result<(), String> {
        let said = |cause: serde_json::Error| cause.to_string();
        match Place::parse(path).map_err(|cause| cause.to_string())? {
            Place::Draft(id) => {
                let draft: Draft = serde_json::from_slice(bytes).map_err(said)?;
                must(draft.id == id, "it is another draft")?;
                self.drafts.push(draft);
            }
            Place::Sheet(id) => {
                let record: SheetRecord = serde_json::from_slice(bytes).map_err(said)?;
                must(record.id == id, "it is another sheet")?;
                must(is_sealed_as_it_says(&record), "its text does not have the digest of its seal")?;
                self.sheets.push(BundledSheet { record, delivery: Delivery::default() });
            }
            Place::Delivery(id) => {
                self.deliveries.insert(id, serde_json::from_slice(bytes).map_err(said)?);
            }
            Place::Template(sha256) => {
                let template: Template = serde_json::from_slice(bytes).map_err(said)?;
                must(template.digest().is_ok_and(|digest| digest == sha256), "it is another template")?;
                self.templates.insert(sha256, template);
            }
            Place::Photo(id) => {
                let media_type = media_type.unwrap_or("application/octet-stream").to_owned();
                self.photos.insert(id, (path.to_owned(), media_type));
            }
            Place::Thumbnail(id) => {
                self.thumbnails.insert(id, path.to_owned());
            }
            Place::Unknown => return Err("it is of a newer app".into()),
        }
        Ok(())
    }
}

fn must(holds: bool, cause: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(cause.to_owned()) }
}

/// What the digest of a sheet's seal is over, made of its text as it is kept. `None` where the text is no sheet.
pub fn sealed_bytes(record: &SheetRecord) -> Option<Vec<u8>> {
    // Of the text itself, not of what this version understands of it: a newer one may have members more.
    let value = serde_json::from_str(&record.json).ok()?;
    canonical_bytes(&sealed_form(&value)).ok()
}

/// Whether the text is a sheet of this id that hashes to the digest which it and the record name.
fn is_sealed_as_it_says(record: &SheetRecord) -> bool {
    let Ok(sheet) = serde_json::from_str::<Sheet>(&record.json) else { return false };
    sheet.id == record.id
        && sheet.seal.is_some_and(|seal| seal.digest == record.digest)
        && sealed_bytes(record).is_some_and(|bytes| sha256_hex(&bytes) == record.digest)
}

/// Only a receipt for this very sheet says that it is delivered. All else waits: to send it once more costs a request, because the backend
/// knows the id and the idempotency key, and never makes a second sheet of it.
fn imported(record: &SheetRecord, delivery: Option<Delivery>) -> Delivery {
    let is_confirmed = |delivery: &Delivery| match &delivery.state {
        DeliveryState::Delivered { receipt: Some(receipt), .. } => {
            receipt.sheet_id == record.id && receipt.digest == record.digest
        }
        _ => false,
    };
    delivery.filter(is_confirmed).unwrap_or_default()
}
