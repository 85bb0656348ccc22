//! Where pins stand in a picture that is read and printed: as large as they can be, so that each has a place of its own. Who reads on paper
//! can't come closer.

use super::pins::{PinBounds, PinOffset, PinSize, pin_offsets, pins_fit};
use super::shape::Point;

/// Pins on a picture, in px of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct PicturePins {
    /// Millimetres of the car in such a pixel.
    pub mm: f64,
    pub damages: Vec<Point>,
    pub offsets: Vec<PinOffset>,
}

impl PicturePins {
    /// A side view of 5 m is 310 px wide with it, as on paper.
    const MM: f64 = 16.0;
    /// Pins get smaller in steps, to a quarter; where not even those fit they overlap.
    const STEP: f64 = 0.9;
    const LEAST_MM: f64 = Self::MM / 4.0;
    /// They may stand so far beside the car, and above and below it, in px.
    const BESIDE: (i32, i32) = (24, 16);
    /// And cover this much of it and of what is beside it: with more there are places for all, but far from their damages.
    const MOST_COVERED: f64 = 0.35;

    /// Damages with numbers up to this, on a view of this width and height; all in millimetres of the car.
    pub fn of(damages: &[Point], highest: u16, (width, height): Point) -> Self {
        let size = PinSize::SMALL.for_numbers(highest);
        let sizes =
            std::iter::successors(Some(Self::MM), |mm| Some(mm * Self::STEP).filter(|mm| *mm >= Self::LEAST_MM));
        let in_px = |mm: f64| damages.iter().map(|(x, y)| (x / mm, y / mm)).collect::<Vec<_>>();
        let bounds = |mm: f64| {
            // A picture is far smaller than i32; `as` saturates in any case.
            let end = |length: f64, beside: i32| (length / mm) as i32 + beside;
            let (x, y) = Self::BESIDE;
            PinBounds { left: -x, top: -y, right: end(width, x), bottom: end(height, y) }
        };
        let fits = |mm: &f64| {
            let bounds = bounds(*mm);
            // Counts of marks are far below what f64 holds exactly.
            let covered = damages.len() as f64 * size.area();
            covered <= Self::MOST_COVERED * bounds.area() && pins_fit(&in_px(*mm), bounds, size)
        };
        let mm = sizes.clone().find(fits).or(sizes.last()).unwrap_or(Self::MM);
        let damages = in_px(mm);
        let offsets = pin_offsets(&damages, bounds(mm), size);
        Self { mm, damages, offsets }
    }

    /// Pins had to become so small that the picture should be twice as wide.
    pub fn are_small(&self) -> bool {
        self.mm < 0.6 * Self::MM
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRONT: Point = (1_800.0, 1_450.0);

    fn damages(count: u32) -> Vec<Point> {
        (0..count).map(|n| (f64::from(n * 370 % 1_800), f64::from(n * 610 % 1_450))).collect()
    }

    fn overlaps(pins: &PicturePins) -> bool {
        let places: Vec<(f64, f64)> = pins
            .damages
            .iter()
            .zip(&pins.offsets)
            .map(|((x, y), offset)| (x + f64::from(offset.dx), y + f64::from(offset.dy)))
            .collect();
        let near = |(ax, ay): (f64, f64), (bx, by): (f64, f64)| (ax - bx).abs() < 52.0 && (ay - by).abs() < 24.0;
        (0..places.len()).any(|one| (0..one).any(|other| near(places[one], places[other])))
    }

    #[test]
    fn a_few_are_as_large_as_they_are_anywhere() {
        let few = PicturePins::of(&damages(3), 3, FRONT);
        assert_eq!((few.mm, few.are_small()), (16.0, false));
        assert!(!overlaps(&few));
    }

    #[test]
    fn many_are_smaller_and_none_covers_another() {
        let many = PicturePins::of(&damages(60), 60, FRONT);
        assert!(many.are_small() && many.mm > 4.0, "{}", many.mm);
        assert_eq!(many.offsets.len(), 60);
        assert!(!overlaps(&many));
    }

    #[test]
    fn there_is_an_end_to_it() {
        let heap = PicturePins::of(&[(900.0, 700.0); 3_000], 3_000, FRONT);
        assert!(heap.mm >= PicturePins::LEAST_MM && heap.mm < 4.5);
        assert_eq!(PicturePins::of(&[], 0, FRONT).offsets, []);
    }
}
