//! What a file is, by its first bytes: names and media types of a camera's files are not to be trusted.

use crate::ports::PhotoError;

/// A format that can be decoded here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
}

/// Brands of the HEIF family that hold HEVC pictures (ISO/IEC 23008-12), and the two structural ones iPhones write.
const HEIC_BRANDS: [&[u8; 4]; 10] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"];

/// Says what a file is, or why it is no photo.
pub(super) fn format(file: &[u8]) -> Result<Format, PhotoError> {
    if file.is_empty() {
        Err(PhotoError::Empty)
    } else if file.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Ok(Format::Jpeg)
    } else if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(Format::Png)
    } else if is_heic(file) {
        Err(PhotoError::Heic)
    } else {
        Err(PhotoError::NotAnImage)
    }
}

/// The file begins with an `ftyp` box whose major brand is one of HEIF's. AVIF names `mif1` too, but only as a compatible brand.
fn is_heic(file: &[u8]) -> bool {
    file.get(4..8) == Some(b"ftyp")
        && file.get(8..12).is_some_and(|major| HEIC_BRANDS.iter().any(|brand| brand.as_slice() == major))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_it_reads() {
        assert_eq!(format(&[0xFF, 0xD8, 0xFF, 0xE0]), Ok(Format::Jpeg));
        assert_eq!(format(b"\x89PNG\r\n\x1a\nrest"), Ok(Format::Png));
    }

    #[test]
    fn says_why_not() {
        assert_eq!(format(b""), Err(PhotoError::Empty));
        assert_eq!(format(b"GIF89a"), Err(PhotoError::NotAnImage));
        assert_eq!(format(b"<svg>not a photo</svg>"), Err(PhotoError::NotAnImage));
        assert_eq!(format(&[0xFF]), Err(PhotoError::NotAnImage));
        for brand in [b"heic", b"heix", b"mif1"] {
            assert_eq!(
                format(&[b"\0\0\0\x18ftyp".as_slice(), brand, b"\0\0\0\0mif1heic"].concat()),
                Err(PhotoError::Heic)
            );
        }
        assert_eq!(format(b"\0\0\0\x18ftypavif\0\0\0\0mif1"), Err(PhotoError::NotAnImage), "AVIF is not HEIC");
        assert_eq!(format(b"\0\0\0\x18ftypisom\0\0\0\0"), Err(PhotoError::NotAnImage), "nor is a video");
    }
}
