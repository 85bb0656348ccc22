//! Photos with something blurred: what is delivered is another file than what the camera gave, and the tablet keeps both.
//!
//! Invariant: the bytes a draft needs are those of its attachments and of their originals. What is neither any more, such as an earlier
//! blurred version, is swept with everything else that nothing refers to.

use serde::{Deserialize, Serialize};
use walkaround_contract::{Annotation, Attachment, Id};

use crate::domain::draft::Draft;

/// Where a blurred photo comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The attachment that is delivered.
    pub delivered: Id,
    /// The photo it is made from, as it was before anything was blurred. No sheet names it.
    pub photo: Attachment,
}

impl Draft {
    /// The photo that this attachment is made from; the attachment itself where nothing in it is blurred.
    pub fn original_of(&self, id: Id) -> Option<&Attachment> {
        let original = self.originals.iter().find(|original| original.delivered == id).map(|original| &original.photo);
        original.or_else(|| self.attachment(id))
    }

    /// Draws over a photo; its bytes stay what they are.
    pub fn annotate(&mut self, id: Id, annotations: Vec<Annotation>) {
        if let Some(attachment) = self.attachments.iter_mut().find(|attachment| attachment.id == id) {
            attachment.annotations = annotations;
        }
    }

    /// Puts a blurred version, made from the original's bytes, in the place of a photo. What the photo is of and when it was taken stay.
    /// Nothing happens where the photo is gone by now.
    pub fn blur_photo(&mut self, id: Id, mut blurred: Attachment) {
        let Some(known) = self.attachment(id).cloned() else { return };
        blurred.role = known.role.clone();
        blurred.captured_at = known.captured_at;
        blurred.extra = known.extra.clone();
        let delivered = blurred.id;
        self.replace_attachment(id, blurred);
        match self.originals.iter_mut().find(|original| original.delivered == id) {
            Some(original) => original.delivered = delivered,
            // What was drawn belongs to what is delivered; the original is the picture alone.
            None => {
                self.originals.push(Original { delivered, photo: Attachment { annotations: Vec::new(), ..known } });
            }
        }
    }

    /// Puts the original in the place of its blurred version again: the same id, the same bytes.
    pub fn unblur_photo(&mut self, id: Id, annotations: Vec<Annotation>) {
        let place = self.originals.iter().position(|original| original.delivered == id);
        match place.filter(|_| self.attachment(id).is_some()) {
            Some(place) => {
                let original = self.originals.remove(place).photo;
                self.replace_attachment(id, Attachment { annotations, ..original });
            }
            None => self.annotate(id, annotations),
        }
    }

    /// Forgets the original of an attachment that has left the draft.
    pub fn forget_original(&mut self, delivered: Id) {
        self.originals.retain(|original| original.delivered != delivered);
    }

    /// Ids of the originals, which are kept as long as what is made from them.
    pub fn original_ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.originals.iter().map(|original| original.photo.id)
    }

    /// Puts an attachment in the place of another, wherever that is referred to.
    pub fn replace_attachment(&mut self, old: Id, new: Attachment) {
        let id = new.id;
        let Some(place) = self.attachments.iter_mut().find(|attachment| attachment.id == old) else { return };
        *place = new;
        let marks = self.walkaround.marks.iter_mut().flat_map(|mark| &mut mark.photos);
        let concerns = self.concerns.iter_mut().flat_map(|concern| &mut concern.attachments);
        let shots = self.walkaround.shots.iter_mut().filter_map(|shot| shot.attachment.as_mut());
        let items = self.cabin.valuables.iter_mut().flat_map(|valuables| &mut valuables.items);
        let valuables = items.flat_map(|item| &mut item.photos);
        for reference in marks.chain(concerns).chain(shots).chain(valuables).filter(|reference| **reference == old) {
            *reference = id;
        }
    }
}
