//! The outer edge of many polygons laid over each other: they are painted into a grid of cells and the edge of what is painted is walked.

use crate::domain::drawing::Point;

/// Cells across the picture. Enough for a dashed line a few pixels wide, few enough to be done between two frames.
const ACROSS: usize = 360;

/// Neighbours an edge point is averaged with on each side, which takes the steps of the cells away.
const SMOOTH: usize = 4;

/// Cells by which a point may stand off a straight line and be left out.
const STRAIGHT: f64 = 0.12;

/// Painted cells over a box.
pub(super) struct Canvas {
    wide: usize,
    high: usize,
    cell: f64,
    painted: Vec<bool>,
}

impl Canvas {
    /// A grid over a box from 0, 0.
    pub(super) fn new(width: f64, height: f64) -> Self {
        // A margin of two cells on every side: the edge never runs along the grid's own.
        let cell = width / (ACROSS - 4) as f64;
        let high = (height / cell).ceil() as usize + 4;
        Self { wide: ACROSS, high, cell, painted: vec![false; ACROSS * high] }
    }

    /// Paints a polygon; where it crosses itself it is painted all the same.
    pub(super) fn paint(&mut self, polygon: &[Point]) {
        let grid: Vec<Point> = polygon.iter().map(|(x, y)| (x / self.cell + 2.0, y / self.cell + 2.0)).collect();
        let mut crossings: Vec<Vec<(f64, i32)>> = vec![Vec::new(); self.high];
        for (place, from) in grid.iter().enumerate() {
            let to = grid[(place + 1) % grid.len()];
            let (upper, lower) = (from.1.min(to.1), from.1.max(to.1));
            // The rows whose middle lies between both ends; clamped at 0, `as` only rounds down.
            let rows = (upper - 0.5).ceil().max(0.0) as usize..((lower - 0.5).ceil().max(0.0) as usize).min(self.high);
            for row in rows {
                let x = from.0 + (row as f64 + 0.5 - from.1) / (to.1 - from.1) * (to.0 - from.0);
                crossings[row].push((x, if to.1 > from.1 { 1 } else { -1 }));
            }
        }
        for (row, mut crossings) in crossings.into_iter().enumerate() {
            crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut winding = 0;
            for pair in crossings.windows(2) {
                winding += pair[0].1;
                let first = (pair[0].0 - 0.5).ceil().max(0.0) as usize;
                let last = ((pair[1].0 - 0.5).ceil().max(0.0) as usize).min(self.wide);
                if winding != 0 && first < last {
                    self.painted[row * self.wide + first..row * self.wide + last].fill(true);
                }
            }
        }
    }

    /// The edge of what was painted, of its topmost piece.
    pub(super) fn edge(&self) -> Vec<Point> {
        let points = smooth(&self.walk());
        thin(&points).into_iter().map(|(x, y)| ((x - 2.0) * self.cell, (y - 2.0) * self.cell)).collect()
    }

    fn is_painted(&self, x: usize, y: usize) -> bool {
        x < self.wide && y < self.high && self.painted[y * self.wide + x]
    }

    /// Corners between cells, with the paint always on the right hand.
    fn walk(&self) -> Vec<Point> {
        let Some(first) = self.painted.iter().position(|painted| *painted) else { return Vec::new() };
        let start = (first % self.wide, first / self.wide);
        let (mut at, mut heading) = (start, Heading::East);
        let mut corners = Vec::new();
        // The margin keeps every corner at 1 or more; an edge is no longer than all cells have sides.
        for _ in 0..self.painted.len() * 4 {
            corners.push((at.0 as f64, at.1 as f64));
            at = heading.step(at);
            let (left, right) = heading.ahead(at);
            heading = match (self.is_painted(left.0, left.1), self.is_painted(right.0, right.1)) {
                (true, _) => heading.left(),
                (false, true) => heading,
                (false, false) => heading.right(),
            };
            if at == start {
                break;
            }
        }
        corners
    }
}

#[derive(Clone, Copy)]
enum Heading {
    East,
    South,
    West,
    North,
}

impl Heading {
    fn step(self, (x, y): (usize, usize)) -> (usize, usize) {
        match self {
            Self::East => (x + 1, y),
            Self::South => (x, y + 1),
            Self::West => (x - 1, y),
            Self::North => (x, y - 1),
        }
    }

    /// The cells ahead of a corner: on the left hand and on the right.
    fn ahead(self, (x, y): (usize, usize)) -> ((usize, usize), (usize, usize)) {
        match self {
            Self::East => ((x, y - 1), (x, y)),
            Self::South => ((x, y), (x - 1, y)),
            Self::West => ((x - 1, y), (x - 1, y - 1)),
            Self::North => ((x - 1, y - 1), (x, y - 1)),
        }
    }

    fn left(self) -> Self {
        match self {
            Self::East => Self::North,
            Self::South => Self::East,
            Self::West => Self::South,
            Self::North => Self::West,
        }
    }

    fn right(self) -> Self {
        self.left().left().left()
    }
}

/// Every point as the mean of its neighbours.
fn smooth(points: &[Point]) -> Vec<Point> {
    let count = points.len();
    if count <= 2 * SMOOTH {
        return points.to_vec();
    }
    let span = (2 * SMOOTH + 1) as f64;
    (0..count)
        .map(|place| {
            let (x, y) = (0..=2 * SMOOTH)
                .map(|step| points[(place + count + step - SMOOTH) % count])
                .fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
            (x / span, y / span)
        })
        .collect()
}

/// Leaves out what stands on a straight line (Douglas and Peucker).
fn thin(points: &[Point]) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let length = (last.0 - first.0).hypot(last.1 - first.1);
    let off = |point: &Point| {
        if length < 1e-9 {
            return (point.0 - first.0).hypot(point.1 - first.1);
        }
        ((last.0 - first.0) * (first.1 - point.1) - (first.0 - point.0) * (last.1 - first.1)).abs() / length
    };
    let farthest = points.iter().map(off).enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    match farthest {
        Some((place, distance)) if distance > STRAIGHT && place > 0 && place + 1 < points.len() => {
            let mut thinned = thin(&points[..=place]);
            thinned.pop();
            thinned.extend(thin(&points[place..]));
            thinned
        }
        _ => vec![*first, *last],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_squares_have_one_edge() {
        let square = |x: f64, y: f64| [(x, y), (x + 400.0, y), (x + 400.0, y + 400.0), (x, y + 400.0)];
        let mut canvas = Canvas::new(1000.0, 600.0);
        canvas.paint(&square(100.0, 100.0));
        canvas.paint(&square(300.0, 150.0));
        let edge = canvas.edge();
        assert!((8..60).contains(&edge.len()), "{} points", edge.len());
        let reach = |pick: fn(&Point) -> f64| {
            let values: Vec<f64> = edge.iter().map(pick).collect();
            (values.iter().copied().fold(f64::INFINITY, f64::min), values.iter().copied().fold(0.0, f64::max))
        };
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 12.0, "{found} is not {wanted}");
        near(reach(|point| point.0).0, 100.0);
        near(reach(|point| point.0).1, 700.0);
        near(reach(|point| point.1).0, 100.0);
        near(reach(|point| point.1).1, 550.0);
    }

    #[test]
    fn nothing_painted_has_no_edge() {
        assert!(Canvas::new(100.0, 100.0).edge().is_empty());
    }
}
