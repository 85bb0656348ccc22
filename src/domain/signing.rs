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
