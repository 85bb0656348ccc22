//! Contradictions (domain §10): what was entered does not fit together. All of them work offline, all warn, none is silent, and each can
//! be overridden with a reason that travels on the sheet.
//!
//! Invariant: a contradiction never blocks and never changes what was entered.

use walkaround_contract::{
    CheckKind, CheckOverride, CheckRecord, ConsentAnswer, ConsentKind, Distance, DistanceUnit, Inspection, Payer, Step,
    Template, Timestamp, WarrantyState, WorkKind,
};

use super::draft::{Draft, Flagged, Overridden};
use super::last_visit::LastVisit;
use super::walkaround::StationSurvey;
use super::{field, plate, vin};

/// A contradiction as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    pub check: CheckKind,
    /// What it is about, where there can be several: a mark's number, a station.
    pub subject: Option<String>,
    /// The step in which it can be mended.
    pub step: Step,
    /// Id of the input that mends it.
    pub field: String,
    /// Why it stands all the same.
    pub overridden: Option<CheckOverride>,
}

/// Every contradiction in the draft, in the order of the steps. What belongs to a step that nobody has left yet is not done, rather than
/// contradictory: it is said from then on.
pub fn contradictions(
    draft: &Draft,
    template: &Template,
    now: Timestamp,
    last_visit: Option<&LastVisit>,
) -> Vec<Contradiction> {
    find(draft, template, now, last_visit, false)
}

/// Every contradiction as it stands when the customer is about to sign: nothing is "not done yet" any more, whichever steps were opened.
pub(super) fn contradictions_at_signing(
    draft: &Draft,
    template: &Template,
    now: Timestamp,
    last_visit: Option<&LastVisit>,
) -> Vec<Contradiction> {
    find(draft, template, now, last_visit, true)
}

fn find(
    draft: &Draft,
    template: &Template,
    now: Timestamp,
    last_visit: Option<&LastVisit>,
    signing: bool,
) -> Vec<Contradiction> {
    let mut found = Found { draft, signing, contradictions: Vec::new() };
    check_arrival(&mut found);
    check_vehicle(&mut found, last_visit);
    check_complaint(&mut found, now);
    check_walkaround(&mut found, template);
    check_cabin(&mut found);
    check_work(&mut found, now);
    found.contradictions
}

struct Found<'a> {
    draft: &'a Draft,
    signing: bool,
    contradictions: Vec<Contradiction>,
}

impl Found<'_> {
    /// What was not done in this step by now was passed over.
    fn has_left(&self, step: &Step) -> bool {
        self.signing || self.draft.has_left(step)
    }

    fn flag(&mut self, holds: bool, check: CheckKind, subject: Option<String>, step: Step, field: impl Into<String>) {
        if holds {
            let overridden = self
                .draft
                .overrides
                .iter()
                .find(|known| known.check == check && known.subject == subject)
                .map(|known| known.answer.clone());
            self.contradictions.push(Contradiction { check, subject, step, field: field.into(), overridden });
        }
    }
}

fn check_arrival(found: &mut Found) {
    let on = found
        .draft
        .arrival
        .covers
        .as_ref()
        .is_some_and(|covers| covers.seat && covers.steering_wheel && covers.floor_mat);
    let passed = found.has_left(&Step::Welcome);
    found.flag(passed && !on, CheckKind::CoversNotOn, None, Step::Welcome, field::COVERS);
}

fn check_vehicle(found: &mut Found, last_visit: Option<&LastVisit>) {
    let vehicle = &found.draft.vehicle;
    let fits = match (&vehicle.plate, &vehicle.powertrain) {
        (Some(plate), Some(powertrain)) => plate::fits_powertrain(plate, powertrain),
        _ => true,
    };
    found.flag(!fits, CheckKind::PlateAgainstPowertrain, None, Step::CustomerAndVehicle, field::PLATE);
    let wrong =
        vehicle.vin.as_deref().is_some_and(|vin| matches!(vin::check_digit(vin), Some(vin::CheckDigit::Wrong { .. })));
    found.flag(wrong, CheckKind::VinCheckDigit, None, Step::CustomerAndVehicle, field::VIN);
    let below = match (&vehicle.odometer, last_visit.and_then(|last| last.odometer.as_ref())) {
        (Some(now), Some(then)) => millimetres(now) < millimetres(then),
        _ => false,
    };
    found.flag(below, CheckKind::OdometerBelowLastVisit, None, Step::CustomerAndVehicle, field::ODOMETER);
}

/// A distance in a unit in which kilometres and miles are both whole: 1 mi = 1,609,344 mm.
fn millimetres(distance: &Distance) -> u64 {
    u64::from(distance.value)
        * match distance.unit {
            DistanceUnit::Mi => 1_609_344,
            DistanceUnit::Km | DistanceUnit::Unlisted(_) => 1_000_000,
        }
}

fn check_complaint(found: &mut Found, now: Timestamp) {
    let overdue = found.draft.complaint.as_ref().is_some_and(|complaint| now > complaint.first_contact_due_at);
    found.flag(overdue, CheckKind::ComplaintWithoutContact, None, Step::Welcome, field::COMPLAINT);
}

fn check_walkaround(found: &mut Found, template: &Template) {
    let draft = found.draft;
    if found.has_left(&Step::Walkaround) {
        for StationSurvey { station, answer, .. } in draft.survey(template).stations() {
            found.flag(
                *answer == Inspection::NotInspected,
                CheckKind::StationNotInspected,
                Some(station.to_string()),
                Step::Walkaround,
                field::station(station),
            );
        }
    }
    for mark in draft.damage() {
        let bare = mark.severity >= 2 && mark.photos.is_empty();
        found.flag(
            bare,
            CheckKind::DamageWithoutPhoto,
            Some(mark.number.to_string()),
            Step::Walkaround,
            field::mark(mark.number),
        );
    }
}

fn check_cabin(found: &mut Found) {
    let draft = found.draft;
    let road_test = draft.consent(&ConsentKind::RoadTest) == ConsentAnswer::Yes;
    let low = draft.vehicle.fuel_eighths.is_some_and(|eighths| eighths <= 1);
    found.flag(low && road_test, CheckKind::FuelLowForRoadTest, None, Step::Cabin, field::FUEL);
    let unasked = draft.cabin.valuables.as_ref().is_none_or(|valuables| valuables.outcome.is_none());
    found.flag(
        found.has_left(&Step::Cabin) && unasked,
        CheckKind::ValuablesNotAsked,
        None,
        Step::Cabin,
        field::VALUABLES,
    );
}

fn check_work(found: &mut Found, now: Timestamp) {
    let draft = found.draft;
    let low = draft.vehicle.charge_percent.is_some_and(|percent| percent <= 20);
    let unasked = draft.consent(&ConsentKind::BatteryCharged) == ConsentAnswer::NotAsked;
    found.flag(
        low && unasked,
        CheckKind::ChargeLowWithoutConsent,
        None,
        Step::Work,
        field::consent(&ConsentKind::BatteryCharged),
    );
    let labour_ms = draft.labour_minutes() * 60_000;
    let too_early = draft
        .work
        .promise
        .as_ref()
        .is_some_and(|promise| promise.at.unix_ms() < now.unix_ms().saturating_add(labour_ms));
    found.flag(too_early, CheckKind::PromiseBeforeLabour, None, Step::Work, field::PROMISE);
    let expired = draft.vehicle.warranty.as_ref().is_some_and(|warranty| {
        warranty.state == WarrantyState::Expired
            || (warranty.state != WarrantyState::Extended
                && warranty.expires_on.is_some_and(|day| day < now.0.date_naive()))
    });
    let claimed = draft.work.lines.iter().any(|line| line.payer == Payer::Warranty);
    found.flag(expired && claimed, CheckKind::WarrantyExpired, None, Step::Work, field::LINES);
    let comeback = draft.visit.kinds_of_work.contains(&WorkKind::Comeback);
    let linked = draft.visit.comeback_of.as_ref().is_some_and(|earlier| {
        earlier.visit_id.is_some() || earlier.reference.as_deref().is_some_and(|reference| !reference.trim().is_empty())
    });
    found.flag(comeback && !linked, CheckKind::ComebackWithoutVisit, None, Step::Welcome, field::COMEBACK);
}

impl Draft {
    /// Whether a step was worked on and left, or the review has begun, which leaves all of them.
    pub fn has_left(&self, step: &Step) -> bool {
        self.step_log.iter().any(|entry| (entry.step == *step && entry.left_at.is_some()) || entry.step == Step::Review)
    }

    /// Planned labour of all lines, in minutes.
    pub fn labour_minutes(&self) -> i64 {
        self.work.lines.iter().map(|line| i64::from(line.labour_minutes.unwrap_or(0))).sum()
    }

    /// Notes what is on show, so that the sheet can say since when. What was mended is forgotten.
    pub fn note_contradictions(&mut self, shown: &[Contradiction], now: Timestamp) {
        let noted = shown.iter().map(|contradiction| {
            let known = self
                .flagged
                .iter()
                .find(|flag| flag.check == contradiction.check && flag.subject == contradiction.subject);
            Flagged {
                check: contradiction.check.clone(),
                subject: contradiction.subject.clone(),
                flagged_at: known.map_or(now, |known| known.flagged_at),
            }
        });
        self.flagged = noted.collect();
    }

    /// The advisor lets a contradiction stand, with a reason. False for a blank reason, which is none.
    pub fn override_check(&mut self, check: CheckKind, subject: Option<String>, reason: &str, now: Timestamp) -> bool {
        let reason = reason.trim();
        if reason.is_empty() {
            return false;
        }
        let flagged_at = self
            .flagged
            .iter()
            .find(|flag| flag.check == check && flag.subject == subject)
            .map_or(now, |flag| flag.flagged_at);
        self.withdraw_override(&check, subject.as_deref());
        self.overrides.push(Overridden {
            check,
            subject,
            flagged_at,
            answer: CheckOverride {
                by: self.advisor.name.clone(),
                reason: reason.to_owned(),
                at: now,
                extra: Default::default(),
            },
        });
        true
    }

    /// Takes the reason back.
    pub fn withdraw_override(&mut self, check: &CheckKind, subject: Option<&str>) {
        self.overrides.retain(|known| known.check != *check || known.subject.as_deref() != subject);
    }

    /// The contradictions on show as the sheet records them.
    pub fn check_records(&self) -> Vec<CheckRecord> {
        self.flagged
            .iter()
            .map(|flag| {
                let overridden =
                    self.overrides.iter().find(|known| known.check == flag.check && known.subject == flag.subject);
                CheckRecord {
                    check: flag.check.clone(),
                    subject: flag.subject.clone(),
                    flagged_at: overridden.map_or(flag.flagged_at, |known| known.flagged_at.min(flag.flagged_at)),
                    overridden: overridden.map(|known| known.answer.clone()),
                    extra: Default::default(),
                }
            })
            .collect()
    }
}

#[cfg(test)]
#[path = "checks_tests.rs"]
mod tests;
