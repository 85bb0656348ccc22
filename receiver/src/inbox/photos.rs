//! Attachments on a page: photos with what was drawn over them, clips, and signatures as they were written.

use std::collections::BTreeSet;

use maud::{Markup, html};
use walkaround_contract::{Annotation, AnnotationShape, Attachment, Id, Signature};

use super::view::{Reading, icon};
use crate::http::media_type_to_serve;

/// The attachment with this id.
pub(super) fn attachment<'a>(reading: Reading<'a>, id: &Id) -> Option<&'a Attachment> {
    reading.sheet.attachments.iter().find(|attachment| attachment.id == *id)
}

/// Several attachments in a row, or nothing.
pub(super) fn strip<'a>(reading: Reading<'a>, ids: impl IntoIterator<Item = &'a Id>, name: &str) -> Markup {
    let shown: Vec<_> = ids.into_iter().filter_map(|id| attachment(reading, id)).collect();
    html! {
        @if !shown.is_empty() { div.inbox-photos { @for attachment in shown { (figure(reading, attachment, name)) } } }
    }
}

/// One attachment: a photo that opens whole, a clip that plays, or a file to save.
pub(super) fn figure(reading: Reading, attachment: &Attachment, name: &str) -> Markup {
    let address = format!("/inbox/attachments/{}", attachment.sha256);
    let media_type = media_type_to_serve(Some(&attachment.media_type));
    let taken = attachment.captured_at.as_ref().map(|at| reading.view.time(at));
    html! {
        figure.inbox-photo {
            @if media_type.starts_with("image/") {
                a href=(address) {
                    span.inbox-photo-box {
                        img src=(address) alt=(name) loading="lazy" width=[attachment.width] height=[attachment.height];
                        (annotations(attachment))
                    }
                }
            } @else if media_type.starts_with("audio/") {
                audio controls preload="metadata" src=(address) {}
            } @else if media_type.starts_with("video/") {
                video controls preload="metadata" src=(address) {}
            } @else {
                a.btn href=(address) download { (icon("file-down", "i")) (attachment.media_type) }
            }
            figcaption { (name) @if let Some(taken) = taken { span.c2.num { " " (taken) } } }
        }
    }
}

/// What was drawn over a photo, in the photo's own pixels, so that circles stay round.
fn annotations(attachment: &Attachment) -> Markup {
    let (Some(width), Some(height)) = (attachment.width, attachment.height) else { return Markup::default() };
    html! {
        @if !attachment.annotations.is_empty() {
            svg.inbox-ink viewBox={ "0 0 " (width) " " (height) } aria-hidden="true" {
                @for shape in &attachment.annotations {
                    @for halo in ["halo", "line"] { g class=(halo) stroke-width=(width / if halo == "halo" { 90 } else { 180 }) { (annotation(shape, width, height)) } }
                }
            }
        }
    }
}

fn annotation(annotation: &Annotation, width: u32, height: u32) -> Markup {
    let (width, height) = (f64::from(width), f64::from(height));
    let points: Vec<(f64, f64)> = annotation
        .points
        .iter()
        .map(|&(x, y)| (f64::from(x) / 10_000.0 * width, f64::from(y) / 10_000.0 * height))
        .collect();
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return Markup::default() };
    let path = |points: &[(f64, f64)]| {
        points
            .iter()
            .enumerate()
            .map(|(n, (x, y))| format!("{}{x:.1} {y:.1}", if n == 0 { 'M' } else { 'L' }))
            .collect::<String>()
    };
    match &annotation.shape {
        AnnotationShape::Circle => html! {
            ellipse cx=(f64::midpoint(first.0, last.0)) cy=(f64::midpoint(first.1, last.1)) rx=((first.0 - last.0).abs() / 2.0) ry=((first.1 - last.1).abs() / 2.0) {}
        },
        AnnotationShape::Arrow => {
            html! { path d=(path(&points)) {} path d=(path(&arrow_head(first, last, width / 30.0))) {} }
        }
        AnnotationShape::Text => {
            html! { text x=(first.0) y=(first.1) font-size=(width / 28.0) { (annotation.text.as_deref().unwrap_or_default()) } }
        }
        // Burnt into the bytes; a frame would only point at what was hidden.
        AnnotationShape::Blur => Markup::default(),
        AnnotationShape::Line | AnnotationShape::Unlisted(_) => html! { path d=(path(&points)) {} },
    }
}

/// The two strokes of an arrow that ends in `tip`.
fn arrow_head(from: (f64, f64), tip: (f64, f64), length: f64) -> [(f64, f64); 3] {
    let angle = (tip.1 - from.1).atan2(tip.0 - from.0);
    let stroke = |turn: f64| (tip.0 - length * (angle + turn).cos(), tip.1 - length * (angle + turn).sin());
    [stroke(0.5), tip, stroke(-0.5)]
}

/// A signature as it was written, or what stands in its place.
pub(super) fn signature(reading: Reading, signature: &Signature) -> Markup {
    let words = reading.words();
    let picture = signature.attachment.as_ref().and_then(|id| attachment(reading, id));
    html! {
        @if let Some((x, y, width, height)) = ink_box(&signature.strokes) {
            svg.inbox-signature viewBox={ (x) " " (y) " " (width) " " (height) } role="img" aria-label=(signature.name) { path d=(ink(&signature.strokes)) {} }
        } @else if let Some(picture) = picture {
            (figure(reading, picture, &signature.name))
        } @else if let Some(reason) = &signature.reason {
            p.said { (words.refused) (reading.view.colon()) (reason) }
        } @else {
            p.said { (signature.name) }
        }
    }
}

/// The strokes as a path. Points come every few milliseconds; a curve through the middles between them, bent by the points, is how a pen moves.
fn ink(strokes: &[Vec<(i32, i32, u32)>]) -> String {
    let mut path = String::new();
    for stroke in strokes {
        let points: Vec<_> = stroke.iter().map(|&(x, y, _)| (i64::from(x), i64::from(y))).collect();
        let (Some(first), Some(last)) = (points.first(), points.last()) else { continue };
        path.push_str(&format!("M{} {}", first.0, first.1));
        for pair in points.windows(2).skip(1) {
            let [(x, y), next] = [pair[0], pair[1]];
            path.push_str(&format!("Q{x} {y} {} {}", i64::midpoint(x, next.0), i64::midpoint(y, next.1)));
        }
        // Also for a dot: a line of no length has round ends.
        path.push_str(&format!("L{} {}", last.0, last.1));
    }
    path
}

/// The box around the ink, with room for the width of the pen.
fn ink_box(strokes: &[Vec<(i32, i32, u32)>]) -> Option<(i64, i64, i64, i64)> {
    /// 8 px in the unit of the points.
    const PEN: i64 = 800;
    let xs: BTreeSet<i64> = strokes.iter().flatten().map(|&(x, _, _)| i64::from(x)).collect();
    let ys: BTreeSet<i64> = strokes.iter().flatten().map(|&(_, y, _)| i64::from(y)).collect();
    let (left, right, top, bottom) = (xs.first()?, xs.last()?, ys.first()?, ys.last()?);
    Some((left - PEN, top - PEN, right - left + 2 * PEN, bottom - top + 2 * PEN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_become_curves() {
        assert_eq!(
            ink(&[vec![(0, 0, 0), (10, 20, 8), (30, 20, 16)], vec![(5, 5, 90)], vec![]]),
            "M0 0Q10 20 20 20L30 20M5 5L5 5"
        );
    }

    #[test]
    fn the_box_holds_all_ink() {
        assert_eq!(ink_box(&[vec![(0, 100, 0), (1000, 300, 8)], vec![(-50, 900, 20)]]), Some((-850, -700, 2650, 2400)));
        assert_eq!(
            ink_box(&[vec![(i32::MIN, i32::MIN, 0), (i32::MAX, i32::MAX, 0)]]).map(|ink| ink.2),
            Some((1_i64 << 32) - 1 + 1600)
        );
        assert_eq!(ink_box(&[]), None);
    }
}
