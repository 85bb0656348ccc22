//! Storage. Invariant: when a method that writes has returned `Ok`, what it wrote survives the death of the process.

use async_trait::async_trait;
use walkaround_contract::{Id, Template};

use crate::domain::draft::Draft;
use crate::domain::ledger::Ledger;
use crate::domain::outbox::LetGo;
pub use crate::domain::outbox::{Delivery, OutboxEntry, SheetAttachment, SheetRecord};
use crate::domain::settings::Settings;

/// Why the tablet could not keep or read something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The disk or the browser's share of it is full. Nothing that was saved is lost.
    Full { cause: String },
    /// The browser has no database, or refuses it (private window).
    Unavailable { cause: String },
    /// The database was written by a newer version of the app.
    Future { found: u32, known: u32 },
    /// A record can't be read. Its raw text is kept and can be exported.
    Damaged { record: String, cause: String },
    /// The connection died and reopening it failed.
    Lost { cause: String },
    /// Another tab writes this draft now, or it was signed or removed there. Nothing was written here.
    TakenOver { draft: Id },
}

impl std::fmt::Display for StorageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Full { cause } => write!(f, "storage is full: {cause}"),
            Self::Unavailable { cause } => write!(f, "storage is unavailable: {cause}"),
            Self::Future { found, known } => write!(f, "database version {found} is newer than {known}"),
            Self::Damaged { record, cause } => write!(f, "record {record} is damaged: {cause}"),
            Self::Lost { cause } => write!(f, "database connection lost: {cause}"),
            Self::TakenOver { draft } => write!(f, "draft {draft} is written by another tab"),
        }
    }
}

impl std::error::Error for StorageError {}

/// A record that could not be read, with its raw text for the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedRecord {
    pub store: String,
    pub key: String,
    pub raw: String,
    pub cause: String,
}

/// Everything of one kind that could be read, and what could not.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing<T> {
    pub items: Vec<T>,
    pub damaged: Vec<DamagedRecord>,
}

/// The right to write a draft, until somebody claims it anew. It is kept beside the draft and never leaves the tablet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim(pub u32);

/// Drafts.
///
/// Invariant: an older copy never replaces a newer one. Whoever works on a draft claims it first; a later claim, in whatever tab, ends the
/// earlier one, with locks or without.
#[async_trait(?Send)]
pub trait DraftRepo {
    /// Writes a draft whoever works on it: a new one, or one from elsewhere. A claim that was made on it ends.
    async fn save(&self, draft: &Draft) -> Result<(), StorageError>;
    /// Takes a draft over for writing, as it is now. `None` where there is none.
    async fn claim(&self, id: Id) -> Result<Option<(Draft, Claim)>, StorageError>;
    /// Writes a draft under its claim; [`StorageError::TakenOver`] where that has ended or the draft is gone.
    async fn save_claimed(&self, draft: &Draft, claim: Claim) -> Result<(), StorageError>;
    async fn load(&self, id: Id) -> Result<Option<Draft>, StorageError>;
    async fn list(&self) -> Result<Listing<Draft>, StorageError>;
    /// Removes the draft and the bytes of its attachments.
    async fn remove(&self, draft: &Draft) -> Result<(), StorageError>;
}

/// A photo, clip or signature picture: bytes as delivered, and a thumbnail for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPhoto {
    pub id: Id,
    pub media_type: String,
    pub bytes: Vec<u8>,
    /// A small JPEG; empty where there is nothing to show (audio).
    pub thumbnail: Vec<u8>,
}

/// Attachment bytes, written once under a new id and never again.
#[async_trait(?Send)]
pub trait PhotoRepo {
    async fn put(&self, photo: &StoredPhoto) -> Result<(), StorageError>;
    async fn bytes(&self, id: Id) -> Result<Option<Vec<u8>>, StorageError>;
    async fn thumbnail(&self, id: Id) -> Result<Option<Vec<u8>>, StorageError>;
    async fn remove(&self, id: Id) -> Result<(), StorageError>;
    /// Ids of everything that is stored, in order.
    async fn ids(&self) -> Result<Vec<Id>, StorageError>;
}

/// Signed sheets and their delivery.
#[async_trait(?Send)]
pub trait OutboxRepo {
    /// In one transaction: the sheet is there, queued, and the draft is gone.
    async fn seal(&self, sheet: &SheetRecord, delivery: &Delivery) -> Result<(), StorageError>;
    async fn list(&self) -> Result<Listing<OutboxEntry>, StorageError>;
    /// What goes out by itself. Sheets that are delivered or need a person are not even read, so that it costs no more after a year. A sheet
    /// that can't be read is left out; [`OutboxRepo::list`] tells of it.
    async fn waiting(&self) -> Result<Vec<OutboxEntry>, StorageError>;
    async fn get(&self, id: Id) -> Result<Option<OutboxEntry>, StorageError>;
    /// Writes how far a delivery has come. What the backend has stays delivered, whatever a tab says that does not know it yet.
    async fn set_delivery(&self, id: Id, delivery: &Delivery) -> Result<(), StorageError>;
    /// Lets go of a part of a sheet and notes it. Refused where the stored delivery is not confirmed, whatever the caller believes. From a
    /// full disk bytes go without the note where that doesn't fit, because removing needs no room; a later call notes it. A sheet that is
    /// gone stays so.
    async fn let_go(&self, id: Id, going: &Going, note: &LetGo) -> Result<(), StorageError>;
}

/// What goes of a sheet that the backend has confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Going {
    /// These bytes: attachments and originals that nothing else refers to.
    Photos { bytes: Vec<Id> },
    /// Everything of the sheet's text that is not in here.
    Personal { rest: Box<SheetRecord> },
    /// The sheet.
    All,
}

/// Settings of this tablet.
#[async_trait(?Send)]
pub trait SettingsRepo {
    async fn load(&self) -> Result<Option<Settings>, StorageError>;
    async fn save(&self, settings: &Settings) -> Result<(), StorageError>;
}

/// The database's note about itself, and the room it holds ready for a full disk.
#[async_trait(?Send)]
pub trait LedgerRepo {
    async fn ledger(&self) -> Result<Option<Ledger>, StorageError>;
    /// Keeps this one, unless there is one: then that one counts, and is returned. Two tabs may begin at once.
    async fn keep_ledger(&self, made: &Ledger) -> Result<Ledger, StorageError>;
    async fn set_ledger(&self, ledger: &Ledger) -> Result<(), StorageError>;
    /// Holds room ready, or lets go of it. With a full disk, what is let go of is enough to note what is delivered, and so to free more.
    async fn set_reserve(&self, held: bool) -> Result<(), StorageError>;
}

/// Templates, each under the SHA-256 of its canonical form.
#[async_trait(?Send)]
pub trait TemplateRepo {
    /// Keeps a template. To keep it once more changes nothing.
    async fn keep_template(&self, sha256: &str, template: &Template) -> Result<(), StorageError>;
    async fn template(&self, sha256: &str) -> Result<Option<Template>, StorageError>;
}

/// Everything in the database as text, for a rescue export that needs no reading code to succeed.
#[async_trait(?Send)]
pub trait RawExport {
    /// JSON of every record as found (attachment bytes in base64), newest database version or not.
    async fn export_raw(&self) -> Result<String, StorageError>;
}
