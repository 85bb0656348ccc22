//! The draft: an intake while it is being written.
//!
//! A draft is made of the contract's own sections, whose members are absent until somebody asked; so what can be entered and what travels
//! cannot drift apart. What a sheet has and a draft has not (totals, digests, seal) is computed when it is signed.

use serde::{Deserialize, Serialize};
use walkaround_contract::{
    AboveDeviation, Advisor, Arrival, Attachment, AttachmentRole, Cabin, CheckKind, CheckOverride, Complaint, Concern,
    Consent, ConsentAnswer, ConsentKind, Customer, Deviation, Drawing, FollowUp, Id, MarkAcknowledgement, Shop,
    Signature, Station, Step, StepEntry, TemplateRef, Timestamp, Vehicle, Visit, Walkaround, Work,
};

use super::annotation::Original;
use super::last_visit::LastVisit;
use super::settings::Settings;

/// An intake that is not signed yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Becomes the id of the sheet.
    pub id: Id,
    /// Shared by everything about this reception.
    pub visit_id: Id,
    /// When the intake was opened.
    pub opened_at: Timestamp,
    /// Last change; orders the board.
    pub changed_at: Timestamp,
    /// Where the advisor was; a cold start returns here.
    pub place: PlaceInDraft,
    pub shop: Shop,
    pub advisor: Advisor,
    /// Language of the shop, in which the sheet is kept.
    pub language: String,
    pub template: TemplateRef,
    pub step_log: Vec<StepEntry>,
    pub arrival: Arrival,
    pub customer: Customer,
    pub vehicle: Vehicle,
    pub visit: Visit,
    pub concerns: Vec<Concern>,
    /// The customer was asked and has no concern: an empty list that was asked for, not one that was passed over.
    #[serde(default)]
    pub no_concerns: bool,
    pub walkaround: Walkaround,
    pub cabin: Cabin,
    pub work: Work,
    /// Contradictions that are on show, each since when.
    #[serde(default)]
    pub flagged: Vec<Flagged>,
    /// Contradictions the advisor answered with a reason.
    pub overrides: Vec<Overridden>,
    pub complaint: Option<Complaint>,
    pub follow_up: FollowUp,
    /// Every photo, clip and signature picture; the bytes lie in the photo store under the attachment's id.
    pub attachments: Vec<Attachment>,
    /// What photos with something blurred were made from, so that it can be undone. Never delivered.
    #[serde(default)]
    pub originals: Vec<Original>,
    /// Highest running number ever given to a mark, so that none is used twice.
    pub last_mark_number: u16,
    /// What was learnt of the last visit of the car that was entered. Read through [`Draft::last_visit`], which knows whether it is still
    /// that car.
    #[serde(default)]
    pub(super) last_visit: Option<LastVisit>,
    /// What `changed_at` was when the draft came from another tablet in a rescue bundle, and so whether it was changed here since.
    #[serde(default)]
    pub arrived_as: Option<Timestamp>,
    pub review: Review,
}

/// Where the advisor was in a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceInDraft {
    pub step: Step,
    /// The station of the walk-around.
    pub station: Option<Station>,
}

/// A contradiction that is on show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flagged {
    pub check: CheckKind,
    pub subject: Option<String>,
    pub flagged_at: Timestamp,
}

/// A contradiction that stands, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overridden {
    pub check: CheckKind,
    pub subject: Option<String>,
    pub flagged_at: Timestamp,
    pub answer: CheckOverride,
}

/// What the customer has seen and signed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Language the customer reads and signs in.
    pub language: Option<String>,
    /// The customer's answer to each mark.
    pub marks: Vec<MarkAcknowledgement>,
    /// Signatures, each naming the content digest it was given for. One given for other content counts for nothing.
    pub signatures: Vec<Signature>,
}

impl Draft {
    /// Opens an intake. `settings` say who receives and with which defaults of the shop.
    pub fn open(id: Id, visit_id: Id, now: Timestamp, settings: &Settings, template: TemplateRef) -> Self {
        Self {
            id,
            visit_id,
            opened_at: now,
            changed_at: now,
            place: PlaceInDraft { step: Step::Welcome, station: None },
            shop: settings.shop.clone(),
            advisor: settings.advisor.clone(),
            language: settings.language.clone(),
            template,
            step_log: Vec::new(),
            arrival: Arrival::default(),
            customer: Customer::default(),
            vehicle: Vehicle { driver_side: Some(settings.driver_side.clone()), ..Vehicle::default() },
            visit: Visit::default(),
            concerns: Vec::new(),
            no_concerns: false,
            walkaround: Walkaround::default(),
            cabin: Cabin::default(),
            work: Work {
                currency: settings.currency.clone(),
                lines: Vec::new(),
                totals: Vec::new(),
                deposit: None,
                deviation: settings.deviation_percent.map(|percent| Deviation {
                    percent,
                    // Asking first is what nobody has to agree to.
                    above: AboveDeviation::CallFirst,
                    extra: Default::default(),
                }),
                promise: None,
                consents: Vec::new(),
                extra: Default::default(),
            },
            flagged: Vec::new(),
            overrides: Vec::new(),
            complaint: None,
            follow_up: FollowUp::default(),
            attachments: Vec::new(),
            originals: Vec::new(),
            last_mark_number: 0,
            last_visit: None,
            arrived_as: None,
            review: Review::default(),
        }
    }

    /// The attachment with this id.
    pub fn attachment(&self, id: Id) -> Option<&Attachment> {
        self.attachments.iter().find(|attachment| attachment.id == id)
    }

    /// Ids of everything whose bytes this draft needs.
    pub fn attachment_ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.attachments.iter().map(|attachment| attachment.id).chain(self.original_ids())
    }

    /// Takes an attachment and every reference to it out of the draft; its bytes are the photo store's business.
    pub fn remove_attachment(&mut self, id: Id) {
        self.attachments.retain(|attachment| attachment.id != id);
        for mark in &mut self.walkaround.marks {
            mark.photos.retain(|photo| *photo != id);
        }
        for concern in &mut self.concerns {
            concern.attachments.retain(|attachment| *attachment != id);
        }
        for shot in &mut self.walkaround.shots {
            if shot.attachment == Some(id) {
                shot.attachment = None;
            }
        }
        if let Some(valuables) = &mut self.cabin.valuables {
            for item in &mut valuables.items {
                item.photos.retain(|photo| *photo != id);
            }
        }
    }

    /// Photos (not clips, not signatures), in the order they were taken.
    pub fn photos(&self) -> impl Iterator<Item = &Attachment> {
        self.attachments
            .iter()
            .filter(|attachment| !matches!(attachment.role, AttachmentRole::ConcernAudio | AttachmentRole::Signature))
    }

    /// The answer to a consent; not asked where the draft has none.
    pub fn consent(&self, consent: &ConsentKind) -> ConsentAnswer {
        self.work.consents.iter().find(|c| c.consent == *consent).map_or(ConsentAnswer::NotAsked, |c| c.answer.clone())
    }

    /// Sets the answer to a consent.
    pub fn set_consent(&mut self, consent: ConsentKind, answer: ConsentAnswer) {
        match self.work.consents.iter_mut().find(|c| c.consent == consent) {
            Some(known) => known.answer = answer,
            None => self.work.consents.push(Consent { consent, answer, extra: Default::default() }),
        }
    }

    /// The drawing on which marks of this draft are placed, once a body is chosen.
    pub fn drawing(&self) -> Option<&Drawing> {
        self.walkaround.drawing.as_ref()
    }

    /// Notes in the step log that a step is entered, and closes the entry that was open.
    pub fn enter_step(&mut self, step: Step, now: Timestamp) {
        if self.place.step == step
            && self.step_log.last().is_some_and(|entry| entry.step == step && entry.left_at.is_none())
        {
            return;
        }
        self.leave_step(now);
        self.step_log.push(StepEntry {
            step: step.clone(),
            advisor: self.advisor.name.clone(),
            entered_at: now,
            left_at: None,
            extra: Default::default(),
        });
        self.place.step = step;
    }

    /// Closes the open entry of the step log, when the editor is left.
    pub fn leave_step(&mut self, now: Timestamp) {
        if let Some(entry) = self.step_log.last_mut()
            && entry.left_at.is_none()
        {
            entry.left_at = Some(now);
        }
    }
}
