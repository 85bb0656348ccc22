//! The shipped template: every word, every panel, both languages.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use walkaround_contract::validate::{Rule, rules};
use walkaround_contract::*;

use crate::golden;

macro_rules! catalogues {
    ($($name:literal: $type:ident,)+) => {
        fn known_words() -> BTreeMap<&'static str, Vec<&'static str>> {
            BTreeMap::from([$(($name, $type::KNOWN.iter().map(|word| word.as_str()).collect::<Vec<_>>())),+])
        }
    };
}

catalogues! {
    "arrival_mode": ArrivalMode,
    "booking": Booking,
    "salutation": Salutation,
    "channel": Channel,
    "relation": Relation,
    "file_field": FileField,
    "powertrain": Powertrain,
    "body_type": BodyType,
    "driver_side": DriverSide,
    "plate_kind": PlateKind,
    "distance_unit": DistanceUnit,
    "port_condition": PortCondition,
    "warranty_state": WarrantyState,
    "symptom": Symptom,
    "place": Place,
    "when_state": WhenState,
    "speed_range": SpeedRange,
    "road": Road,
    "action": Action,
    "weather": Weather,
    "frequency": Frequency,
    "since": Since,
    "reproduced": Reproduced,
    "inspection": Inspection,
    "station": Station,
    "inaccessible_reason": InaccessibleReason,
    "view": View,
    "damage_kind": DamageKind,
    "size_class": SizeClass,
    "origin": Origin,
    "development": Development,
    "wheel_position": WheelPosition,
    "guided_shot": GuidedShot,
    "skip_reason": SkipReason,
    "warning_lamp": WarningLamp,
    "cabin_function": CabinFunction,
    "function_state": FunctionState,
    "interior_area": InteriorArea,
    "interior_condition": InteriorCondition,
    "accessory_kind": AccessoryKind,
    "presence": Presence,
    "valuables_outcome": ValuablesOutcome,
    "work_kind": WorkKind,
    "payer": Payer,
    "waiting": Waiting,
    "tax_mode": TaxMode,
    "above_deviation": AboveDeviation,
    "consent_kind": ConsentKind,
    "consent_answer": ConsentAnswer,
    "check_kind": CheckKind,
    "attachment_role": AttachmentRole,
    "annotation_shape": AnnotationShape,
    "annotation_colour": AnnotationColour,
    "signer_role": SignerRole,
    "signature_method": SignatureMethod,
    "mark_answer": MarkAnswer,
    "sheet_kind": SheetKind,
    "step": Step,
    "difference_kind": DifferenceKind,
}

/// Which panel is drawn in which view of which body, by the drawings that the app ships.
fn drawings() -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
    BodyType::KNOWN
        .iter()
        .map(|body| {
            let file: Value =
                serde_json::from_str(&golden::read(&format!("../public/drawings/{body}.json"))).expect("JSON");
            let mut views: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for (view, drawing) in file["views"].as_object().expect("views") {
                let panels =
                    drawing["panels"].as_array().expect("panels").iter().filter_map(|panel| panel["id"].as_str());
                views.insert(view.clone(), panels.map(str::to_owned).collect());
            }
            // The right view is the left one mirrored; only the left one is stored.
            let right = views["left"].iter().map(|panel| other_side(panel)).collect();
            views.insert("right".to_owned(), right);
            (body.to_string(), views)
        })
        .collect()
}

fn other_side(panel: &str) -> String {
    let swapped = panel.split('_').map(|part| match part {
        "left" => "right",
        "right" => "left",
        part => part,
    });
    swapped.collect::<Vec<_>>().join("_")
}

#[test]
fn every_known_word_is_offered_in_its_order() {
    let template = Template::standard();
    for (name, words) in known_words() {
        let offered: Vec<&str> = template.entries(name).iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(offered, words, "catalogue {name}");
    }
    let severities: Vec<&str> = template.entries("severity").iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(severities, ["1", "2", "3"]);
    let names: BTreeSet<&str> = template.catalogues.keys().map(String::as_str).collect();
    let expected: BTreeSet<&str> = known_words().into_keys().chain(["severity"]).collect();
    assert_eq!(names, expected);
}

#[test]
fn every_open_word_of_the_schema_has_a_catalogue() {
    let catalogues = known_words();
    for leaf in crate::published::leaves() {
        if let Some(words) = leaf.schema["x-known-words"].as_array() {
            let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
            assert!(catalogues.values().any(|known| *known == words), "{} has words of no catalogue", leaf.path);
        }
    }
}

#[test]
fn every_text_is_in_every_language() {
    let template = Template::standard();
    let languages: BTreeSet<&String> = template.languages.iter().collect();
    let check = |what: String, labels: &Labels| {
        assert_eq!(labels.keys().collect::<BTreeSet<_>>(), languages, "{what}");
        assert!(labels.values().all(|label| !label.trim().is_empty() && label.trim() == label), "{what}");
    };
    for (name, entries) in &template.catalogues {
        for entry in entries {
            check(format!("{name} {}", entry.id), &entry.labels);
            if let Some(sentence) = &entry.sentence {
                check(format!("{name} {} sentence", entry.id), sentence);
            }
        }
        for language in &template.languages {
            let labels: BTreeSet<&str> =
                entries.iter().map(|entry| template.label(name, &entry.id, language)).collect();
            assert_eq!(labels.len(), entries.len(), "{name}: two words with one label in {language}");
        }
    }
    for panel in &template.panels {
        check(panel.id.clone(), &panel.labels);
    }
}

#[test]
fn damage_letters_are_distinct() {
    let template = Template::standard();
    let letters: BTreeSet<&str> =
        DamageKind::KNOWN.iter().map(|kind| template.short("damage_kind", kind.as_str()).expect("a letter")).collect();
    assert_eq!(letters.len(), DamageKind::KNOWN.len());
    assert!(letters.iter().all(|letter| letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_uppercase())));
}

#[test]
fn labels_fall_back_and_never_fail() {
    let template = Template::standard();
    assert_eq!(template.label("damage_kind", "scratch", "zh-CN"), "划痕");
    assert_eq!(template.label("damage_kind", "scratch", "en"), "Scratch");
    assert_eq!(template.label("damage_kind", "scratch", "en-GB"), "Scratch");
    assert_eq!(template.label("damage_kind", "scratch", "zh"), "划痕");
    assert_eq!(template.label("damage_kind", "scratch", "fr"), "划痕");
    assert_eq!(template.label("damage_kind", "x_water", "en"), "x_water");
    assert_eq!(template.label("no_such_catalogue", "scratch", "en"), "scratch");
    assert_eq!(template.label("panel", "bonnet", "zh-CN"), "发动机盖");
    assert_eq!(template.sentence("place", "front_right", "en"), "at front right");
    assert_eq!(template.sentence("station", "rear", "en"), "Rear");
}

#[test]
fn every_panel_of_every_body_belongs_to_one_station_and_is_drawn_where_it_is_owned() {
    let template = Template::standard();
    let drawings = drawings();
    assert_eq!(drawings.len(), BodyType::KNOWN.len());
    for body in BodyType::KNOWN {
        let views = &drawings[body.as_str()];
        let drawn: BTreeSet<&str> = views.values().flatten().map(String::as_str).collect();
        let known: BTreeSet<&str> = template.panels_of_body(body).map(|panel| panel.id.as_str()).collect();
        assert_eq!(known, drawn, "{body}");
        for side in DriverSide::KNOWN {
            let mut given: Vec<&str> =
                Station::KNOWN.iter().flat_map(|station| template.panels_of(station, body, side)).collect();
            given.sort_unstable();
            assert_eq!(given, drawn.iter().copied().collect::<Vec<_>>(), "{body} {side}: each panel once");
        }
        for panel in drawn {
            let owner = template.owner_view(panel, body).expect("an owner view");
            assert!(views[owner.as_str()].contains(panel), "{body}: {panel} is not drawn in {owner}");
        }
    }
}

#[test]
fn panels_say_where_they_are_drawn() {
    let template = Template::standard();
    let drawings = drawings();
    for panel in &template.panels {
        let seen: BTreeSet<&str> = View::KNOWN
            .iter()
            .filter(|view| drawings.values().any(|views| views[view.as_str()].contains(&panel.id)))
            .map(View::as_str)
            .collect();
        assert_eq!(panel.views.iter().map(View::as_str).collect::<BTreeSet<_>>(), seen, "{}", panel.id);
        if let Some(within) = &panel.within {
            assert!(template.panel(within).is_some(), "{}", panel.id);
        }
    }
}

#[test]
fn panels_are_called_what_the_drawings_call_them() {
    let names: Vec<Value> = serde_json::from_str(&golden::read("../public/drawings/panels.json")).expect("JSON");
    let plain = |name: &str| name.replace(' ', "").to_lowercase();
    assert_eq!(names.len(), Template::standard().panels.len());
    for (panel, named) in Template::standard().panels.iter().zip(&names) {
        assert_eq!(panel.id, named["id"].as_str().expect("an id"));
        assert_eq!(plain(&panel.labels["en"]), plain(named["name_en"].as_str().expect("a name")));
        assert_eq!(plain(&panel.labels["zh-CN"]), plain(named["name_zh"].as_str().expect("a name")));
    }
}

#[test]
fn stations_follow_the_driver() {
    let template = Template::standard();
    let of = |panel: &str, body: BodyType, side: DriverSide| template.station_of(panel, &body, &side).cloned();
    assert_eq!(of("door_front_left", BodyType::Sedan, DriverSide::Left), Some(Station::DriverSideFront));
    assert_eq!(of("door_front_left", BodyType::Sedan, DriverSide::Right), Some(Station::PassengerSide));
    assert_eq!(of("door_rear_right", BodyType::Sedan, DriverSide::Right), Some(Station::DriverSideRear));
    assert_eq!(of("wheel_rear_left_rim", BodyType::Van, DriverSide::Left), Some(Station::Wheels));
    assert_eq!(of("bonnet", BodyType::Suv, DriverSide::Left), Some(Station::Front));
    assert_eq!(of("underbody", BodyType::Sedan, DriverSide::Left), Some(Station::Front));
    assert_eq!(of("underbody", BodyType::Pickup, DriverSide::Left), Some(Station::Rear));
    // A coupé has no rear doors, and nobody knows the body of a newer version.
    assert_eq!(of("door_rear_left", BodyType::Coupe, DriverSide::Left), None);
    assert_eq!(of("bonnet", BodyType::Unlisted("hovercraft".to_owned()), DriverSide::Left), None);
    assert_eq!(template.panels_of(&Station::UnderBonnet, &BodyType::Sedan, &DriverSide::Left), Vec::<&str>::new());
    assert_eq!(template.panels_of_body(&BodyType::Sedan).count(), 77);
    assert_eq!(template.panels.len(), 96);
    assert_eq!(template.owner_view("bonnet", &BodyType::Sedan), Some(&View::Top));
    assert_eq!(template.view_of_station(&Station::DriverSideFront, &DriverSide::Right), Some(&View::Right));
    assert_eq!(template.view_of_station(&Station::Boot, &DriverSide::Left), None);
}

#[test]
fn steps_stations_and_shots_are_all_there_in_order() {
    let template = Template::standard();
    assert_eq!(
        template.steps.iter().map(|entry| &entry.step).collect::<Vec<_>>(),
        Step::KNOWN.iter().collect::<Vec<_>>()
    );
    assert_eq!(
        template.stations.iter().map(|entry| &entry.station).collect::<Vec<_>>(),
        Station::KNOWN.iter().collect::<Vec<_>>()
    );
    assert_eq!(
        template.shots.iter().map(|entry| &entry.shot).collect::<Vec<_>>(),
        GuidedShot::KNOWN.iter().collect::<Vec<_>>()
    );
    assert_eq!(
        template.steps.iter().map(|entry| entry.budget_seconds).sum::<u32>(),
        300,
        "a whole intake takes five minutes"
    );
}

#[test]
fn required_answers_are_members_of_the_sheet() {
    for required in &Template::standard().required {
        let exists =
            rules().iter().any(|(path, _)| *path == required.path || path.starts_with(&format!("{}/", required.path)));
        assert!(exists, "{}", required.path);
    }
}

#[test]
fn the_digest_is_of_the_published_file() {
    let template: Value = serde_json::from_str(&golden::read("templates/standard.json")).expect("JSON");
    let digest = sha256_hex(&canonical_bytes(&template).expect("a canonical form"));
    assert_eq!(Template::standard().digest().expect("a digest"), digest);
    let reference = Template::standard().reference().expect("a digest");
    assert_eq!((reference.id.as_str(), reference.version, reference.sha256), ("standard", 1, digest));
}

#[test]
fn every_word_of_a_rule_is_a_word() {
    for (name, words) in known_words() {
        let known =
            rules().iter().filter_map(|(_, rule)| if let Rule::Word(is_known) = rule { Some(is_known) } else { None });
        // Severity is a number on the wire, so every other catalogue is used by some member.
        assert!(
            known.into_iter().any(|is_known| words.iter().all(|word| is_known(word))),
            "no member uses the catalogue {name}"
        );
    }
}
