//! CONTRACT.md cannot go stale: its example and its worked digests are written by this test, its tables are compared with the schema.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use walkaround_contract::{canonical_bytes, content_form, openapi, sealed_form, sha256_hex, short_code};

use crate::golden;
use crate::invalid;
use crate::published;
use crate::sealing;
use crate::sheets;

const DOCUMENT: &str = "../CONTRACT.md";

/// JSON for reading: what fits a line stands on one.
fn readable(value: &Value, indent: usize, text: &mut String) {
    const WIDTH: usize = 150;
    let short = value.to_string();
    let inner = "  ".repeat(indent + 1);
    match value {
        Value::Object(members) if indent == 0 || short.chars().count() + 2 * indent > WIDTH => {
            text.push_str("{\n");
            for (place, (name, member)) in members.iter().enumerate() {
                let _ = write!(text, "{inner}{}: ", json!(name));
                readable(member, indent + 1, text);
                text.push_str(if place + 1 < members.len() { ",\n" } else { "\n" });
            }
            let _ = write!(text, "{}}}", "  ".repeat(indent));
        }
        Value::Array(items) if short.chars().count() + 2 * indent > WIDTH => {
            text.push_str("[\n");
            for (place, item) in items.iter().enumerate() {
                text.push_str(&inner);
                readable(item, indent + 1, text);
                text.push_str(if place + 1 < items.len() { ",\n" } else { "\n" });
            }
            let _ = write!(text, "{}]", "  ".repeat(indent));
        }
        _ => text.push_str(&short),
    }
}

fn full_example() -> String {
    let sheet = sealing::sealed(sheets::electric_with_everything());
    let mut text = String::from("```json\n");
    readable(&sheet, 0, &mut text);
    text.push_str("\n```\n");
    text
}

fn worked_digests() -> String {
    let sheet = sealing::sealed(sheets::minimal());
    let canonical =
        |value: &Value| String::from_utf8(canonical_bytes(value).expect("a canonical form")).expect("UTF-8");
    let content = canonical(&content_form(&sheet));
    let content_digest = sha256_hex(content.as_bytes());
    let finished = canonical(&sealed_form(&sheet));
    let seal_digest = sha256_hex(finished.as_bytes());
    let bits: u64 = u64::from_str_radix(&content_digest[..10], 16).expect("hex digits");
    let bits = format!("{bits:040b}");
    let fives: Vec<&str> = (0..8).map(|place| &bits[place * 5..place * 5 + 5]).collect();
    let places: Vec<String> = fives.iter().map(|five| u8::from_str_radix(five, 2).expect("bits").to_string()).collect();
    format!(
        "1. The sheet without `seal`, `completed_at`, `step_log`, `acknowledgement.content_digest`, `acknowledgement.signatures` (it has no attachments), canonical, {content_length} bytes:\n\n\
        ```json\n{content}\n```\n\n\
        2. SHA-256 of these bytes, which is `acknowledgement.content_digest`:\n\n\
        ```\n{content_digest}\n```\n\n\
        3. Its first 40 bits, `{head}`, in fives: `{fives}`, which is {places}, in the alphabet `0123456789ABCDEFGHJKMNPQRSTVWXYZ`: the short code\n\n\
        ```\n{code}\n```\n\n\
        4. The customer and the advisor sign; each signature names the content digest. The finished sheet without `seal`, canonical, {finished_length} bytes:\n\n\
        ```json\n{finished}\n```\n\n\
        5. SHA-256 of these bytes, which is `seal.digest`:\n\n\
        ```\n{seal_digest}\n```\n\n\
        6. ES256 over the 32 bytes of that digest (so SHA-256 is applied to them once more, as ES256 does), r and s side by side, base64url, which is `seal.signature`:\n\n\
        ```\n{signature}\n```\n\n\
        with the key of RFC 6979 A.2.5, whose public half stands in the sheet as `seal.device_key`:\n\n\
        ```json\n{key}\n```\n",
        content_length = content.len(),
        head = &content_digest[..10],
        fives = fives.join(" "),
        places = places.join(" "),
        code = short_code(&content_digest).expect("a digest has a code"),
        finished_length = finished.len(),
        signature = sheet["seal"]["signature"].as_str().expect("a signature"),
        key = sealing::device_key(),
    )
}

/// The document with its generated parts written anew.
fn with_generated(document: &str) -> String {
    let mut text = document.to_owned();
    for (name, body) in [("full example", full_example()), ("worked digests", worked_digests())] {
        let (open, close) = (format!("<!-- {name}: written by a test -->\n"), format!("<!-- end of {name} -->"));
        let start = text.find(&open).unwrap_or_else(|| panic!("CONTRACT.md has no place for the {name}")) + open.len();
        let end = text.find(&close).unwrap_or_else(|| panic!("the {name} has no end"));
        text.replace_range(start..end, &format!("\n{body}\n"));
    }
    text
}

#[test]
fn example_and_worked_digests_are_up_to_date() {
    golden::check_text(DOCUMENT, &with_generated(&golden::read(DOCUMENT)));
}

/// The rows of the field table: path, and whether it is personal.
fn field_table() -> BTreeMap<String, bool> {
    let mut rows = BTreeMap::new();
    let document = golden::read(DOCUMENT);
    for line in document.lines() {
        // Only the field table has four columns.
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", domain, path, entered, personal, ""] = cells.as_slice() else { continue };
        let Some(path) = path.strip_prefix('`').and_then(|path| path.strip_suffix('`')) else { continue };
        assert!(!domain.is_empty() && !entered.is_empty(), "{path}: an empty cell");
        let personal = match *personal {
            "yes" => true,
            "" => false,
            other => panic!("{path}: {other}"),
        };
        for path in expand(path) {
            assert!(rows.insert(path.clone(), personal).is_none(), "{path} stands twice in the table");
        }
    }
    rows
}

/// `a.{b,c}.d` is `a.b.d` and `a.c.d`.
fn expand(path: &str) -> Vec<String> {
    match path.split_once('{').and_then(|(head, rest)| rest.split_once('}').map(|(names, tail)| (head, names, tail))) {
        Some((head, names, tail)) => names.split(',').map(|name| format!("{head}{name}{tail}")).collect(),
        None => vec![path.to_owned()],
    }
}

/// The schema's places as the table writes them: a list of values or of points is one row, a list of objects none but its members.
fn schema_rows() -> BTreeMap<String, bool> {
    let leaves = published::leaves();
    let personal = published::personal();
    let mut rows = BTreeMap::new();
    for leaf in &leaves {
        let members = format!("{}/*/", leaf.path);
        if leaves.iter().any(|other| {
            other
                .path
                .strip_prefix(&members)
                .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_lowercase()))
        }) {
            continue;
        }
        let mut path = leaf.path.as_str();
        while let Some(shorter) = ["/*", "/0", "/1", "/2"].iter().find_map(|suffix| path.strip_suffix(suffix)) {
            path = shorter;
        }
        let list = path != leaf.path || leaf.schema["type"] == "array";
        let written = format!(
            "{}{}",
            path.trim_start_matches('/').replace("/*", "[]").replace('/', "."),
            if list { "[]" } else { "" }
        );
        *rows.entry(written).or_insert(false) |= personal.contains(&leaf.path);
    }
    rows
}

#[test]
fn the_field_table_names_every_member_and_no_other() {
    let (table, schema) = (field_table(), schema_rows());
    let missing: Vec<&String> = schema.keys().filter(|path| !table.contains_key(*path)).collect();
    let invented: Vec<&String> = table.keys().filter(|path| !schema.contains_key(*path)).collect();
    assert!(missing.is_empty(), "in the schema, not in the table: {missing:#?}");
    assert!(invented.is_empty(), "in the table, not in the schema: {invented:#?}");
    for (path, personal) in table {
        assert_eq!(personal, schema[&path], "{path}: personal or not");
    }
}

#[test]
fn every_code_of_a_refusal_is_explained() {
    let document = golden::read(DOCUMENT);
    for code in invalid::codes() {
        assert!(document.contains(&format!("| `{code}` |")), "{code} is not in CONTRACT.md");
    }
}

#[test]
fn every_operation_and_status_is_explained() {
    let document = golden::read(DOCUMENT);
    let described = openapi::openapi();
    for (path, operations) in described["paths"].as_object().expect("paths") {
        assert!(document.contains(&format!("{{base}}{path}")), "{path} is not in CONTRACT.md");
        for status in operations
            .as_object()
            .expect("operations")
            .values()
            .filter_map(|operation| operation["responses"].as_object())
            .flat_map(|answers| answers.keys())
        {
            let written = status.to_lowercase();
            assert!(
                status == "default"
                    || document.contains(&written)
                    || written.starts_with('2') && document.contains("2xx"),
                "{status} is not in CONTRACT.md"
            );
        }
    }
}

#[test]
fn cors_headers_are_those_the_app_sends() {
    let document = golden::read(DOCUMENT);
    for line in [
        "Access-Control-Allow-Methods: GET, HEAD, PUT, POST",
        "Access-Control-Allow-Headers: Authorization, Content-Type, Content-Digest, Idempotency-Key",
        "Access-Control-Expose-Headers: Retry-After",
    ] {
        assert!(document.contains(line), "{line}");
    }
}
