//! Sealing: from a signed draft to a sheet in the outbox.
//!
//! Invariant: the draft goes only in the transaction that puts the sheet into the outbox; a failure anywhere before leaves it as it was.

use leptos::prelude::*;
use walkaround_contract::{CanonicalError, Id, digest_bytes};

use crate::domain::settings::Settings;
use crate::domain::to_sheet::{self, NotFinished};
use crate::ports::{SignerError, StorageError};

use super::{Access, OpenDraft, OutboxState, Ports};

/// Why a draft was not sealed. It is still there.
#[derive(Debug)]
pub enum SealError {
    NotFinished(NotFinished),
    NoCanonicalForm(CanonicalError),
    Signer(SignerError),
    Storage(StorageError),
    /// A photo or a recording is on its way into the draft, and would be left behind.
    WorkUnderWay,
}

impl std::fmt::Display for SealError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFinished(cause) => write!(f, "{cause}"),
            Self::NoCanonicalForm(cause) => write!(f, "{cause}"),
            Self::Signer(cause) => write!(f, "the tablet's key: {}", cause.cause),
            Self::Storage(cause) => write!(f, "{cause}"),
            Self::WorkUnderWay => f.write_str("a photo or a recording is on its way into the draft"),
        }
    }
}

impl std::error::Error for SealError {}

/// Seals the open draft and hands it to the outbox. The id of the sheet.
pub async fn seal(ports: &Ports, outbox: OutboxState, open: OpenDraft, settings: &Settings) -> Result<Id, SealError> {
    if open.is_worked_on() {
        return Err(SealError::WorkUnderWay);
    }
    open.settle().await.map_err(SealError::Storage)?;
    let (draft, template) = (open.peek(Clone::clone), open.template().peek());
    let completed_at = ports.clock.now();
    let sheet = to_sheet::finish(&draft, &template, &settings.device, completed_at).map_err(SealError::NotFinished)?;
    let digest = sheet.seal_digest().map_err(SealError::NoCanonicalForm)?;
    let bytes = digest_bytes(&digest).expect("a digest made here has 64 hex digits");
    let key = ports.signer.public_key().await.map_err(SealError::Signer)?;
    let signature = ports.signer.sign(&bytes).await.map_err(SealError::Signer)?;
    let sheet = to_sheet::with_seal(sheet, digest, key, signature);
    let record = to_sheet::record(&sheet, &draft)
        .map_err(SealError::NoCanonicalForm)?
        .expect("the seal was put on the line before");
    let id = record.id;
    if open.access().try_get_untracked() != Some(Access::Writes) {
        return Err(SealError::Storage(StorageError::TakenOver { draft: id }));
    }
    open.close();
    match outbox.seal(record).await {
        Ok(()) => Ok(id),
        Err(error) => {
            open.reopen();
            Err(SealError::Storage(error))
        }
    }
}
