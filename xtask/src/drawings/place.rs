//! Where a tick or a name stands on a panel: the point with the most room around it.

use super::path::Outline;

/// Sides a curve becomes here. A tick needs no better than a few millimetres.
const STEPS: i32 = 6;
/// The search stops when no better place by more than this is possible.
const GOOD_ENOUGH_MM: f64 = 4.0;

/// A place on a panel and the distance to its nearest edge, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub x: i32,
    pub y: i32,
    pub room: i32,
}

/// A square that may hold the best place.
#[derive(Clone, Copy)]
struct Cell {
    x: f64,
    y: f64,
    half: f64,
    /// Distance to the nearest edge; negative outside.
    room: f64,
}

impl Cell {
    fn new(x: f64, y: f64, half: f64, rings: &[Vec<(f64, f64)>]) -> Self {
        Self { x, y, half, room: room(x, y, rings) }
    }

    /// No point of the square can have more room than this.
    fn at_best(&self) -> f64 {
        self.room + self.half * std::f64::consts::SQRT_2
    }
}

/// For a path in millimetres: the centre of the largest circle that fits (the pole of inaccessibility), by halving squares, best first.
pub fn roomiest(path: &Outline) -> Place {
    let rings = path.flattened(STEPS);
    let points = rings.iter().flatten();
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for &(x, y) in points {
        (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
    }
    let half = ((right - left).max(bottom - top) / 2.0).max(1.0);
    let mut best = Cell::new((left + right) / 2.0, (top + bottom) / 2.0, half, &rings);
    let mut open = vec![best];
    while let Some(cell) = take_best(&mut open) {
        if cell.at_best() - best.room <= GOOD_ENOUGH_MM {
            break;
        }
        let half = cell.half / 2.0;
        for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            let part = Cell::new(cell.x + dx, cell.y + dy, half, &rings);
            if part.room > best.room {
                best = part;
            }
            open.push(part);
        }
    }
    // Millimetres of a car, far inside i32.
    Place { x: best.x.round() as i32, y: best.y.round() as i32, room: best.room.max(0.0).round() as i32 }
}

fn take_best(open: &mut Vec<Cell>) -> Option<Cell> {
    let best = open.iter().enumerate().max_by(|a, b| a.1.at_best().total_cmp(&b.1.at_best()))?.0;
    Some(open.swap_remove(best))
}

fn room(x: f64, y: f64, rings: &[Vec<(f64, f64)>]) -> f64 {
    let mut inside = false;
    let mut nearest = f64::MAX;
    for ring in rings {
        for (index, &a) in ring.iter().enumerate() {
            let b = ring[(index + 1) % ring.len()];
            if (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0 {
                inside = !inside;
            }
            nearest = nearest.min(to_side(x, y, a, b));
        }
    }
    if inside { nearest } else { -nearest }
}

fn to_side(x: f64, y: f64, a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let t = if length == 0.0 { 0.0 } else { (((x - a.0) * dx + (y - a.1) * dy) / length).clamp(0.0, 1.0) };
    (x - a.0 - t * dx).hypot(y - a.1 - t * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(d: &str) -> Place {
        roomiest(&Outline::parse(d).expect("it is a path").rounded())
    }

    #[test]
    fn a_square_has_its_place_in_the_middle() {
        assert_eq!(place("M0 0L100 0L100 100L0 100Z"), Place { x: 50, y: 50, room: 50 });
    }

    #[test]
    fn an_angle_has_its_place_where_it_is_wide() {
        // An L of one thick and one thin arm: the middle of its box is outside.
        let found = place("M0 0L400 0L400 40L200 40L200 400L0 400Z");
        assert!((90..=130).contains(&found.x) && found.y > 60 && found.room >= 96, "{found:?}");
    }

    #[test]
    fn a_hole_is_not_a_place() {
        let ring = place("M0 0L300 0L300 300L0 300ZM60 60L240 60L240 240L60 240Z");
        assert!(ring.room <= 40, "{ring:?}");
        let in_hole = (60..240).contains(&ring.x) && (60..240).contains(&ring.y);
        assert!(!in_hole, "{ring:?}");
    }
}
