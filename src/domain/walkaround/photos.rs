//! Where a photo or clip belongs in a draft.
//!
//! Invariant: an attachment is in the list of the draft before anything refers to it, and its role follows from where it belongs.

use walkaround_contract::{Attachment, AttachmentRole, GuidedShot, Id, Shot};

use super::Draft;

/// What an attachment is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhotoTarget {
    Mark(Id),
    Shot(GuidedShot),
    /// A concern, by its id: a photo, or an audio clip.
    Concern(Id),
    /// A valuable left in the car, by its place in the list.
    Valuable(usize),
    Other,
}

impl Draft {
    /// Adds an attachment where it belongs. A target that is gone by now (a mark removed while its photo was being prepared) keeps
    /// nothing from being kept: the photo becomes one of the others. Returns the attachment it replaces, which has left the draft:
    /// a guided photo taken again.
    pub fn attach_photo(&mut self, mut attachment: Attachment, target: PhotoTarget) -> Option<Attachment> {
        let id = attachment.id;
        let mut replaced = None;
        attachment.role = AttachmentRole::Other;
        match target {
            PhotoTarget::Mark(mark) => {
                if self.mark(mark).is_some() {
                    attachment.role = AttachmentRole::Damage;
                    self.edit_mark(mark, |mark| mark.photos.push(id));
                }
            }
            PhotoTarget::Shot(shot) => {
                attachment.role = AttachmentRole::Guided;
                let earlier = self.shot(&shot).and_then(|known| known.attachment);
                if let Some(earlier) = earlier {
                    replaced = self.attachment(earlier).cloned();
                    self.remove_attachment(earlier);
                }
                self.walkaround.shots.retain(|known| known.shot != shot);
                self.walkaround.shots.push(Shot {
                    shot,
                    attachment: Some(id),
                    skipped: None,
                    extra: Default::default(),
                });
            }
            PhotoTarget::Concern(concern) => {
                if let Some(concern) = self.concerns.iter_mut().find(|known| known.id == concern) {
                    let audio = attachment.media_type.starts_with("audio/");
                    attachment.role = if audio { AttachmentRole::ConcernAudio } else { AttachmentRole::ConcernPhoto };
                    concern.attachments.push(id);
                }
            }
            PhotoTarget::Valuable(place) => {
                if let Some(item) = self.cabin.valuables.as_mut().and_then(|valuables| valuables.items.get_mut(place)) {
                    attachment.role = AttachmentRole::Valuables;
                    item.photos.push(id);
                }
            }
            PhotoTarget::Other => {}
        }
        self.attachments.push(attachment);
        replaced
    }
}
