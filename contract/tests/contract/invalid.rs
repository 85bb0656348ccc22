//! Invalid fixtures: each is refused for its own reason, at its own place, and for nothing else.

use serde_json::{Value, json};
use walkaround_contract::{Stage, read_sheet, validate_at};

use crate::golden;
use crate::published;
use crate::sealing::sealed;
use crate::sheets;

mod cases;

pub use cases::codes;
use cases::{Invalid, invalid, remove};

fn file(fixture: &Invalid) -> String {
    format!("fixtures/invalid/{}.json", fixture.file)
}

#[test]
fn published_invalid_fixtures_are_what_the_builders_say() {
    let fixtures = invalid();
    for fixture in &fixtures {
        golden::check_text(&file(fixture), &fixture.text);
    }
    let index: Vec<Value> = fixtures
        .iter()
        .map(|fixture| json!({"file": format!("{}.json", fixture.file), "path": fixture.path, "code": fixture.code, "refused_by_schema": fixture.by_schema}))
        .collect();
    golden::check_json("fixtures/invalid/index.json", &json!(index));
    let mut published: Vec<String> = std::fs::read_dir(golden::path("fixtures/invalid"))
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    let mut built: Vec<String> =
        fixtures.iter().map(|fixture| format!("{}.json", fixture.file)).chain(["index.json".to_owned()]).collect();
    published.sort();
    built.sort();
    assert_eq!(published, built, "a fixture without a builder");
}

#[test]
fn every_invalid_fixture_is_refused_at_its_place() {
    for fixture in invalid() {
        let problems = read_sheet(golden::read(&file(&fixture)).as_bytes()).expect_err(fixture.file);
        let found: Vec<(&str, &str)> = problems.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
        assert_eq!(found, [(fixture.path, fixture.code)], "{}: {problems:#?}", fixture.file);
    }
}

#[test]
fn a_stock_validator_refuses_what_one_value_shows() {
    let validator = published::sheet_validator();
    for fixture in invalid() {
        let Ok(value) = serde_json::from_str::<Value>(&fixture.text) else {
            continue;
        };
        assert_eq!(!validator.is_valid(&value), fixture.by_schema, "{}", fixture.file);
    }
}

#[test]
fn all_problems_are_named_at_once() {
    let mut sheet = sealed(sheets::electric_with_everything());
    sheet["vehicle"]["charge_percent"] = json!(101);
    sheet["walkaround"]["marks"][0]["severity"] = json!(0);
    sheet["walkaround"]["marks"][1]["number"] = json!(1);
    sheet["shop"]["phone"] = Value::Null;
    sheet["cabin"]["note"] = json!("x".repeat(1_001));
    let problems = read_sheet(sheet.to_string().as_bytes()).expect_err("five faults and both digests");
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    for path in [
        "/vehicle/charge_percent",
        "/walkaround/marks/0/severity",
        "/walkaround/marks/1/number",
        "/shop/phone",
        "/cabin/note",
        "/seal/digest",
    ] {
        assert!(paths.contains(&path), "{path} is not in {paths:?}");
    }
}

#[test]
fn a_wrong_type_in_one_section_does_not_hide_another() {
    let mut sheet = sealed(sheets::electric_with_everything());
    sheet["vehicle"]["model_year"] = json!("2023");
    sheet["concerns"][0]["places"] = json!({});
    sheet["work"].as_object_mut().expect("an object").remove("currency");
    let problems = read_sheet(sheet.to_string().as_bytes()).expect_err("three faults");
    let found: Vec<(&str, &str)> = problems.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
    for expected in
        [("/vehicle/model_year", "wrong_type"), ("/concerns/0/places", "wrong_type"), ("/work/currency", "missing")]
    {
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn a_problem_never_repeats_what_was_written() {
    let mut sheet = sealed(sheets::electric_with_everything());
    sheet["customer"]["owner"]["phones"] = json!("SECRET-139");
    sheet["vehicle"]["vin"] = json!("SECRET");
    sheet["vehicle"]["model_year"] = json!("SECRET");
    let problems = read_sheet(sheet.to_string().as_bytes()).expect_err("three faults");
    assert!(problems.iter().all(|problem| !problem.to_string().contains("SECRET")), "{problems:#?}");
}

#[test]
fn stages_ask_for_no_more_than_there_can_be() {
    let mut sheet = sheets::minimal();
    sheet["acknowledgement"]["signatures"] = json!([]);
    validate_at(Stage::Content, &sheet).expect("the signing page can open");
    let codes = |stage, sheet: &Value| -> Vec<String> {
        validate_at(stage, sheet)
            .expect_err("not yet")
            .into_iter()
            .map(|problem| format!("{} {}", problem.path, problem.code))
            .collect()
    };
    assert_eq!(
        codes(Stage::Signed, &sheet),
        ["/acknowledgement/content_digest not_a_digest", "/acknowledgement/signatures missing"]
    );
    let mut signed = sealed(sheets::minimal());
    remove("", "seal")(&mut signed);
    validate_at(Stage::Signed, &signed).expect("it can be sealed");
    assert_eq!(codes(Stage::Sealed, &signed), ["/seal missing"]);
    // A content that no backend would take is found before anybody signs it.
    sheet["vehicle"]["odometer"]["value"] = json!(10_000_000);
    assert_eq!(codes(Stage::Content, &sheet), ["/vehicle/odometer/value out_of_range"]);
}

#[test]
fn a_document_that_is_wrong_everywhere_is_answered_in_bounded_space() {
    let mut sheet = sealed(sheets::minimal());
    sheet["newer"] = Value::Array(vec![Value::Null; 100_000]);
    let problems = read_sheet(sheet.to_string().as_bytes()).expect_err("nulls");
    assert!(problems.len() <= 200);
}
