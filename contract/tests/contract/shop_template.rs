//! A shop's own template: what is accepted, what is refused and where, and that a file keeps its bytes on the way out and in again.
//!
//! The fixtures are small on purpose: a template may leave out whatever it does not change.

use serde_json::{Value, json};
use walkaround_contract::schema::template_document;
use walkaround_contract::*;

use crate::golden;

const TEMPLATE_SCHEMA: &str = "schema/template.v1.schema.json";

/// A small template: a shop that has a word of its own, another name for a kind of damage, and less to ask.
fn small() -> Value {
    json!({
        "id": "corner_garage",
        "version": 3,
        "languages": ["en", "zh-CN"],
        "steps": [
            {"step": "welcome", "budget_seconds": 10},
            {"step": "customer_and_vehicle", "budget_seconds": 30},
            {"step": "concerns", "budget_seconds": 0, "enabled": false},
            {"step": "walkaround", "budget_seconds": 90},
            {"step": "work", "budget_seconds": 30},
            {"step": "review", "budget_seconds": 30},
        ],
        "shots": [{"shot": "front"}, {"shot": "x_tow_hook"}, {"shot": "vin", "enabled": false}],
        "required": [{"step": "customer_and_vehicle", "path": "/vehicle/odometer"}],
        "stations": [
            {"station": "front", "view": {"left": "front", "right": "front"}},
            {"station": "boot"},
        ],
        "zones": {"left": {"front": "front"}, "right": {"front": "front"}},
        "panels": [
            {
                "id": "bonnet", "labels": {"en": "Hood", "zh-CN": "发动机盖"}, "zone": "front", "view": "top",
                "views": ["front", "top"],
            },
            {
                "id": "scuttle", "labels": {"en": "Cowl", "zh-CN": "雨刮盖板"}, "zone": "front", "view": "top",
                "views": ["top"], "within": "bonnet", "enabled": false,
            },
        ],
        "catalogues": {
            "accessory_kind": [
                {"id": "keys", "labels": {"en": "Keys", "zh-CN": "钥匙"}},
                {"id": "x_tyre_sealant", "labels": {"en": "Tyre sealant", "zh-CN": "补胎液"}},
            ],
            "damage_kind": [
                {
                    "id": "scratch", "labels": {"en": "Scrape", "zh-CN": "刮痕"}, "short": "S",
                    "sentence": {"en": "a scrape", "zh-CN": "一道刮痕"},
                },
                {"id": "dent", "labels": {"en": "Dent", "zh-CN": "凹陷"}, "short": "D", "enabled": false},
            ],
            "guided_shot": [{"id": "x_tow_hook", "labels": {"en": "Tow hook", "zh-CN": "拖车钩"}}],
        },
        "x_colour_of_the_shop": {"red": 204},
    })
}

struct Broken {
    file: &'static str,
    text: String,
    path: &'static str,
    code: &'static str,
}

fn broken(file: &'static str, path: &'static str, code: &'static str, change: impl FnOnce(&mut Value)) -> Broken {
    let mut template = small();
    change(&mut template);
    Broken { file, text: serde_json::to_string_pretty(&template).expect("a value serialises") + "\n", path, code }
}

fn set(path: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |template| *template.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value
}

fn add(object: &'static str, name: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |template| {
        let members = template.pointer_mut(object).and_then(Value::as_object_mut).unwrap_or_else(|| panic!("{object}"));
        members.insert(name.to_owned(), value);
    }
}

fn remove(object: &'static str, name: &'static str) -> impl FnOnce(&mut Value) {
    move |template| {
        let members = template.pointer_mut(object).and_then(Value::as_object_mut).unwrap_or_else(|| panic!("{object}"));
        assert!(members.remove(name).is_some(), "{object}/{name}");
    }
}

fn push(list: &'static str, item: Value) -> impl FnOnce(&mut Value) {
    move |template| {
        template.pointer_mut(list).and_then(Value::as_array_mut).unwrap_or_else(|| panic!("{list}")).push(item);
    }
}

/// Each is wrong in one place, and refused for that and nothing else.
fn all_broken() -> Vec<Broken> {
    let own = |word: &str| json!({"id": word, "labels": {"en": "Own", "zh-CN": "自己的"}});
    let cut = {
        let mut text = serde_json::to_string(&small()).expect("a value serialises");
        text.truncate(100);
        Broken { file: "cut_off", text, path: "", code: "malformed_json" }
    };
    let twice = Broken {
        file: "member_twice",
        text: serde_json::to_string(&small()).expect("a value serialises").replacen("{", "{\"version\":4,", 1),
        path: "/version",
        code: "duplicate_member",
    };
    vec![
        cut,
        twice,
        broken("no_list", "/stations", "missing", remove("", "stations")),
        broken(
            "budget_in_words",
            "/steps/1/budget_seconds",
            "wrong_type",
            set("/steps/1/budget_seconds", json!("thirty")),
        ),
        broken(
            "half_a_second",
            "/steps/0/budget_seconds",
            "not_an_integer",
            set("/steps/0/budget_seconds", json!(0.5)),
        ),
        broken("no_signatures", "/steps/5/enabled", "indispensable", add("/steps/5", "enabled", json!(false))),
        broken(
            "after_the_signatures",
            "/steps/5/step",
            "review_not_last",
            push("/steps", json!({"step": "cabin", "budget_seconds": 30})),
        ),
        broken("step_of_its_own", "/steps/3/step", "not_extensible", set("/steps/3/step", json!("x_coffee"))),
        broken("station_twice", "/stations/2/station", "duplicate", push("/stations", json!({"station": "boot"}))),
        broken("zone_to_nowhere", "/zones/left/front", "unknown_reference", set("/zones/left/front", json!("roof"))),
        broken("panel_in_no_zone", "/panels/1/zone", "unknown_reference", set("/panels/1/zone", json!("underneath"))),
        broken("panel_of_its_own", "/panels/0/id", "not_extensible", |template| {
            set("/panels/0/id", json!("x_roof_box"))(template);
            remove("/panels/1", "within")(template);
        }),
        broken("shot_without_a_name", "/shots/1/shot", "label_missing", set("/shots/1/shot", json!("x_aerial"))),
        broken(
            "word_in_one_language",
            "/catalogues/accessory_kind/1/labels/zh-CN",
            "label_missing",
            remove("/catalogues/accessory_kind/1/labels", "zh-CN"),
        ),
        broken(
            "word_without_a_name",
            "/catalogues/damage_kind/0/labels/en",
            "too_short",
            set("/catalogues/damage_kind/0/labels/en", json!("  ")),
        ),
        broken(
            "word_in_capitals",
            "/catalogues/accessory_kind/1/id",
            "not_a_word",
            set("/catalogues/accessory_kind/1/id", json!("X-Sealant")),
        ),
        broken(
            "answer_of_its_own",
            "/catalogues/consent_answer/0/id",
            "not_extensible",
            add("/catalogues", "consent_answer", json!([own("x_perhaps")])),
        ),
        broken(
            "nothing_to_mark",
            "/catalogues/damage_kind",
            "empty_list",
            add("/catalogues/damage_kind/0", "enabled", json!(false)),
        ),
        broken(
            "required_nowhere",
            "/required/0/path",
            "not_in_sheet",
            set("/required/0/path", json!("/vehicle/horsepower")),
        ),
        broken("no_language", "/languages", "empty_list", set("/languages", json!([]))),
    ]
}

fn fixture(kind: &str, file: &str) -> String {
    format!("fixtures/templates/{kind}/{file}.json")
}

#[test]
fn every_broken_template_is_refused_where_it_is_broken() {
    let broken = all_broken();
    assert!(broken.len() >= 12);
    for Broken { file, text, path, code } in &broken {
        golden::check_text(&fixture("invalid", file), text);
        let problems = read_template(text.as_bytes()).expect_err(file);
        let found: Vec<(&str, &str)> = problems.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
        assert_eq!(found, [(*path, *code)], "{file}: {problems:?}");
        assert!(!problems[0].message.is_empty());
    }
    let index: Vec<Value> = broken
        .iter()
        .map(|broken| json!({"file": format!("{}.json", broken.file), "path": broken.path, "code": broken.code}))
        .collect();
    golden::check_json(&fixture("invalid", "index"), &json!(index));
}

#[test]
fn a_small_template_is_accepted_and_keeps_what_it_says() {
    golden::check_json(&fixture("valid", "corner_garage"), &small());
    let (template, warnings) = validate_template(&small()).expect("valid");
    assert_eq!(warnings, []);
    assert_eq!(template.extra["x_colour_of_the_shop"], json!({"red": 204}), "members of others survive");
    assert_eq!(template.to_value().expect("a value"), small());
}

#[test]
fn the_shipped_template_is_accepted() {
    let (template, warnings) = read_template(golden::read("templates/standard.json").as_bytes()).expect("valid");
    assert_eq!((&template, warnings), (Template::standard(), Vec::new()));
}

#[test]
fn an_exported_template_imports_to_the_same_bytes() {
    for template in [Template::standard().clone(), validate_template(&small()).expect("valid").0] {
        let file = template.file().expect("a file");
        let (again, _) = read_template(file.as_bytes()).expect("its own file is valid");
        assert_eq!(again, template);
        assert_eq!(again.file().expect("a file"), file);
        assert_eq!(again.canonical_bytes().expect("bytes"), template.canonical_bytes().expect("bytes"));
        assert_eq!(again.digest().expect("a digest"), template.digest().expect("a digest"));
    }
}

#[test]
fn words_of_a_newer_version_are_kept_and_said() {
    let mut newer = small();
    push("/steps", json!({"step": "test_drive", "budget_seconds": 60}))(&mut newer);
    push("/catalogues/damage_kind", json!({"id": "hail", "labels": {"en": "Hail", "zh-CN": "冰雹"}}))(&mut newer);
    let (template, warnings) = validate_template(&newer).expect("valid");
    let said: Vec<&str> = warnings.iter().map(|warning| warning.path.as_str()).collect();
    assert_eq!(said, ["/steps/6/step", "/catalogues/damage_kind/2/id"]);
    assert!(!template.has_step(&Step::from("test_drive")), "nobody here can show it");
    assert!(template.words::<DamageKind>("damage_kind").contains(&DamageKind::from("hail")));
}

#[test]
fn what_is_switched_off_or_left_out_is_not_offered() {
    let (template, _) = validate_template(&small()).expect("valid");
    let steps: Vec<&Step> = template.steps_on().collect();
    assert_eq!(
        steps,
        [&Step::Welcome, &Step::CustomerAndVehicle, &Step::Walkaround, &Step::Work, &Step::Review],
        "one is switched off, one is left out"
    );
    assert_eq!(template.step_from(&Step::CustomerAndVehicle, 1), Some(&Step::Walkaround));
    assert_eq!(template.step_from(&Step::Welcome, -1), None);
    assert_eq!(template.shots_on().map(GuidedShot::as_str).collect::<Vec<_>>(), ["front", "x_tow_hook"]);
    assert_eq!(template.words::<DamageKind>("damage_kind"), [DamageKind::Scratch]);
    assert_eq!(
        template.words::<Symptom>("symptom"),
        Symptom::KNOWN,
        "a catalogue nothing is said of is the shipped one"
    );
    let side = DriverSide::Left;
    assert_eq!(template.panels_of(&Station::Front, &BodyType::Sedan, &side), ["bonnet"]);
    assert_eq!(
        template.station_of("scuttle", &BodyType::Sedan, &side),
        Some(&Station::Front),
        "a mark there has its station"
    );
}

#[test]
fn answers_the_app_understands_are_all_offered() {
    let mut template = small();
    let only = json!([{"id": "no", "labels": {"en": "No way", "zh-CN": "不行"}}]);
    add("/catalogues", "consent_answer", only)(&mut template);
    let (template, _) = validate_template(&template).expect("valid");
    assert_eq!(
        template.words::<ConsentAnswer>("consent_answer"),
        [ConsentAnswer::No, ConsentAnswer::Yes, ConsentAnswer::NotAsked]
    );
    assert_eq!(template.label("consent_answer", "no", "en"), "No way");
    assert_eq!(template.label("consent_answer", "yes", "en"), "Yes", "what is left out has its shipped name");
}

#[test]
fn a_sheet_brings_the_shops_words_along() {
    let (template, _) = validate_template(&small()).expect("valid");
    let labels = template.own_labels(|word| word == "x_tyre_sealant");
    let said: Vec<(&str, &str)> = labels.iter().map(|own| (own.language.as_str(), own.label.as_str())).collect();
    assert_eq!(said, [("en", "Tyre sealant"), ("zh-CN", "补胎液")]);
    let mut elsewhere = Template::standard().clone();
    elsewhere.add_own_labels(&labels);
    assert_eq!(elsewhere.label("accessory_kind", "x_tyre_sealant", "zh-CN"), "补胎液");
}

#[test]
fn the_published_schema_of_a_template_is_what_the_types_say() {
    let schema = template_document();
    golden::check_json(TEMPLATE_SCHEMA, &schema);
    jsonschema::draft202012::meta::validate(&schema).expect("valid by the meta-schema");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let standard: Value = serde_json::from_str(&golden::read("templates/standard.json")).expect("JSON");
    for template in [standard, small()] {
        let errors: Vec<String> = validator.iter_errors(&template).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    for file in ["no_list", "budget_in_words", "word_in_capitals", "no_language"] {
        let template: Value = serde_json::from_str(&golden::read(&fixture("invalid", file))).expect("JSON");
        assert!(!validator.is_valid(&template), "{file}");
    }
}
