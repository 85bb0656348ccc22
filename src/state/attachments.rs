//! From a file to an attachment of the draft: prepared off the main thread, its bytes stored, and only then named in the draft, so that
//! a draft never refers to bytes that are not there.

use leptos::prelude::*;
use walkaround_contract::{Attachment, AttachmentRole, Id};

use crate::domain::walkaround::PhotoTarget;
use crate::ports::{PhotoError, StorageError, StoredPhoto};

use super::keeping::keep_bytes;
use super::{OpenDraft, Ports};

/// Why a photo was not added. Nothing else in the draft is touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddPhotoError {
    Photo(PhotoError),
    Storage(StorageError),
    /// The editor was left before the photo was there.
    Left,
}

/// Adds one photo to the draft. Ends in the app, whatever page is left meanwhile.
pub async fn add_photo(
    ports: &Ports,
    draft: OpenDraft,
    file: Vec<u8>,
    target: PhotoTarget,
) -> Result<Id, AddPhotoError> {
    // Held before anything is waited for, so that the photo finds its draft even if the editor is left meanwhile.
    let Some(draft) = draft.hold() else { return Err(AddPhotoError::Left) };
    let captured_at = ports.clock.now();
    let photo = ports.preparer.prepare(file).await.map_err(AddPhotoError::Photo)?;
    let id = ports.ids.new_id();
    let attachment = Attachment {
        id,
        role: role_of(&target),
        media_type: "image/jpeg".into(),
        byte_length: photo.bytes.len() as u64,
        sha256: photo.sha256,
        width: Some(photo.width),
        height: Some(photo.height),
        captured_at: Some(captured_at),
        duration_ms: None,
        annotations: Vec::new(),
        data: None,
        href: None,
        extra: Default::default(),
    };
    let stored =
        StoredPhoto { id, media_type: attachment.media_type.clone(), bytes: photo.bytes, thumbnail: photo.thumbnail };
    keep_bytes(ports, &stored).await.map_err(AddPhotoError::Storage)?;
    // The bytes of a photo taken again stay: an undo wants them. They are swept once no draft is open.
    draft.edit(|draft| {
        if let Some(replaced) = draft.attach_photo(attachment, target) {
            draft.forget_original(replaced.id);
        }
    });
    draft.save_now();
    Ok(id)
}

fn role_of(target: &PhotoTarget) -> AttachmentRole {
    match target {
        PhotoTarget::Mark(_) => AttachmentRole::Damage,
        PhotoTarget::Shot(_) => AttachmentRole::Guided,
        PhotoTarget::Concern(_) => AttachmentRole::ConcernPhoto,
        PhotoTarget::Valuable(_) => AttachmentRole::Valuables,
        PhotoTarget::Other => AttachmentRole::Other,
    }
}

/// The address of an attachment's thumbnail or full picture for `<img>`, made when asked and freed with the owner that asked.
pub fn use_picture_url(ports: Ports, id: Id, full: bool) -> Signal<Option<String>> {
    let url = RwSignal::new(None::<String>);
    let held = StoredValue::new_local(None::<String>);
    let device = ports.device.clone();
    let reader = ports.clone();
    ports.device.spawn(Box::pin(async move {
        let bytes = if full { reader.photos.bytes(id).await } else { reader.photos.thumbnail(id).await };
        if let Ok(Some(bytes)) = bytes
            && !bytes.is_empty()
        {
            let made = reader.device.object_url("image/jpeg", &bytes);
            if held.try_set_value(Some(made.clone())).is_some() {
                // The page that asked is gone.
                reader.device.revoke_url(&made);
            } else {
                url.try_set(Some(made));
            }
        }
    }));
    let device = send_wrapper::SendWrapper::new(device);
    on_cleanup(move || {
        if let Some(made) = held.try_get_value().flatten() {
            device.revoke_url(&made);
        }
    });
    url.into()
}
