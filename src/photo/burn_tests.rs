//! What is blurred is gone: shown by what the delivered bytes do not depend on.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use proptest::prelude::*;

use super::{burn, prepare};
use crate::ports::{BlurArea, PhotoError, PreparedPhoto};

const PLATE: BlurArea = BlurArea { left: 3_000, top: 5_000, right: 6_200, bottom: 6_500 };

/// A photo that was kept: no two neighbours are alike, so that nothing about it is easy to compress or to guess.
fn kept(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> PreparedPhoto {
    let picture = RgbImage::from_fn(width, height, |x, y| Rgb(pixel(x, y)));
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .expect("a picture in memory can be encoded");
    prepare(&file).expect("a picture is a photo")
}

fn scene(x: u32, y: u32) -> [u8; 3] {
    let value = |shift: u32| u8::try_from((x * 7 + y * 3 + (x / 9) * (y / 11) * 5) >> shift & 0xFF).expect("a byte");
    [value(0), value(1), value(2)]
}

fn pixels(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory(jpeg).expect("a JPEG").into_rgb8()
}

fn is_in(area: BlurArea, (x, y): (u32, u32), (width, height): (u32, u32)) -> bool {
    let inside = |value: u32, from: u16, to: u16, edge: u32| {
        (u32::from(from) * edge..=u32::from(to) * edge).contains(&(value * 10_000))
    };
    inside(x, area.left, area.right, width) && inside(y, area.top, area.bottom, height)
}

#[test]
fn two_photos_that_differ_only_where_they_are_blurred_are_delivered_as_the_same_bytes() {
    let size = (640, 480);
    let written = |letter: fn(u32, u32) -> bool| {
        kept(size.0, size.1, move |x, y| match is_in(PLATE, (x, y), size) {
            true if letter(x, y) => [255, 255, 255],
            true => [20, 60, 160],
            false => scene(x, y),
        })
    };
    let (one, other) = (written(|x, _| x % 23 < 8), written(|x, y| (x + 2 * y) % 31 < 14));
    assert_ne!(one.bytes, other.bytes);
    let (one, other) = (burn(&one.bytes, &[PLATE]), burn(&other.bytes, &[PLATE]));
    // Bytes, thumbnail, size and digest: there is nothing left by which to tell one plate from another.
    assert_eq!(one.expect("it can be blurred"), other.expect("it can be blurred"));
}

#[test]
fn within_is_a_pattern_of_two_tones_and_without_is_the_photo() {
    let photo = kept(640, 480, scene);
    let delivered = burn(&photo.bytes, &[PLATE]).expect("it can be blurred");
    assert_eq!((delivered.width, delivered.height), (640, 480));
    let (before, after) = (pixels(&photo.bytes), pixels(&delivered.bytes));
    let mut tones = std::collections::BTreeSet::new();
    let (mut off, mut count) = (0_u64, 0_u64);
    for (x, y, pixel) in after.enumerate_pixels() {
        // Two blocks beyond the area everything is the photo again.
        let grown = BlurArea {
            left: PLATE.left - 500,
            top: PLATE.top - 600,
            right: PLATE.right + 500,
            bottom: PLATE.bottom + 600,
        };
        if is_in(PLATE, (x, y), (640, 480)) {
            tones.insert(pixel.0);
        } else if !is_in(grown, (x, y), (640, 480)) {
            off += before
                .get_pixel(x, y)
                .0
                .iter()
                .zip(pixel.0)
                .map(|(one, other)| u64::from(one.abs_diff(other)))
                .sum::<u64>();
            count += 3;
        }
    }
    assert!(tones.len() <= 2, "{} colours are left within", tones.len());
    assert!(off < count * 3, "off by {off} over {count}: the photo around it has suffered");
}

#[test]
fn made_anew_from_the_original_it_is_the_same_every_time() {
    let photo = kept(300, 500, scene);
    let once = burn(&photo.bytes, &[PLATE]).expect("it can be blurred");
    assert_eq!(burn(&photo.bytes, &[PLATE]), Ok(once.clone()));
    assert_ne!(
        burn(&once.bytes, &[PLATE]),
        Ok(once),
        "from the result it would not be, which is why the original is kept"
    );
}

#[test]
fn a_photo_that_is_hidden_whole_says_nothing() {
    let whole = BlurArea { left: 0, top: 0, right: 10_000, bottom: 10_000 };
    let (one, other) = (kept(200, 100, scene), kept(200, 100, |x, y| scene(y, x)));
    assert_eq!(burn(&one.bytes, &[whole]), burn(&other.bytes, &[whole]));
}

#[test]
fn what_is_no_photo_is_refused() {
    assert_eq!(burn(b"", &[PLATE]), Err(PhotoError::Empty));
    let photo = kept(64, 64, scene);
    assert!(matches!(burn(&photo.bytes[..photo.bytes.len() / 2], &[PLATE]), Err(PhotoError::Damaged { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    /// Whatever the areas: the delivered bytes do not change when anything within them does.
    #[test]
    fn delivered_bytes_do_not_depend_on_what_is_hidden(
        size in (17_u32..120, 17_u32..120),
        areas in proptest::collection::vec((0_u16..=10_000, 0_u16..=10_000, 0_u16..=10_000, 0_u16..=10_000), 1..4),
        seed in 0_u32..1_000,
    ) {
        let areas: Vec<BlurArea> =
            areas.into_iter().map(|(left, top, right, bottom)| BlurArea { left: left.min(right), top: top.min(bottom), right: left.max(right), bottom: top.max(bottom) }).collect();
        let one = kept(size.0, size.1, scene);
        let other = kept(size.0, size.1, |x, y| {
            if areas.iter().any(|area| is_in(*area, (x, y), size)) { scene(y + seed, x * seed) } else { scene(x, y) }
        });
        prop_assert_eq!(burn(&one.bytes, &areas), burn(&other.bytes, &areas));
    }
}
