//! What is missing is said, and only what matters blocks.

use proptest::prelude::*;
use walkaround_contract::{Powertrain, Station};

use super::*;
use crate::domain::sample::{self, apply, complete_draft, open_draft, sign, template};
use crate::domain::walkaround::MarkPlace;

fn missing_in(draft: &Draft, step: &Step) -> Vec<Missing> {
    completion(draft, template()).into_iter().find(|completion| completion.step == *step).expect("a step").missing
}

#[test]
fn a_new_intake_misses_everything() {
    let steps = completion(&open_draft(), template());
    assert_eq!(steps.iter().map(|step| step.step.clone()).collect::<Vec<_>>(), Step::KNOWN);
    for step in &steps {
        assert!(!step.is_complete() && step.done + step.missing.len() == step.total, "{step:?}");
    }
    let keys: Vec<&str> = missing_in(&open_draft(), &Step::CustomerAndVehicle).iter().map(Missing::key).collect();
    assert_eq!(keys, ["plate_or_vin", "owner_name", "phone", "make_or_model", "body_type", "powertrain", "odometer"]);
    assert_eq!(missing_in(&open_draft(), &Step::Walkaround).len(), 9);
}

#[test]
fn a_complete_intake_misses_only_the_review() {
    let mut draft = complete_draft();
    for step in completion(&draft, template()).iter().filter(|step| step.step != Step::Review) {
        assert!(step.is_complete(), "{step:?}");
    }
    assert_eq!(
        missing_in(&draft, &Step::Review),
        [Missing::MarkAnswer(1), Missing::CustomerSignature, Missing::AdvisorSignature]
    );
    assert_eq!(blocking(&draft, template(), None), [Missing::MarkAnswer(1)]);
    sign(&mut draft);
    assert!(completion(&draft, template()).iter().all(StepCompletion::is_complete));
    let digest = to_sheet::content_digest(&draft, template(), &sample::settings().device).expect("canonical");
    assert_eq!(blocking(&draft, template(), Some(&digest)), []);
    assert_eq!(
        blocking(&draft, template(), Some(&"0".repeat(64))),
        [Missing::CustomerSignature, Missing::AdvisorSignature]
    );
}

#[test]
fn a_walk_around_may_be_signed_with_stations_not_inspected() {
    let mut draft = complete_draft();
    draft.answer_station(&Station::Roof, walkaround_contract::Inspection::NotInspected, None, template());
    draft.remove_attachment(sample::id(30));
    assert_eq!(missing_in(&draft, &Step::Walkaround), [Missing::Station(Station::Roof), Missing::MarkPhoto(1)]);
    sign(&mut draft);
    let digest = to_sheet::content_digest(&draft, template(), &sample::settings().device).expect("canonical");
    assert_eq!(blocking(&draft, template(), Some(&digest)), []);
}

#[test]
fn each_thing_that_is_taken_away_is_missed() {
    type Take = fn(&mut Draft);
    #[rustfmt::skip]
    let table: &[(Take, Missing, bool)] = &[
        (|draft| draft.arrival.mode = None, Missing::ArrivalMode, true),
        (|draft| draft.arrival.booking = None, Missing::Booking, false),
        (|draft| draft.arrival.covers = None, Missing::Covers, false),
        (|draft| draft.customer.owner.name = Some("  ".into()), Missing::OwnerName, true),
        (|draft| draft.customer.owner.phones = vec![" ".into()], Missing::Phone, false),
        (|draft| draft.customer.brought_by = Some(Party::default()), Missing::BroughtByName, false),
        (|draft| { draft.vehicle.plate = None; draft.vehicle.vin = None }, Missing::PlateOrVin, true),
        (|draft| { draft.vehicle.make = None; draft.vehicle.model = None }, Missing::MakeOrModel, false),
        (|draft| draft.vehicle.powertrain = None, Missing::Powertrain, false),
        (|draft| draft.vehicle.odometer = None, Missing::Odometer, true),
        (|draft| draft.concerns.clear(), Missing::ConcernOrNone, false),
        (|draft| { draft.concerns[0].words = " ".into(); draft.concerns[0].symptom = None }, Missing::ConcernWords(1), true),
        (|draft| draft.cabin.lamps_checked = false, Missing::Lamps, false),
        (|draft| draft.cabin.functions.clear(), Missing::Functions, false),
        (|draft| draft.cabin.interior.clear(), Missing::Interior, false),
        (|draft| draft.cabin.accessories.clear(), Missing::Accessories, false),
        (|draft| draft.cabin.valuables = None, Missing::Valuables, true),
        (|draft| draft.vehicle.charge_percent = None, Missing::FuelOrCharge { fuel: false }, false),
        (|draft| draft.vehicle.powertrain = Some(Powertrain::PlugInHybrid), Missing::FuelOrCharge { fuel: true }, false),
        (|draft| draft.visit.kinds_of_work.clear(), Missing::KindOfWork, true),
        (|draft| draft.work.lines.clear(), Missing::WorkLine, false),
        (|draft| { draft.work.lines.clear(); draft.concerns.clear() }, Missing::WorkLineOrConcern, true),
        (|draft| draft.work.lines[0].description.clear(), Missing::LineDescription(1), true),
        (|draft| draft.work.promise = None, Missing::Promise, true),
        (|draft| draft.visit.waiting = None, Missing::Waiting, false),
        (|draft| draft.set_consent(ConsentKind::CarWash, ConsentAnswer::NotAsked), Missing::Consent(ConsentKind::CarWash), false),
        (|draft| draft.vehicle.vin = Some("LGX".into()), Missing::Unacceptable { path: "/vehicle/vin".into(), code: "not_a_vin", over: None }, true),
        (|draft| draft.customer.owner.name = Some("长".repeat(10_000)), Missing::Unacceptable { path: "/customer/owner/name".into(), code: "too_long", over: Some(9_800) }, true),
    ];
    for (take, expected, blocks) in table {
        let mut draft = complete_draft();
        take(&mut draft);
        let missing: Vec<Missing> = completion(&draft, template()).into_iter().flat_map(|step| step.missing).collect();
        assert!(missing.contains(expected), "{expected:?} not in {missing:?}");
        assert_eq!(blocking(&draft, template(), None).contains(expected), *blocks, "{expected:?}");
    }
}

#[test]
fn no_concern_can_be_said() {
    let mut draft = complete_draft();
    draft.concerns.clear();
    draft.no_concerns = true;
    assert_eq!(missing_in(&draft, &Step::Concerns), []);
}

#[test]
fn charging_is_asked_only_where_there_is_something_to_charge() {
    let mut draft = open_draft();
    draft.vehicle.powertrain = Some(Powertrain::Petrol);
    assert!(!consents_asked(&draft, template()).contains(&ConsentKind::BatteryCharged));
    draft.vehicle.powertrain = Some(Powertrain::PlugInHybrid);
    assert!(consents_asked(&draft, template()).contains(&ConsentKind::BatteryCharged));
}

#[test]
fn a_shops_template_can_require_more() {
    let mut template = template().clone();
    for path in ["/customer/owner/email", "/customer/owner/phones"] {
        template.required.push(walkaround_contract::RequiredAnswer {
            step: Step::CustomerAndVehicle,
            path: path.into(),
            extra: Default::default(),
        });
    }
    let mut draft = complete_draft();
    draft.customer.owner.phones.clear();
    sign(&mut draft);
    // A phone has a sentence of its own; an e-mail address has none, and is named by its place.
    assert_eq!(
        blocking(&draft, &template, None),
        [Missing::Phone, Missing::Required { path: "/customer/owner/email".into() }]
    );
}

#[test]
fn what_is_unacceptable_leads_to_its_input() {
    #[rustfmt::skip]
    let table = [
        ("/customer/owner/name", Step::CustomerAndVehicle, "owner-name"), ("/customer/owner/phones/2", Step::CustomerAndVehicle, "owner-phone"),
        ("/vehicle/fuel_eighths", Step::Cabin, "vehicle-fuel-eighths"), ("/vehicle/vin", Step::CustomerAndVehicle, "vin"),
        ("/concerns/1/words", Step::Concerns, "concern-2"), ("/work/lines/0/price", Step::Work, "line-1"),
        ("/cabin/valuables/items/2/what", Step::Cabin, "valuable-3"), ("/walkaround/marks/0/note", Step::Walkaround, "walkaround-marks-0-note"),
        ("/arrival/mode", Step::Welcome, "arrival-mode"), ("/shop/name", Step::Review, "shop-name"),
    ];
    for (path, step, field) in table {
        assert_eq!(missing::step_of_path(path), step, "{path}");
        assert_eq!(Missing::Unacceptable { path: path.into(), code: "too_long", over: Some(1) }.field(), field);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]
    #[test]
    fn the_sums_are_right_whatever_was_done(edits in proptest::collection::vec(sample::edit(), 0..12), fresh in any::<bool>()) {
        let mut draft = if fresh { open_draft() } else { complete_draft() };
        for edit in edits {
            apply(&mut draft, edit);
        }
        draft.place_mark(sample::id(7_777), MarkPlace::at_station(Station::Boot), walkaround_contract::DamageKind::Stain, 1, None);
        for step in completion(&draft, template()) {
            prop_assert_eq!(step.done + step.missing.len(), step.total);
            for missing in step.missing {
                prop_assert!(!missing.key().is_empty() && !missing.field().is_empty());
            }
        }
    }
}
