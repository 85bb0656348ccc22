//! SVG paths as `draw.py` writes them: absolute M, L, H, C, Z with one decimal; and their short form in whole millimetres.
//!
//! Invariant: a point that two panels share is rounded to the same point in both, so they still meet.

use anyhow::{Context, Result, bail, ensure};
use std::fmt;

/// From the top left corner of the view; in tenths of a millimetre as read, in millimetres once [`Outline::rounded`].
pub type Point = (i32, i32);

/// A source coordinate has one decimal.
pub const TENTHS: i32 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    Line(Point),
    Curve(Point, Point, Point),
}

impl Segment {
    pub fn end(self) -> Point {
        match self {
            Self::Line(end) | Self::Curve(_, _, end) => end,
        }
    }

    fn map(self, f: impl Fn(Point) -> Point) -> Self {
        match self {
            Self::Line(a) => Self::Line(f(a)),
            Self::Curve(a, b, c) => Self::Curve(f(a), f(b), f(c)),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subpath {
    pub start: Point,
    pub segments: Vec<Segment>,
    pub closed: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub subpaths: Vec<Subpath>,
}

impl Outline {
    /// Reads the text of a `d` attribute, exactly.
    ///
    /// # Errors
    /// On any command or number that `draw.py` does not write.
    pub fn parse(d: &str) -> Result<Self> {
        let mut subpaths: Vec<Subpath> = Vec::new();
        for (command, numbers) in commands(d)? {
            let points: Vec<Point> = numbers.chunks_exact(2).map(|xy| (xy[0], xy[1])).collect();
            if command == 'M' {
                let [start] = points[..] else { bail!("M with {} numbers", numbers.len()) };
                subpaths.push(Subpath { start, segments: Vec::new(), closed: false });
                continue;
            }
            let current = subpaths.last_mut().context("a path begins with M")?;
            let here = current.segments.last().map_or(current.start, |segment| segment.end());
            match (command, &points[..], &numbers[..]) {
                ('Z', [], []) => current.closed = true,
                ('H', _, [x]) => current.segments.push(Segment::Line((*x, here.1))),
                ('L', [end], [_, _]) => current.segments.push(Segment::Line(*end)),
                ('C', [_, ..], [..]) if numbers.len().is_multiple_of(6) => {
                    for curve in points.chunks_exact(3) {
                        current.segments.push(Segment::Curve(curve[0], curve[1], curve[2]));
                    }
                }
                _ => bail!("command {command} with {} numbers", numbers.len()),
            }
        }
        Ok(Self { subpaths })
    }

    /// The same path in a view of this width seen from the other side of the car.
    pub fn mirrored(&self, width: i32) -> Self {
        self.map(|(x, y)| (width - x, y))
    }

    /// The path in whole millimetres, without what has become a point.
    pub fn rounded(&self) -> Self {
        let mut rounded = self.map(|(x, y)| (to_millimetres(x), to_millimetres(y)));
        for subpath in &mut rounded.subpaths {
            let mut here = subpath.start;
            subpath.segments.retain(|segment| {
                let is_point = match *segment {
                    Segment::Line(end) => end == here,
                    Segment::Curve(a, b, end) => a == here && b == here && end == here,
                };
                here = segment.end();
                !is_point
            });
        }
        rounded.subpaths.retain(|subpath| !subpath.segments.is_empty());
        rounded
    }

    fn map(&self, f: impl Fn(Point) -> Point + Copy) -> Self {
        let subpaths = self.subpaths.iter().map(|subpath| Subpath {
            start: f(subpath.start),
            segments: subpath.segments.iter().map(|segment| segment.map(f)).collect(),
            closed: subpath.closed,
        });
        Self { subpaths: subpaths.collect() }
    }

    /// True when every point is within a tenth of a millimetre of its counterpart: `draw.py` rounds x and W − x each by
    /// itself, and a half can go either way.
    pub fn same_as(&self, other: &Self) -> bool {
        let near = |a: Point, b: Point| (a.0 - b.0).abs() <= 1 && (a.1 - b.1).abs() <= 1;
        let alike = |a: &Segment, b: &Segment| match (*a, *b) {
            (Segment::Line(a), Segment::Line(b)) => near(a, b),
            (Segment::Curve(a, b, c), Segment::Curve(d, e, f)) => near(a, d) && near(b, e) && near(c, f),
            _ => false,
        };
        self.subpaths.len() == other.subpaths.len()
            && self.subpaths.iter().zip(&other.subpaths).all(|(a, b)| {
                near(a.start, b.start)
                    && a.closed == b.closed
                    && a.segments.len() == b.segments.len()
                    && a.segments.iter().zip(&b.segments).all(|(a, b)| alike(a, b))
            })
    }

    /// Polygons that follow the path; a curve becomes `steps` sides.
    pub fn flattened(&self, steps: i32) -> Vec<Vec<(f64, f64)>> {
        let real = |(x, y): Point| (f64::from(x), f64::from(y));
        self.subpaths
            .iter()
            .map(|subpath| {
                let mut points = vec![real(subpath.start)];
                for segment in &subpath.segments {
                    let from = *points.last().expect("it holds the start");
                    match *segment {
                        Segment::Line(end) => points.push(real(end)),
                        Segment::Curve(a, b, c) => {
                            points.extend((1..=steps).map(|step| {
                                on_curve(from, real(a), real(b), real(c), f64::from(step) / f64::from(steps))
                            }))
                        }
                    }
                }
                points
            })
            .collect()
    }
}

/// Relative commands: small numbers repeat, and repetition is what compression lives on.
impl fmt::Display for Outline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for subpath in &self.subpaths {
            write!(f, "M{} {}", subpath.start.0, subpath.start.1)?;
            let mut here = subpath.start;
            let mut letter = ' ';
            for segment in &subpath.segments {
                let (wanted, points): (char, &[Point]) = match segment {
                    Segment::Line(end) => ('l', &[*end]),
                    Segment::Curve(a, b, c) => ('c', &[*a, *b, *c]),
                };
                // The letter is said once for a run of the same command; it also separates.
                let mut first = wanted != letter;
                if first {
                    write!(f, "{wanted}")?;
                    letter = wanted;
                }
                for point in points {
                    for number in [point.0 - here.0, point.1 - here.1] {
                        if !first && number >= 0 {
                            write!(f, " ")?;
                        }
                        write!(f, "{number}")?;
                        first = false;
                    }
                }
                here = segment.end();
            }
            if subpath.closed {
                write!(f, "z")?;
            }
        }
        Ok(())
    }
}

fn commands(d: &str) -> Result<Vec<(char, Vec<i32>)>> {
    let mut commands: Vec<(char, Vec<i32>)> = Vec::new();
    let mut rest = d;
    while let Some(letter) = rest.chars().next() {
        let tail = &rest[letter.len_utf8()..];
        let end = tail.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(tail.len());
        let separated = tail[..end].replace('-', " -");
        let numbers = separated.split([' ', ',']).filter(|number| !number.is_empty()).map(in_tenths);
        commands.push((letter, numbers.collect::<Result<_>>()?));
        rest = &tail[end..];
    }
    Ok(commands)
}

fn in_tenths(number: &str) -> Result<i32> {
    let tenths = number.parse::<f64>().with_context(|| format!("`{number}` is not a number"))? * f64::from(TENTHS);
    // Exact for one decimal, up to the error of binary fractions; views are below 6 m, far inside i32.
    ensure!((tenths - tenths.round()).abs() < 1e-6, "`{number}` has more than one decimal");
    Ok(tenths.round() as i32)
}

/// Halves go up, on either side of the car alike.
fn to_millimetres(tenths: i32) -> i32 {
    (tenths + TENTHS / 2).div_euclid(TENTHS)
}

fn on_curve(p: (f64, f64), a: (f64, f64), b: (f64, f64), c: (f64, f64), t: f64) -> (f64, f64) {
    let u = 1.0 - t;
    let mix =
        |p: f64, a: f64, b: f64, c: f64| u * u * u * p + 3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t * c;
    (mix(p.0, a.0, b.0, c.0), mix(p.1, a.1, b.1, c.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(d: &str) -> String {
        Outline::parse(d).expect("it is a path").rounded().to_string()
    }

    #[test]
    fn paths_are_rounded_and_relative() {
        assert_eq!(text("M10.4 20.6L13 18H20.4Z"), "M10 21l3-3 7 0z");
        assert_eq!(text("M0 0C1.2 2 3 4 5 6C6 7 8 9 10 11"), "M0 0c1 2 3 4 5 6 1 1 3 3 5 5");
        assert_eq!(text("M0 0L5 5ZM9 9L1 1Z"), "M0 0l5 5zM9 9l-8-8z");
    }

    #[test]
    fn what_rounds_to_a_point_is_left_out() {
        assert_eq!(text("M10 10L10.3 10.2L20 10Z"), "M10 10l10 0z");
        assert_eq!(text("M10 10L10.3 10.2Z"), "");
    }

    #[test]
    fn a_command_that_is_not_known_is_refused() {
        for d in ["M0 0A1 1 0 0 1 2 2", "L1 1", "M0 0C1 2 3 4", "M0 0L1 x", "M0 0L1.23 4"] {
            assert!(Outline::parse(d).is_err(), "{d}");
        }
    }

    #[test]
    fn mirroring_twice_gives_the_path_again() {
        let path = Outline::parse("M10 20C1 2 3 4 5 6L7 8Z").expect("it is a path");
        let width = 100 * TENTHS;
        assert_eq!(path.mirrored(width).mirrored(width), path);
        assert_eq!(path.mirrored(width).rounded().to_string(), "M90 20c9-18 7-16 5-14l-2 2z");
    }
}
