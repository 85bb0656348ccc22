//! Files that a camera roll holds and that are no photo: made small, whatever they claim to be.

use crate::Result;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadFile {
    /// An iPhone's own format, which this browser can't decode.
    Heic,
    /// A transfer that never began.
    Empty,
    /// A transfer that was cut in the middle of the picture.
    TruncatedJpeg,
    /// Words under the name of a photo.
    TextNamedJpg,
    /// 12,000 × 9,000 pixels by its header; there is next to nothing behind it.
    HugeJpeg,
    /// 10,000 × 10,000 pixels by its header.
    HugePng,
}

impl BadFile {
    pub const ALL: [Self; 6] =
        [Self::Heic, Self::Empty, Self::TruncatedJpeg, Self::TextNamedJpg, Self::HugeJpeg, Self::HugePng];

    /// The name it would have on a tablet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heic => "IMG_0012.HEIC",
            Self::Empty => "IMG_0013.jpg",
            Self::TruncatedJpeg => "IMG_0014.jpg",
            Self::TextNamedJpg => "IMG_0015.jpg",
            Self::HugeJpeg => "IMG_0016.jpg",
            Self::HugePng => "Screenshot_17.png",
        }
    }

    /// Writes it into a folder. `whole` is a JPEG that can be read, to be cut.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write_into(self, folder: &Path, whole: &[u8]) -> Result<PathBuf> {
        let bytes = match self {
            Self::Heic => [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), &[0; 64]].concat(),
            Self::Empty => Vec::new(),
            Self::TruncatedJpeg => whole[..whole.len() / 2].to_vec(),
            Self::TextNamedJpg => b"The photo is on the other tablet.\n".to_vec(),
            Self::HugeJpeg => huge_jpeg(12_000, 9_000),
            Self::HugePng => huge_png(10_000, 10_000),
        };
        let path = folder.join(self.name());
        std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
        Ok(path)
    }
}

/// Start, frame header, scan header (ITU-T T.81, B.2) and end: enough to be believed to be a photo of this size.
fn huge_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = vec![0xFF, 0xD8];
    jpeg.extend([0xFF, 0xE0, 0, 16]);
    jpeg.extend(b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    jpeg.extend([0xFF, 0xC0, 0, 17, 8]);
    jpeg.extend(height.to_be_bytes());
    jpeg.extend(width.to_be_bytes());
    jpeg.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
    jpeg.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0, 0x7F]);
    jpeg.extend([0xFF, 0xD9]);
    jpeg
}

/// Signature, IHDR and IEND (ISO/IEC 15948, 11.2) with an IDAT of one byte between.
fn huge_png(width: u32, height: u32) -> Vec<u8> {
    let mut header = Vec::from(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", vec![0x78]), (b"IEND", Vec::new())] {
        let length = u32::try_from(data.len()).expect("these chunks are a few bytes long");
        png.extend(length.to_be_bytes());
        let body = [kind.as_slice(), &data].concat();
        png.extend(&body);
        png.extend(crc32(&body).to_be_bytes());
    }
    png
}

/// ISO 3309, bit by bit: a few dozen bytes don't need a table.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _: u8| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageReader;
    use std::io::Cursor;

    #[test]
    fn a_checksum_is_the_known_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b"IEND"), 0xAE42_6082);
    }

    #[test]
    fn the_huge_ones_are_believed_to_be_pictures_of_that_size() -> Result {
        let size = |bytes: Vec<u8>| -> Result<(u32, u32)> {
            Ok(ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_dimensions()?)
        };
        assert_eq!(size(huge_jpeg(12_000, 9_000))?, (12_000, 9_000));
        Ok(())
    }
}
