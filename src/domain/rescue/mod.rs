//! The rescue bundle: drafts, signed sheets and everything they need as one file, out of one tablet and into another (or the same).
//!
//! A bundle is a ZIP of a `manifest.json` and plain files (`drafts/`, `sheets/`, `deliveries/`, `templates/`, `photos/`, `thumbnails/`), so
//! that any tool can look into it; with a passphrase it is encrypted as a whole ([`envelope`]). Settings are not in it: they hold the
//! backend's token, which never leaves the tablet, and the tablet's own id, which two tablets must not share.
//!
//! Invariant: nothing that is on the tablet is replaced unless a person has chosen so, and a signed sheet never is.

pub mod archive;
pub mod envelope;
pub mod manifest;

mod compare;
mod contents;
mod copy;
mod passphrase;
mod plan;

#[cfg(test)]
mod tests;

pub use archive::{Archive, ArchiveWriter, BundleError};
pub use compare::{Choice, Here, Key, Line, Standing, compare};
pub use contents::{BundledSheet, Contents, sealed_bytes};
pub use copy::copy_of;
pub use manifest::{Entry, FORMAT, Maker, Manifest, Place};
pub use passphrase::{Strength, strength};
pub use plan::{Item, LARGEST_PART, Needed, in_parts, item_of_draft, item_of_sheet};

use walkaround_contract::Id;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Draft(Id),
    Sheet(Id),
    Everything,
}
