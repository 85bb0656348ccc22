//! The shape of a pin: how wide it is, and where on it glyph, label and clock stand. All in whole pixels, so that edges are sharp.

use super::PinSize;

/// The measures of a pin, in px: glyph, label, and the clock of what was known before, side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Measures {
    height: i32,
    glyph: i32,
    /// Before the glyph, and behind the label.
    start: i32,
    end: i32,
    /// A letter, and a digit.
    letter: f64,
    digit: f64,
    /// How far a hexagon's points reach out.
    point: i32,
}

impl Measures {
    const FULL: Self = Self { height: 30, glyph: 18, start: 8, end: 11, letter: 11.0, digit: 8.6, point: 8 };
    const SMALL: Self = Self { height: 22, glyph: 14, start: 6, end: 8, letter: 9.0, digit: 6.9, point: 6 };
}

/// Between the parts of a pin, in px.
const GAP: i32 = 3;
/// A hexagon has none.
const BORDER: i32 = 2;

/// The shape of a pin whose middle may stand anywhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PinShape {
    /// Even.
    pub width: i32,
    /// Between its border and its label, where the glyph is.
    pub indent: i32,
    measures: Measures,
    hexagon: bool,
    known_before: bool,
}

impl PinShape {
    /// The clock is as large on every pin.
    pub const CLOCK: i32 = 14;

    /// A pin with this label. What is unsafe (3) has six corners; what was known before has a clock.
    pub fn of(label: &str, severity: u8, known_before: bool, size: PinSize) -> Self {
        let mut measures = if size.is_small() { Measures::SMALL } else { Measures::FULL };
        let hexagon = severity > 2;
        if hexagon {
            measures.height += 2;
            measures.start += measures.point - 4;
            measures.end += measures.point - 4;
        }
        let digits = u8::try_from(label.chars().count()).unwrap_or(u8::MAX).saturating_sub(1);
        let letters = measures.letter + measures.digit * f64::from(digits);
        let text = measures.start + measures.glyph + GAP;
        let clock = if known_before { GAP + Self::CLOCK } else { 0 };
        let half = (f64::from(text + clock + measures.end) + letters) / 2.0;
        let indent = if hexagon { text } else { text - BORDER };
        // At most 255 digits.
        Self { width: half.round() as i32 * 2, indent, measures, hexagon, known_before }
    }

    /// Even.
    pub fn height(&self) -> i32 {
        self.measures.height
    }

    /// Where the label of a pin that stands there begins.
    pub fn label_from(&self, (x, _): (i32, i32)) -> i32 {
        x - self.width / 2 + self.measures.start + self.measures.glyph + GAP
    }

    /// How large its glyph is, in px.
    pub fn glyph_px(&self) -> i32 {
        self.measures.glyph
    }

    /// The middle of the glyph of a pin that stands there.
    pub fn glyph_at(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (x - self.width / 2 + self.measures.start + self.measures.glyph / 2, y)
    }

    /// The middle of its clock, if it has one.
    pub fn clock_at(&self, (x, y): (i32, i32)) -> Option<(i32, i32)> {
        self.known_before.then(|| (x + self.width / 2 - self.measures.end - Self::CLOCK / 2, y))
    }

    /// The path around a hexagon that stands there; `None` for a pin that is round.
    pub fn hexagon_at(&self, (x, y): (i32, i32)) -> Option<String> {
        let (point, half) = (self.measures.point, self.measures.height / 2);
        let (left, straight) = (x - self.width / 2, self.width - 2 * point);
        self.hexagon
            .then(|| format!("M{left} {y}l{point}-{half}h{straight}l{point} {half}-{point} {half}h-{straight}z"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_pin_of_two_digits_fits_where_small_pins_are_placed() {
        for severity in [1, 2] {
            let shape = PinShape::of("D99", severity, false, PinSize::SMALL);
            assert!(shape.width <= 54 && shape.measures.height <= 26, "{shape:?}");
            let shape = PinShape::of("D200", severity, false, PinSize::SMALL.for_numbers(200));
            assert!(shape.width <= 64 && shape.measures.height <= 26, "{shape:?}");
        }
    }

    #[test]
    fn glyph_label_and_clock_lie_within_the_pin_and_not_on_each_other() {
        for (severity, old) in [(1, false), (2, true), (3, false), (3, true)] {
            let shape = PinShape::of("W12", severity, old, PinSize::FULL);
            let (left, right) = (-shape.width / 2, shape.width / 2);
            let (glyph, _) = shape.glyph_at((0, 0));
            let label = shape.label_from((0, 0));
            assert!(glyph - 9 > left && glyph + 9 < label, "{shape:?}");
            assert_eq!(label - left, shape.indent + if severity > 2 { 0 } else { BORDER });
            assert_eq!(shape.clock_at((0, 0)).is_some(), old);
            if let Some((clock, _)) = shape.clock_at((0, 0)) {
                assert!(clock - 7 > label && clock + 7 < right, "{shape:?}");
            }
        }
    }

    #[test]
    fn only_what_is_unsafe_has_six_corners_around_its_middle() {
        assert_eq!(PinShape::of("D1", 2, false, PinSize::FULL).hexagon_at((0, 0)), None);
        let shape = PinShape::of("D1", 3, false, PinSize::FULL);
        let (half, straight) = (shape.width / 2, shape.width - 16);
        let path = format!("M{} 50l8-16h{straight}l8 16-8 16h-{straight}z", 100 - half);
        assert_eq!(shape.hexagon_at((100, 50)), Some(path));
    }
}
