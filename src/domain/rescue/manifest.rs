//! What a bundle says about itself, and where things lie in it.
//!
//! Invariant: what an entry is, is said by its path alone, and there is one way to write each path; so nothing can be two things.

use serde::{Deserialize, Serialize};
use walkaround_contract::{Id, Timestamp};

use super::archive::BundleError;

/// The form of bundles that this code writes. It is raised when an older app could no longer import one rightly; a folder it does not know
/// is no such change, because it says that there is something it can't read.
pub const FORMAT: u32 = 1;

/// Where the manifest lies.
pub const MANIFEST: &str = "manifest.json";

/// The table of contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub made_at: Timestamp,
    pub maker: Maker,
    pub entries: Vec<Entry>,
}

/// The tablet that made a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker {
    pub device: Id,
    pub name: Option<String>,
    pub app_version: String,
}

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub path: String,
    pub bytes: u64,
    /// Lower-case hex.
    pub sha256: String,
    /// Of photos, clips and pictures of signatures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Draft(Id),
    Sheet(Id),
    /// The state of a sheet's delivery.
    Delivery(Id),
    /// By the SHA-256 of its canonical form.
    Template(String),
    Photo(Id),
    Thumbnail(Id),
    /// Of a newer app, in a folder that is not known here.
    Unknown,
}

impl Place {
    /// The path of this place. Photos have the ending of what they are, so that they open by a tap in any file manager.
    pub fn path(&self, media_type: Option<&str>) -> String {
        let ending = match media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim() {
            "image/jpeg" => "jpg",
            "image/png" => "png",
            "audio/webm" => "webm",
            "audio/mp4" => "m4a",
            "audio/ogg" => "ogg",
            _ => "bin",
        };
        match self {
            Self::Draft(id) => format!("drafts/{id}.json"),
            Self::Sheet(id) => format!("sheets/{id}.json"),
            Self::Delivery(id) => format!("deliveries/{id}.json"),
            Self::Template(sha256) => format!("templates/{sha256}.json"),
            Self::Photo(id) => format!("photos/{id}.{ending}"),
            Self::Thumbnail(id) => format!("thumbnails/{id}.jpg"),
            Self::Unknown => String::new(),
        }
    }

    /// What lies at a path. Anything but `folder/name.ending` in small letters, digits and hyphens is refused: nothing of ours has such a
    /// path, and whatever unpacks it elsewhere must not be led out of its folder.
    pub fn parse(path: &str) -> Result<Self, BundleError> {
        let unsafe_path = || BundleError::UnsafePath { path: path.chars().take(80).collect() };
        let is_plain = |part: &str| {
            !part.is_empty()
                && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        };
        let (folder, file) = path.split_once('/').ok_or_else(unsafe_path)?;
        let (name, ending) = file.split_once('.').ok_or_else(unsafe_path)?;
        if ![folder, name, ending].into_iter().all(is_plain) {
            return Err(unsafe_path());
        }
        let id = || Id::try_parse(name).map_err(|_| unsafe_path());
        Ok(match folder {
            "drafts" => Self::Draft(id()?),
            "sheets" => Self::Sheet(id()?),
            "deliveries" => Self::Delivery(id()?),
            "templates" => Self::Template(name.to_owned()),
            "photos" => Self::Photo(id()?),
            "thumbnails" => Self::Thumbnail(id()?),
            _ => Self::Unknown,
        })
    }
}
