//! Blurring that can't be undone.
//!
//! A blur or a mosaic of averages still says something about what was there: for a number plate, whose letters and place are known, a
//! handful of averages is enough to try all plates and keep the one that fits. So nothing of the area is used at all. Every pixel of it is
//! replaced by a pattern whose colour comes from the pixels around the areas, before the picture is encoded: neither the delivered file
//! nor its thumbnail nor their sizes depend on what was hidden.
//!
//! Two things would still leak at the edges, and are why an area grows to whole blocks: the JPEG that the photo is kept as smears what is
//! within a block over the whole block, and the shrinking before that smears it by a pixel or two.

use image::{Rgb, RgbImage};

use crate::ports::BlurArea;

/// Pixels by which an area grows before it is rounded to blocks: the reach of the filter that shrank the photo.
const MARGIN: u32 = 4;

/// Edge of the largest block that a JPEG's encoder treats as one, in pixels.
const BLOCK: u32 = 16;

/// How far around an area pixels are looked at for its colour.
const RING: u32 = 16;

/// The pattern has about so many cells along the longer edge of the whole photo.
const CELLS: u32 = 40;

/// Of a photo whose every pixel is hidden.
const GREY: [u8; 3] = [128, 128, 128];

/// A part of a picture in pixels, ends not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl Part {
    fn of(area: BlurArea, width: u32, height: u32) -> Self {
        let (left, right) = grown(area.left, area.right, width);
        let (top, bottom) = grown(area.top, area.bottom, height);
        Self { left, top, right, bottom }
    }

    fn holds(self, x: u32, y: u32) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }

    fn around(self, width: u32, height: u32) -> Self {
        Self {
            left: self.left.saturating_sub(RING),
            top: self.top.saturating_sub(RING),
            right: (self.right + RING).min(width),
            bottom: (self.bottom + RING).min(height),
        }
    }

    fn pixels(self) -> impl Iterator<Item = (u32, u32)> {
        (self.top..self.bottom).flat_map(move |y| (self.left..self.right).map(move |x| (x, y)))
    }
}

/// From 1/10,000 of an edge to pixels, outwards to whole blocks.
fn grown(from: u16, to: u16, edge: u32) -> (u32, u32) {
    let pixel = |place: u16, round_up: u64| {
        let exact = u64::from(place.min(10_000)) * u64::from(edge) + round_up * 9_999;
        u32::try_from(exact / 10_000).unwrap_or(edge)
    };
    let first = pixel(from.min(to), 0).saturating_sub(MARGIN) / BLOCK * BLOCK;
    let last = (pixel(from.max(to), 1) + MARGIN).div_ceil(BLOCK) * BLOCK;
    (first.min(edge), last.min(edge))
}

/// Replaces every pixel of the areas.
pub(super) fn burn(picture: &mut RgbImage, areas: &[BlurArea]) {
    let (width, height) = picture.dimensions();
    let parts: Vec<Part> = areas.iter().map(|area| Part::of(*area, width, height)).collect();
    let is_hidden = |x: u32, y: u32| parts.iter().any(|part| part.holds(x, y));
    // All colours are taken before the first pixel is replaced, and from pixels that everybody sees anyway.
    let colours: Vec<[u8; 3]> = parts
        .iter()
        .map(|part| {
            let seen = part.around(width, height).pixels().filter(|&(x, y)| !is_hidden(x, y));
            mean(seen.map(|(x, y)| picture.get_pixel(x, y).0)).unwrap_or(GREY)
        })
        .collect();
    let cell = (width.max(height) / CELLS).div_ceil(BLOCK).max(1) * BLOCK;
    for (part, colour) in parts.iter().zip(colours) {
        let tones = [colour.map(darker), colour.map(lighter)];
        for (x, y) in part.pixels() {
            let tone = tones[usize::from((x / cell + y / cell) % 2 == 1)];
            picture.put_pixel(x, y, Rgb(tone));
        }
    }
}

fn mean(pixels: impl Iterator<Item = [u8; 3]>) -> Option<[u8; 3]> {
    let mut sums = [0_u64; 3];
    let mut count = 0_u64;
    for pixel in pixels {
        for (sum, value) in sums.iter_mut().zip(pixel) {
            *sum += u64::from(value);
        }
        count += 1;
    }
    (count > 0).then(|| sums.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX)))
}

fn darker(value: u8) -> u8 {
    value - value / 5
}

fn lighter(value: u8) -> u8 {
    value + (u8::MAX - value) / 6
}
