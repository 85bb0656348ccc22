//! Reference backend of the intake-sheet contract: takes sheets and their attachments, keeps them, shows them, and serves the app.
//!
//! Invariants: a sheet that was acknowledged is on stable storage and stays as it was received; the same sheet is kept once, however often and from however
//! many connections it comes. Everything a request needs is in the stores, so that several receivers can stand before one database.

pub mod auth;
mod body;
pub mod checked;
pub mod digest;
pub mod export;
mod http;
mod inbox;
mod places;
pub mod problem;
mod server;
pub mod store;
pub mod verify;

pub use http::{AppFolder, Desk, Limits, ServedTemplate, TemplateFault, config_document::Handed, router};
pub use places::{Bucket, OpenError, Places, add_token};
pub use server::{GRACE, Options, Receiver};
