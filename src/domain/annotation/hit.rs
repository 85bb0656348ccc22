//! Which shape a finger means.

use walkaround_contract::{Annotation, AnnotationShape, INK_STROKE, INK_WIDTH, ink_height};

use super::words::extent;
use super::{Key, Place, Sketched};

/// The pixels of a picture, whose proportions make a place a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
}

impl Picture {
    /// A place in the box that ink is drawn in.
    fn point(self, place: Place) -> (i64, i64) {
        let height = i64::from(ink_height(self.width, self.height));
        (i64::from(place.0), i64::from(place.1) * height / i64::from(INK_WIDTH))
    }
}

/// The shape at a place, the uppermost first. `reach` is how far a finger may be off, in 1/10,000 of the picture's width.
/// Lines go before the insides of circles and areas, so that what is drawn within one can be picked.
pub fn hit<'a>(
    shapes: impl DoubleEndedIterator<Item = &'a Sketched> + Clone,
    place: Place,
    picture: Picture,
    reach: u16,
) -> Option<Key> {
    let at = picture.point(place);
    let uppermost = |is_hit: &dyn Fn(&Annotation) -> bool| {
        shapes.clone().rev().find(|shape| is_hit(&shape.annotation)).map(|shape| shape.key)
    };
    uppermost(&|shape| is_on_line(shape, at, picture, i64::from(reach)))
        .or_else(|| uppermost(&|shape| is_inside(shape, at, picture)))
}

fn is_on_line(annotation: &Annotation, at: (i64, i64), picture: Picture, reach: i64) -> bool {
    let points: Vec<(i64, i64)> = annotation.points.iter().map(|place| picture.point(*place)).collect();
    let within = reach + i64::from(annotation.stroke.unwrap_or(INK_STROKE)) / 2;
    match (&annotation.shape, points.as_slice()) {
        (_, []) => false,
        (AnnotationShape::Text, [middle, ..]) => {
            let (width, height) = extent(annotation);
            (at.0 - middle.0).abs() <= width / 2 + reach && (at.1 - middle.1).abs() <= height / 2 + reach
        }
        (AnnotationShape::Circle, [one, .., other]) => is_on_ellipse(*one, *other, at, within),
        (AnnotationShape::Blur, _) => false,
        (_, [only]) => is_within(*only, *only, at, within),
        (_, points) => points.windows(2).any(|pair| is_within(pair[0], pair[1], at, within)),
    }
}

fn is_inside(annotation: &Annotation, at: (i64, i64), picture: Picture) -> bool {
    if !matches!(annotation.shape, AnnotationShape::Circle | AnnotationShape::Blur) {
        return false;
    }
    let (Some(one), Some(other)) = (annotation.points.first(), annotation.points.last()) else { return false };
    let (one, other) = (picture.point(*one), picture.point(*other));
    (one.0.min(other.0)..=one.0.max(other.0)).contains(&at.0)
        && (one.1.min(other.1)..=one.1.max(other.1)).contains(&at.1)
}

/// Whether a point is so near to the straight line between two others.
fn is_within(from: (i64, i64), to: (i64, i64), at: (i64, i64), within: i64) -> bool {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (px, py) = (at.0 - from.0, at.1 - from.1);
    let length = dx * dx + dy * dy;
    let along = px * dx + py * dy;
    let (qx, qy) = if length == 0 || along <= 0 {
        (px, py)
    } else if along >= length {
        (at.0 - to.0, at.1 - to.1)
    } else {
        let across = px * dy - py * dx;
        // distance² = across² / length; coordinates stay far below 2^31, so the squares fit.
        return i128::from(across).pow(2) <= i128::from(within).pow(2) * i128::from(length);
    };
    qx * qx + qy * qy <= within * within
}

/// Between an ellipse that is larger by `within` and one that is smaller by it.
fn is_on_ellipse(one: (i64, i64), other: (i64, i64), at: (i64, i64), within: i64) -> bool {
    let (cx, cy) = (i64::midpoint(one.0, other.0), i64::midpoint(one.1, other.1));
    let (rx, ry) = ((one.0 - other.0).abs() / 2, (one.1 - other.1).abs() / 2);
    let is_in = |rx: i64, ry: i64| {
        let (x, y) = (i128::from(at.0 - cx), i128::from(at.1 - cy));
        let (rx, ry) = (i128::from(rx), i128::from(ry));
        rx > 0 && ry > 0 && x * x * ry * ry + y * y * rx * rx <= rx * rx * ry * ry
    };
    is_in(rx + within, ry + within) && !is_in(rx - within, ry - within)
}
