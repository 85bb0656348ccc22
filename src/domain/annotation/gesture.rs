//! From the way of a finger to a shape, and from a shape to the same one elsewhere.

use walkaround_contract::{Annotation, AnnotationColour, AnnotationShape};

use super::{FAR, Place};

/// What a line is drawn with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pen {
    pub colour: AnnotationColour,
    /// Width of the line in 1/10,000 of the picture's width.
    pub stroke: u16,
}

/// A way shorter than this is a tap.
const LEAST_WAY: u16 = 150;

/// Points of a line that are closer than this say nothing more: a quarter of a millimetre on a tablet.
const LEAST_STEP: u16 = 12;

/// Most points of one line; from there on every second one is enough.
const MOST_POINTS: usize = 2_000;

/// Another point on the way of a finger.
pub fn add_point(points: &mut Vec<Place>, point: Place) {
    if points.last().is_some_and(|last| is_near(*last, point, LEAST_STEP)) {
        return;
    }
    if points.len() >= MOST_POINTS {
        let mut nth = 0;
        points.retain(|_| {
            nth += 1;
            nth % 2 == 1
        });
    }
    points.push(point);
}

/// The shape that a way makes; nothing where it was only a tap. Words are placed, not drawn.
pub fn from_gesture(shape: &AnnotationShape, way: &[Place], pen: &Pen) -> Option<Annotation> {
    let (first, last) = (*way.first()?, *way.last()?);
    if way.iter().all(|point| is_near(first, *point, LEAST_WAY)) {
        return None;
    }
    let points = match shape {
        AnnotationShape::Line => way.to_vec(),
        AnnotationShape::Text | AnnotationShape::Unlisted(_) => return None,
        AnnotationShape::Arrow | AnnotationShape::Circle | AnnotationShape::Blur => {
            // A way that came back to where it began has no second end.
            if is_near(first, last, LEAST_WAY) {
                return None;
            }
            vec![first, last]
        }
    };
    Some(drawn(shape, points, pen))
}

/// A shape in this ink; a blurred area has none.
pub(super) fn drawn(shape: &AnnotationShape, points: Vec<Place>, pen: &Pen) -> Annotation {
    let has_ink = super::has_ink(shape);
    Annotation {
        shape: shape.clone(),
        points,
        text: None,
        colour: has_ink.then(|| pen.colour.clone()),
        stroke: has_ink.then_some(pen.stroke),
        extra: Default::default(),
    }
}

impl Pen {
    /// A shape in the middle of the picture, for those who don't point: from there it is moved and stretched by keys.
    pub fn in_the_middle(&self, shape: &AnnotationShape) -> Option<Annotation> {
        from_gesture(shape, &[(3_500, 4_000), (6_500, 6_000)], self)
    }
}

/// The same shape elsewhere, as far as the picture reaches.
pub fn moved(annotation: &Annotation, dx: i32, dy: i32) -> Annotation {
    let mut annotation = annotation.clone();
    let dx = clamped(annotation.points.iter().map(|point| point.0), dx);
    let dy = clamped(annotation.points.iter().map(|point| point.1), dy);
    for point in &mut annotation.points {
        *point = (shifted(point.0, dx), shifted(point.1, dy));
    }
    annotation
}

/// The same shape with one of its points elsewhere.
pub fn with_point(annotation: &Annotation, index: usize, to: Place) -> Annotation {
    let mut annotation = annotation.clone();
    if let Some(point) = annotation.points.get_mut(index) {
        *point = (to.0.min(FAR), to.1.min(FAR));
    }
    annotation
}

/// The same shape with its last point elsewhere: how keys make it larger or turn it. What is drawn by hand or placed keeps its form.
pub fn stretched(annotation: &Annotation, dx: i32, dy: i32) -> Annotation {
    match (&annotation.shape, annotation.points.last()) {
        (AnnotationShape::Arrow | AnnotationShape::Circle | AnnotationShape::Blur, Some(&last)) => {
            with_point(annotation, annotation.points.len() - 1, (shifted(last.0, dx), shifted(last.1, dy)))
        }
        _ => annotation.clone(),
    }
}

/// As much of a shift as keeps every point within the picture.
fn clamped(values: impl Iterator<Item = u16> + Clone, by: i32) -> i32 {
    let least = values.clone().min().unwrap_or_default();
    let most = values.max().unwrap_or_default();
    // A point outside, of a sheet that was never checked, is brought in.
    by.max(-i32::from(least)).min(i32::from(FAR) - i32::from(most.min(FAR)))
}

fn shifted(value: u16, by: i32) -> u16 {
    u16::try_from((i32::from(value) + by).clamp(0, i32::from(FAR))).unwrap_or(FAR)
}

fn is_near(one: Place, other: Place, within: u16) -> bool {
    one.0.abs_diff(other.0) < within && one.1.abs_diff(other.1) < within
}
