//! From a file of the camera to a photo that may be kept: upright, no larger than needed, without EXIF, hashed. Never on the main thread.

use async_trait::async_trait;

pub use crate::domain::annotation::BlurArea;

/// A photo that is ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedPhoto {
    /// JPEG, upright, without metadata.
    pub bytes: Vec<u8>,
    pub thumbnail: Vec<u8>,
    pub width: u32,
    pub height: u32,
    /// Lower-case hex.
    pub sha256: String,
}

/// Why a file can't be used as a photo.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum PhotoError {
    /// Zero bytes.
    Empty,
    /// Not a picture that can be read here.
    NotAnImage,
    /// HEIC or HEIF, which this browser's app can't read.
    Heic,
    /// Begins as a picture but is cut off or damaged.
    Damaged { cause: String },
    /// More pixels than a tablet can hold at once.
    TooLarge { megapixels: u32, limit: u32 },
    /// The worker died or can't be started.
    Worker { cause: String },
}

/// Longest edge of a kept photo in pixels.
pub const LONG_EDGE: u32 = 1600;

/// Most pixels that are decoded, in millions: 64 M × 4 bytes (RGBA) is 256 MB, what a worker on a 3 GB tablet gets without being killed.
pub const MAX_MEGAPIXELS: u32 = 64;

/// Prepares photos.
#[async_trait(?Send)]
pub trait PhotoPreparer {
    async fn prepare(&self, file: Vec<u8>) -> Result<PreparedPhoto, PhotoError>;
    /// Makes areas of a kept photo unrecognisable for good. `original` is the photo as it was kept, before anything was blurred.
    async fn burn(&self, original: Vec<u8>, areas: &[BlurArea]) -> Result<PreparedPhoto, PhotoError>;
}
