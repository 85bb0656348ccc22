//! `export`: every sheet as it was received, its receipt, and the attachments it names, in a folder that needs no receiver to be read.
//!
//! Invariants: a file has its name only when it is whole, and an attachment only when its bytes have the digest of its name; a sheet is written after
//! everything it names. So an export that was interrupted goes on where it was, and what is there can be trusted. It reads beside receivers that run.

mod folder;

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;
use walkaround_contract::Id;

pub(crate) use folder::Folder;
use folder::{Named, attachments_of};

use crate::{
    digest::Sha256Digest,
    places::{OpenError, Places},
    store::{AttachmentStore, SheetStore, StoreError, StoredSheet},
};

/// Sheets that are asked for at once.
const PAGE: u32 = 200;

/// What came of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Sheets that were written now.
    pub sheets: u64,
    /// Sheets that an earlier export had written.
    pub already: u64,
    /// Attachments that were written now.
    pub attachments: u64,
    /// What is not in the export, each with the reason. Everything else is.
    pub missing: Vec<String>,
}

/// Why an export ended.
#[derive(Debug)]
pub enum ExportError {
    /// The stores cannot be opened.
    Open(OpenError),
    /// The stores cannot be read.
    Store(StoreError),
    /// The export cannot be written.
    Write(PathBuf, io::Error),
    /// There is no sheet with this id.
    NoSuchSheet(Id),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
            Self::Write(path, _) => write!(f, "{} cannot be written", path.display()),
            Self::NoSuchSheet(id) => write!(f, "no sheet {id} was received"),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Open(error) => error.source(),
            Self::Store(error) => error.source(),
            Self::Write(_, error) => Some(error),
            Self::NoSuchSheet(_) => None,
        }
    }
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Exports everything, or one sheet, into a folder. `progress` is told how many sheets of how many are done.
pub async fn export(
    from: &Places,
    only: Option<Id>,
    into: &Path,
    mut progress: impl FnMut(u64, u64),
) -> Result<Exported, ExportError> {
    let (sheets, attachments) = from.open_to_read().await.map_err(ExportError::Open)?;
    let mut export =
        Export { folder: Folder::open(into)?, attachments: attachments.as_ref(), done: Exported::default() };
    if let Some(id) = only {
        let stored = sheets.sheet(id).await?.ok_or(ExportError::NoSuchSheet(id))?;
        export.sheet(&stored).await?;
        progress(1, 1);
    } else {
        export.everything(sheets.as_ref(), &mut progress).await?;
    }
    sheets.close().await;
    Ok(export.done)
}

struct Export<'a> {
    folder: Folder,
    attachments: &'a dyn AttachmentStore,
    done: Exported,
}

impl Export<'_> {
    /// From the newest to the oldest. What arrives meanwhile is left to the next export.
    async fn everything(
        &mut self,
        sheets: &(impl SheetStore + ?Sized),
        progress: &mut impl FnMut(u64, u64),
    ) -> Result<(), ExportError> {
        let (mut before, mut seen) = (None, 0);
        loop {
            let page = sheets.page(None, before, PAGE).await?;
            for listed in &page.sheets {
                let id = listed.line.id;
                if self.folder.has_sheet(id) {
                    self.done.already += 1;
                } else if let Some(stored) = sheets.sheet(id).await? {
                    self.sheet(&stored).await?;
                }
                seen += 1;
            }
            progress(seen, page.total.max(seen));
            before = page.next;
            if before.is_none() {
                return Ok(());
            }
        }
    }

    async fn sheet(&mut self, stored: &StoredSheet) -> Result<(), ExportError> {
        let id = stored.listed.line.id;
        let Some(named) = attachments_of(&stored.body) else {
            self.done.missing.push(format!("sheet {id}: what is kept is not JSON"));
            return Ok(());
        };
        let mut whole = true;
        for attachment in &named {
            if self.folder.has_attachment(attachment) {
                continue;
            }
            match self.attachment(attachment).await? {
                None => self.done.attachments += 1,
                Some(reason) => {
                    whole = false;
                    self.done.missing.push(format!("attachment {} of sheet {id}: {reason}", attachment.sha256));
                }
            }
        }
        let receipt = serde_json::to_vec_pretty(&stored.listed.receipt)
            .expect("a receipt is made of strings, which always serialise");
        self.folder.write(&self.folder.receipt(id), &receipt)?;
        self.folder.write(&self.folder.sheet(id), &stored.body)?;
        // A sheet without all it names is worth having, and is counted as what it is.
        if whole {
            self.done.sheets += 1;
        }
        Ok(())
    }

    /// Copies an attachment; why not, if it could not be.
    async fn attachment(&self, named: &Named) -> Result<Option<&'static str>, ExportError> {
        let Some(address) = Sha256Digest::from_hex(&named.sha256) else { return Ok(Some("its address is no SHA-256")) };
        let Some(mut reader) = self.attachments.open(address, 0).await? else {
            return Ok(Some("it is not in the store"));
        };
        let path = self.folder.attachment(&named.sha256);
        let mut file = self.folder.begin(&path)?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 64 << 10];
        loop {
            let length = reader.read(&mut buffer).await.map_err(StoreError::from)?;
            if length == 0 {
                break;
            }
            hasher.update(&buffer[..length]);
            file.write(&buffer[..length])?;
        }
        if Sha256Digest::finished(hasher) != address {
            return Ok(Some("its bytes are not those of its SHA-256 any more"));
        }
        file.finish()?;
        Ok(None)
    }
}
