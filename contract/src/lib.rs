//! The contract: what an intake sheet is on the wire. Types, validation, canonical form, digests and seal.
//!
//! Invariant: no I/O, no clock, no randomness. The same sheet gives the same bytes and the same digest on every machine.

mod answers;
mod arrival;
mod attachment;
mod attachment_ink;
mod cabin;
pub mod canonical;
mod concern;
mod customer;
mod evidence;
#[cfg(feature = "schema")]
pub mod openapi;
#[cfg(feature = "schema")]
pub mod schema;
mod sheet;
mod template;
mod time;
pub mod totals;
pub mod validate;
mod vehicle;
mod walkaround;
mod word;
mod work;

pub use answers::*;
pub use arrival::*;
pub use attachment::*;
pub use attachment_ink::{INK_STROKE, INK_WIDTH, Ink, InkWords, ink_height};
pub use cabin::*;
pub use canonical::{
    CanonicalError, canonical_bytes, content_digest, content_form, digest_bytes, is_sha256_hex, seal_digest,
    sealed_form, sha256_hex, short_code,
};
pub use concern::*;
pub use customer::*;
pub use evidence::*;
pub use sheet::*;
pub use template::*;
pub use time::Timestamp;
pub use totals::totals;
pub use validate::{
    Problem, Stage, Warning, is_vin, longest_text, read_sheet, read_template, validate_at, validate_sheet,
    validate_template, vin_check_digit_is_right,
};
pub use vehicle::*;
pub use walkaround::*;
pub use work::*;

/// An id made on the tablet: UUID version 7, lower-case with hyphens.
pub type Id = uuid::Uuid;

/// Members that this version does not know, kept as they came (invariant 8).
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// `contract` of every sheet.
pub const CONTRACT: &str = "walkaround.intake-sheet";

/// `version` of the sheets this code writes.
pub const VERSION: &str = "0.9";
