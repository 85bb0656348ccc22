//! The outline that a car should fill in the viewfinder, for each guided photo, made from the drawing of its body.
//!
//! Front, rear and sides are the drawing's own views. Seen over a corner the car is put together from three of them: the side gives length
//! and height, the front and the plan say how wide the car is at that height and place. Slices of that body are drawn in perspective over
//! each other; their outer edge is the outline.

use walkaround_contract::{GuidedShot, View};

use super::outline::Canvas;
use crate::domain::drawing::{BodyDrawing, Point, Shape, ViewDrawing};

/// Lines to lay over the viewfinder.
#[derive(Clone, Debug, PartialEq)]
pub struct Silhouette {
    pub width: f64,
    pub height: f64,
    /// Turns the lines the right way round where the drawing is mirrored.
    pub transform: Option<String>,
    pub outline: String,
    /// Windows, wheels, lamps and plate: they tell front from rear.
    pub lines: Vec<String>,
}

/// The silhouette of a guided photo; `None` for a photo that is not of the car's outside.
pub fn silhouette(shot: &GuidedShot, drawing: &BodyDrawing) -> Option<Silhouette> {
    match shot {
        GuidedShot::Front => drawing.view(&View::Front).map(|view| straight(view)),
        GuidedShot::Rear => drawing.view(&View::Rear).map(|view| straight(view)),
        GuidedShot::Left => drawing.view(&View::Left).map(|view| straight(view)),
        GuidedShot::Right => drawing.view(&View::Right).map(|view| straight(view)),
        GuidedShot::FrontLeft => Corner::of(drawing, &View::Front).map(|corner| corner.silhouette(FRONT_LEFT)),
        GuidedShot::RearRight => Corner::of(drawing, &View::Rear).map(|corner| corner.silhouette(REAR_RIGHT)),
        GuidedShot::Dashboard | GuidedShot::Vin | GuidedShot::Unlisted(_) => None,
    }
}

/// What is worth a line of its own in a straight view.
fn is_telling(kind: &str) -> bool {
    matches!(kind, "glass" | "tyre" | "lamp" | "tail" | "plate")
}

fn straight(view: &ViewDrawing) -> Silhouette {
    Silhouette {
        width: view.width,
        height: view.height,
        transform: view.transform(),
        outline: view.outline.to_string(),
        lines: view.panels.iter().filter(|panel| is_telling(&panel.kind)).map(|panel| panel.path.to_string()).collect(),
    }
}

/// Margin around the car in every view, in mm.
const MARGIN: f64 = 100.0;

/// Where the photographer stands: degrees from the nose, over the car's left.
const FRONT_LEFT: f64 = 40.0;
const REAR_RIGHT: f64 = 180.0 + 40.0;

/// From the middle of the car, in car lengths: as near as a bay allows with the whole car in sight.
const DISTANCE: f64 = 1.6;

/// Height of the eye above the floor, in mm.
const EYE: f64 = 1_550.0;

/// Slices from one flank to the other. With this many their steps are smaller than a cell of the grid.
const SLICES: u32 = 48;

/// Below this height above the floor there are only wheels…
const CLEARANCE: f64 = 210.0;
/// …and they stand in this outer part of each half.
const WHEEL_FROM: f64 = 0.72;

/// Nose and tail are blunt: this part of the width is there from the first millimetre on. (The plan's tip is that of one height only.)
const BLUNT: f64 = 0.8;

/// Across the outline in its own units.
const WIDTH: f64 = 4_000.0;

/// A place in the car, in mm: towards the nose, to the car's left, up from the floor.
type Place = (f64, f64, f64);

/// The body over one of its corners.
struct Corner<'a> {
    side: &'a ViewDrawing,
    /// The end in sight: front or rear.
    end: &'a ViewDrawing,
    profile: Vec<Point>,
    /// Half the width at each millimetre step of height, and of length.
    by_height: Widths,
    by_length: Widths,
}

impl<'a> Corner<'a> {
    fn of(drawing: &'a BodyDrawing, end: &View) -> Option<Self> {
        let (side, end, top) = (drawing.view(&View::Left)?, drawing.view(end)?, drawing.view(&View::Top)?);
        let profile = Shape::read(&side.outline).rings().iter().max_by_key(|ring| ring.len())?.clone();
        Some(Self {
            side,
            end,
            profile,
            by_height: Widths::of(end, |(x, y)| (y, (x - end.width / 2.0).abs())),
            by_length: Widths::of(top, |(x, y)| (x, (y - top.height / 2.0).abs())),
        })
    }

    /// Half the car's width at a point of its side view.
    fn half_width(&self, (x, y): Point) -> f64 {
        let least = self.by_length.widest() * BLUNT;
        self.by_height.at(y).min(self.by_length.at(x).max(least))
    }

    fn place(&self, (x, y): Point, to_the_left: f64) -> Place {
        (self.side.width / 2.0 - x, to_the_left, self.side.height - MARGIN - y)
    }

    fn silhouette(&self, azimuth: f64) -> Silhouette {
        let eye = Eye::at(azimuth, self.side.width - 2.0 * MARGIN);
        // Whose flank is in sight: 1 the left one, −1 the right one.
        let flank = azimuth.to_radians().sin().signum();
        let floor = self.side.height - MARGIN;
        let slices: Vec<Vec<Point>> = (0..=SLICES)
            .map(|slice| {
                let part = f64::from(slice) / f64::from(SLICES) * 2.0 - 1.0;
                let lowest = if part.abs() < WHEEL_FROM { floor - CLEARANCE } else { floor };
                let cut = self.profile.iter().map(|(x, y)| (*x, y.min(lowest)));
                cut.map(|point| eye.sees(self.place(point, part * self.half_width(point)))).collect()
            })
            .collect();
        let sheet = Sheet::around(slices.iter().flatten());
        let mut canvas = Canvas::new(WIDTH, sheet.height);
        for slice in &slices {
            canvas.paint(&sheet.all(slice));
        }
        let drawn = |points: Vec<Point>| closed(&sheet.all(&points));
        let on_flank = |point: Point| eye.sees(self.place(point, flank * self.half_width(point)));
        let at_end = |point: Point| eye.sees(self.end_place(point, azimuth));
        let flank_lines = lines_of(self.side, &["glass", "tyre"]).map(|line| line.into_iter().map(on_flank).collect());
        // The tyres at this end are those of the flank.
        let end_lines =
            lines_of(self.end, &["glass", "lamp", "tail", "plate"]).map(|line| line.into_iter().map(at_end).collect());
        Silhouette {
            width: WIDTH,
            height: sheet.height,
            transform: None,
            outline: closed(&canvas.edge()),
            lines: flank_lines.chain(end_lines).map(drawn).collect(),
        }
    }

    /// A point of the front or rear view on the car: as far out as the profile goes at that height, and no farther than the plan allows.
    fn end_place(&self, (x, y): Point, azimuth: f64) -> Place {
        let across = x - self.end.width / 2.0;
        let nose = azimuth.to_radians().cos() > 0.0;
        // From in front the car's left is on the right hand, from behind on the left one.
        let to_the_left = if nose { across } else { -across };
        let reach = self.profile_at(y, nose);
        let corner = self.by_length.first_with(across.abs(), nose).unwrap_or(reach);
        let along = if nose { reach.max(corner) } else { reach.min(corner) };
        self.place((along, y), to_the_left)
    }

    /// The foremost or rearmost point of the side view at a height.
    fn profile_at(&self, y: f64, nose: bool) -> f64 {
        let mut found: Option<f64> = None;
        for (place, from) in self.profile.iter().enumerate() {
            let to = self.profile[(place + 1) % self.profile.len()];
            if (from.1 <= y) != (to.1 <= y) {
                let x = from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0);
                found = Some(found.map_or(x, |known| if nose { known.min(x) } else { known.max(x) }));
            }
        }
        found.unwrap_or(self.side.width / 2.0)
    }
}

/// A closed path through these points, in whole units.
fn closed(points: &[Point]) -> String {
    let words: Vec<String> = points.iter().map(|(x, y)| format!("{x:.0} {y:.0}")).collect();
    format!("M{}z", words.join("L"))
}

/// The closed lines of panels of some kinds.
fn lines_of<'a>(view: &'a ViewDrawing, kinds: &'a [&str]) -> impl Iterator<Item = Vec<Point>> + 'a {
    view.panels
        .iter()
        .filter(|panel| kinds.contains(&panel.kind.as_str()) && !stands_off(&panel.id))
        .flat_map(|panel| Shape::read(&panel.path).rings().to_vec())
}

/// Mirrors and their lamps stand off the body; the body is not as wide as they are.
fn stands_off(panel: &str) -> bool {
    panel.starts_with("mirror") || panel.starts_with("indicator_side") || panel == "aerial"
}

/// Half widths along an axis, one for every step.
struct Widths(Vec<f64>);

/// Length of a step in mm.
const STEP: f64 = 10.0;

impl Widths {
    /// The widest panel at each step. `read` gives the place on the axis and the distance from the middle of a point.
    fn of(view: &ViewDrawing, read: impl Fn(Point) -> (f64, f64)) -> Self {
        // A float over a drawing of a few metres fits; `as` then only rounds.
        let steps = (view.width.max(view.height) / STEP) as usize + 1;
        let mut widths = vec![0.0_f64; steps];
        let panels = view.panels.iter().filter(|panel| !stands_off(&panel.id));
        for ring in panels.flat_map(|panel| Shape::read(&panel.path).rings().to_vec()) {
            for (place, from) in ring.iter().enumerate() {
                let ((a, wide_a), (b, wide_b)) = (read(*from), read(ring[(place + 1) % ring.len()]));
                let (first, last) = (step_of(a.min(b)), step_of(a.max(b)).min(steps - 1));
                for (step, width) in widths.iter_mut().enumerate().take(last + 1).skip(first) {
                    let share = if (b - a).abs() < 1e-9 { 0.0 } else { ((step as f64 * STEP - a) / (b - a)).clamp(0.0, 1.0) };
                    *width = width.max(wide_a + share * (wide_b - wide_a));
                }
            }
        }
        Self(widths)
    }

    fn at(&self, place: f64) -> f64 {
        self.0.get(step_of(place)).copied().unwrap_or_default()
    }

    fn widest(&self) -> f64 {
        self.0.iter().copied().fold(0.0, f64::max)
    }

    /// The first place from the nose (or the last, from the tail) at which the car is this wide.
    fn first_with(&self, width: f64, nose: bool) -> Option<f64> {
        let wide = |known: &f64| *known >= width;
        let step = if nose { self.0.iter().position(wide) } else { self.0.iter().rposition(wide) };
        step.map(|step| step as f64 * STEP)
    }
}

fn step_of(place: f64) -> usize {
    // Clamped at 0; a float over a drawing of a few metres fits, and `as` then only rounds.
    (place / STEP).max(0.0) as usize
}

/// Who looks at the car.
struct Eye {
    from: Place,
    cos: f64,
    sin: f64,
}

impl Eye {
    fn at(azimuth: f64, length: f64) -> Self {
        let (sin, cos) = azimuth.to_radians().sin_cos();
        Self { from: (cos * length * DISTANCE, sin * length * DISTANCE, EYE), cos, sin }
    }

    /// Where a place is seen: to the right and down, both over its distance.
    fn sees(&self, place: Place) -> Point {
        let (nose, left, up) = (place.0 - self.from.0, place.1 - self.from.1, place.2 - self.from.2);
        let away = -(nose * self.cos + left * self.sin);
        ((left * self.cos - nose * self.sin) / away, -up / away)
    }
}

/// The box around everything seen, scaled to the outline's units.
struct Sheet {
    left: f64,
    top: f64,
    scale: f64,
    height: f64,
}

impl Sheet {
    fn around<'a>(points: impl Iterator<Item = &'a Point>) -> Self {
        let far = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        let (left, top, right, bottom) = points.fold(far, |(left, top, right, bottom), (x, y)| {
            (left.min(*x), top.min(*y), right.max(*x), bottom.max(*y))
        });
        let scale = (WIDTH - 2.0 * MARGIN) / (right - left);
        Self { left, top, scale, height: (bottom - top) * scale + 2.0 * MARGIN }
    }

    fn all(&self, points: &[Point]) -> Vec<Point> {
        points
            .iter()
            .map(|(x, y)| ((x - self.left) * self.scale + MARGIN, (y - self.top) * self.scale + MARGIN))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use walkaround_contract::BodyType;

    fn drawing(body: &BodyType) -> BodyDrawing {
        let path = format!("{}/public/drawings/{body}.json", env!("CARGO_MANIFEST_DIR"));
        let json = std::fs::read_to_string(&path).expect("every body has a drawing");
        BodyDrawing::parse(&json, body).expect("it can be read")
    }

    #[test]
    fn every_body_has_a_silhouette_for_each_photo_of_its_outside() {
        for body in BodyType::KNOWN {
            let drawing = drawing(body);
            let outside = GuidedShot::KNOWN.iter().filter(|shot| silhouette(shot, &drawing).is_some()).count();
            assert_eq!(outside, 6, "{body}");
            for shot in GuidedShot::KNOWN {
                let Some(made) = silhouette(shot, &drawing) else { continue };
                assert!(made.lines.len() >= 4, "{body} {shot}: {} lines", made.lines.len());
                assert!(made.outline.starts_with('M') && made.outline.ends_with('z'), "{body} {shot}");
                assert!(made.outline.len() > 300 && !made.outline.contains("NaN"), "{body} {shot}: {}", made.outline);
                let ratio = made.width / made.height;
                assert!((0.8..3.6).contains(&ratio), "{body} {shot}: {ratio}");
            }
        }
    }

    #[test]
    fn over_the_corner_a_car_is_shorter_than_from_its_side_and_wider_than_from_its_front() {
        for body in BodyType::KNOWN {
            let drawing = drawing(body);
            let ratio = |shot| silhouette(&shot, &drawing).map(|made| made.width / made.height).expect("an outline");
            let (side, corner, front) = (ratio(GuidedShot::Left), ratio(GuidedShot::FrontLeft), ratio(GuidedShot::Front));
            assert!(front < corner && corner < side, "{body}: {front:.2} {corner:.2} {side:.2}");
        }
    }

    #[test]
    fn the_right_side_is_the_left_one_turned_round() {
        let drawing = drawing(&BodyType::Sedan);
        let side = |shot| silhouette(&shot, &drawing).expect("an outline");
        let (left, right) = (side(GuidedShot::Left), side(GuidedShot::Right));
        assert_eq!(left.outline, right.outline);
        assert_eq!((left.transform.is_some(), right.transform.is_some()), (false, true));
    }
}
