//! The pipeline over files as cameras make them.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};

use super::{THUMBNAIL_EDGE, prepare};
use crate::ports::{LONG_EDGE, MAX_MEGAPIXELS, PhotoError};

const TOP_LEFT: [u8; 3] = [220, 30, 30];
const TOP_RIGHT: [u8; 3] = [30, 200, 30];
const BOTTOM_LEFT: [u8; 3] = [30, 30, 220];
const BOTTOM_RIGHT: [u8; 3] = [240, 240, 240];

/// A landscape picture whose quarters have four colours.
fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => TOP_LEFT,
            (false, true) => TOP_RIGHT,
            (true, false) => BOTTOM_LEFT,
            (false, false) => BOTTOM_RIGHT,
        })
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .encode(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .expect("a picture in memory can be encoded");
    bytes
}

/// A TIFF block as cameras write it: orientation, and a GPS directory that says "N".
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(2_u16.to_le_bytes());
    for (tag, kind, value) in [(0x0112_u16, 3_u16, u32::from(orientation)), (0x8825, 4, 38)] {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(1_u32.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(1_u16.to_le_bytes());
    tiff.extend([1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0]);
    tiff.extend(0_u32.to_le_bytes());
    tiff
}

/// Puts the EXIF block where cameras put it: right after the start of the file.
fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let block = [b"Exif\0\0".to_vec(), exif(orientation)].concat();
    let length = u16::try_from(block.len() + 2).expect("the block is small");
    [&jpeg[..2], &[0xFF, 0xE1], &length.to_be_bytes(), &block, &jpeg[2..]].concat()
}

/// The pixels a camera stores for an upright picture with this orientation tag: turned back.
fn stored_as(upright: RgbImage, orientation: Orientation) -> RgbImage {
    let back = match orientation {
        Orientation::Rotate90 => Orientation::Rotate270,
        Orientation::Rotate270 => Orientation::Rotate90,
        own_inverse => own_inverse,
    };
    let mut picture = DynamicImage::ImageRgb8(upright);
    picture.apply_orientation(back);
    picture.into_rgb8()
}

fn assert_upright(jpeg: &[u8], width: u32, height: u32) {
    let seen = image::load_from_memory(jpeg).expect("the result is a picture").into_rgb8();
    assert_eq!(seen.dimensions(), (width, height));
    for (x, y, colour) in [
        (width / 4, height / 4, TOP_LEFT),
        (width * 3 / 4, height / 4, TOP_RIGHT),
        (width / 4, height * 3 / 4, BOTTOM_LEFT),
        (width * 3 / 4, height * 3 / 4, BOTTOM_RIGHT),
    ] {
        let found = seen.get_pixel(x, y).0;
        assert!(
            found.iter().zip(colour).all(|(found, wanted)| found.abs_diff(wanted) < 24),
            "{found:?} at {x},{y} instead of {colour:?}"
        );
    }
}

/// Codes of the segments before the first scan.
fn segments(jpeg: &[u8]) -> Vec<u8> {
    let mut codes = Vec::new();
    let mut at = 2;
    while jpeg[at + 1] != 0xDA {
        codes.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    codes
}

#[test]
fn every_orientation_comes_out_upright() {
    for tag in 1..=8 {
        let orientation = Orientation::from_exif(tag).expect("1 to 8 are orientations");
        let file = with_exif(&jpeg(&stored_as(quarters(2000, 1000), orientation)), tag.into());
        let photo = prepare(&file).expect("a camera's file is a photo");
        assert_eq!((photo.width, photo.height), (LONG_EDGE, LONG_EDGE / 2), "orientation {tag}");
        assert_upright(&photo.bytes, LONG_EDGE, LONG_EDGE / 2);
        assert_upright(&photo.thumbnail, THUMBNAIL_EDGE, THUMBNAIL_EDGE / 2);
    }
}

#[test]
fn metadata_is_left_behind() {
    let file = with_exif(&jpeg(&quarters(400, 300)), 6);
    assert!(segments(&file).contains(&0xE1));
    let photo = prepare(&file).expect("a camera's file is a photo");
    for bytes in [&photo.bytes, &photo.thumbnail] {
        let codes = segments(bytes);
        // JFIF's own header (0xE0) is part of the picture's format; every other APP segment and comments are metadata.
        assert!(!codes.iter().any(|code| (0xE1..=0xEF).contains(code) || *code == 0xFE), "{codes:02x?}");
        assert!(!bytes.windows(4).any(|word| word == b"Exif"));
    }
}

#[test]
fn a_small_picture_is_not_enlarged() {
    let photo = prepare(&jpeg(&quarters(64, 48))).expect("a small picture is a photo");
    assert_eq!((photo.width, photo.height), (64, 48));
    assert_upright(&photo.thumbnail, 64, 48);
}

#[test]
fn a_line_of_pixels_keeps_its_thickness() {
    let photo = prepare(&jpeg(&quarters(5000, 2))).expect("a thin picture is a photo");
    assert_eq!((photo.width, photo.height), (LONG_EDGE, 1));
}

#[test]
fn the_hash_is_of_the_kept_bytes() {
    use sha2::{Digest, Sha256};
    let photo = prepare(&jpeg(&quarters(64, 48))).expect("a small picture is a photo");
    assert_eq!(photo.sha256, Sha256::digest(&photo.bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>());
}

#[test]
fn a_cut_off_jpeg_is_damaged() {
    let file = with_exif(&jpeg(&quarters(400, 300)), 1);
    for length in [3, 20, 200, file.len() / 2, file.len() - 2] {
        assert!(
            matches!(prepare(&file[..length]), Err(PhotoError::Damaged { .. })),
            "cut to {length} of {}",
            file.len()
        );
    }
}

#[test]
fn a_cut_off_png_is_damaged() {
    let picture = quarters(400, 300);
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(picture.as_raw(), 400, 300, ExtendedColorType::Rgb8)
        .expect("a picture in memory can be encoded");
    assert_upright(&prepare(&file).expect("a PNG is a photo").bytes, 400, 300);
    for length in [9, 40, file.len() / 2] {
        assert!(
            matches!(prepare(&file[..length]), Err(PhotoError::Damaged { .. })),
            "cut to {length} of {}",
            file.len()
        );
    }
}

#[test]
fn what_is_transparent_becomes_white() {
    let picture = RgbaImage::from_pixel(32, 32, Rgba([0, 0, 0, 0]));
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(picture.as_raw(), 32, 32, ExtendedColorType::Rgba8)
        .expect("a picture in memory can be encoded");
    let photo = prepare(&file).expect("a PNG is a photo");
    let seen = image::load_from_memory(&photo.bytes).expect("the result is a picture").into_rgb8();
    assert!(seen.get_pixel(16, 16).0.iter().all(|colour| *colour > 250));
}

#[test]
fn too_many_pixels_are_refused_by_the_header() {
    let mut file = jpeg(&quarters(64, 48));
    let frame = file.windows(2).position(|word| word == [0xFF, 0xC0]).expect("a baseline JPEG has a frame header");
    file[frame + 5..frame + 9].copy_from_slice(&[0x27, 0x10, 0x27, 0x10]);
    assert_eq!(prepare(&file), Err(PhotoError::TooLarge { megapixels: 100, limit: MAX_MEGAPIXELS }));
}
