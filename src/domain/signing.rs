//! Signing: what is made ready before the customer sees it, and the signatures given for it.
//!
//! Invariant: a signature counts for the content digest it names and for no other. Nothing is recomputed between the opening of the
//! signing page and the seal, so that the passing of time alone never changes what was signed.

use chrono::Days;
use walkaround_contract::{Attachment, ConsentAnswer, ConsentKind, FollowUp, Id, Signature, Template, Timestamp};

use super::checks;
use super::draft::Draft;
use super::last_visit::LastVisit;
use super::sentence::refresh_sentences;

/// Days within which the customer is called back after the handover; the setting is taken into this range.
pub const CALL_BACK_DAYS: std::ops::RangeInclusive<u8> = 3..=7;

/// Longest edge of a signature's picture in pixels.
const PICTURE_EDGE: f64 = 1_000.0;

/// Room around the ink in CSS pixels, for the width of the pen.
const PICTURE_MARGIN: f64 = 8.0;

/// Where ink lies on a picture that just holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InkFrame {
    pub width: u32,
    pub height: u32,
    /// Pixels of the picture per CSS pixel.
    pub scale: f64,
    left: f64,
    top: f64,
}

impl InkFrame {
    /// A point of ink on the picture.
    pub fn place(&self, x: i32, y: i32) -> (f64, f64) {
        ((f64::from(x) / 100.0 - self.left) * self.scale, (f64::from(y) / 100.0 - self.top) * self.scale)
    }
}

/// The frame of a signature's picture: two pixels per CSS pixel, less where the ink would not fit. `None` without ink.
pub fn ink_frame(strokes: &[Vec<(i32, i32, u32)>]) -> Option<InkFrame> {
    let range = |coordinate: fn(&(i32, i32, u32)) -> i32| {
        let all = || strokes.iter().flatten().map(coordinate);
        Some((f64::from(all().min()?) / 100.0 - PICTURE_MARGIN, f64::from(all().max()?) / 100.0 + PICTURE_MARGIN))
    };
    let ((left, right), (top, bottom)) = (range(|point| point.0)?, range(|point| point.1)?);
    let scale = (PICTURE_EDGE / (right - left).max(bottom - top)).min(2.0);
    // Between one pixel and the longest edge, so it is a whole number that fits.
    let edge = |length: f64| (length * scale).ceil().clamp(1.0, PICTURE_EDGE) as u32;
    Some(InkFrame { width: edge(right - left), height: edge(bottom - top), scale, left, top })
}

impl Draft {
    /// Makes the draft ready to be shown and signed: sentences, contradictions and the call-back as they stand now. To be called when the
    /// signing page opens, and not again while it is open.
    pub fn prepare_for_signing(
        &mut self,
        template: &Template,
        call_back_days: u8,
        last_visit: Option<&LastVisit>,
        now: Timestamp,
    ) {
        for concern in &mut self.concerns {
            refresh_sentences(concern, template);
        }
        self.refresh_follow_up(call_back_days);
        let shown = checks::contradictions_at_signing(self, template, now, last_visit);
        self.note_contradictions(&shown, now);
    }

    /// The last day of the call-back: so many days after the promised handover, in the shop's time. Only where the customer agreed to
    /// be called.
    pub fn refresh_follow_up(&mut self, call_back_days: u8) {
        let days = Days::new(u64::from(call_back_days.clamp(*CALL_BACK_DAYS.start(), *CALL_BACK_DAYS.end())));
        let agreed = self.consent(&ConsentKind::CallBack) == ConsentAnswer::Yes;
        let due = self
            .work
            .promise
            .as_ref()
            .filter(|_| agreed)
            .and_then(|promise| promise.at.0.date_naive().checked_add_days(days));
        self.follow_up = FollowUp {
            call_back_due_on: due,
            window: self.follow_up.window.take().or_else(|| self.customer.owner.call_window.clone()),
            extra: std::mem::take(&mut self.follow_up.extra),
        };
    }

    /// Signatures given for this content, the latest of each role.
    pub fn valid_signatures<'a>(&'a self, content_digest: &'a str) -> impl Iterator<Item = &'a Signature> {
        self.review.signatures.iter().filter(move |signature| signature.content_digest == content_digest)
    }

    /// Adds a signature, with its picture where it was drawn. It replaces an earlier one of the same role; the attachments that were
    /// the picture of that one have left the draft and are returned, so that their bytes can go.
    pub fn sign(&mut self, signature: Signature, picture: Option<Attachment>) -> Vec<Attachment> {
        let role = signature.role.clone();
        let replaced = self.drop_signatures(|known| known.role == role);
        self.attachments.extend(picture);
        self.review.signatures.push(signature);
        replaced
    }

    /// Drops every signature that was given for other content than this, as has to happen after an edit. Returns the attachments that left.
    pub fn drop_stale_signatures(&mut self, content_digest: &str) -> Vec<Attachment> {
        self.drop_signatures(|known| known.content_digest != content_digest)
    }

    fn drop_signatures(&mut self, is_dropped: impl Fn(&Signature) -> bool) -> Vec<Attachment> {
        let pictures: Vec<Id> = self
            .review
            .signatures
            .iter()
            .filter(|known| is_dropped(known))
            .filter_map(|known| known.attachment)
            .collect();
        self.review.signatures.retain(|known| !is_dropped(known));
        let (gone, kept) =
            std::mem::take(&mut self.attachments).into_iter().partition(|attachment| pictures.contains(&attachment.id));
        self.attachments = kept;
        gone
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_dot_has_a_picture_and_no_ink_has_none() {
        assert_eq!(ink_frame(&[]), None);
        assert_eq!(ink_frame(&[Vec::new()]), None);
        let dot = ink_frame(&[vec![(1_000, 2_000, 0)]]).expect("there is ink");
        assert_eq!((dot.width, dot.height), (32, 32));
        assert_eq!(dot.place(1_000, 2_000), (16.0, 16.0));
    }

    proptest! {
        #[test]
        fn all_ink_is_on_the_picture(points in prop::collection::vec((-10_000_000_i32..10_000_000, -10_000_000_i32..10_000_000), 1..40)) {
            let strokes = [points.iter().map(|(x, y)| (*x, *y, 0)).collect::<Vec<_>>()];
            let frame = ink_frame(&strokes).expect("there is ink");
            prop_assert!(frame.width <= 1_000 && frame.height <= 1_000);
            for (x, y) in points {
                let (x, y) = frame.place(x, y);
                prop_assert!(x >= 0.0 && y >= 0.0 && x <= f64::from(frame.width) && y <= f64::from(frame.height));
            }
        }
    }
}
