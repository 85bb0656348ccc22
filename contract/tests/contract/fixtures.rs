//! Valid fixtures: each is published, accepted, the same after a round trip, and valid for a stock validator.

use serde_json::{Value, json};
use walkaround_contract::{Sheet, canonical, content_digest, read_sheet, seal_digest, short_code};

use crate::golden;
use crate::published;
use crate::sealing::{seal_verifies, sealed};
use crate::sheets;

/// Every valid fixture by name.
pub fn valid() -> Vec<(&'static str, Value)> {
    let minimal = sealed(sheets::minimal());
    let everything = sealed(sheets::electric_with_everything());
    let correction = sealed(sheets::correction(&minimal));
    let handover = sealed(sheets::handover(&minimal));
    vec![
        ("walk_in_minimal", minimal),
        ("electric_with_everything", everything),
        ("from_a_newer_version", sealed(sheets::from_a_newer_version())),
        ("text_is_text", sealed(sheets::text_is_text())),
        ("refused_signature", sealed(sheets::refused_signature())),
        ("correction", correction),
        ("handover", handover),
        ("inline_profile", sealed(sheets::inline_profile())),
    ]
}

/// The published text of a fixture.
fn text(name: &str) -> String {
    golden::read(&format!("fixtures/valid/{name}.json"))
}

#[test]
fn published_fixtures_are_what_the_builders_say() {
    for (name, sheet) in valid() {
        golden::check_json(&format!("fixtures/valid/{name}.json"), &sheet);
    }
    let mut published: Vec<String> = std::fs::read_dir(golden::path("fixtures/valid"))
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    let mut built: Vec<String> = valid().iter().map(|(name, _)| format!("{name}.json")).collect();
    published.sort();
    built.sort();
    assert_eq!(published, built, "a fixture without a builder");
}

#[test]
fn valid_fixtures_are_read_without_problems() {
    for (name, expected) in valid() {
        let (sheet, value, warnings) =
            read_sheet(text(name).as_bytes()).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        assert_eq!(value, expected, "{name}");
        assert_eq!(sheet.id.to_string(), expected["id"], "{name}");
        let codes: Vec<(&str, &str)> = warnings.iter().map(|warning| (warning.path.as_str(), warning.code)).collect();
        let expected: &[(&str, &str)] = match name {
            "from_a_newer_version" => &[
                ("/version", "newer_version"),
                ("/arrival/mode", "unknown_word"),
                ("/vehicle/powertrain", "unknown_word"),
                ("/visit/kinds_of_work/0", "unknown_word"),
                ("/walkaround/stations/9/station", "unknown_word"),
                ("/walkaround/stations/9/answer", "unknown_word"),
                ("/work/consents/7/consent", "unknown_word"),
            ],
            // The shop's own accessory brings its label along, its own kind of damage does not.
            "electric_with_everything" => &[("/walkaround/marks/3/kind", "label_missing")],
            _ => &[],
        };
        assert_eq!(codes, expected, "{name}");
    }
}

#[test]
fn the_types_write_the_same_canonical_bytes() {
    for (name, value) in valid() {
        let (sheet, _, _) =
            read_sheet(text(name).as_bytes()).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        let received = canonical::canonical_bytes(&value).expect("a canonical form");
        let again = sheet.canonical_bytes().expect("a canonical form");
        assert!(
            received == again,
            "{name}:\n{}",
            golden::differences(&sheet.to_value().expect("a value"), &value).join("\n")
        );
        // What the types wrote reads back as the same sheet, unknown words and members included.
        assert_eq!(serde_json::from_slice::<Sheet>(&again).expect("a sheet"), sheet, "{name}");
    }
}

#[test]
fn a_stock_validator_accepts_every_valid_fixture() {
    let validator = published::sheet_validator();
    for (name, _) in valid() {
        let value: Value = serde_json::from_str(&text(name)).expect("JSON");
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

#[test]
fn seals_verify() {
    for (name, sheet) in valid() {
        assert!(seal_verifies(&sheet), "{name}");
    }
}

#[test]
fn unknown_words_and_members_survive_a_round_trip() {
    let (sheet, _, _) = read_sheet(text("from_a_newer_version").as_bytes()).expect("a valid fixture");
    let again = sheet.to_value().expect("a value");
    assert_eq!(again["weather_at_arrival"]["seen_by"], json!(["camera", "advisor"]));
    assert_eq!(again["arrival"]["mode"], "drove_itself");
    assert_eq!(again["vehicle"]["odometer"]["read_by"], "camera");
    assert_eq!(again["walkaround"]["stations"][9]["drone"]["flights"], 2);
    assert_eq!(again["acknowledgement"]["signatures"][0]["pressure"], json!([12, 40, 38]));
}

#[test]
fn digests_ignore_what_they_must_and_nothing_else() {
    let sheet = sealed(sheets::electric_with_everything());
    let content = content_digest(&sheet).expect("a digest");
    let seal = seal_digest(&sheet).expect("a digest");
    let after = |path: &str, value: Value| {
        let mut changed = sheet.clone();
        *changed.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
        (content_digest(&changed).expect("a digest") == content, seal_digest(&changed).expect("a digest") == seal)
    };
    // (content stays the same, seal stays the same)
    assert_eq!(after("/seal/signature", json!("")), (true, true));
    assert_eq!(after("/completed_at", json!("x")), (true, false));
    assert_eq!(after("/step_log", json!([])), (true, false));
    assert_eq!(after("/acknowledgement/content_digest", json!("x")), (true, false));
    assert_eq!(after("/acknowledgement/signatures/0/name", json!("x")), (true, false));
    assert_eq!(after("/acknowledgement/marks/0/answer", json!("disputed")), (false, false));
    assert_eq!(after("/acknowledgement/statement", json!("x")), (false, false));
    assert_eq!(after("/work/promise/at", json!("x")), (false, false));
    assert_eq!(after("/attachments/0/sha256", json!("x")), (false, false));
    // The picture of a signature is made after the content is fixed.
    assert_eq!(after("/attachments/8/sha256", json!("x")), (true, false));
    let mut with_bytes = sheet.clone();
    with_bytes["attachments"][0]["data"] = json!("AAAA");
    with_bytes["attachments"][0]["href"] = json!("https://example.com/a");
    assert_eq!(content_digest(&with_bytes).expect("a digest"), content);
    assert_eq!(seal_digest(&with_bytes).expect("a digest"), seal);
}

#[test]
fn published_digest_vectors_hold() {
    let sheets: Vec<Value> = valid()
        .into_iter()
        .map(|(name, sheet)| {
            let canonical_text = |value: &Value| {
                String::from_utf8(canonical::canonical_bytes(value).expect("a canonical form")).expect("UTF-8")
            };
            let content = canonical_text(&walkaround_contract::content_form(&sheet));
            let finished = canonical_text(&walkaround_contract::sealed_form(&sheet));
            let content_digest = content_digest(&sheet).expect("a digest");
            let mut vector = json!({
                "file": format!("valid/{name}.json"),
                "content_bytes": content.len(),
                "content_digest": content_digest,
                "short_code": short_code(&content_digest),
                "sealed_bytes": finished.len(),
                "seal_digest": seal_digest(&sheet).expect("a digest"),
                "seal_signature": sheet["seal"]["signature"],
            });
            // The longest text that differs between implementations is the one worth reading: two fixtures are spelled out.
            if matches!(name, "walk_in_minimal" | "text_is_text") {
                vector["content_canonical"] = json!(content);
                vector["sealed_canonical"] = json!(finished);
            }
            vector
        })
        .collect();
    golden::check_json(
        "fixtures/digest-vectors.json",
        &json!({
            "about": "SHA-256 over RFC 8785 canonical UTF-8. content: the sheet without seal, completed_at, step_log, acknowledgement.content_digest, \
                acknowledgement.signatures, attachments whose role is signature, and data and href of every attachment. sealed: without seal, and data and href of every \
                attachment. The signature is ES256 over the 32 bytes of seal_digest, raw r||s, base64url; here it is deterministic (RFC 6979), on a tablet it is not.",
            "test_key": crate::sealing::private_key(),
            "canonical": crate::canonical_form::vectors(),
            "sheets": sheets,
        }),
    );
}
