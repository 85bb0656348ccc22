use walkaround_contract::{
    BodyType, DamageKind, Development, DeviceKey, Inspection, Origin, SizeClass, Station, View, read_sheet,
};

use super::*;
use crate::domain::completion::{Missing, completion};
use crate::domain::sample::{complete_draft, id, minute, open_draft, settings, sign, template};
use crate::domain::walkaround::MarkPlace;
use crate::domain::{plate, to_sheet};

const VIN: &str = "LGXC76C4XP0123487";
const OTHER_VIN: &str = "1M8GDM9AXKP042788";

/// A signed sheet of the visit so many minutes in, after `change`.
fn signed(number: u32, change: impl FnOnce(&mut Draft), correct: impl FnOnce(&mut Sheet)) -> SheetRecord {
    let mut draft = complete_draft();
    draft.id = id(u128::from(number) + 700);
    draft.visit_id = id(u128::from(number) + 800);
    if let Some(odometer) = &mut draft.vehicle.odometer {
        odometer.value = number;
    }
    change(&mut draft);
    sign(&mut draft);
    let mut sheet =
        to_sheet::finish(&draft, template(), &settings().device, minute(10 + i64::from(number))).expect("finished");
    correct(&mut sheet);
    let digest = sheet.seal_digest().expect("canonical");
    let key = DeviceKey {
        kty: "EC".into(),
        crv: "P-256".into(),
        x: "A".repeat(43),
        y: "A".repeat(43),
        extra: Default::default(),
    };
    let sheet = to_sheet::with_seal(sheet, digest, key, "A".repeat(86));
    to_sheet::record(&sheet, &draft).expect("canonical").expect("sealed")
}

/// A signed visit with this plate and VIN; the odometer says which one it is.
fn visit(number: u32, plate: &str, vin: Option<&str>) -> SheetRecord {
    signed(
        number,
        |draft| {
            draft.vehicle.plate = plate::read(plate).to_plate();
            draft.vehicle.vin = vin.map(str::to_owned);
        },
        |_| {},
    )
}

/// A visit of the car of the mock-ups, with a scratch (severity 2, with its photo) and a chip that was repaired by then.
fn earlier() -> SheetRecord {
    signed(
        1,
        |draft| {
            let place = MarkPlace::on_drawing(Station::DriverSideFront, "door_front_left", View::Left, 2_000, 5_000);
            draft.place_mark(id(21), place, DamageKind::StoneChip, 1, None);
            draft.edit_mark(id(21), |mark| {
                mark.origin = Origin::KnownBefore;
                mark.development = Some(Development::Repaired);
            });
        },
        |_| {},
    )
}

/// A new visit of that car, which remembers the earlier one.
fn second_visit(record: &SheetRecord) -> Draft {
    let mut draft = open_draft();
    draft.vehicle.vin = Some(VIN.into());
    let found = LastVisit::find(&draft, [record]).expect("it was here");
    draft.remember_visit(found);
    draft.choose_body(BodyType::Sedan, "r1", template());
    draft
}

fn found(draft: &Draft, signed: &[SheetRecord]) -> Option<u32> {
    LastVisit::find(draft, signed).and_then(|last| last.odometer).map(|odometer| odometer.value)
}

#[test]
fn the_latest_visit_of_the_same_car_is_found() {
    let mut draft = complete_draft();
    let signed = [
        visit(3, "沪B12345", Some(OTHER_VIN)),
        visit(1, "沪AD12345", Some(VIN)),
        // The same car under an earlier plate.
        visit(2, "沪C88888", Some(VIN)),
        // Another car, which has this plate now.
        visit(4, "沪AD12345", Some(OTHER_VIN)),
    ];
    assert_eq!(found(&draft, &signed), Some(2));
    draft.vehicle.vin = None;
    assert_eq!(found(&draft, &signed), Some(4));
    draft.vehicle.plate = None;
    assert_eq!(found(&draft, &signed), None);
    draft.vehicle.vin = Some("LGX".into());
    assert_eq!(found(&draft, &signed), None);
}

#[test]
fn this_visit_is_not_its_own_last_one() {
    let mut draft = complete_draft();
    let signed = [visit(1, "沪AD12345", Some(VIN)), visit(2, "沪AD12345", None)];
    draft.visit_id = signed[1].visit_id;
    assert_eq!(found(&draft, &signed), Some(1));
    let unreadable = SheetRecord { json: "{".into(), sealed_at: minute(99), ..signed[1].clone() };
    draft.visit_id = id(2);
    assert_eq!(found(&draft, &[unreadable, signed[0].clone()]), Some(1));
}

#[test]
fn what_was_corrected_and_what_is_no_intake_does_not_count() {
    let draft = complete_draft();
    let first = visit(1, "沪AD12345", Some(VIN));
    let (id, digest) = (first.id, first.digest.clone());
    // The VIN had been misread: the correction is of another car.
    let correction = signed(
        2,
        |draft| draft.vehicle.vin = Some(OTHER_VIN.into()),
        |sheet| {
            sheet.supersedes = Some(walkaround_contract::Supersedes {
                id,
                digest,
                reason: "misread".into(),
                customer_signature: None,
                extra: Default::default(),
            });
        },
    );
    let handover = signed(3, |_| {}, |sheet| sheet.kind = SheetKind::Handover);
    assert_eq!(found(&draft, &[first.clone(), handover.clone()]), Some(1));
    assert_eq!(found(&draft, &[first, handover, correction]), None);
}

#[test]
fn a_backend_is_believed_only_about_this_car() {
    let record = earlier();
    let mut draft = second_visit(&record);
    assert_eq!(LastVisit::path(&draft).as_deref(), Some("/vehicles/LGXC76C4XP0123487/last-sheet"));
    let read = LastVisit::read(&record.json, &draft).expect("of this car");
    assert_eq!(Some(&read), draft.last_visit(), "the same sheet says the same, wherever it comes from");
    assert_eq!(read.photos.len(), 1);
    assert_eq!(read.photos[0].id, id(30));
    for nothing in ["", "{}", "null", "<html>", &record.json.replace("\"severity\":2", "\"severity\":7")] {
        assert_eq!(LastVisit::read(nothing, &draft), None, "{nothing:.60}");
    }
    draft.vehicle.vin = Some(OTHER_VIN.into());
    assert_eq!(LastVisit::read(&record.json, &draft), None);

    draft.vehicle.vin = None;
    assert_eq!(LastVisit::path(&draft), None);
    draft.vehicle.plate = plate::read("沪A").to_plate();
    assert_eq!(LastVisit::path(&draft), None, "a plate that is being typed is not asked about");
    draft.vehicle.plate = plate::read("沪A·D12345").to_plate();
    assert_eq!(LastVisit::path(&draft).as_deref(), Some("/vehicles/%E6%B2%AAAD12345/last-sheet"));
}

#[test]
fn the_newer_visit_is_remembered_and_that_of_another_car_is_not_told() {
    let (first, second) = (visit(1, "沪AD12345", Some(VIN)), visit(2, "沪AD12345", Some(VIN)));
    let mut draft = open_draft();
    draft.vehicle.vin = Some(VIN.into());
    let read = |record: &SheetRecord, draft: &Draft| LastVisit::read(&record.json, draft).expect("of this car");
    let (old, new) = (read(&first, &draft), read(&second, &draft));
    draft.remember_visit(new.clone());
    draft.remember_visit(old.clone());
    assert_eq!(draft.last_visit(), Some(&new));
    assert!(!draft.is_news(&new));

    draft.vehicle.vin = Some("LGXC76C4XP012348".into());
    assert_eq!(draft.last_visit(), None, "a VIN that is being corrected is no car's");
    assert!(draft.ghosts(template()).is_empty());
    draft.vehicle.vin = Some(VIN.into());
    assert_eq!(draft.last_visit(), Some(&new));

    let json = serde_json::to_string(&draft).expect("JSON");
    let again: Draft = serde_json::from_str(&json).expect("a draft");
    assert_eq!(again.last_visit(), Some(&new), "it is there after a restart without a network");
}

#[test]
fn three_answers_end_in_the_sheet_with_their_origin() {
    let record = earlier();
    let mut draft = second_visit(&record);
    let ghosts = draft.ghosts(template());
    assert_eq!(ghosts.len(), 1, "what was repaired at the last visit does not come back");
    let scratch = ghosts[0].clone();
    assert_eq!((scratch.answer(), draft.ghosts_open()), (None, 1));
    let position = scratch.place.position.clone().expect("the same drawing");
    assert_eq!((position.view, position.x, position.y), (View::Left, 4_000, 5_000));
    assert_eq!(
        draft.survey(template()).panel("door_rear_left").answer,
        Inspection::NotInspected,
        "nobody has looked today"
    );

    for (answer, panel) in [
        (Development::StillThere, Inspection::Marked),
        (Development::Worse, Inspection::Marked),
        (Development::Repaired, Inspection::NotInspected),
    ] {
        draft.answer_ghost(scratch.before.id, Some(answer.clone()), id(500), template());
        let marks = &draft.walkaround.marks;
        assert_eq!(marks.len(), 1, "one mark continues one damage");
        let mark = &marks[0];
        assert_eq!((&mark.origin, mark.development.as_ref()), (&Origin::KnownBefore, Some(&answer)));
        let previous = mark.previous_mark.as_ref().expect("it says which");
        assert_eq!((previous.sheet, previous.mark), (record.id, id(20)));
        assert_eq!((&mark.kind, mark.severity), (&DamageKind::Scratch, 2));
        assert_eq!(mark.size, Some(SizeClass::From5To15Cm));
        assert!(mark.photos.is_empty(), "a photo of then is no photo of today");
        assert_eq!(draft.survey(template()).panel("door_rear_left").answer, panel);
        assert_eq!(draft.ghosts_open(), 0);
    }
    assert_eq!(draft.damage().count(), 0, "a customer is not shown what was repaired");
    let removed = draft.answer_ghost(scratch.before.id, None, id(501), template()).expect("taken back");
    assert_eq!((draft.ghosts_open(), draft.walkaround.marks.len()), (1, 0));
    assert_eq!(removed.development, Some(Development::Repaired));
    assert_eq!(draft.ghosts(template())[0].answer(), None);
}

#[test]
fn what_got_worse_keeps_what_was_seen_today_until_it_is_said_to_be_as_before() {
    let mut draft = second_visit(&earlier());
    draft.answer_ghost(id(20), Some(Development::Worse), id(500), template());
    draft.edit_mark(id(500), |mark| mark.severity = 3);
    draft.answer_ghost(id(20), Some(Development::Worse), id(501), template());
    assert_eq!(draft.mark(id(500)).map(|mark| mark.severity), Some(3));
    draft.answer_ghost(id(20), Some(Development::StillThere), id(502), template());
    assert_eq!(draft.mark(id(500)).map(|mark| mark.severity), Some(2));
}

#[test]
fn a_repaired_mark_is_on_the_sheet_and_asks_nothing_of_anybody() {
    let record = earlier();
    let mut draft = complete_draft();
    draft.walkaround.marks.clear();
    draft.attachments.clear();
    draft.id = id(3);
    draft.visit_id = id(4);
    draft.remember_visit(LastVisit::find(&draft, [&record]).expect("it was here"));
    let asked = |draft: &Draft| {
        let steps = completion(draft, template());
        steps.into_iter().flat_map(|step| step.missing).collect::<Vec<_>>()
    };
    assert!(asked(&draft).contains(&Missing::Ghosts(1)) && !Missing::Ghosts(1).blocks_signing());
    draft.answer_panel("door_rear_left", Inspection::NoDamage, None);
    draft.answer_ghost(id(20), Some(Development::Repaired), id(500), template());
    let missing = asked(&draft);
    assert!(
        !missing
            .iter()
            .any(|missing| matches!(missing, Missing::Ghosts(_) | Missing::MarkPhoto(_) | Missing::MarkAnswer(_))),
        "{missing:?}"
    );
    let unsigned = to_sheet::unsigned(&draft, template(), &settings().device, minute(9));
    let (sheet, warnings) =
        validate_at(Stage::Content, &unsigned.to_value().expect("JSON")).expect("a backend takes it");
    assert!(warnings.is_empty(), "{warnings:?}");
    assert_eq!(sheet.walkaround.marks.len(), 1);
    assert!(!sheet.acknowledgement.statement.contains('1'), "{}", sheet.acknowledgement.statement);
    sign(&mut draft);
    let sealed = to_sheet::finish(&draft, template(), &settings().device, minute(10)).expect("finished");
    assert!(read_sheet(&sealed.canonical_bytes().expect("canonical")).is_err(), "only its seal is missing");
}

#[test]
fn all_that_nobody_looked_at_is_still_there_in_one_tap() {
    let record = signed(
        1,
        |draft| {
            for number in 0..3_u16 {
                let place = MarkPlace::on_drawing(Station::Front, "bonnet", View::Front, number * 1_000, 5_000);
                draft.place_mark(id(u128::from(number) + 600), place, DamageKind::StoneChip, 1, None);
            }
        },
        |_| {},
    );
    let mut draft = second_visit(&record);
    draft.answer_ghost(id(601), Some(Development::Repaired), id(500), template());
    let mut number = 900;
    let made = draft.rest_is_still_there(template(), || {
        number += 1;
        id(number)
    });
    assert_eq!(made, [id(901), id(902), id(903)]);
    assert_eq!(draft.ghosts_open(), 0);
    assert_eq!(draft.damage().count(), 3);
    assert!(draft.damage().all(|mark| mark.development == Some(Development::StillThere)));
    assert!(draft.rest_is_still_there(template(), || id(999)).is_empty());
}

#[test]
fn on_another_drawing_a_mark_keeps_its_panel_and_loses_its_place() {
    let record = earlier();
    let mut draft = second_visit(&record);
    let place = |draft: &Draft| draft.ghost(id(20), template()).expect("it is remembered").place;
    draft.choose_body(BodyType::Sedan, "r2", template());
    // Nothing was placed yet, so the draft follows the newer drawing.
    assert_eq!(place(&draft), MarkPlace::on_panel(Station::DriverSideRear, "door_rear_left"));
    draft.choose_body(BodyType::Coupe, "r1", template());
    let coupe = place(&draft);
    assert_eq!((coupe.panel, coupe.position), (None, None), "a coupé has no rear door");
}

#[test]
fn an_answer_about_another_car_is_none() {
    let record = earlier();
    let mut draft = second_visit(&record);
    draft.answer_ghost(id(20), Some(Development::StillThere), id(500), template());
    // The VIN was that of another car after all.
    draft.vehicle.vin = Some(OTHER_VIN.into());
    let on_sheet =
        |draft: &Draft| to_sheet::unsigned(draft, template(), &settings().device, minute(9)).walkaround.marks;
    let mark = on_sheet(&draft).remove(0);
    assert_eq!((mark.origin, mark.development, mark.previous_mark), (Origin::SeenToday, None, None));
    let other = signed(2, |draft| draft.vehicle.vin = Some(OTHER_VIN.into()), |_| {});
    draft.remember_visit(LastVisit::find(&draft, [&other]).expect("it was here, too"));
    assert_eq!(draft.ghosts_open(), 1, "what was answered is not about this one");
    assert_eq!(draft.mark(id(500)).map(|mark| mark.origin.clone()), Some(Origin::SeenToday));
    draft.vehicle.vin = Some(VIN.into());
    draft.remember_visit(LastVisit::find(&draft, [&record]).expect("it was here"));
    draft.answer_ghost(id(20), Some(Development::Repaired), id(501), template());
    draft.vehicle.vin = None;
    assert_eq!(on_sheet(&draft).len(), 1, "of a repair of another car nothing is known");
}

#[test]
fn a_damage_that_was_answered_through_an_older_sheet_is_answered() {
    let first = earlier();
    let mut draft = second_visit(&first);
    draft.answer_ghost(id(20), Some(Development::StillThere), id(500), template());
    // While this draft is open, another tablet's newer sheet of the car arrives; it continued the same damage.
    let newer = signed(
        2,
        |draft| {
            draft.remember_visit(LastVisit::find(draft, [&first]).expect("it was here"));
            draft.walkaround.marks.clear();
            draft.attachments.clear();
            draft.answer_ghost(id(20), Some(Development::Worse), id(510), template());
            draft.answer_station(&Station::DriverSideRear, Inspection::NoDamage, None, template());
        },
        |_| {},
    );
    draft.remember_visit(LastVisit::find(&draft, [&first, &newer]).expect("it was here"));
    assert_eq!(draft.last_visit().map(|last| last.sheet), Some(newer.id));
    assert_eq!((draft.ghosts(template()).len(), draft.ghosts_open()), (1, 0));
}
