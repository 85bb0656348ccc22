//! A body seen over one of its corners, put together from three views of its drawing: the side gives length and height, the front (or rear)
//! and the plan say how wide the car is at that height and place. Slices of that body are drawn in perspective over each other; their outer
//! edge is the outline.

use walkaround_contract::View;

use super::outline::Canvas;
use super::silhouette::Silhouette;
use crate::domain::drawing::{BodyDrawing, PanelShape, Point, Shape, ViewDrawing};

/// Margin around the car in every view, in mm.
const MARGIN: f64 = 100.0;

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
pub(super) struct Corner<'a> {
    side: &'a ViewDrawing,
    /// The end in sight: front or rear.
    end: &'a ViewDrawing,
    profile: Vec<Point>,
    /// Half the width at each millimetre step of height, and of length.
    by_height: Widths,
    by_length: Widths,
}

impl<'a> Corner<'a> {
    pub(super) fn of(drawing: &'a BodyDrawing, end: &View) -> Option<Self> {
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

    /// What is seen of it from so many degrees off its nose, over its left.
    pub(super) fn silhouette(&self, azimuth: f64) -> Silhouette {
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
        let is_window = |panel: &PanelShape| panel.kind == "glass" && !panel.id.starts_with("windscreen");
        let flank_lines = lines_of(self.side, |panel| panel.kind == "tyre" || is_window(panel))
            .map(|line| line.into_iter().map(on_flank).collect());
        // The tyres at this end are those of the flank; lamps of the far side lie around the corner.
        let far_side = if flank > 0.0 { "_right" } else { "_left" };
        let is_lamp =
            |panel: &PanelShape| matches!(panel.kind.as_str(), "lamp" | "tail") && !panel.id.ends_with(far_side);
        let end_lines = lines_of(self.end, |panel| matches!(panel.kind.as_str(), "glass" | "plate") || is_lamp(panel))
            .map(|line| line.into_iter().map(at_end).collect());
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

/// The closed lines of some panels.
fn lines_of<'a>(
    view: &'a ViewDrawing,
    wanted: impl Fn(&PanelShape) -> bool + 'a,
) -> impl Iterator<Item = Vec<Point>> + 'a {
    view.panels
        .iter()
        .filter(move |panel| wanted(panel) && !stands_off(&panel.id))
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
                let [first, last] = [a.min(b), a.max(b)].map(|end| step_of(end).min(steps - 1));
                for (step, width) in (first..).zip(&mut widths[first..=last]) {
                    let share =
                        if (b - a).abs() < 1e-9 { 0.0 } else { ((step as f64 * STEP - a) / (b - a)).clamp(0.0, 1.0) };
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
        let (left, top, right, bottom) = points
            .fold(far, |(left, top, right, bottom), (x, y)| (left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)));
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
