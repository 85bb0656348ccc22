//! A second draft of the same reception, where a person keeps both.
//!
//! The copy has a new id, because a sheet's id is its draft's, and two sheets under one id can never both be delivered. It keeps the visit's
//! id: it is the same car in the same reception, whichever of the two is signed, and a backend counts visits by it; with a new one the first
//! to be signed would come back to the other as damage of an earlier visit. Its attachments have new ids, so that removing one draft, or
//! clearing a delivered sheet, never takes the bytes of the other. Signatures do not come along: they were given for the sheet of the old id.

use std::collections::BTreeMap;

use walkaround_contract::{Attachment, Id, Timestamp};

use crate::domain::draft::Draft;

/// The copy, and for each of its attachments (originals included) the id of the bytes it has to be given.
pub fn copy_of(draft: &Draft, now: Timestamp, mut new_id: impl FnMut() -> Id) -> (Draft, BTreeMap<Id, Id>) {
    let mut copy = draft.clone();
    copy.id = new_id();
    copy.changed_at = now;
    copy.arrived_as = None;
    // No content has an empty digest, so every signature is stale.
    drop(copy.drop_stale_signatures(""));
    let mut bytes = BTreeMap::new();
    for attachment in copy.attachments.clone() {
        let (old, id) = (attachment.id, new_id());
        bytes.insert(id, old);
        for original in copy.originals.iter_mut().filter(|original| original.delivered == old) {
            original.delivered = id;
        }
        copy.replace_attachment(old, Attachment { id, ..attachment });
    }
    for original in &mut copy.originals {
        let id = new_id();
        bytes.insert(id, original.photo.id);
        original.photo.id = id;
    }
    (copy, bytes)
}
