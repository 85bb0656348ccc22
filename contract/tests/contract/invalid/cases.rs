//! The fixtures: each differs from a valid sheet in one thing.

use serde_json::{Value, json};

use crate::sealing::{sealed, with_seal};
use crate::sheets::{self, id};

pub struct Invalid {
    pub file: &'static str,
    /// The file's text.
    pub text: String,
    pub path: &'static str,
    pub code: &'static str,
    /// Whether a stock validator with the published schema refuses it as well. What takes two values to see, it cannot.
    pub by_schema: bool,
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("a value serialises") + "\n"
}

/// A fixture made by changing a sheet before it is sealed: its digests are right.
fn changed(
    base: Value,
    file: &'static str,
    path: &'static str,
    code: &'static str,
    by_schema: bool,
    change: impl FnOnce(&mut Value),
) -> Invalid {
    let mut sheet = base;
    change(&mut sheet);
    Invalid { file, text: pretty(&sealed(sheet)), path, code, by_schema }
}

/// A fixture made by changing a sheet after it was sealed.
fn tampered(file: &'static str, path: &'static str, code: &'static str, change: impl FnOnce(&mut Value)) -> Invalid {
    let mut sheet = sealed(sheets::minimal());
    change(&mut sheet);
    Invalid { file, text: pretty(&sheet), path, code, by_schema: false }
}

fn set(path: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |sheet| *sheet.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value
}

fn add(object: &'static str, name: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |sheet| {
        let members = sheet.pointer_mut(object).and_then(Value::as_object_mut).unwrap_or_else(|| panic!("{object}"));
        members.insert(name.to_owned(), value);
    }
}

pub fn remove(object: &'static str, name: &'static str) -> impl FnOnce(&mut Value) {
    move |sheet| {
        let members = sheet.pointer_mut(object).and_then(Value::as_object_mut).unwrap_or_else(|| panic!("{object}"));
        assert!(members.remove(name).is_some(), "{object}/{name}");
    }
}

pub fn invalid() -> Vec<Invalid> {
    let minimal = sheets::minimal;
    let full = sheets::electric_with_everything;
    let sealed_text = pretty(&sealed(minimal()));
    vec![
        Invalid {
            file: "truncated",
            text: sealed_text[..sealed_text.len() / 2].to_owned(),
            path: "",
            code: "malformed_json",
            by_schema: false,
        },
        Invalid {
            file: "member_twice",
            text: sealed_text.replacen("\"kind\": \"intake\"", "\"kind\": \"handover\",\n  \"kind\": \"intake\"", 1),
            path: "/kind",
            code: "duplicate_member",
            by_schema: false,
        },
        Invalid { file: "not_an_object", text: "[]\n".to_owned(), path: "", code: "wrong_type", by_schema: true },
        changed(
            minimal(),
            "another_contract",
            "/contract",
            "wrong_contract",
            true,
            set("/contract", json!("acme.job-card")),
        ),
        changed(
            minimal(),
            "another_major_version",
            "/version",
            "unsupported_version",
            true,
            set("/version", json!("2.0")),
        ),
        changed(minimal(), "null", "/shop/address", "null", true, add("/shop", "address", Value::Null)),
        changed(
            minimal(),
            "null_in_an_unknown_member",
            "/newer/list/1",
            "null",
            false,
            add("", "newer", json!({"list": [1, null]})),
        ),
        changed(
            minimal(),
            "float",
            "/vehicle/odometer/value",
            "not_an_integer",
            true,
            set("/vehicle/odometer/value", json!(38_214.5)),
        ),
        changed(
            minimal(),
            "integer_too_large",
            "/newer",
            "number_too_large",
            false,
            add("", "newer", json!(1_u64 << 53)),
        ),
        changed(
            minimal(),
            "nul_character",
            "/shop/name",
            "nul_character",
            false,
            set("/shop/name", json!("Shenjiang\u{0}Motors")),
        ),
        changed(minimal(), "no_odometer", "/vehicle/odometer", "missing", true, remove("/vehicle", "odometer")),
        changed(
            minimal(),
            "no_statement",
            "/acknowledgement/statement",
            "missing",
            true,
            remove("/acknowledgement", "statement"),
        ),
        changed(minimal(), "no_concerns_list", "/concerns", "missing", true, remove("", "concerns")),
        changed(
            minimal(),
            "text_for_a_number",
            "/vehicle/odometer/value",
            "wrong_type",
            true,
            set("/vehicle/odometer/value", json!("38214")),
        ),
        changed(
            minimal(),
            "id_not_v7",
            "/visit_id",
            "not_uuid_v7",
            true,
            set("/visit_id", json!("9b2e1c1a-5f0e-4d0b-8a55-0d6f1d1b7c11")),
        ),
        changed(minimal(), "id_in_upper_case", "/device/id", "not_uuid_v7", true, |sheet| {
            sheet["device"]["id"] = json!(id(900).to_uppercase())
        }),
        changed(
            minimal(),
            "time_without_the_shops_offset",
            "/opened_at",
            "not_a_moment",
            true,
            set("/opened_at", json!("2026-11-21T02:28:00.000Z")),
        ),
        changed(
            minimal(),
            "time_without_milliseconds",
            "/opened_at",
            "not_a_moment",
            true,
            set("/opened_at", json!("2026-11-21T10:28:00+08:00")),
        ),
        changed(
            minimal(),
            "completed_before_opened",
            "/completed_at",
            "out_of_order",
            false,
            set("/completed_at", json!(sheets::at("10:20"))),
        ),
        changed(
            minimal(),
            "word_with_capitals",
            "/arrival/mode",
            "not_a_word",
            true,
            set("/arrival/mode", json!("Driven")),
        ),
        changed(minimal(), "station_missing", "/walkaround/stations", "missing", false, |sheet| {
            sheet["walkaround"]["stations"].as_array_mut().expect("stations").remove(5);
        }),
        changed(minimal(), "consent_missing", "/work/consents", "missing", false, |sheet| {
            sheet["work"]["consents"].as_array_mut().expect("consents").pop();
        }),
        changed(
            full(),
            "position_outside_the_view",
            "/walkaround/marks/0/x",
            "out_of_range",
            true,
            set("/walkaround/marks/0/x", json!(10_001)),
        ),
        changed(
            full(),
            "position_without_y",
            "/walkaround/marks/0/y",
            "missing",
            false,
            remove("/walkaround/marks/0", "y"),
        ),
        changed(
            full(),
            "severity_4",
            "/walkaround/marks/2/severity",
            "out_of_range",
            true,
            set("/walkaround/marks/2/severity", json!(4)),
        ),
        changed(
            full(),
            "vin_with_o",
            "/vehicle/vin",
            "not_a_vin",
            true,
            set("/vehicle/vin", json!("LGXCE4CC8PO123456")),
        ),
        changed(
            full(),
            "charge_above_100",
            "/vehicle/charge_percent",
            "out_of_range",
            true,
            set("/vehicle/charge_percent", json!(101)),
        ),
        changed(
            full(),
            "mark_number_twice",
            "/walkaround/marks/1/number",
            "duplicate",
            false,
            set("/walkaround/marks/1/number", json!(1)),
        ),
        changed(full(), "panel_twice", "/walkaround/panels/1/panel", "duplicate", false, |sheet| {
            sheet["walkaround"]["panels"][1] = sheet["walkaround"]["panels"][0].clone();
        }),
        changed(
            full(),
            "photo_not_attached",
            "/walkaround/marks/0/photos/1",
            "unknown_reference",
            false,
            set("/walkaround/marks/0/photos/1", json!(id(999))),
        ),
        changed(
            full(),
            "panel_not_answered",
            "/walkaround/marks/2/panel",
            "unknown_reference",
            false,
            set("/walkaround/marks/2/panel", json!("bed")),
        ),
        changed(
            full(),
            "acknowledged_mark_unknown",
            "/acknowledgement/marks/0/mark",
            "unknown_reference",
            false,
            set("/acknowledgement/marks/0/mark", json!(id(999))),
        ),
        changed(
            full(),
            "not_accessible_without_reason",
            "/walkaround/stations/2/reason",
            "missing",
            false,
            remove("/walkaround/stations/2", "reason"),
        ),
        changed(
            full(),
            "shot_neither_taken_nor_skipped",
            "/walkaround/shots/1",
            "missing",
            false,
            remove("/walkaround/shots/1", "skipped"),
        ),
        changed(
            full(),
            "total_does_not_add_up",
            "/work/totals/0/tax",
            "total_mismatch",
            false,
            set("/work/totals/0/tax", json!(9_755)),
        ),
        changed(
            full(),
            "words_too_long",
            "/concerns/0/words",
            "too_long",
            true,
            set("/concerns/0/words", json!("咯".repeat(4_001))),
        ),
        changed(full(), "clip_of_no_length", "/attachments/7/duration_ms", "out_of_range", true, |sheet| {
            assert_eq!(sheet["attachments"][7]["role"], "concern_audio");
            sheet["attachments"][7]["duration_ms"] = json!(0);
        }),
        changed(
            full(),
            "annotation_outside_the_photo",
            "/attachments/0/annotations/0/points/1/0",
            "out_of_range",
            true,
            set("/attachments/0/annotations/0/points/1/0", json!(10_001)),
        ),
        changed(
            full(),
            "arrow_without_a_tip",
            "/attachments/0/annotations/0/points",
            "missing",
            false,
            set("/attachments/0/annotations/0/points", json!([[1_200, 800]])),
        ),
        changed(
            full(),
            "blurred_area_with_three_corners",
            "/attachments/1/annotations/0/points",
            "too_many",
            false,
            set("/attachments/1/annotations/0/points", json!([[0, 0], [5, 5], [9, 9]])),
        ),
        changed(
            full(),
            "annotation_without_words",
            "/attachments/0/annotations/1/text",
            "missing",
            false,
            remove("/attachments/0/annotations/1", "text"),
        ),
        changed(
            full(),
            "annotated_photo_of_no_size",
            "/attachments/0/height",
            "missing",
            false,
            remove("/attachments/0", "height"),
        ),
        changed(full(), "bad_digest_of_an_attachment", "/attachments/0/sha256", "not_a_digest", true, |sheet| {
            let upper = sheet["attachments"][0]["sha256"].as_str().expect("a digest").to_uppercase();
            sheet["attachments"][0]["sha256"] = json!(upper);
        }),
        changed(
            minimal(),
            "handover_without_its_intake",
            "/handover",
            "missing",
            false,
            set("/kind", json!("handover")),
        ),
        changed(minimal(), "customer_has_not_signed", "/acknowledgement/signatures", "missing", false, |sheet| {
            sheet["acknowledgement"]["signatures"].as_array_mut().expect("signatures").remove(0);
        }),
        changed(
            sheets::refused_signature(),
            "refused_without_reason",
            "/acknowledgement/signatures/0/reason",
            "missing",
            false,
            remove("/acknowledgement/signatures/0", "reason"),
        ),
        tampered("no_acknowledgement", "/acknowledgement", "missing", |sheet| {
            remove("", "acknowledgement")(sheet);
            *sheet = with_seal(sheet.take());
        }),
        tampered("no_seal", "/seal", "missing", remove("", "seal")),
        tampered(
            "signed_for_another_content",
            "/acknowledgement/signatures/0/content_digest",
            "digest_mismatch",
            |sheet| {
                sheet["acknowledgement"]["signatures"][0]["content_digest"] = json!("0".repeat(64));
                *sheet = with_seal(sheet.take());
            },
        ),
        tampered("content_changed_after_signing", "/acknowledgement/content_digest", "digest_mismatch", |sheet| {
            sheet["vehicle"]["odometer"]["value"] = json!(33_214);
            *sheet = with_seal(sheet.take());
        }),
        tampered("changed_after_sealing", "/seal/digest", "digest_mismatch", |sheet| {
            sheet["completed_at"] = json!(sheets::at("10:59"))
        }),
    ]
    .into_iter()
    .map(|mut fixture| {
        fixture.by_schema |= matches!(fixture.file, "no_acknowledgement" | "no_seal");
        fixture
    })
    .collect()
}

/// Every code that a fixture is refused with.
pub fn codes() -> std::collections::BTreeSet<&'static str> {
    invalid().into_iter().map(|fixture| fixture.code).collect()
}
