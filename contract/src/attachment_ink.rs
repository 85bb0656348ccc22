//! How annotations look: from points to what an SVG needs, the same for the app, the inbox and anybody else.
//!
//! Invariant: integers only. Everything is in a box 10,000 wide and as high as the picture's proportions say ([`ink_height`]), so that
//! circles stay round and a stroke is as thick across as down.

use crate::{Annotation, AnnotationColour, AnnotationShape};

/// Width of the box that ink is drawn in.
pub const INK_WIDTH: u32 = 10_000;

/// Width of a line that says none.
pub const INK_STROKE: u16 = 60;

/// Letters are so many times as high as a line is wide.
const EM: i64 = 6;

/// From the middle of one line of words to the next, in tenths of an em.
const LINE_HEIGHT_TENTHS: i64 = 12;

/// The head of an arrow is so many strokes long.
const HEAD_STROKES: i64 = 7;

/// Cosine and sine of the angle between an arrow and a stroke of its head (30°), in thousandths.
const HEAD_TURN: (i64, i64) = (866, 500);

/// What to draw for one annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ink {
    /// The lines as an SVG path, to be drawn twice: as wide as `edge` in the colour's edge, then as wide as `stroke` in the colour.
    /// Empty for words and for what is burnt in.
    pub path: String,
    /// Lines of words, each centred on its place across and down.
    pub words: Vec<InkWords>,
    /// Width of the lines.
    pub stroke: u32,
    /// Width of the edge below them, which sets them off from any photo.
    pub edge: u32,
    /// Height of the letters.
    pub em: u32,
    /// Width of the edge around letters, which are drawn over it: half of it is seen.
    pub words_edge: u32,
}

/// A line of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InkWords {
    pub x: i64,
    pub y: i64,
    pub words: String,
}

/// Height of the box for a picture of these pixels.
pub fn ink_height(width: u32, height: u32) -> u32 {
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    u32::try_from(u64::from(INK_WIDTH) * height / width).unwrap_or(u32::MAX).max(1)
}

impl Annotation {
    /// What to draw over a picture of these pixels.
    pub fn ink(&self, width: u32, height: u32) -> Ink {
        let (ink_width, ink_height) = (i64::from(INK_WIDTH), i64::from(ink_height(width, height)));
        let stroke = i64::from(self.stroke.unwrap_or(INK_STROKE).max(1));
        let points: Vec<Point> =
            self.points.iter().map(|&(x, y)| (i64::from(x), i64::from(y) * ink_height / ink_width)).collect();
        let path = match (&self.shape, points.as_slice()) {
            // Burnt into the bytes; a frame would only point at what was hidden.
            (AnnotationShape::Blur | AnnotationShape::Text, _) | (_, []) => String::new(),
            (AnnotationShape::Arrow, [tail, .., tip]) => arrow(*tail, *tip, stroke),
            (AnnotationShape::Circle, [one, .., other]) => ellipse(*one, *other),
            (_, points) => curve(points),
        };
        let em = stroke * EM;
        let words = match (&self.shape, points.first()) {
            (AnnotationShape::Text, Some(&middle)) => lines(self.text.as_deref().unwrap_or_default(), middle, em),
            _ => Vec::new(),
        };
        let length = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
        Ink {
            path,
            words,
            stroke: length(stroke),
            edge: length(stroke * 5 / 3 + 2),
            em: length(em),
            words_edge: length(stroke * 7 / 6 + 2),
        }
    }

    /// The colour it is drawn in: red where it says none, and where it says one that this version does not know.
    pub fn ink_colour(&self) -> AnnotationColour {
        self.colour.clone().filter(AnnotationColour::is_known).unwrap_or(AnnotationColour::Red)
    }
}

type Point = (i64, i64);

fn arrow(tail: Point, tip: Point, stroke: i64) -> String {
    let (dx, dy) = (tip.0 - tail.0, tip.1 - tail.1);
    let length = i64::try_from((dx * dx + dy * dy).unsigned_abs().isqrt()).unwrap_or(i64::MAX).max(1);
    // A short arrow has a short head.
    let head = (stroke * HEAD_STROKES).min(length / 2);
    let (cos, sin) = HEAD_TURN;
    let end = |turn: i64| {
        let along = (dx * cos - dy * turn * sin, dy * cos + dx * turn * sin);
        (tip.0 - along.0 * head / (length * 1_000), tip.1 - along.1 * head / (length * 1_000))
    };
    let (one, other) = (end(1), end(-1));
    format!(
        "M{} {}L{} {}M{} {}L{} {}L{} {}",
        tail.0, tail.1, tip.0, tip.1, one.0, one.1, tip.0, tip.1, other.0, other.1
    )
}

/// The ellipse that fills the box between two opposite corners.
fn ellipse(one: Point, other: Point) -> String {
    let (left, right) = (one.0.min(other.0), one.0.max(other.0));
    let middle = i64::midpoint(one.1, other.1);
    let (rx, ry) = (((right - left) / 2).max(1), ((one.1 - other.1).abs() / 2).max(1));
    format!("M{left} {middle}A{rx} {ry} 0 1 1 {right} {middle}A{rx} {ry} 0 1 1 {left} {middle}Z")
}

/// A line as a hand moves: a curve through the middles between the points, bent by the points.
fn curve(points: &[Point]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let mut path = format!("M{} {}", first.0, first.1);
    for pair in points.windows(2).skip(1) {
        let [(x, y), next] = [pair[0], pair[1]];
        path.push_str(&format!("Q{x} {y} {} {}", i64::midpoint(x, next.0), i64::midpoint(y, next.1)));
    }
    path.push_str(&format!("L{} {}", last.0, last.1));
    path
}

/// The words line by line, as a block around the middle.
fn lines(text: &str, middle: Point, em: i64) -> Vec<InkWords> {
    let count = i64::try_from(text.lines().count()).unwrap_or(i64::MAX);
    let step = em * LINE_HEIGHT_TENTHS / 10;
    let first = middle.1 - (count - 1).max(0) * step / 2;
    (0..)
        .zip(text.lines())
        .map(|(row, words)| InkWords { x: middle.0, y: first + row * step, words: words.into() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotation(shape: AnnotationShape, points: &[(u16, u16)]) -> Annotation {
        Annotation { shape, points: points.to_vec(), text: None, colour: None, stroke: None, extra: Default::default() }
    }

    #[test]
    fn the_box_has_the_proportions_of_the_picture() {
        assert_eq!(ink_height(1600, 1200), 7_500);
        assert_eq!(ink_height(1200, 1600), 13_333);
        assert_eq!(ink_height(0, 0), 10_000, "no picture is no reason to divide by zero");
    }

    #[test]
    fn shapes_become_paths() {
        let ink = |shape, points: &[(u16, u16)]| annotation(shape, points).ink(1600, 1200).path;
        assert_eq!(
            ink(AnnotationShape::Circle, &[(2_000, 4_000), (1_000, 2_000)]),
            "M1000 2250A500 750 0 1 1 2000 2250A500 750 0 1 1 1000 2250Z"
        );
        assert_eq!(
            ink(AnnotationShape::Line, &[(0, 0), (1_000, 2_000), (3_000, 2_000)]),
            "M0 0Q1000 1500 2000 1500L3000 1500"
        );
        assert_eq!(
            ink(AnnotationShape::Arrow, &[(0, 5_000), (4_000, 5_000)]),
            "M0 3750L4000 3750M3637 3540L4000 3750L3637 3960"
        );
        assert_eq!(ink(AnnotationShape::Blur, &[(0, 0), (9_000, 9_000)]), "");
        assert_eq!(ink(AnnotationShape::Unlisted("zigzag".into()), &[(0, 0), (10_000, 0)]), "M0 0L10000 0");
    }

    #[test]
    fn whatever_a_newer_version_sends_is_drawn_or_left_out() {
        for shape in AnnotationShape::KNOWN {
            for points in [&[][..], &[(5, 5)], &[(5, 5), (5, 5)], &[(0, 0), (10_000, 10_000), (0, 10_000)]] {
                let ink = annotation(shape.clone(), points).ink(u32::MAX, 1);
                assert!(ink.stroke > 0 && ink.edge > ink.stroke);
            }
        }
    }

    #[test]
    fn words_stand_around_their_middle() {
        let mut text = annotation(AnnotationShape::Text, &[(5_000, 5_000)]);
        text.text = Some("about 12 cm\n露底漆".into());
        text.stroke = Some(100);
        let ink = text.ink(1_000, 1_000);
        assert_eq!(ink.em, 600);
        let places: Vec<(i64, i64)> = ink.words.iter().map(|line| (line.x, line.y)).collect();
        assert_eq!(places, [(5_000, 4_640), (5_000, 5_360)]);
    }

    #[test]
    fn a_colour_of_a_newer_version_is_red() {
        let mut arrow = annotation(AnnotationShape::Arrow, &[]);
        assert_eq!(arrow.ink_colour(), AnnotationColour::Red);
        arrow.colour = Some(AnnotationColour::White);
        assert_eq!(arrow.ink_colour(), AnnotationColour::White);
        arrow.colour = Some(AnnotationColour::Unlisted("teal".into()));
        assert_eq!(arrow.ink_colour(), AnnotationColour::Red);
    }
}
