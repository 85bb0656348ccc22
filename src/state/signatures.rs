//! From ink to a signature in the draft, with its picture where one could be made.
//!
//! Invariant: the picture's bytes are stored before the draft names them, and nothing that fails on the way keeps anybody from signing.

use walkaround_contract::{Attachment, AttachmentRole, Signature};

use crate::ports::{InkPicture, StoredPhoto};

use super::{HeldDraft, Ports};

/// Puts a signature into the draft and writes it.
pub async fn keep_signature(ports: &Ports, draft: &HeldDraft, mut signature: Signature) {
    let picture = match ports.ink.png(&signature.strokes).await {
        Ok(picture) if !signature.strokes.is_empty() => store(ports, &signature, picture).await,
        // The strokes are the signature; the picture is for readers that can't draw them.
        _ => None,
    };
    signature.attachment = picture.as_ref().map(|picture| picture.id);
    // The picture of an earlier signature is swept with whatever else nothing names.
    draft.edit(|draft| drop(draft.sign(signature, picture)));
    draft.save_now();
}

async fn store(ports: &Ports, signature: &Signature, picture: InkPicture) -> Option<Attachment> {
    let attachment = Attachment {
        id: ports.ids.new_id(),
        role: AttachmentRole::Signature,
        media_type: "image/png".into(),
        byte_length: picture.bytes.len() as u64,
        sha256: picture.sha256,
        width: Some(picture.width),
        height: Some(picture.height),
        captured_at: Some(signature.signed_at),
        duration_ms: None,
        annotations: Vec::new(),
        data: None,
        href: None,
        extra: Default::default(),
    };
    let stored = StoredPhoto {
        id: attachment.id,
        media_type: attachment.media_type.clone(),
        // A few kilobytes: it is its own thumbnail.
        thumbnail: picture.bytes.clone(),
        bytes: picture.bytes,
    };
    ports.photos.put(&stored).await.ok().map(|()| attachment)
}
