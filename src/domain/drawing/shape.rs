//! The area of a panel, read from its path: what a finger meets, and how far everything else is from it.
//!
//! Invariant: a path is read as `cargo xtask drawings` writes it (one absolute `M` a part, then relative `l` and `c`, whole numbers);
//! anything else ends the reading, and a test goes through all paths that are shipped.

/// A point of a view, in millimetres.
pub type Point = (f64, f64);

/// A side of a polygon that stands for a curve is about this long, in millimetres: at six times the size of a tablet still a third of a pixel off.
const SIDE_MM: f64 = 45.0;

/// The area inside a path, by the even-odd rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    rings: Vec<Vec<Point>>,
    least: Point,
    most: Point,
}

impl Shape {
    /// Reads the text of a `d` attribute.
    pub fn read(path: &str) -> Self {
        let mut rings: Vec<Vec<Point>> = Vec::new();
        for (command, numbers) in commands(path) {
            match command {
                'M' => {
                    if let [x, y] = numbers[..] {
                        rings.push(vec![(x, y)]);
                    }
                }
                'l' => {
                    follow(&mut rings, &numbers, 2, |ring, here, step| ring.push((here.0 + step[0], here.1 + step[1])))
                }
                'c' => follow(&mut rings, &numbers, 6, curve),
                'z' => {}
                _ => break,
            }
        }
        Self::of_rings(rings)
    }

    fn of_rings(rings: Vec<Vec<Point>>) -> Self {
        let mut least = (f64::MAX, f64::MAX);
        let mut most = (f64::MIN, f64::MIN);
        for &(x, y) in rings.iter().flatten() {
            least = (least.0.min(x), least.1.min(y));
            most = (most.0.max(x), most.1.max(y));
        }
        Self { rings, least, most }
    }

    /// Its edges as closed polygons.
    pub fn rings(&self) -> &[Vec<Point>] {
        &self.rings
    }

    /// The same area in a view of this width that shows the other side of the car.
    pub fn mirrored(&self, width: f64) -> Self {
        Self::of_rings(
            self.rings.iter().map(|ring| ring.iter().map(|&(x, y)| (width - x, y)).collect()).collect::<Vec<_>>(),
        )
    }

    pub fn contains(&self, (x, y): Point) -> bool {
        if x < self.least.0 || x > self.most.0 || y < self.least.1 || y > self.most.1 {
            return false;
        }
        self.sides().filter(|&(a, b)| (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0).count()
            % 2
            == 1
    }

    /// The nearest point of the edge, and how far it is. `None` where that is more than `within`.
    pub fn nearest_edge(&self, at: Point, within: f64) -> Option<(Point, f64)> {
        let outside = |value: f64, least: f64, most: f64| (least - value).max(value - most).max(0.0);
        if outside(at.0, self.least.0, self.most.0).hypot(outside(at.1, self.least.1, self.most.1)) > within {
            return None;
        }
        self.sides()
            .map(|(a, b)| on_side(at, a, b))
            .map(|near| (near, (near.0 - at.0).hypot(near.1 - at.1)))
            .min_by(|one, other| one.1.total_cmp(&other.1))
            .filter(|(_, distance)| *distance <= within)
    }

    /// Every side of every ring, closed.
    pub(super) fn sides(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        self.rings.iter().flat_map(|ring| (0..ring.len()).map(|index| (ring[index], ring[(index + 1) % ring.len()])))
    }
}

/// Goes on from the end of the last ring, `size` numbers at a time; each step counts from where the one before has ended.
fn follow(rings: &mut [Vec<Point>], numbers: &[f64], size: usize, go: impl Fn(&mut Vec<Point>, Point, &[f64])) {
    let Some(ring) = rings.last_mut() else { return };
    for step in numbers.chunks_exact(size) {
        if let Some(&here) = ring.last() {
            go(ring, here, step);
        }
    }
}

/// A cubic curve as sides.
fn curve(ring: &mut Vec<Point>, here: Point, step: &[f64]) {
    let [a, b, c] = [0, 2, 4].map(|at| (here.0 + step[at], here.1 + step[at + 1]));
    let legs = [(here, a), (a, b), (b, c)].map(|(from, to)| (to.0 - from.0).hypot(to.1 - from.1));
    // A few dozen at most: `as` can't lose anything.
    let sides = (legs.iter().sum::<f64>() / SIDE_MM).ceil().clamp(4.0, 40.0) as u32;
    for side in 1..=sides {
        let t = f64::from(side) / f64::from(sides);
        let u = 1.0 - t;
        let mix =
            |p: f64, a: f64, b: f64, c: f64| u * u * u * p + 3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t * c;
        ring.push((mix(here.0, a.0, b.0, c.0), mix(here.1, a.1, b.1, c.1)));
    }
}

/// Splits a path into its commands and their numbers. A sign begins a number as a blank does.
fn commands(path: &str) -> Vec<(char, Vec<f64>)> {
    let mut commands: Vec<(char, Vec<f64>)> = Vec::new();
    let mut number = String::new();
    let end = |number: &mut String, commands: &mut Vec<(char, Vec<f64>)>| {
        if let (Ok(value), Some((_, numbers))) = (number.parse(), commands.last_mut()) {
            numbers.push(value);
        }
        number.clear();
    };
    for letter in path.chars() {
        match letter {
            '0'..='9' | '.' => number.push(letter),
            '-' => {
                end(&mut number, &mut commands);
                number.push('-');
            }
            ' ' | ',' => end(&mut number, &mut commands),
            _ => {
                end(&mut number, &mut commands);
                commands.push((letter, Vec::new()));
            }
        }
    }
    end(&mut number, &mut commands);
    commands
}

/// The point of the side from `a` to `b` that is nearest to `at`.
fn on_side(at: Point, a: Point, b: Point) -> Point {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let t = if length == 0.0 { 0.0 } else { (((at.0 - a.0) * dx + (at.1 - a.1) * dy) / length).clamp(0.0, 1.0) };
    (a.0 + t * dx, a.1 + t * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_it_is_written() {
        let square = Shape::read("M10 10l80 0 0 80-80 0z");
        assert!(square.contains((50.0, 50.0)) && !square.contains((95.0, 50.0)) && !square.contains((5.0, 50.0)));
        assert_eq!(square.nearest_edge((50.0, 30.0), 100.0), Some(((50.0, 10.0), 20.0)));
        assert_eq!(square.nearest_edge((120.0, 50.0), 24.0), None);
        // A curve that bulges to the right, then back along a line.
        let bow = Shape::read("M0 0c80 0 80 100 0 100z");
        assert!(bow.contains((55.0, 50.0)) && !bow.contains((65.0, 50.0)));
        assert!(bow.mirrored(100.0).contains((45.0, 50.0)));
    }

    #[test]
    fn a_hole_is_not_inside() {
        let ring = Shape::read("M0 0l100 0 0 100-100 0zM25 25l50 0 0 50-50 0z");
        assert!(ring.contains((10.0, 50.0)) && !ring.contains((50.0, 50.0)));
    }

    #[test]
    fn what_is_no_path_is_no_area() {
        for path in ["", "z", "l10 10", "M1", "A1 1 0 0 1 2 2"] {
            assert!(!Shape::read(path).contains((1.0, 1.0)), "{path}");
        }
    }
}
