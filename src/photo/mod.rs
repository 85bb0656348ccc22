//! The photo pipeline: from a file of the camera to what is kept. Pure, so that it is tested natively; the browser runs it in a worker.
//!
//! Invariant: what comes out is a JPEG of pixels only, upright and no larger than needed. No byte of the file's metadata (EXIF, place,
//! serial numbers, embedded previews) is carried over.

mod jpeg;
mod pixels;
mod sniff;

#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};

use crate::ports::{PhotoError, PreparedPhoto};
use sniff::Format;

/// Longest edge of a thumbnail in pixels.
pub const THUMBNAIL_EDGE: u32 = 320;

/// Makes a photo of a file, or says why it is none.
pub fn prepare(file: &[u8]) -> Result<PreparedPhoto, PhotoError> {
    let decoded = match sniff::format(file)? {
        Format::Jpeg => pixels::decode_jpeg(file)?,
        Format::Png => pixels::decode_png(file)?,
    };
    let photo = pixels::fit(decoded.pixels, crate::ports::LONG_EDGE)?;
    // Turning after shrinking moves a few per cent of the bytes that turning first would.
    let photo = pixels::turn(photo, decoded.orientation);
    let bytes = pixels::encode(&photo, pixels::PHOTO_QUALITY)?;
    let (width, height) = photo.dimensions();
    let thumbnail = pixels::encode(&pixels::fit(photo, THUMBNAIL_EDGE)?, pixels::THUMBNAIL_QUALITY)?;
    let sha256 = hex(&Sha256::digest(&bytes));
    Ok(PreparedPhoto { bytes, thumbnail, width, height, sha256 })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
