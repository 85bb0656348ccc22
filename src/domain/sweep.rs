//! Sweeping: bytes in the photo store that nothing on this tablet refers to any more. A photo that was removed or taken again leaves its
//! bytes behind, because an undo may want them.
//!
//! Invariant: bytes go only if every draft and every sheet could be read and none of them names them. Whoever sweeps makes sure that no
//! draft is open meanwhile: an undo, or a photo on its way into a draft, is known to nobody else.

use std::collections::BTreeSet;

use walkaround_contract::Id;

use super::draft::Draft;
use super::outbox::SheetRecord;

/// Which of the stored bytes nothing refers to.
pub fn unreferenced<'a>(
    stored: &[Id],
    drafts: &[Draft],
    sheets: impl IntoIterator<Item = &'a SheetRecord>,
    unreadable_records: usize,
) -> Vec<Id> {
    // Nobody knows what a record that can't be read refers to.
    if unreadable_records > 0 {
        return Vec::new();
    }
    let mut named: BTreeSet<Id> = drafts.iter().flat_map(Draft::attachment_ids).collect();
    for sheet in sheets {
        named.extend(sheet.kept_ids());
    }
    stored.iter().filter(|id| !named.contains(id)).copied().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use walkaround_contract::AttachmentRole;

    use super::*;
    use crate::domain::outbox::SheetAttachment;
    use crate::domain::sample::{id, minute, open_draft, photo};

    fn draft(photos: &[u128]) -> Draft {
        let mut draft = open_draft();
        draft.attachments = photos.iter().map(|number| photo(*number, AttachmentRole::Other)).collect();
        draft
    }

    fn sheet(photos: &[u128]) -> SheetRecord {
        let attachments = photos.iter().map(|number| SheetAttachment {
            id: id(*number),
            sha256: String::new(),
            media_type: "image/jpeg".into(),
            byte_length: 3,
        });
        SheetRecord {
            id: id(900),
            visit_id: id(901),
            sealed_at: minute(0),
            json: String::new(),
            digest: String::new(),
            code: String::new(),
            plate: String::new(),
            vehicle: String::new(),
            customer: String::new(),
            attachments: attachments.collect(),
            originals: Vec::new(),
        }
    }

    fn ids(numbers: &[u128]) -> Vec<Id> {
        numbers.iter().map(|number| id(*number)).collect()
    }

    #[test]
    fn what_nothing_names_goes() {
        let drafts = [draft(&[1, 2])];
        let sheets = [sheet(&[3])];
        assert_eq!(unreferenced(&ids(&[1, 2, 3, 4, 5]), &drafts, &sheets, 0), ids(&[4, 5]));
        assert_eq!(unreferenced(&[], &drafts, &sheets, 0), ids(&[]));
        assert_eq!(unreferenced(&ids(&[7]), &[], [], 0), ids(&[7]));
    }

    #[test]
    fn with_a_record_that_cannot_be_read_all_stays() {
        assert_eq!(unreferenced(&ids(&[1, 2]), &[], [], 1), ids(&[]));
    }

    proptest! {
        #[test]
        fn nothing_that_is_named_ever_goes(
            stored in prop::collection::vec(1_u128..40, 0..40),
            in_drafts in prop::collection::vec(prop::collection::vec(1_u128..40, 0..8), 0..4),
            in_sheets in prop::collection::vec(prop::collection::vec(1_u128..40, 0..8), 0..4),
        ) {
            let drafts: Vec<_> = in_drafts.iter().map(|photos| draft(photos)).collect();
            let sheets: Vec<_> = in_sheets.iter().map(|photos| sheet(photos)).collect();
            let swept = unreferenced(&ids(&stored), &drafts, &sheets, 0);
            for number in in_drafts.iter().chain(&in_sheets).flatten() {
                prop_assert!(!swept.contains(&id(*number)));
            }
            // What was not swept is named by somebody, so a second sweep has nothing to do.
            let left: Vec<_> = ids(&stored).into_iter().filter(|id| !swept.contains(id)).collect();
            prop_assert_eq!(unreferenced(&left, &drafts, &sheets, 0), ids(&[]));
        }
    }
}
