//! Where sheets, attachments and tokens are kept, as traits: SQLite and a folder behind them serve one machine, other databases and object stores come beside.
//!
//! Invariants every implementation keeps:
//! - A sheet's id is kept once. Whoever asks to keep it again learns what was kept, under any race.
//! - `keep` returns after the bytes are on stable storage, never before.
//! - A sheet's body comes back byte for byte as it was received.

mod disk;
mod failure;
#[cfg(feature = "postgres")]
mod postgres;
mod rows;
#[cfg(feature = "s3")]
mod s3;
mod schema;
mod sqlite;

use std::time::{SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::io::AsyncRead;
use walkaround_contract::{Id, Receipt, Timestamp};

use crate::digest::Sha256Digest;

pub use disk::DiskAttachments;
pub use failure::{Cause, OpenDatabaseError, StoreError};
#[cfg(feature = "postgres")]
pub use postgres::PostgresSheets;
#[cfg(feature = "s3")]
pub use s3::S3Attachments;
pub use sqlite::SqliteSheets;

/// A sheet to keep: its bytes and what the inbox finds it by.
#[derive(Clone, Debug)]
pub struct NewSheet {
    /// What lists show of it.
    pub line: SheetLine,
    /// The JSON as it was received.
    pub body: Vec<u8>,
    /// The attachments it names.
    pub attachments: Vec<NamedAttachment>,
    /// Name of the token it came with.
    pub delivered_by: String,
}

/// An attachment as a sheet names it.
#[derive(Clone, Debug)]
pub struct NamedAttachment {
    /// Its address.
    pub address: Sha256Digest,
    /// Its media type, as the sheet says.
    pub media_type: String,
}

/// What lists show of a sheet. Of the customer nothing: who needs the name opens the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// Id of the sheet.
    pub id: Id,
    /// Id of the reception.
    pub visit_id: Id,
    /// `intake` or `handover`.
    pub kind: String,
    /// The seal's digest.
    pub digest: String,
    /// The sheet it corrects.
    pub supersedes: Option<Id>,
    /// When it was signed, by the tablet's clock.
    pub completed_at: Timestamp,
    /// The plate as written, and its kind.
    pub plate: Option<(String, String)>,
    /// The VIN.
    pub vin: Option<String>,
    /// Maker and model.
    pub vehicle: String,
    /// Name of the advisor.
    pub advisor: String,
    /// How many marks.
    pub marks: u32,
}

/// What became of a sheet that was to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new here.
    New(Receipt),
    /// It was kept earlier; this is the receipt it got then.
    Known(Receipt),
    /// A sheet with another digest has its id.
    Conflict {
        /// Digest of what was kept.
        digest: String,
    },
}

/// A line of a list.
#[derive(Clone, Debug)]
pub struct ListedSheet {
    /// What lists show of it.
    pub line: SheetLine,
    /// Its receipt.
    pub receipt: Receipt,
    /// The sheet that corrects it, if one came.
    pub superseded_by: Option<Id>,
}

/// A sheet that was kept.
#[derive(Clone, Debug)]
pub struct StoredSheet {
    /// What lists show of it, and its receipt.
    pub listed: ListedSheet,
    /// The JSON as it was received.
    pub body: Vec<u8>,
}

/// A page of a list, newest first.
#[derive(Clone, Debug)]
pub struct SheetPage {
    /// The lines.
    pub sheets: Vec<ListedSheet>,
    /// Where the next page begins, if there is one.
    pub next: Option<i64>,
    /// How many sheets match in all.
    pub total: u64,
}

/// Keeps sheets.
#[async_trait]
pub trait SheetStore: Send + Sync {
    /// Keeps a sheet, or says what is kept under its id. Safe to call any number of times at once.
    async fn keep(&self, sheet: &NewSheet) -> Result<Kept, StoreError>;

    /// What `keep` would answer for a sheet with this id and digest without keeping anything; `None` if the id is not known.
    async fn known(&self, id: Id, digest: &str) -> Result<Option<Kept>, StoreError>;

    /// One sheet.
    async fn sheet(&self, id: Id) -> Result<Option<StoredSheet>, StoreError>;

    /// The intake of a vehicle that was signed last and that no other sheet supersedes; `key` is a VIN or a plate in the form of
    /// [`vehicle_key`].
    async fn last_of_vehicle(&self, key: &str) -> Result<Option<StoredSheet>, StoreError>;

    /// At most `limit` sheets received before `before` whose plate or VIN contains `key`, newest first.
    async fn page(&self, key: Option<&str>, before: Option<i64>, limit: u32) -> Result<SheetPage, StoreError>;

    /// The media type that the first sheet to name an attachment gave it.
    async fn media_type(&self, address: Sha256Digest) -> Result<Option<String>, StoreError>;

    /// Whether the store answers.
    async fn ready(&self) -> Result<(), StoreError>;

    /// Finishes what is under way and lets go.
    async fn close(&self);
}

/// Keeps the hashes of device tokens, never the tokens; with one exception, the served app's (see [`config_document`](crate::http::config_document)).
#[async_trait]
pub trait TokenStore: Send + Sync {
    /// Adds a token; false if the name is taken.
    async fn add_token(&self, name: &str, hash: Sha256Digest) -> Result<bool, StoreError>;

    /// Every token, by name.
    async fn tokens(&self) -> Result<Vec<(String, Sha256Digest)>, StoreError>;

    /// The served app's token in the clear, if one was made.
    async fn app_token(&self) -> Result<Option<String>, StoreError>;

    /// Makes `token` the app's and adds it under `name`. False, and nothing has changed, if the app's token is not `earlier` any more or the name is taken:
    /// of receivers that start at the same time one is first, and the others take its token.
    async fn replace_app_token(&self, earlier: Option<&str>, name: &str, token: &str) -> Result<bool, StoreError>;
}

/// A database keeps both.
pub trait Database: SheetStore + TokenStore {}

impl<T: SheetStore + TokenStore> Database for T {}

/// Keeps attachments under the SHA-256 of their bytes.
#[async_trait]
pub trait AttachmentStore: Send + Sync {
    /// Length of an attachment in bytes; `None` if it is not here.
    async fn length(&self, address: Sha256Digest) -> Result<Option<u64>, StoreError>;

    /// Opens a place to write the attachment of this address to. Nobody sees anything of it before `keep`; dropped without, nothing of it remains.
    async fn begin(&self, address: Sha256Digest) -> Result<Box<dyn Upload>, StoreError>;

    /// The bytes of an attachment from `offset` on; `None` if it is not here.
    async fn open(
        &self,
        address: Sha256Digest,
        offset: u64,
    ) -> Result<Option<Box<dyn AsyncRead + Send + Unpin>>, StoreError>;
}

/// An attachment on its way in.
#[async_trait]
pub trait Upload: Send {
    /// Appends bytes.
    async fn write(&mut self, bytes: Bytes) -> Result<(), StoreError>;

    /// Keeps what was written under its address. The caller has verified that this is its digest.
    async fn keep(self: Box<Self>) -> Result<(), StoreError>;
}

/// This machine's own time, in UTC. The tablet's clock is not trusted; a receipt carries this one.
pub fn receiver_time() -> Timestamp {
    // A clock before 1970 is a broken clock, and says so.
    let ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    i64::try_from(ms).ok().and_then(|ms| Timestamp::from_unix_ms(ms, 0)).expect("this century is within chrono's range")
}

/// How vehicles are looked up: upper case, without spaces and separators, so that `沪A·D12345` and `沪a d12345` are one plate.
pub fn vehicle_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_is_found_however_it_is_typed() {
        assert_eq!(vehicle_key("沪A·D12345"), "沪AD12345");
        assert_eq!(vehicle_key(" 沪a-d 12345 "), "沪AD12345");
        assert_eq!(vehicle_key("lgxc76c4xp0123487"), "LGXC76C4XP0123487");
    }
}
