//! What members say together: stations and consents are complete, totals match their lines, answers do not contradict each other.

use super::path::Pointer;
use super::problem::Findings;
use super::{Stage, vin};
use crate::{
    Attachment, CallWindow, ConsentKind, InaccessibleReason, Inspection, Mark, Payer, Sheet, SheetKind, Signature,
    SignatureMethod, SignerRole, Station, TaxMode, Timestamp, totals,
};

pub(super) fn check(sheet: &Sheet, stage: Stage, findings: &mut Findings) {
    check_kind(sheet, findings);
    check_vehicle(sheet, findings);
    check_walkaround(sheet, findings);
    check_work(sheet, findings);
    check_moments(sheet, findings);
    check_call_windows(sheet, findings);
    if stage >= Stage::Signed {
        check_signatures(sheet, findings);
    }
    if stage >= Stage::Sealed && sheet.seal.is_none() {
        findings.refuse("/seal", "missing", "a finished sheet is sealed");
    }
}

fn check_kind(sheet: &Sheet, findings: &mut Findings) {
    match (&sheet.kind, &sheet.handover) {
        (SheetKind::Handover, None) => findings.refuse("/handover", "missing", "a handover sheet names its intake"),
        (SheetKind::Intake, Some(_)) => findings.refuse("/handover", "contradiction", "an intake has no handover"),
        _ => {}
    }
    if sheet.supersedes.as_ref().is_some_and(|earlier| earlier.id == sheet.id) {
        findings.refuse("/supersedes/id", "contradiction", "a sheet cannot supersede itself");
    }
    if sheet.handover.as_ref().is_some_and(|handover| handover.intake.id == sheet.id) {
        findings.refuse("/handover/intake/id", "contradiction", "a handover is another sheet than its intake");
    }
}

fn check_vehicle(sheet: &Sheet, findings: &mut Findings) {
    if sheet.vehicle.odometer.is_none() {
        findings.refuse("/vehicle/odometer", "missing", "the odometer reading is mandatory");
    }
    if sheet.vehicle.vin.as_deref().is_some_and(|vin| vin::is_vin(vin) && !vin::vin_check_digit_is_right(vin)) {
        findings.warn(
            "/vehicle/vin",
            "vin_check_digit",
            "position 9 is not the check digit; outside North America and China it need not be",
        );
    }
}

fn check_walkaround(sheet: &Sheet, findings: &mut Findings) {
    let walk = &sheet.walkaround;
    for station in
        Station::KNOWN.iter().filter(|station| !walk.stations.iter().any(|answer| answer.station == **station))
    {
        findings.refuse("/walkaround/stations", "missing", format!("no answer for {station}; not_inspected is one"));
    }
    for (index, answer) in walk.stations.iter().enumerate() {
        let at = Pointer::from("/walkaround/stations").item(index);
        let marks = walk.marks.iter().filter(|mark| mark.station == answer.station);
        check_answer(at, &answer.answer, answer.reason.as_ref(), Found::of(marks), findings);
    }
    for (index, answer) in walk.panels.iter().enumerate() {
        let at = Pointer::from("/walkaround/panels").item(index);
        let marks = walk.marks.iter().filter(|mark| mark.panel.as_deref() == Some(&answer.panel));
        check_answer(at, &answer.answer, answer.reason.as_ref(), Found::of(marks), findings);
    }
    for (index, mark) in walk.marks.iter().enumerate() {
        check_position(mark, walk.drawing.is_some(), &Pointer::from("/walkaround/marks").item(index), findings);
    }
    for (index, shot) in walk.shots.iter().enumerate() {
        let at = Pointer::from("/walkaround/shots").item(index);
        match (&shot.attachment, &shot.skipped) {
            (None, None) => findings.refuse(at, "missing", "a guided photo is taken, or skipped with a reason"),
            (Some(_), Some(_)) => findings.refuse(at, "contradiction", "a guided photo is either taken or skipped"),
            _ => {}
        }
    }
    if let (Some(drawing), Some(body)) = (&walk.drawing, &sheet.vehicle.body_type)
        && drawing.body != *body
    {
        findings.warn("/walkaround/drawing/body", "other_body", "positions were taken on the drawing of another body");
    }
}

/// What the marks of a station or a panel say of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Damage,
    /// Nothing but what was repaired since the last visit. That somebody looked at it says nothing of the rest of the panel.
    Repaired,
    Nothing,
}

impl Found {
    fn of<'a>(marks: impl Iterator<Item = &'a Mark>) -> Self {
        marks.fold(Self::Nothing, |found, mark| match found {
            _ if mark.is_damage() => Self::Damage,
            Self::Nothing => Self::Repaired,
            known => known,
        })
    }
}

/// `not_accessible` comes with its reason. An answer that the marks belie is kept, because marks are what was seen, and said.
fn check_answer(
    at: Pointer,
    answer: &Inspection,
    reason: Option<&InaccessibleReason>,
    found: Found,
    findings: &mut Findings,
) {
    match (answer, reason) {
        (Inspection::NotAccessible, None) => {
            findings.refuse(at.member("reason"), "missing", "what was not accessible says why")
        }
        (Inspection::NotInspected | Inspection::NoDamage | Inspection::Marked, Some(_)) => {
            findings.refuse(at.member("reason"), "contradiction", "only what was not accessible has a reason");
        }
        _ => {}
    }
    let belied = match found {
        Found::Damage => *answer != Inspection::Marked && answer.is_known(),
        Found::Nothing => *answer == Inspection::Marked,
        Found::Repaired => false,
    };
    if belied {
        findings.warn(at.member("answer"), "answer_against_marks", "the answer and the marks do not agree");
    }
}

/// A position is on a view of a drawing, and whole.
fn check_position(mark: &Mark, drawn: bool, at: &Pointer, findings: &mut Findings) {
    let parts = [("view", mark.view.is_some()), ("x", mark.x.is_some()), ("y", mark.y.is_some())];
    if parts.iter().all(|(_, given)| !given) {
        return;
    }
    for (name, _) in parts.iter().filter(|(_, given)| !given) {
        findings.refuse(at.member(name), "missing", "a position is view, x and y");
    }
    if !drawn {
        findings.refuse("/walkaround/drawing", "missing", "a position stands on a drawing");
    }
}

fn check_work(sheet: &Sheet, findings: &mut Findings) {
    let work = &sheet.work;
    for consent in
        ConsentKind::KNOWN.iter().filter(|consent| !work.consents.iter().any(|answer| answer.consent == **consent))
    {
        findings.refuse("/work/consents", "missing", format!("no answer for {consent}; not_asked is one"));
    }
    // How a tax mode of a newer version adds up is not known here, so its payer's total is taken as it is.
    let computable = |payer: &Payer| {
        !work.lines.iter().any(|line| line.payer == *payer && matches!(line.tax_mode, TaxMode::Unlisted(_)))
    };
    let expected = totals::totals(&work.lines);
    for (index, total) in work.totals.iter().enumerate() {
        let at = Pointer::from("/work/totals").item(index);
        let Some(right) = expected.iter().find(|right| right.payer == total.payer) else {
            findings.refuse(at.member("payer"), "total_mismatch", "this payer has no line");
            continue;
        };
        let compared = [
            ("net", total.net, right.net),
            ("tax", total.tax, right.tax),
            ("gross", total.gross, right.gross),
            ("labour_minutes", total.labour_minutes.into(), right.labour_minutes.into()),
        ];
        for (name, said, computed) in compared {
            if said != computed && computable(&total.payer) {
                findings.refuse(at.member(name), "total_mismatch", "the lines add up to something else");
            }
        }
    }
    for right in expected.iter().filter(|right| !work.totals.iter().any(|total| total.payer == right.payer)) {
        findings.refuse("/work/totals", "total_mismatch", format!("no total for {}", right.payer));
    }
}

fn check_moments(sheet: &Sheet, findings: &mut Findings) {
    let mut in_order = |at: Pointer, earlier: Timestamp, later: Timestamp, message: &str| {
        if later < earlier {
            findings.refuse(at, "out_of_order", message);
        }
    };
    in_order("/completed_at".into(), sheet.opened_at, sheet.completed_at, "completed before it was opened");
    for (index, entry) in sheet.step_log.iter().enumerate() {
        if let Some(left) = entry.left_at {
            in_order(
                Pointer::from("/step_log").item(index).member("left_at"),
                entry.entered_at,
                left,
                "left before it was entered",
            );
        }
    }
    if let Some(complaint) = &sheet.complaint {
        in_order(
            "/complaint/first_contact_due_at".into(),
            complaint.recorded_at,
            complaint.first_contact_due_at,
            "due before it was recorded",
        );
    }
    // A correction may come when the promised moment has passed; a first intake may not.
    let is_first = sheet.kind == SheetKind::Intake && sheet.supersedes.is_none();
    if is_first && sheet.work.promise.as_ref().is_some_and(|promise| promise.at < sheet.completed_at) {
        findings.warn("/work/promise/at", "promise_in_the_past", "promised for a moment before the sheet was signed");
    }
}

fn check_call_windows(sheet: &Sheet, findings: &mut Findings) {
    let mut window = |at: &str, window: Option<&CallWindow>| {
        if window.is_some_and(|window| window.to_minute <= window.from_minute) {
            findings.refuse(Pointer::from(at).member("to_minute"), "out_of_order", "a window ends after it starts");
        }
    };
    window("/customer/owner/call_window", sheet.customer.owner.call_window.as_ref());
    window(
        "/customer/brought_by/call_window",
        sheet.customer.brought_by.as_ref().and_then(|party| party.call_window.as_ref()),
    );
    window("/visit/contact/window", sheet.visit.contact.as_ref().and_then(|contact| contact.window.as_ref()));
    window("/follow_up/window", sheet.follow_up.window.as_ref());
}

fn check_signatures(sheet: &Sheet, findings: &mut Findings) {
    let acknowledgement = &sheet.acknowledgement;
    for (index, signature) in acknowledgement.signatures.iter().enumerate() {
        let at = Pointer::from("/acknowledgement/signatures").item(index);
        if signature.content_digest != acknowledgement.content_digest {
            findings.refuse(
                at.member("content_digest"),
                "digest_mismatch",
                "this signature was given for another content",
            );
        }
        check_method(signature, &sheet.attachments, &at, findings);
    }
    let signed = |role: SignerRole| acknowledgement.signatures.iter().any(|signature| signature.role == role);
    let carried = sheet.supersedes.as_ref().is_some_and(|earlier| earlier.customer_signature.is_some());
    if !signed(SignerRole::Advisor) {
        findings.refuse("/acknowledgement/signatures", "missing", "the advisor has not signed");
    }
    if !signed(SignerRole::Customer) && !carried {
        findings.refuse("/acknowledgement/signatures", "missing", "the customer has neither signed nor refused");
    }
}

fn check_method(signature: &Signature, attachments: &[Attachment], at: &Pointer, findings: &mut Findings) {
    let pictured = signature.attachment.is_some_and(|id| attachments.iter().any(|attachment| attachment.id == id));
    match signature.method {
        SignatureMethod::Ink if signature.strokes.is_empty() && signature.svg_path.is_none() && !pictured => {
            findings.refuse(at.member("strokes"), "missing", "a signature in ink has its strokes");
        }
        SignatureMethod::Typed if signature.name.trim().is_empty() => {
            findings.refuse(at.member("name"), "missing", "a typed signature is a name")
        }
        SignatureMethod::Refused if signature.reason.is_none() => {
            findings.refuse(at.member("reason"), "missing", "a refusal says why")
        }
        _ => {}
    }
}
