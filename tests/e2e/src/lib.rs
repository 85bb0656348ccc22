//! Drives the real build in a real browser against the real receiver, the way a person would: by the
//! roles and names that the browser tells assistive technology, waiting for conditions, never sleeping.
//!
//! A test is a [`perform`]ance on a [`Stage`]: its own receiver with an empty database, and browsers with
//! profiles of their own. What goes wrong leaves a picture and the browser's console in `target/e2e/`.
//!
//! Run through `cargo xtask test --only e2e`, which names the programs in variables ([`Places`]).

mod backend;
mod bad_files;
mod browser;
mod database;
mod downloads;
mod driver;
mod engine;
mod full_draft;
mod inbox;
mod intake;
mod interactions;
mod journey;
mod mouse;
mod page;
mod photo;
mod places;
mod processes;
mod quota;
mod receiver;
mod senses;
mod stage;
mod validator;
mod wait;
mod windows;

pub use backend::{Asked, Backend, Manner, REFUSAL};
pub use bad_files::BadFile;
pub use browser::{Browser, Look, Profile};
pub use downloads::Downloads;
pub use engine::Engine;
pub use full_draft::{draft_with_a_body, full_draft};
pub use inbox::ids_in_inbox;
pub use intake::{
    go_to_step, id_in_address, mark_with_photo, plain_intake, seal, sign_and_seal, sign_both, sign_with_marks,
    stored_sheet,
};
pub use journey::{deliver_to, first_start, is_saved, new_intake, sign, until_saved};
pub use mouse::Mouse;
pub use page::{Role, Seen, WORDS};
pub use photo::{Photo, write_camera_photo};
pub use places::Places;
pub use receiver::Receiver;
pub use stage::{ELSEWHERE, Stage, perform, perform_in};
pub use validator::{validate_against_schema, validate_each_against_schema};
pub use wait::{PATIENCE, until, until_within};

/// What test code returns: any error, with its causes.
pub type Result<T = ()> = anyhow::Result<T>;
