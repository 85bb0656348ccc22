//! What is drawn over photos: every shape has the points and words without which it can't be drawn as it was seen.

use super::path::Pointer;
use super::problem::Findings;
use crate::{Annotation, AnnotationShape, Sheet};

pub(super) fn check(sheet: &Sheet, findings: &mut Findings) {
    for (index, attachment) in sheet.attachments.iter().enumerate().filter(|(_, photo)| !photo.annotations.is_empty()) {
        let at = Pointer::from("/attachments").item(index);
        for (name, given) in [("width", attachment.width), ("height", attachment.height)] {
            if given.is_none() {
                findings.refuse(at.member(name), "missing", "what is drawn over a picture needs the picture's size");
            }
        }
        for (place, annotation) in attachment.annotations.iter().enumerate() {
            check_annotation(annotation, &at.member("annotations").item(place), findings);
        }
    }
}

fn check_annotation(annotation: &Annotation, at: &Pointer, findings: &mut Findings) {
    let (least, most, message) = match annotation.shape {
        AnnotationShape::Arrow => (2, 2, "an arrow has a tail and a tip"),
        AnnotationShape::Circle => (2, 2, "a circle has two opposite corners"),
        AnnotationShape::Blur => (2, 2, "a blurred area has two opposite corners"),
        AnnotationShape::Line => (2, usize::MAX, "a line has two points or more"),
        AnnotationShape::Text => (1, 1, "words have one place"),
        // How many points a shape of a newer version has is not known here.
        AnnotationShape::Unlisted(_) => (0, usize::MAX, ""),
    };
    if annotation.points.len() < least {
        findings.refuse(at.member("points"), "missing", message);
    } else if annotation.points.len() > most {
        findings.refuse(at.member("points"), "too_many", message);
    }
    let has_words = annotation.text.as_ref().is_some_and(|text| !text.trim().is_empty());
    if annotation.shape == AnnotationShape::Text && !has_words {
        findings.refuse(at.member("text"), "missing", "a text has words");
    }
}
