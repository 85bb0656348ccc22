//! What is open and what goes on: the draft in the editor, the board, the outbox, the session. Signals and orchestration, no rules and no pixels.

pub mod camera_session;
pub mod history;
pub mod outbox_sync;
pub mod rescue;
pub mod retention;

#[cfg(target_arch = "wasm32")]
mod annotations;
#[cfg(target_arch = "wasm32")]
mod attachments;
#[cfg(target_arch = "wasm32")]
mod backend_test;
#[cfg(target_arch = "wasm32")]
mod board;
#[cfg(target_arch = "wasm32")]
mod clips;
#[cfg(target_arch = "wasm32")]
mod draft_access;
#[cfg(target_arch = "wasm32")]
mod draft_handover;
#[cfg(target_arch = "wasm32")]
mod draft_saver;
#[cfg(target_arch = "wasm32")]
mod freeing;
#[cfg(target_arch = "wasm32")]
mod keeping;
#[cfg(target_arch = "wasm32")]
mod last_visit;
#[cfg(target_arch = "wasm32")]
mod ledger;
#[cfg(target_arch = "wasm32")]
mod live_camera;
#[cfg(target_arch = "wasm32")]
mod open_draft;
#[cfg(target_arch = "wasm32")]
mod outbox;
#[cfg(target_arch = "wasm32")]
mod outbox_runner;
#[cfg(target_arch = "wasm32")]
mod pending_photos;
#[cfg(target_arch = "wasm32")]
mod ports;
#[cfg(target_arch = "wasm32")]
mod sealing;
#[cfg(target_arch = "wasm32")]
mod session;
#[cfg(target_arch = "wasm32")]
mod signatures;
#[cfg(target_arch = "wasm32")]
mod standing;
#[cfg(target_arch = "wasm32")]
mod storage;
#[cfg(target_arch = "wasm32")]
mod sweep;
#[cfg(target_arch = "wasm32")]
mod template;
#[cfg(target_arch = "wasm32")]
mod template_bench;
#[cfg(target_arch = "wasm32")]
mod template_pull;
#[cfg(target_arch = "wasm32")]
mod templates;
#[cfg(target_arch = "wasm32")]
mod toasts;

#[cfg(target_arch = "wasm32")]
pub use self::{
    annotations::*, attachments::*, backend_test::*, board::*, clips::*, draft_access::*, draft_saver::*, freeing::*,
    last_visit::*, ledger::*, live_camera::*, open_draft::*, outbox::*, pending_photos::*, ports::*, sealing::*,
    session::*, signatures::*, standing::*, storage::*, sweep::*, template::*, template_bench::*, template_pull::*,
    templates::*, toasts::*,
};

/// What pages have to put into words; they know no other part of the ports.
#[cfg(target_arch = "wasm32")]
pub use crate::ports::{
    AudioError, CameraError, MAX_MEGAPIXELS, NotNow, Obstacle, PhotoError, StorageError, UnlockError,
};
