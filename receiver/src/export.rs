//! `export`: every sheet as it was received, its receipt, and the attachments it names, in a folder that needs no receiver to be read.
//!
//! Invariants: a file has its name only when it is whole, and an attachment only when its bytes have the digest of its name; a sheet is written after
//! everything it names. So an export that was interrupted goes on where it was, and what is there can be trusted. It reads beside receivers that run.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;
use walkaround_contract::Id;

use crate::{
    digest::Sha256Digest,
    places::{OpenError, Places},
    store::{AttachmentStore, SheetStore, StoreError, StoredSheet},
};

/// Sheets that are asked for at once.
const PAGE: u32 = 200;

/// Ending of a file that is being written.
const PARTIAL: &str = "partial";

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

/// An attachment as a sheet names it. Read leniently: what was kept under an older contract is exported too.
#[derive(Deserialize)]
pub(crate) struct Named {
    pub sha256: String,
    pub byte_length: u64,
}

#[derive(Deserialize)]
struct Names {
    #[serde(default)]
    attachments: Vec<Named>,
}

pub(crate) fn attachments_of(sheet: &[u8]) -> Option<Vec<Named>> {
    Some(serde_json::from_slice::<Names>(sheet).ok()?.attachments)
}

/// The folder of an export: `sheets/ID.json`, `receipts/ID.json`, `attachments/ab/abcdef…`.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if needed. It holds personal data: nobody else on the machine reads it.
    fn open(root: &Path) -> Result<Self, ExportError> {
        for part in ["sheets", "receipts", "attachments"] {
            let folder = root.join(part);
            create_private(&folder).map_err(|error| ExportError::Write(folder, error))?;
        }
        Ok(Self(root.to_owned()))
    }

    /// A folder that was made by an export.
    pub(crate) fn at(root: &Path) -> Self {
        Self(root.to_owned())
    }

    pub(crate) fn sheets(&self) -> PathBuf {
        self.0.join("sheets")
    }

    fn sheet(&self, id: Id) -> PathBuf {
        self.sheets().join(format!("{id}.json"))
    }

    fn receipt(&self, id: Id) -> PathBuf {
        self.0.join("receipts").join(format!("{id}.json"))
    }

    /// As the receiver's own folder has it.
    pub(crate) fn attachment(&self, sha256: &str) -> PathBuf {
        self.0.join("attachments").join(&sha256[..2]).join(sha256)
    }

    fn has_attachment(&self, named: &Named) -> bool {
        Sha256Digest::from_hex(&named.sha256).is_some()
            && fs::metadata(self.attachment(&named.sha256)).is_ok_and(|found| found.len() == named.byte_length)
    }

    /// Whether an earlier export wrote this sheet and everything it names.
    fn has_sheet(&self, id: Id) -> bool {
        let named = fs::read(self.sheet(id)).ok().and_then(|body| attachments_of(&body));
        named.is_some_and(|named| named.iter().all(|attachment| self.has_attachment(attachment)))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
        let mut file = self.begin(path)?;
        file.write(bytes)?;
        file.finish()
    }

    fn begin(&self, path: &Path) -> Result<NewFile, ExportError> {
        let begin = || {
            create_private(path.parent().expect("a file of an export lies in a folder of it"))?;
            let partial = path.with_added_extension(PARTIAL);
            Ok(NewFile { file: File::create(&partial)?, partial: partial.clone(), path: path.to_owned() })
        };
        begin().map_err(|error| ExportError::Write(path.to_owned(), error))
    }
}

fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A file that takes its name when it is whole. Dropped before, it goes.
struct NewFile {
    file: File,
    partial: PathBuf,
    path: PathBuf,
}

impl NewFile {
    fn write(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.file.write_all(bytes).map_err(|error| ExportError::Write(self.path.clone(), error))
    }

    fn finish(self) -> Result<(), ExportError> {
        let finished = self.file.sync_all().and_then(|()| fs::rename(&self.partial, &self.path));
        finished.map_err(|error| ExportError::Write(self.path.clone(), error))
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // After `finish` it is not there any more. What stays because it cannot be removed is written over by the next export.
        let _ = fs::remove_file(&self.partial);
    }
}
