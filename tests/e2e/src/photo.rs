//! Photos as a tablet's camera makes them: many pixels, lying on their side with a note saying so, and the place
//! where they were taken inside.

use crate::Result;
use anyhow::{Context, ensure};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use std::path::Path;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Photo {
    /// Pixels as stored, before turning.
    pub width: u32,
    pub height: u32,
    /// The tag of Exif 2.3, 4.6.4: 6 means "turn by 90° clockwise to see it upright".
    pub orientation: u16,
}

impl Photo {
    /// 12 megapixels, held upright: what most tablets make.
    pub const TWELVE_MEGAPIXELS: Self = Self { width: 4000, height: 3000, orientation: 6 };
}

/// Writes a JPEG. As stored, the left half is red and the right half blue, over a texture that does not compress away;
/// so with orientation 6 the upright picture is red on top and blue below.
///
/// # Errors
/// When it can't be encoded or written.
pub fn write_camera_photo(path: &Path, photo: Photo) -> Result {
    let picture = RgbImage::from_fn(photo.width, photo.height, |x, y| {
        let noise = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) % 48;
        let noise = u8::try_from(noise).unwrap_or_default();
        if x < photo.width / 2 { image::Rgb([200, noise, noise]) } else { image::Rgb([noise, noise, 200]) }
    });
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 88)
        .write_image(&picture, photo.width, photo.height, ExtendedColorType::Rgb8)
        .context("encoding the photo")?;
    ensure!(jpeg.starts_with(&[0xFF, 0xD8]), "a JPEG begins with its start marker");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend(exif_segment(photo.orientation));
    bytes.extend(&jpeg[2..]);
    std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}

/// An APP1 segment: a big-endian TIFF with the orientation, and a GPS folder that names a place (31° 13′ N, 121° 28′ E).
fn exif_segment(orientation: u16) -> Vec<u8> {
    const SHORT: u16 = 3;
    const LONG: u16 = 4;
    const ASCII: u16 = 2;
    const RATIONAL: u16 = 5;
    // Offsets count from the TIFF header. Folder 0 lies at 8: 2 bytes for the number of its entries, 12 for each of the
    // two, 4 for "no next folder". The GPS folder follows at 38 with four entries, and the six rationals after it at 92.
    const GPS_FOLDER: u32 = 8 + 2 + 2 * 12 + 4;
    const LATITUDE: u32 = GPS_FOLDER + 2 + 4 * 12 + 4;
    const LONGITUDE: u32 = LATITUDE + 3 * 8;

    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut bytes = [tag.to_be_bytes(), kind.to_be_bytes()].concat();
        bytes.extend(count.to_be_bytes());
        bytes.extend(value);
        bytes
    };
    let short = |value: u16| [value.to_be_bytes(), [0, 0]].concat().try_into().unwrap_or_default();
    let degrees = |degrees: u32, minutes: u32| [degrees, 1, minutes, 1, 0, 1].map(u32::to_be_bytes).concat();

    let mut tiff = [b"MM".to_vec(), 42_u16.to_be_bytes().to_vec(), 8_u32.to_be_bytes().to_vec()].concat();
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0112, SHORT, 1, short(orientation)));
    tiff.extend(entry(0x8825, LONG, 1, GPS_FOLDER.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(4_u16.to_be_bytes());
    tiff.extend(entry(1, ASCII, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, RATIONAL, 3, LATITUDE.to_be_bytes()));
    tiff.extend(entry(3, ASCII, 2, *b"E\0\0\0"));
    tiff.extend(entry(4, RATIONAL, 3, LONGITUDE.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(degrees(31, 13));
    tiff.extend(degrees(121, 28));

    let body = [b"Exif\0\0".to_vec(), tiff].concat();
    let length = u16::try_from(body.len() + 2).expect("the segment has the same small size every time");
    [vec![0xFF, 0xE1], length.to_be_bytes().to_vec(), body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::metadata::Orientation;
    use image::{ImageDecoder, ImageReader};

    #[test]
    fn a_stock_decoder_reads_the_photo_and_its_orientation() -> Result {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("photo.jpg");
        write_camera_photo(&path, Photo { width: 80, height: 60, orientation: 6 })?;
        let mut decoder = ImageReader::open(&path)?.into_decoder()?;
        assert_eq!(decoder.dimensions(), (80, 60));
        assert_eq!(decoder.orientation()?, Orientation::Rotate90);
        let exif = decoder.exif_metadata()?.context("there is Exif")?;
        assert!(exif.windows(2).any(|bytes| bytes == [0x88, 0x25]), "there is a GPS folder");
        Ok(())
    }
}
