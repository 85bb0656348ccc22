//! Every contradiction of the domain, found and not found.

use proptest::prelude::*;
use walkaround_contract::{
    AttachmentRole, Comeback, Covers, DamageKind, Development, Mark, Plate, PlateKind, Powertrain, Promise, Station,
    Valuables, Warranty, WorkLine,
};

use super::*;
use crate::domain::sample::{self, apply, complete_draft, id, minute, open_draft, template};
use crate::domain::walkaround::{MarkPlace, PhotoTarget};

const NOW: i64 = 10;

fn last_visit(value: u32, unit: DistanceUnit) -> LastVisit {
    LastVisit {
        sheet: id(900),
        visit_id: id(901),
        completed_at: minute(-100_000),
        vin: None,
        plate: None,
        odometer: Some(Distance { value, unit, extra: Default::default() }),
        drawing: None,
        marks: Vec::new(),
        photos: Vec::new(),
    }
}

fn found(draft: &Draft) -> Vec<(String, Option<String>)> {
    contradictions(draft, template(), minute(NOW), None)
        .into_iter()
        .map(|found| (found.check.to_string(), found.subject))
        .collect()
}

/// The complete draft does not contradict itself; after the change it does, in exactly this.
fn check(change: impl FnOnce(&mut Draft), expected: &[(&str, Option<&str>)]) {
    let mut draft = complete_draft();
    draft.enter_step(Step::Review, minute(8));
    assert_eq!(found(&draft), []);
    change(&mut draft);
    let expected: Vec<_> =
        expected.iter().map(|(check, subject)| ((*check).to_owned(), subject.map(str::to_owned))).collect();
    assert_eq!(found(&draft), expected);
}

fn mark_of(draft: &mut Draft, change: impl FnOnce(&mut Mark)) {
    draft.edit_mark(id(20), change);
}

#[test]
fn gauges_and_consents() {
    check(|draft| draft.vehicle.charge_percent = Some(20), &[]);
    check(
        |draft| {
            draft.vehicle.charge_percent = Some(20);
            draft.set_consent(ConsentKind::BatteryCharged, ConsentAnswer::NotAsked);
        },
        &[("charge_low_without_consent", None)],
    );
    // Asked and refused is an answer.
    check(
        |draft| {
            draft.vehicle.charge_percent = Some(5);
            draft.set_consent(ConsentKind::BatteryCharged, ConsentAnswer::No);
        },
        &[],
    );
    check(|draft| draft.vehicle.fuel_eighths = Some(1), &[("fuel_low_for_road_test", None)]);
    check(|draft| draft.vehicle.fuel_eighths = Some(2), &[]);
    check(
        |draft| {
            draft.vehicle.fuel_eighths = Some(0);
            draft.set_consent(ConsentKind::RoadTest, ConsentAnswer::No);
        },
        &[],
    );
}

#[test]
fn promise_and_labour() {
    // 60 minutes of labour from minute 10 on.
    let promise = |minutes| Some(Promise { at: minute(minutes), extra: Default::default() });
    check(|draft| draft.work.promise = promise(NOW + 60), &[]);
    check(|draft| draft.work.promise = promise(NOW + 59), &[("promise_before_labour", None)]);
    check(
        |draft| {
            draft.work.lines.clear();
            draft.work.promise = promise(NOW - 1);
        },
        &[("promise_before_labour", None)],
    );
    check(
        |draft| draft.work.lines.push(WorkLine { labour_minutes: Some(u32::MAX), ..sample::line(41, "x", 1) }),
        &[("promise_before_labour", None)],
    );
}

#[test]
fn damage_without_photo() {
    check(|draft| draft.remove_attachment(id(30)), &[("damage_without_photo", Some("1"))]);
    check(
        |draft| {
            draft.remove_attachment(id(30));
            mark_of(draft, |mark| mark.severity = 1);
        },
        &[],
    );
    check(
        |draft| {
            draft.remove_attachment(id(30));
            mark_of(draft, |mark| mark.development = Some(Development::Repaired));
        },
        &[],
    );
    check(
        |draft| {
            draft.place_mark(id(21), MarkPlace::at_station(Station::Boot), DamageKind::Stain, 3, None);
            draft.place_mark(id(22), MarkPlace::at_station(Station::Boot), DamageKind::Stain, 3, None);
            draft.attach_photo(sample::photo(31, AttachmentRole::Other), PhotoTarget::Mark(id(21)));
        },
        &[("damage_without_photo", Some("3"))],
    );
}

#[test]
fn what_was_passed_over() {
    check(
        |draft| {
            for station in [Station::Roof, Station::Boot] {
                draft.answer_station(&station, Inspection::NotInspected, None, template());
            }
        },
        &[("station_not_inspected", Some("roof")), ("station_not_inspected", Some("boot"))],
    );
    check(
        |draft| draft.cabin.valuables = Some(Valuables { reminder_spoken: true, ..Default::default() }),
        &[("valuables_not_asked", None)],
    );
    check(|draft| draft.arrival.covers = None, &[("covers_not_on", None)]);
    check(
        |draft| {
            draft.arrival.covers =
                Some(Covers { seat: true, steering_wheel: true, floor_mat: false, extra: Default::default() })
        },
        &[("covers_not_on", None)],
    );
}

#[test]
fn what_is_not_done_yet_is_no_contradiction() {
    let mut draft = open_draft();
    assert_eq!(found(&draft), []);
    draft.enter_step(Step::Welcome, minute(0));
    draft.enter_step(Step::Walkaround, minute(1));
    assert_eq!(found(&draft), [("covers_not_on".to_owned(), None)]);
    draft.enter_step(Step::Cabin, minute(2));
    assert_eq!(found(&draft).len(), 1 + 9);
    draft.enter_step(Step::Review, minute(2));
    assert_eq!(found(&draft).len(), 1 + 9 + 1);
}

#[test]
fn at_signing_everything_counts_whichever_steps_were_opened() {
    let mut draft = open_draft();
    draft.prepare_for_signing(template(), 3, None, minute(8));
    let noted: Vec<_> = draft.check_records().into_iter().map(|record| record.check).collect();
    assert_eq!(noted.iter().filter(|check| **check == CheckKind::StationNotInspected).count(), 9);
    assert!(noted.contains(&CheckKind::CoversNotOn) && noted.contains(&CheckKind::ValuablesNotAsked));
}

#[test]
fn the_car_itself() {
    check(|draft| draft.vehicle.powertrain = Some(Powertrain::Petrol), &[("plate_against_powertrain", None)]);
    check(
        |draft| {
            draft.vehicle.plate =
                Some(Plate { text: "沪A12345".into(), kind: PlateKind::Blue, extra: Default::default() })
        },
        &[("plate_against_powertrain", None)],
    );
    check(|draft| draft.vehicle.vin = Some("LGXC76C41P0123487".into()), &[("vin_check_digit", None)]);
    // Neither a VIN that is too short nor a European one has a check digit to be wrong.
    check(|draft| draft.vehicle.vin = Some("LGXC76C4".into()), &[]);
    check(|draft| draft.vehicle.vin = Some("WVWZZZ1JZXW000001".into()), &[]);
}

#[test]
fn the_odometer_of_the_last_visit() {
    let mut draft = complete_draft();
    let below =
        |draft: &Draft, last: LastVisit| !contradictions(draft, template(), minute(NOW), Some(&last)).is_empty();
    assert!(below(&draft, last_visit(38_413, DistanceUnit::Km)));
    assert!(!below(&draft, last_visit(38_412, DistanceUnit::Km)));
    // 23,868 mi are 38,411.8 km, 23,869 mi are 38,413.4 km.
    assert!(!below(&draft, last_visit(23_868, DistanceUnit::Mi)));
    assert!(below(&draft, last_visit(23_869, DistanceUnit::Mi)));
    draft.vehicle.odometer = None;
    assert!(!below(&draft, last_visit(1, DistanceUnit::Km)));
}

#[test]
fn warranty_comeback_and_complaint() {
    let warranty = |state, days: Option<i64>| Warranty {
        state,
        expires_on: days.and_then(|days| minute(NOW).0.date_naive().checked_add_signed(chrono::TimeDelta::days(days))),
        extra: Default::default(),
    };
    let claimed = |warranty: Warranty| {
        move |draft: &mut Draft| {
            draft.work.lines[0].payer = Payer::Warranty;
            draft.vehicle.warranty = Some(warranty);
        }
    };
    check(claimed(warranty(WarrantyState::Expired, None)), &[("warranty_expired", None)]);
    check(claimed(warranty(WarrantyState::InWarranty, Some(-1))), &[("warranty_expired", None)]);
    check(claimed(warranty(WarrantyState::InWarranty, Some(0))), &[]);
    check(claimed(warranty(WarrantyState::Extended, Some(-1))), &[]);
    check(|draft| draft.vehicle.warranty = Some(warranty(WarrantyState::Expired, None)), &[]);

    check(|draft| draft.visit.kinds_of_work.push(WorkKind::Comeback), &[("comeback_without_visit", None)]);
    check(
        |draft| {
            draft.visit.kinds_of_work.push(WorkKind::Comeback);
            draft.visit.comeback_of = Some(Comeback { reference: Some(" ".into()), ..Comeback::default() });
        },
        &[("comeback_without_visit", None)],
    );
    check(
        |draft| {
            draft.visit.kinds_of_work.push(WorkKind::Comeback);
            draft.visit.comeback_of = Some(Comeback { reference: Some("RO-1".into()), ..Comeback::default() });
        },
        &[],
    );

    let complaint = |due: i64| walkaround_contract::Complaint {
        words: "两天后空调又不凉了".into(),
        recorded_at: minute(due - 24 * 60),
        first_contact_due_at: minute(due),
        extra: Default::default(),
    };
    check(|draft| draft.complaint = Some(complaint(NOW)), &[]);
    check(|draft| draft.complaint = Some(complaint(NOW - 1)), &[("complaint_without_contact", None)]);
}

#[test]
fn a_reason_lets_a_contradiction_stand_and_travels() {
    let mut draft = complete_draft();
    draft.remove_attachment(id(30));
    let shown = contradictions(&draft, template(), minute(10), None);
    draft.note_contradictions(&shown, minute(10));
    let (check, subject) = (CheckKind::DamageWithoutPhoto, Some("1".to_owned()));
    assert!(!draft.override_check(check.clone(), subject.clone(), "  ", minute(11)));
    assert!(draft.override_check(check.clone(), subject.clone(), "first", minute(11)));
    assert!(draft.override_check(check.clone(), subject.clone(), " 相机坏了 ", minute(12)));
    let shown = contradictions(&draft, template(), minute(13), None);
    assert_eq!(shown[0].overridden.as_ref().map(|answer| answer.reason.as_str()), Some("相机坏了"));
    draft.note_contradictions(&shown, minute(13));
    let records = draft.check_records();
    assert_eq!(records.len(), 1);
    assert_eq!(
        (records[0].flagged_at, records[0].overridden.as_ref().map(|answer| (answer.by.as_str(), answer.at))),
        (minute(10), Some(("周敏", minute(12))))
    );
    // Taken back, it is open again; mended, it is gone, reason and all.
    draft.withdraw_override(&check, subject.as_deref());
    assert_eq!(draft.check_records()[0].overridden, None);
    draft.attach_photo(sample::photo(31, AttachmentRole::Other), PhotoTarget::Mark(id(20)));
    let shown = contradictions(&draft, template(), minute(14), None);
    draft.note_contradictions(&shown, minute(14));
    assert_eq!(draft.check_records(), []);
}

proptest! {
    #[test]
    fn nothing_that_is_typed_makes_the_checks_panic(edits in proptest::collection::vec(sample::edit(), 0..12), minutes in any::<i32>()) {
        let mut draft = complete_draft();
        for edit in edits {
            apply(&mut draft, edit);
        }
        let before = draft.clone();
        let shown = contradictions(&draft, template(), minute(i64::from(minutes)), Some(&last_visit(u32::MAX, DistanceUnit::Mi)));
        prop_assert_eq!(&draft, &before);
        draft.note_contradictions(&shown, minute(20));
        let noted: Vec<_> = draft.check_records().into_iter().map(|record| (record.check, record.subject)).collect();
        prop_assert_eq!(noted, shown.into_iter().map(|shown| (shown.check, shown.subject)).collect::<Vec<_>>());
    }
}
