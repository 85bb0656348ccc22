//! The photo pipeline: from a file of the camera to what is kept. Pure, so that it is tested natively; the browser runs it in a worker.
//!
//! Invariant: what comes out is a JPEG of pixels only, upright and no larger than needed. No byte of the file's metadata (EXIF, place,
//! serial numbers, embedded previews) is carried over.

mod burn;
mod jpeg;
mod pixels;
mod sniff;

#[cfg(test)]
mod burn_tests;
#[cfg(test)]
mod tests;

use image::RgbImage;
use sha2::{Digest, Sha256};

use crate::ports::{BlurArea, PhotoError, PreparedPhoto};
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
    finished(pixels::turn(photo, decoded.orientation))
}

/// Makes areas of a kept photo unrecognisable for good. Always made from the photo as it was kept, so that nothing is lost by doing it again.
pub fn burn(original: &[u8], areas: &[BlurArea]) -> Result<PreparedPhoto, PhotoError> {
    let mut photo = match sniff::format(original)? {
        Format::Jpeg => pixels::decode_jpeg(original)?.pixels,
        Format::Png => pixels::decode_png(original)?.pixels,
    };
    burn::burn(&mut photo, areas);
    finished(photo)
}

/// The files of a picture that is upright and as large as it is to be.
fn finished(photo: RgbImage) -> Result<PreparedPhoto, PhotoError> {
    let bytes = pixels::encode(&photo, pixels::PHOTO_QUALITY)?;
    let (width, height) = photo.dimensions();
    let thumbnail = pixels::encode(&pixels::fit(photo, THUMBNAIL_EDGE)?, pixels::THUMBNAIL_QUALITY)?;
    let sha256 = hex(&Sha256::digest(&bytes));
    Ok(PreparedPhoto { bytes, thumbnail, width, height, sha256 })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
