//! Attachments on a page: photos with what was drawn over them, clips, and signatures as they were written.

use std::collections::BTreeSet;

use maud::{Markup, html};
use walkaround_contract::{Annotation, AnnotationShape, Attachment, INK_WIDTH, Id, Signature, ink_height};

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
                audio controls preload="metadata" src=(address) aria-label=(name) {}
            } @else if media_type.starts_with("video/") {
                video controls preload="metadata" src=(address) {}
            } @else {
                a.btn href=(address) download { (icon("file-down", "i")) (attachment.media_type) }
            }
            figcaption {
                (name)
                @if let Some(taken) = taken { span.c2.num { " " (taken) } }
                @if let Some(length) = attachment.duration_ms { span.c2.num { " · " (clip_length(length)) } }
                @if is_blurred(attachment) { span.c2 { " · " (reading.words().partly_blurred) } }
            }
        }
    }
}

/// Minutes and seconds. A browser that recorded a clip on the fly has not written its length into it, so players don't know.
fn clip_length(ms: u32) -> String {
    let seconds = ms / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// What was drawn over a photo, as the contract says it is drawn. What was blurred is in the photo.
fn annotations(attachment: &Attachment) -> Markup {
    let (Some(width), Some(height)) = (attachment.width, attachment.height) else { return Markup::default() };
    html! {
        @if !attachment.annotations.is_empty() {
            svg.ink-over viewBox={ "0 0 " (INK_WIDTH) " " (ink_height(width, height)) } aria-hidden="true" {
                @for annotation in &attachment.annotations { (annotation_ink(annotation, width, height)) }
            }
        }
    }
}

/// Whether something in it was made unrecognisable, so that nobody takes the pattern for a fault.
fn is_blurred(attachment: &Attachment) -> bool {
    attachment.annotations.iter().any(|annotation| annotation.shape == AnnotationShape::Blur)
}

fn annotation_ink(annotation: &Annotation, width: u32, height: u32) -> Markup {
    let ink = annotation.ink(width, height);
    html! {
        g.ink.(annotation.ink_colour().as_str()) {
            @if !ink.path.is_empty() {
                path.ink-edge d=(ink.path) stroke-width=(ink.edge) {}
                path.ink-line d=(ink.path) stroke-width=(ink.stroke) {}
            }
            @for line in &ink.words {
                text x=(line.x) y=(line.y) font-size=(ink.em) stroke-width=(ink.words_edge) { (line.words) }
            }
        }
    }
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
    fn clips_say_how_long_they_play() {
        assert_eq!(
            (clip_length(999), clip_length(8_240), clip_length(60_000)),
            ("0:00".into(), "0:08".into(), "1:00".into())
        );
    }

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
