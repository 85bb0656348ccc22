//! A damage that was repaired since the last visit stands on the sheet, and is damage no more.

use serde_json::{Value, json};
use walkaround_contract::validate_sheet;

use crate::sealing::sealed;
use crate::sheets::{id, item, minimal};

/// A sheet with one mark at the front, and what the station says of it.
fn sheet(development: &str, answer: &str) -> Value {
    let mut sheet = minimal();
    sheet["walkaround"]["marks"] = json!([{
        "id": id(20), "number": 1, "station": "front", "kind": "stone_chip", "severity": 1, "origin": "known_before",
        "development": development, "previous_mark": {"sheet": id(21), "mark": id(22)}, "photos": [],
    }]);
    let station = item(&mut sheet, "/walkaround/stations", "station", "front");
    station["answer"] = json!(answer);
    sheet
}

fn warnings(sheet: &Value) -> Vec<&'static str> {
    let (_, warnings) = validate_sheet(&sealed(sheet.clone())).unwrap_or_else(|problems| panic!("{problems:?}"));
    warnings.iter().map(|warning| warning.code).collect()
}

#[test]
fn what_was_repaired_makes_nothing_marked() {
    for answer in ["no_damage", "not_inspected", "marked"] {
        assert_eq!(warnings(&sheet("repaired", answer)), [""; 0], "{answer}");
    }
    for development in ["still_there", "worse"] {
        assert_eq!(warnings(&sheet(development, "marked")), [""; 0], "{development}");
        assert_eq!(warnings(&sheet(development, "no_damage")), ["answer_against_marks"], "{development}");
    }
}
