//! Making and importing rescue bundles: `export` and `import` run against the ports alone, so that they are tested natively over the doubles;
//! `desk` holds what the dialogs show.
//!
//! Invariant: bytes are stored before the record that names them, one draft or sheet after the other; so whatever interrupts an import
//! leaves whole drafts and sheets, and what was there before as it was.

mod export;
mod import;

#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use crate::domain::rescue::BundleError;
use crate::ports::{
    BundleLock, Clock, DraftRepo, Ids, LocalFuture, LockError, OutboxRepo, PhotoRepo, StorageError, TemplateRepo,
    UnlockError,
};

#[cfg(target_arch = "wasm32")]
pub use desk::{ExportDesk, ExportStage, ImportDesk, ImportStage};
pub use export::{Exported, Part, export};
pub use import::{Imported, Opened, import, open};

/// What rescue needs of the world.
#[derive(Clone, Copy)]
pub struct RescuePorts<'a> {
    pub drafts: &'a dyn DraftRepo,
    pub photos: &'a dyn PhotoRepo,
    pub outbox: &'a dyn OutboxRepo,
    pub templates: &'a dyn TemplateRepo,
    pub lock: &'a dyn BundleLock,
    pub clock: &'a dyn Clock,
    pub ids: &'a dyn Ids,
}

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub stage: Stage,
    pub done: usize,
    pub total: usize,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Deriving a key and encrypting or decrypting: one step, of which no end is known.
    Locking,
    /// Putting files into the bundle.
    Packing,
    /// Hashing and reading what is in it.
    Checking,
    /// Writing drafts and sheets to the tablet.
    Storing,
}

/// After so many steps the page has a moment for taps and for drawing how far it is: hashes of small entries come back without one. A moment
/// is 4 ms at least, and 100 photos with their thumbnails are 200 steps.
const STEPS_AT_A_STRETCH: usize = 8;

/// Told of every step, and asked whether to go on.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    pub stop: &'a Cell<bool>,
    pub tell: &'a dyn Fn(Progress),
    /// Gives the page a moment.
    pub rest: &'a dyn Fn() -> LocalFuture<()>,
}

impl Watch<'_> {
    /// One step more. An error where somebody has stopped it.
    async fn step(&self, stage: Stage, done: usize, total: usize) -> Result<(), RescueError> {
        (self.tell)(Progress { stage, done, total });
        if done.is_multiple_of(STEPS_AT_A_STRETCH) {
            (self.rest)().await;
        }
        if self.stop.get() { Err(RescueError::Stopped) } else { Ok(()) }
    }
}

/// Why a bundle was not made or not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RescueError {
    /// There is nothing of the kind on this tablet.
    Nothing,
    /// Somebody has stopped it.
    Stopped,
    /// The bundle is locked, and no passphrase was given.
    NeedsPassphrase,
    /// A draft is open in some window of the app, and might be replaced under somebody's hands.
    DraftOpen,
    /// What is on the tablet is not what the preview was made of any more.
    ChangedMeanwhile,
    /// The chosen file can't be read.
    File {
        cause: String,
    },
    Bundle(BundleError),
    Lock(LockError),
    Unlock(UnlockError),
    Storage(StorageError),
}

impl std::fmt::Display for RescueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => f.write_str("there is nothing to export"),
            Self::Stopped => f.write_str("it was stopped"),
            Self::NeedsPassphrase => f.write_str("the bundle is locked"),
            Self::DraftOpen => f.write_str("a draft is open"),
            Self::ChangedMeanwhile => f.write_str("the tablet was changed since the preview"),
            Self::File { cause } => write!(f, "the file can't be read: {cause}"),
            Self::Bundle(cause) => write!(f, "{cause}"),
            Self::Lock(cause) => write!(f, "{cause}"),
            Self::Unlock(cause) => write!(f, "{cause}"),
            Self::Storage(cause) => write!(f, "{cause}"),
        }
    }
}

impl std::error::Error for RescueError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bundle(cause) => Some(cause),
            Self::Lock(cause) => Some(cause),
            Self::Unlock(cause) => Some(cause),
            Self::Storage(cause) => Some(cause),
            _ => None,
        }
    }
}

impl From<BundleError> for RescueError {
    fn from(cause: BundleError) -> Self {
        Self::Bundle(cause)
    }
}

impl From<LockError> for RescueError {
    fn from(cause: LockError) -> Self {
        Self::Lock(cause)
    }
}

impl From<UnlockError> for RescueError {
    fn from(cause: UnlockError) -> Self {
        Self::Unlock(cause)
    }
}

impl From<StorageError> for RescueError {
    fn from(cause: StorageError) -> Self {
        Self::Storage(cause)
    }
}
