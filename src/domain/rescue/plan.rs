//! What an export takes along: of each draft and sheet the bytes and the template it needs.

use walkaround_contract::{Attachment, Id, Sheet};

use super::Which;
use crate::domain::draft::Draft;
use crate::domain::outbox::SheetRecord;

/// A bundle is made and opened in the memory of the page, where ZIP, plain and encrypted bytes lie beside each other: three times 150 MB is
/// what a tablet of 3 GB gives a page without killing it. What is more goes into several bundles.
pub const LARGEST_PART: u64 = 150_000_000;

/// What records and thumbnails take beside the photos, at most: a draft has 40 KB, a thumbnail 15 KB.
const RECORD: u64 = 100_000;
const THUMBNAIL: u64 = 20_000;

/// One draft or sheet that goes into a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub which: Which,
    pub needed: Vec<Needed>,
    /// The template it names.
    pub template: Option<String>,
}

/// Bytes that a draft or a sheet names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    pub id: Id,
    pub media_type: String,
    /// What they must hash to; `None` for what a sheet's photo was made from, of which only the id is kept.
    pub sha256: Option<String>,
    pub bytes: u64,
}

impl Item {
    /// About how many bytes it takes in a bundle.
    pub fn size(&self) -> u64 {
        RECORD + self.needed.iter().map(|needed| needed.bytes + THUMBNAIL).sum::<u64>()
    }
}

/// What a draft takes along.
pub fn item_of_draft(draft: &Draft) -> Item {
    let of = |attachment: &Attachment| Needed {
        id: attachment.id,
        media_type: attachment.media_type.clone(),
        sha256: Some(attachment.sha256.clone()),
        bytes: attachment.byte_length,
    };
    let originals = draft.originals.iter().map(|original| of(&original.photo));
    Item {
        which: Which::Draft(draft.id),
        needed: draft.attachments.iter().map(of).chain(originals).collect(),
        template: Some(draft.template.sha256.clone()),
    }
}

/// What a sheet takes along.
pub fn item_of_sheet(record: &SheetRecord) -> Item {
    let attachments = record.attachments.iter().map(|attachment| Needed {
        id: attachment.id,
        media_type: attachment.media_type.clone(),
        sha256: Some(attachment.sha256.clone()),
        bytes: attachment.byte_length,
    });
    let originals = record.originals.iter().map(|id| Needed {
        id: *id,
        // Only photos of the pipeline are blurred, and it makes nothing else.
        media_type: "image/jpeg".into(),
        sha256: None,
        // About what the blurred version has; it is not kept in the record.
        bytes: 400_000,
    });
    let template = serde_json::from_str::<Sheet>(&record.json).ok().map(|sheet| sheet.template.sha256);
    Item { which: Which::Sheet(record.id), needed: attachments.chain(originals).collect(), template }
}

/// Puts the items into as many parts as are needed, in their order. One that is larger than a part has one to itself.
pub fn in_parts(items: Vec<Item>, largest: u64) -> Vec<Vec<Item>> {
    let mut parts: Vec<Vec<Item>> = Vec::new();
    let mut room = 0;
    for item in items {
        let size = item.size();
        match parts.last_mut().filter(|_| size <= room) {
            Some(part) => {
                room -= size;
                part.push(item);
            }
            None => {
                room = largest.saturating_sub(size);
                parts.push(vec![item]);
            }
        }
    }
    parts
}
