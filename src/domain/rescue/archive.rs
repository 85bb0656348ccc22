//! The ZIP around a bundle. Entries are stored, not compressed: photos are JPEG already, and what can't be unpacked can't explode.
//!
//! Invariant: of a file from elsewhere nothing is believed before it is checked: every entry is stored as it is, lies inside the file, shares
//! no byte with another, and has a path that leads nowhere else.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::ops::Range;
use std::sync::Arc;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::manifest::{FORMAT, MANIFEST, Manifest, Place};

/// Most entries a bundle may have: 2,000 sheets with 24 photos and thumbnails each. A list of more would only keep the tablet busy.
const MOST_ENTRIES: usize = 100_000;

/// Why a file is no bundle that can be imported here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// No ZIP, or one that somebody else made.
    Foreign { cause: String },
    /// Begins as a bundle but is cut off or changed.
    Damaged { cause: String },
    /// An entry lies at a path that no bundle has.
    UnsafePath { path: String },
    /// Entries that are compressed or share their bytes: more would come out than is in the file.
    Exploding { cause: String },
    /// Of a newer app.
    Newer { found: u32, known: u32 },
    /// It would not fit into the memory of the page.
    TooLarge { bytes: u64, limit: u64 },
}

impl std::fmt::Display for BundleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Foreign { cause } => write!(f, "this is no rescue bundle: {cause}"),
            Self::Damaged { cause } => write!(f, "the rescue bundle is damaged: {cause}"),
            Self::UnsafePath { path } => write!(f, "the path `{path}` is none of a rescue bundle"),
            Self::Exploding { cause } => write!(f, "more would come out than is in the file: {cause}"),
            Self::Newer { found, known } => write!(f, "format {found} is newer than {known}"),
            Self::TooLarge { bytes, limit } => write!(f, "{bytes} bytes are more than {limit}"),
        }
    }
}

impl std::error::Error for BundleError {}

/// A bundle that is being written.
pub struct ArchiveWriter(ZipWriter<Cursor<Vec<u8>>>);

impl Default for ArchiveWriter {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl ArchiveWriter {
    /// Adds a file.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), BundleError> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.0.start_file(path, stored).map_err(|cause| too_large(&cause))?;
        self.0.write_all(bytes).map_err(|cause| too_large(&cause.into()))
    }

    /// Adds the manifest and ends the file.
    pub fn finish(mut self, manifest: &Manifest) -> Result<Vec<u8>, BundleError> {
        let json = serde_json::to_vec_pretty(manifest).map_err(|cause| damaged(&cause))?;
        self.add(MANIFEST, &json)?;
        Ok(self.0.finish().map_err(|cause| too_large(&cause))?.into_inner())
    }
}

/// Writing to memory fails only where an entry has no room in the format, 4 GB.
fn too_large(_cause: &ZipError) -> BundleError {
    BundleError::TooLarge { bytes: u64::from(u32::MAX), limit: u64::from(u32::MAX) }
}

/// A bundle as it came: its bytes, and where in them each entry lies.
#[derive(Clone, Debug)]
pub struct Archive {
    /// Shared with whoever read the file, because a bundle may fill a good part of a page's memory.
    bytes: Arc<Vec<u8>>,
    entries: BTreeMap<String, Range<usize>>,
    manifest: Manifest,
}

impl Archive {
    /// Reads the table of contents. Whether each entry is what the manifest says is seen by hashing it.
    pub fn open(bytes: Arc<Vec<u8>>) -> Result<Self, BundleError> {
        let entries = ranges(&bytes)?;
        let json = entries
            .get(MANIFEST)
            .and_then(|range| bytes.get(range.clone()))
            .ok_or_else(|| BundleError::Foreign { cause: format!("it has no {MANIFEST}") })?;
        let manifest = read_manifest(json)?;
        for entry in &manifest.entries {
            Place::parse(&entry.path)?;
            let found = entries.get(&entry.path).map(|range| range.len() as u64);
            if found != Some(entry.bytes) {
                let cause = format!("{} has {found:?} bytes instead of {}", entry.path, entry.bytes);
                return Err(BundleError::Damaged { cause });
            }
        }
        Ok(Self { bytes, entries, manifest })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The bytes at a path.
    pub fn entry(&self, path: &str) -> Option<&[u8]> {
        self.bytes.get(self.entries.get(path)?.clone())
    }
}

/// Where each entry lies.
fn ranges(bytes: &[u8]) -> Result<BTreeMap<String, Range<usize>>, BundleError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| not_opened(bytes, &cause))?;
    if zip.len() > MOST_ENTRIES {
        return Err(BundleError::Exploding { cause: format!("{} entries", zip.len()) });
    }
    if zip.has_duplicate_names() || zip.has_overlapping_entries().map_err(|cause| damaged(&cause))? {
        return Err(BundleError::Exploding { cause: "entries share a name or their bytes".into() });
    }
    let mut entries = BTreeMap::new();
    for index in 0..zip.len() {
        let file = zip.by_index_raw(index).map_err(|cause| damaged(&cause))?;
        let path = file.name().map_err(|cause| damaged(&cause))?.into_owned();
        if path != MANIFEST {
            Place::parse(&path)?;
        }
        if file.compression() != CompressionMethod::Stored || file.size() != file.compressed_size() || file.encrypted()
        {
            return Err(BundleError::Exploding { cause: format!("{path} is packed") });
        }
        let range = file.data_start().and_then(|start| {
            let start = usize::try_from(start).ok()?;
            let end = start.checked_add(usize::try_from(file.size()).ok()?)?;
            (end <= bytes.len()).then_some(start..end)
        });
        let range = range.ok_or_else(|| BundleError::Damaged { cause: format!("{path} lies outside the file") })?;
        entries.insert(path, range);
    }
    Ok(entries)
}

fn read_manifest(json: &[u8]) -> Result<Manifest, BundleError> {
    #[derive(serde::Deserialize)]
    struct Format {
        format: u32,
    }
    // The format alone first: of a newer one nothing else need be readable.
    let Format { format } = serde_json::from_slice(json).map_err(|cause| damaged(&cause))?;
    if format > FORMAT {
        return Err(BundleError::Newer { found: format, known: FORMAT });
    }
    serde_json::from_slice(json).map_err(|cause| damaged(&cause))
}

/// A ZIP keeps its table of contents at its end: a file that begins as one and has none is cut off.
fn not_opened(bytes: &[u8], cause: &ZipError) -> BundleError {
    if bytes.starts_with(b"PK\x03\x04") {
        return damaged(cause);
    }
    BundleError::Foreign { cause: cause.to_string() }
}

fn damaged(cause: &dyn std::fmt::Display) -> BundleError {
    BundleError::Damaged { cause: cause.to_string() }
}
