//! The folder of an export: `sheets/ID.json`, `receipts/ID.json`, `attachments/ab/abcdef…`.
//!
//! Invariant: a file has its name only when it is whole.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use walkaround_contract::Id;

use super::ExportError;
use crate::digest::Sha256Digest;

/// Ending of a file that is being written.
const PARTIAL: &str = "partial";

/// An attachment as a sheet names it. Read leniently: what was kept under an older contract is exported too.
#[derive(Deserialize)]
pub(super) struct Named {
    pub sha256: String,
    pub byte_length: u64,
}

#[derive(Deserialize)]
struct Names {
    #[serde(default)]
    attachments: Vec<Named>,
}

pub(super) fn attachments_of(sheet: &[u8]) -> Option<Vec<Named>> {
    Some(serde_json::from_slice::<Names>(sheet).ok()?.attachments)
}

/// The folder of an export.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if needed. It holds personal data: nobody else on the machine reads it.
    pub(super) fn open(root: &Path) -> Result<Self, ExportError> {
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

    pub(super) fn sheet(&self, id: Id) -> PathBuf {
        self.sheets().join(format!("{id}.json"))
    }

    pub(super) fn receipt(&self, id: Id) -> PathBuf {
        self.0.join("receipts").join(format!("{id}.json"))
    }

    /// As the receiver's own folder has it.
    pub(crate) fn attachment(&self, sha256: &str) -> PathBuf {
        self.0.join("attachments").join(&sha256[..2]).join(sha256)
    }

    pub(super) fn has_attachment(&self, named: &Named) -> bool {
        Sha256Digest::from_hex(&named.sha256).is_some()
            && fs::metadata(self.attachment(&named.sha256)).is_ok_and(|found| found.len() == named.byte_length)
    }

    /// Whether an earlier export wrote this sheet and everything it names.
    pub(super) fn has_sheet(&self, id: Id) -> bool {
        let named = fs::read(self.sheet(id)).ok().and_then(|body| attachments_of(&body));
        named.is_some_and(|named| named.iter().all(|attachment| self.has_attachment(attachment)))
    }

    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
        let mut file = self.begin(path)?;
        file.write(bytes)?;
        file.finish()
    }

    pub(super) fn begin(&self, path: &Path) -> Result<NewFile, ExportError> {
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
pub(super) struct NewFile {
    file: File,
    partial: PathBuf,
    path: PathBuf,
}

impl NewFile {
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.file.write_all(bytes).map_err(|error| ExportError::Write(self.path.clone(), error))
    }

    pub(super) fn finish(self) -> Result<(), ExportError> {
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
