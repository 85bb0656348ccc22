//! From a draft to a sheet: the content that is shown and signed, the finished sheet, the sealed record.
//!
//! Invariant: the same draft, template and tablet give the same content digest at any time. A finished sheet is one that
//! `walkaround_contract::read_sheet` accepts once it carries a seal.

mod own_words;
mod record;
mod statement;
mod tidy;

#[cfg(test)]
mod own_template_tests;
#[cfg(test)]
mod tests;

use walkaround_contract::{
    Acknowledgement, AttachmentRole, CONTRACT, CanonicalError, Consent, ConsentAnswer, ConsentKind, Device, DeviceKey,
    PanelAnswer, Problem, Seal, Sheet, SheetKind, Stage, StationAnswer, Template, Timestamp, VERSION, Walkaround,
    totals, validate_at,
};

pub use record::record;
pub use statement::statement;

use super::completion::{self, Missing};
use super::draft::Draft;
use super::walkaround::{PanelSurvey, StationSurvey};

/// Why a draft can't be finished.
#[derive(Debug)]
pub enum NotFinished {
    /// Something has to be entered or signed first.
    Missing(Vec<Missing>),
    /// The contract's own rules refuse it although nothing that was entered is missing: the settings of this tablet.
    Refused(Vec<Problem>),
    /// The sheet has no canonical form.
    NoCanonicalForm(CanonicalError),
}

impl std::fmt::Display for NotFinished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(missing) => write!(
                f,
                "{} answers are missing, {} first",
                missing.len(),
                missing.first().map_or("none", Missing::key)
            ),
            Self::Refused(problems) => match problems.first() {
                Some(problem) => write!(f, "refused: {problem}"),
                None => write!(f, "refused"),
            },
            Self::NoCanonicalForm(cause) => write!(f, "{cause}"),
        }
    }
}

impl std::error::Error for NotFinished {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoCanonicalForm(cause) => Some(cause),
            Self::Missing(_) | Self::Refused(_) => None,
        }
    }
}

impl From<CanonicalError> for NotFinished {
    fn from(cause: CanonicalError) -> Self {
        Self::NoCanonicalForm(cause)
    }
}

/// The language the customer reads and signs in.
pub fn customer_language(draft: &Draft) -> &str {
    draft.review.language.as_deref().unwrap_or(&draft.language)
}

/// The digest of what the customer agrees to; its first 40 bits are the short code. Stable until something is edited. Shown page and signed
/// content come from the same draft.
pub fn content_digest(draft: &Draft, template: &Template, device: &Device) -> Result<String, CanonicalError> {
    unsigned(draft, template, device, draft.opened_at).content_digest()
}

/// The sheet as it would be, without signatures, content digest and seal.
pub fn unsigned(draft: &Draft, template: &Template, device: &Device, completed_at: Timestamp) -> Sheet {
    let language = customer_language(draft).to_owned();
    let mut work = draft.work.clone();
    work.totals = totals(&work.lines);
    work.consents = consents(draft, template);
    let mut sheet = Sheet {
        id: draft.id,
        visit_id: draft.visit_id,
        contract: CONTRACT.into(),
        version: VERSION.into(),
        kind: SheetKind::Intake,
        supersedes: None,
        shop: draft.shop.clone(),
        advisor: draft.advisor.clone(),
        device: device.clone(),
        language: draft.language.clone(),
        template: draft.template.clone(),
        opened_at: draft.opened_at,
        // A clock that was put back in between must not make a sheet that ends before it began.
        completed_at: completed_at.max(draft.opened_at),
        step_log: draft.step_log.clone(),
        arrival: draft.arrival.clone(),
        customer: draft.customer.clone(),
        vehicle: draft.vehicle.clone(),
        visit: draft.visit.clone(),
        concerns: draft.concerns.clone(),
        walkaround: walkaround(draft, template),
        cabin: draft.cabin.clone(),
        work,
        checks: draft.check_records(),
        complaint: draft.complaint.clone(),
        follow_up: draft.follow_up.clone(),
        handover: None,
        attachments: draft
            .attachments
            .iter()
            .filter(|attachment| attachment.role != AttachmentRole::Signature)
            .cloned()
            .collect(),
        acknowledgement: Acknowledgement {
            statement: statement(draft, template, &language),
            language,
            content_digest: String::new(),
            marks: draft.review.marks.iter().filter(|answer| draft.mark(answer.mark).is_some()).cloned().collect(),
            signatures: Vec::new(),
            extra: Default::default(),
        },
        seal: None,
        extra: Default::default(),
    };
    tidy::tidy(&mut sheet);
    own_words::label(&mut sheet, template);
    sheet
}

/// An answer to every consent, in the order in which the template asks for them; what it does not ask for was not asked.
fn consents(draft: &Draft, template: &Template) -> Vec<Consent> {
    let mut kinds = template.words::<ConsentKind>("consent_kind");
    for kind in ConsentKind::KNOWN.iter().chain(draft.work.consents.iter().map(|known| &known.consent)) {
        if !kinds.contains(kind) {
            kinds.push(kind.clone());
        }
    }
    let answered = |kind: &ConsentKind| draft.work.consents.iter().find(|known| known.consent == *kind).cloned();
    kinds
        .into_iter()
        .map(|consent| {
            answered(&consent).unwrap_or(Consent {
                consent,
                answer: ConsentAnswer::NotAsked,
                extra: Default::default(),
            })
        })
        .collect()
}

/// The walk-around with an answer for every station and panel: what nobody spoke of is `not_inspected`, in so many words.
fn walkaround(draft: &Draft, template: &Template) -> Walkaround {
    let mut walkaround = draft.walkaround.clone();
    draft.release_from_another_car(&mut walkaround.marks);
    let survey = draft.survey(template);
    walkaround.stations = survey
        .on_sheet()
        .iter()
        .map(|StationSurvey { station, answer, reason, .. }| StationAnswer {
            station: station.clone(),
            answer: answer.clone(),
            reason: reason.clone(),
            extra: Default::default(),
        })
        .collect();
    let drawn = draft
        .drawing()
        .map(|drawing| template.panels_of_body(&drawing.body).map(|panel| panel.id.as_str()).collect())
        .unwrap_or_default();
    let mut panels: Vec<&str> = drawn;
    for marked in draft.walkaround.marks.iter().filter_map(|mark| mark.panel.as_deref()) {
        if !panels.contains(&marked) {
            panels.push(marked);
        }
    }
    walkaround.panels = panels
        .into_iter()
        .map(|panel| (panel, survey.panel(panel)))
        .map(|(panel, PanelSurvey { answer, reason, .. })| PanelAnswer {
            panel: panel.to_owned(),
            answer: answer.clone(),
            reason: reason.clone(),
            extra: Default::default(),
        })
        .collect();
    walkaround.marks.sort_by_key(|mark| mark.number);
    walkaround.shots.retain(|shot| shot.attachment.is_some() || shot.skipped.is_some());
    walkaround
}

/// The finished sheet, without its seal. `completed_at` is the moment of the last signature.
pub fn finish(
    draft: &Draft,
    template: &Template,
    device: &Device,
    completed_at: Timestamp,
) -> Result<Sheet, NotFinished> {
    let digest = content_digest(draft, template, device)?;
    let missing = completion::blocking(draft, template, Some(&digest));
    if !missing.is_empty() {
        return Err(NotFinished::Missing(missing));
    }
    let mut sheet = unsigned(draft, template, device, completed_at);
    for entry in &mut sheet.step_log {
        // A clock that was put back while a step was open is the only way out of order.
        entry.left_at = Some(entry.left_at.unwrap_or(sheet.completed_at).max(entry.entered_at));
    }
    sheet.acknowledgement.signatures = draft.valid_signatures(&digest).cloned().collect();
    let pictures = sheet.acknowledgement.signatures.iter().filter_map(|signature| signature.attachment);
    let pictures: Vec<_> = pictures.filter_map(|id| draft.attachment(id).cloned()).collect();
    sheet.attachments.extend(pictures);
    sheet.acknowledgement.content_digest = digest;
    match validate_at(Stage::Signed, &sheet.to_value()?) {
        Ok(_) => Ok(sheet),
        Err(problems) => Err(NotFinished::Refused(problems)),
    }
}

/// Puts the seal on a finished sheet. `digest` is the sheet's own seal digest and `signature` the tablet's, over its 32 bytes.
pub fn with_seal(mut sheet: Sheet, digest: String, device_key: DeviceKey, signature: String) -> Sheet {
    sheet.seal = Some(Seal { digest, device_key, signature, extra: Default::default() });
    sheet
}
