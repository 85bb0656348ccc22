//! Decoding, shrinking, turning and encoding of pixels.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, Limits, RgbImage};

use super::jpeg;
use crate::ports::{MAX_MEGAPIXELS, PhotoError};

/// Keeps scratches readable at about 400 KB for 1600 × 1200.
pub(super) const PHOTO_QUALITY: u8 = 82;
/// Thumbnails are looked at, not into.
pub(super) const THUMBNAIL_QUALITY: u8 = 70;

/// Most bytes a decoder may take for its output: the permitted pixels with four channels.
const MAX_DECODED_BYTES: u64 = MAX_MEGAPIXELS as u64 * 1_000_000 * 4;

/// A picture as the camera stored it, and how it has to be turned.
pub(super) struct Decoded {
    pub(super) pixels: RgbImage,
    pub(super) orientation: Orientation,
}

pub(super) fn decode_jpeg(file: &[u8]) -> Result<Decoded, PhotoError> {
    let decoder = JpegDecoder::new(Cursor::new(file)).map_err(damaged)?;
    within_limit(decoder.dimensions())?;
    if !jpeg::is_whole(file) {
        return Err(PhotoError::Damaged { cause: "the file ends before the picture does".into() });
    }
    decode(decoder)
}

pub(super) fn decode_png(file: &[u8]) -> Result<Decoded, PhotoError> {
    let decoder = PngDecoder::new(Cursor::new(file)).map_err(damaged)?;
    within_limit(decoder.dimensions())?;
    decode(decoder)
}

/// Refuses by the header, before memory is taken for the pixels.
fn within_limit((width, height): (u32, u32)) -> Result<(), PhotoError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels <= u64::from(MAX_MEGAPIXELS) * 1_000_000 {
        return Ok(());
    }
    let megapixels = u32::try_from(pixels.div_ceil(1_000_000)).unwrap_or(u32::MAX);
    Err(PhotoError::TooLarge { megapixels, limit: MAX_MEGAPIXELS })
}

fn decode(mut decoder: impl ImageDecoder) -> Result<Decoded, PhotoError> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    decoder.set_limits(limits).map_err(damaged)?;
    // Metadata that can't be read is no reason to refuse a picture that can.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok(Decoded { pixels: opaque(picture), orientation })
}

/// Colour without transparency: what shows through is white, like paper.
fn opaque(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let mut flat = RgbImage::new(picture.width(), picture.height());
    for (flat, seen) in flat.pixels_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = seen.0.map(u16::from);
        flat.0 = [red, green, blue].map(|colour| ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8);
    }
    flat
}

/// Shrinks a picture until its longer edge is at most `edge`; never enlarges.
pub(super) fn fit(picture: RgbImage, edge: u32) -> Result<RgbImage, PhotoError> {
    let (width, height) = picture.dimensions();
    let longer = width.max(height);
    if longer <= edge {
        return Ok(picture);
    }
    let scaled = |side: u32| {
        let rounded = (u64::from(side) * u64::from(edge) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(rounded).unwrap_or(edge).max(1)
    };
    let source = ImageRef::new(width, height, picture.as_raw(), PixelType::U8x3).map_err(damaged)?;
    let mut target = Image::new(scaled(width), scaled(height), PixelType::U8x3);
    // As sharp as a bicubic filter for shrinking, at the price of a linear one.
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Hamming));
    Resizer::new().resize(&source, &mut target, &options).map_err(damaged)?;
    let (width, height) = (target.width(), target.height());
    RgbImage::from_raw(width, height, target.into_vec())
        .ok_or_else(|| damaged("the shrunk picture has another size than asked for"))
}

/// Turns and mirrors a picture so that it is upright.
pub(super) fn turn(picture: RgbImage, orientation: Orientation) -> RgbImage {
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}

/// A JPEG of the pixels alone.
pub(super) fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .map_err(damaged)?;
    Ok(bytes)
}

fn damaged(cause: impl std::fmt::Display) -> PhotoError {
    PhotoError::Damaged { cause: cause.to_string() }
}
