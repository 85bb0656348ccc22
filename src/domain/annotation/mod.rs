//! What is drawn over a photo: arrows, circles, lines and words as vectors, and areas to be made unrecognisable.
//!
//! Invariants: positions are integers, 1/10,000 of the picture's width and height, and never outside it. A photo with no blurred area is
//! delivered as the bytes it was kept with; one with such areas is made from those bytes anew each time, never from an earlier result.

mod gesture;
mod hit;
mod originals;
mod sketch;
mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use walkaround_contract::{Annotation, AnnotationColour, AnnotationShape, INK_STROKE};

pub use gesture::{Pen, add_point, from_gesture, moved, stretched, with_point};
pub use hit::{Picture, hit};
pub use originals::Original;
pub use sketch::{Key, MOST_SHAPES, Sketch, Sketched};
pub use words::{LONGEST_WORDS, with_words, words_at};

/// A place on a picture: 1/10,000 of its width and of its height.
pub type Place = (u16, u16);

/// The far edge of a picture.
pub const FAR: u16 = 10_000;

/// Widths of a line that are offered: fine, usual, bold.
pub const STROKES: [u16; 3] = [35, INK_STROKE, 100];

/// An area of a picture that is made unrecognisable, in 1/10,000 of width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlurArea {
    pub left: u16,
    pub top: u16,
    pub right: u16,
    pub bottom: u16,
}

/// The areas to blur, in an order that says nothing about which was drawn first.
pub fn blur_areas(annotations: &[Annotation]) -> Vec<BlurArea> {
    let mut areas: Vec<BlurArea> = annotations
        .iter()
        .filter(|annotation| annotation.shape == AnnotationShape::Blur)
        .filter_map(|annotation| {
            let xs = || annotation.points.iter().map(|point| point.0);
            let ys = || annotation.points.iter().map(|point| point.1);
            Some(BlurArea { left: xs().min()?, top: ys().min()?, right: xs().max()?, bottom: ys().max()? })
        })
        .collect();
    areas.sort_unstable();
    areas.dedup();
    areas
}

/// Whether the photo's bytes have to be made anew: what is blurred has changed. All else is drawn over it.
pub fn needs_new_bytes(before: &[Annotation], after: &[Annotation]) -> bool {
    blur_areas(before) != blur_areas(after)
}

/// Whether a shape has a colour and a width; a blurred area has neither.
pub fn has_ink(shape: &AnnotationShape) -> bool {
    *shape != AnnotationShape::Blur
}

/// The ink of a shape, to show what is chosen.
pub fn pen_of(annotation: &Annotation) -> Pen {
    Pen { colour: annotation.ink_colour(), stroke: annotation.stroke.unwrap_or(INK_STROKE) }
}

/// The same shape in another ink.
pub fn inked(annotation: &Annotation, pen: &Pen) -> Annotation {
    let mut annotation = annotation.clone();
    if has_ink(&annotation.shape) {
        annotation.colour = Some(pen.colour.clone());
        annotation.stroke = Some(pen.stroke);
    }
    annotation
}

impl Default for Pen {
    fn default() -> Self {
        Self { colour: AnnotationColour::Red, stroke: INK_STROKE }
    }
}
