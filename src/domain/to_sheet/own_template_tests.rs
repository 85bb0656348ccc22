//! An intake with a template of the shop's own: less is asked, and what the shop calls otherwise can be read by who has not its template.

use walkaround_contract::{
    Accessory, AccessoryKind, DamageKind, Inspection, Labels, Presence, Station, Step, Template, read_sheet,
};

use super::*;
use crate::domain::completion::{blocking, completion};
use crate::domain::sample::{self, complete_draft, minute, sign_with, template};
use crate::domain::template::Section;

fn device() -> Device {
    sample::settings().device
}

/// Without welcome and concerns, without the roof, with an accessory and a kind of damage of its own.
fn shops_own() -> Template {
    let named =
        |en: &str, zh: &str| Labels::from([("en".to_owned(), en.to_owned()), ("zh-CN".to_owned(), zh.to_owned())]);
    let mut own = template().clone();
    Section::Steps.switch(&mut own, "welcome", false);
    Section::Steps.switch(&mut own, "concerns", false);
    Section::Stations.switch(&mut own, "roof", false);
    Section::Catalogue("accessory_kind".into()).add(&mut own, named("Tyre sealant", "补胎液"));
    Section::Catalogue("damage_kind".into()).add(&mut own, named("Hail", "冰雹"));
    own
}

fn draft(own: &Template) -> Draft {
    let mut draft = complete_draft();
    draft.template = own.reference().expect("canonical");
    draft.arrival = Default::default();
    draft.visit.kinds_of_work.clear();
    draft.concerns.clear();
    draft.answer_station(&Station::Roof, Inspection::NotInspected, None, own);
    draft.walkaround.marks[0].kind = DamageKind::from("x_hail");
    draft.cabin.accessories.push(Accessory {
        accessory: AccessoryKind::from("x_tyre_sealant"),
        presence: Presence::Present,
        count: None,
        extra: Default::default(),
    });
    draft
}

#[test]
fn what_is_switched_off_is_not_asked_and_the_sheet_is_accepted() {
    let own = shops_own();
    let mut draft = draft(&own);
    let steps: Vec<Step> = completion(&draft, &own).into_iter().map(|step| step.step).collect();
    assert_eq!(steps, [Step::CustomerAndVehicle, Step::Walkaround, Step::Cabin, Step::Work, Step::Review]);
    sign_with(&mut draft, &own);
    let digest = content_digest(&draft, &own, &device()).expect("canonical");
    assert_eq!(blocking(&draft, &own, Some(&digest)), []);
    assert_ne!(blocking(&draft, template(), Some(&digest)), [], "the shipped template would ask how it arrived");

    let sheet = finish(&draft, &own, &device(), minute(10)).expect("finished");
    let roof = sheet.walkaround.stations.iter().find(|answer| answer.station == Station::Roof).expect("it is there");
    assert_eq!(roof.answer, Inspection::NotInspected, "not gone to is never undamaged");
    assert!(
        sheet.acknowledgement.statement.contains(own.label("station", "roof", "zh-CN")),
        "and the customer reads it"
    );
    let said: Vec<(&str, &str)> =
        sheet.template.own_labels.iter().map(|own| (own.word.as_str(), own.label.as_str())).collect();
    assert_eq!(
        said,
        [("x_tyre_sealant", "Tyre sealant"), ("x_tyre_sealant", "补胎液"), ("x_hail", "Hail"), ("x_hail", "冰雹")]
    );

    let digest = sheet.seal_digest().expect("canonical");
    let key = DeviceKey {
        kty: "EC".into(),
        crv: "P-256".into(),
        x: "A".repeat(43),
        y: "B".repeat(43),
        extra: Default::default(),
    };
    let sealed = with_seal(sheet, digest, key, "C".repeat(86));
    let (_, _, warnings) = read_sheet(&sealed.canonical_bytes().expect("canonical")).expect("accepted");
    assert_eq!(warnings, [], "every word of the shop's own is labelled");
}

#[test]
fn only_words_that_are_used_travel() {
    let own = shops_own();
    let mut draft = draft(&own);
    draft.cabin.accessories.retain(|accessory| accessory.accessory.is_known());
    draft.walkaround.marks[0].kind = DamageKind::Scratch;
    assert_eq!(unsigned(&draft, &own, &device(), minute(10)).template.own_labels, []);
}
