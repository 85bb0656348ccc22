//! What is open and what goes on: the draft in the editor, the board, the outbox, the session. Signals and orchestration, no rules and no pixels.

pub mod outbox_sync;

#[cfg(target_arch = "wasm32")]
mod attachments;
#[cfg(target_arch = "wasm32")]
mod backend_test;
#[cfg(target_arch = "wasm32")]
mod board;
#[cfg(target_arch = "wasm32")]
mod open_draft;
#[cfg(target_arch = "wasm32")]
mod outbox;
#[cfg(target_arch = "wasm32")]
mod ports;
#[cfg(target_arch = "wasm32")]
mod sealing;
#[cfg(target_arch = "wasm32")]
mod session;
#[cfg(target_arch = "wasm32")]
mod standing;
#[cfg(target_arch = "wasm32")]
mod toasts;

#[cfg(target_arch = "wasm32")]
pub use self::{
    attachments::*, backend_test::*, board::*, open_draft::*, outbox::*, ports::*, sealing::*, session::*, standing::*,
    toasts::*,
};

/// What pages have to put into words; they know no other part of the ports.
#[cfg(target_arch = "wasm32")]
pub use crate::ports::{MAX_MEGAPIXELS, PhotoError, StorageError};
