//! From what was drawn over a photo to the draft: vectors at once, blurred areas through the worker.
//!
//! Invariant: a blurred photo is made from the original's bytes and stored under a new id before the draft names it. Until the draft is
//! edited, in one step, everything is as it was; so stopping or failing leaves nothing half done.

use futures::future::{AbortHandle, AbortRegistration, Abortable};
use walkaround_contract::{Annotation, Attachment, Id};

use crate::domain::annotation::{blur_areas, needs_new_bytes};
use crate::ports::{StorageError, StoredPhoto};

use super::keeping::keep_bytes;
use super::{AddPhotoError, OpenDraft, Ports};

/// Ends the making of a blurred photo.
#[derive(Clone, Debug)]
pub struct StopBlurring(AbortHandle);

impl StopBlurring {
    pub fn stop(&self) {
        self.0.abort();
    }
}

/// What listens to [`StopBlurring`].
pub struct Stoppable(AbortRegistration);

/// A way to end the making of a blurred photo.
pub fn stoppable() -> (StopBlurring, Stoppable) {
    let (handle, registration) = AbortHandle::new_pair();
    (StopBlurring(handle), Stoppable(registration))
}

/// Puts what was drawn over a photo into the draft. The id the photo has from now on, which is another one where what is blurred has
/// changed; `None` where it was stopped.
pub async fn annotate_photo(
    ports: &Ports,
    draft: OpenDraft,
    id: Id,
    annotations: Vec<Annotation>,
    stoppable: Stoppable,
) -> Result<Option<Id>, AddPhotoError> {
    let known = draft.peek(|draft| Some((draft.attachment(id)?.clone(), draft.original_of(id)?.id)));
    let Some((known, original)) = known else { return Ok(Some(id)) };
    let Some(held) = draft.hold() else { return Err(AddPhotoError::Left) };
    let areas = blur_areas(&annotations);
    if !needs_new_bytes(&known.annotations, &annotations) {
        held.edit(|draft| draft.annotate(id, annotations));
        held.save_now();
        return Ok(Some(id));
    }
    if areas.is_empty() {
        held.edit(|draft| draft.unblur_photo(id, annotations));
        held.save_now();
        return Ok(Some(original));
    }
    let bytes = ports.photos.bytes(original).await.map_err(AddPhotoError::Storage)?;
    let bytes = bytes.ok_or_else(|| {
        let cause = "the original of a photo is not in the database".into();
        AddPhotoError::Storage(StorageError::Damaged { record: original.to_string(), cause })
    })?;
    // Dropping what waits for the worker ends the worker.
    let Ok(burnt) = Abortable::new(ports.preparer.burn(bytes, &areas), stoppable.0).await else { return Ok(None) };
    let burnt = burnt.map_err(AddPhotoError::Photo)?;
    let delivered = ports.ids.new_id();
    let stored =
        StoredPhoto { id: delivered, media_type: "image/jpeg".into(), bytes: burnt.bytes, thumbnail: burnt.thumbnail };
    keep_bytes(ports, &stored).await.map_err(AddPhotoError::Storage)?;
    let attachment = Attachment {
        id: delivered,
        media_type: stored.media_type,
        byte_length: stored.bytes.len() as u64,
        sha256: burnt.sha256,
        width: Some(burnt.width),
        height: Some(burnt.height),
        annotations,
        ..known
    };
    // The bytes of what it replaces stay as long as the draft is open: an undo may want them.
    held.edit(|draft| draft.blur_photo(id, attachment));
    held.save_now();
    Ok(Some(delivered))
}
