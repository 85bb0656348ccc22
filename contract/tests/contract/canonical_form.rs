//! RFC 8785: our canonical form against the RFC's examples and against an implementation by somebody else.

use serde_json::{Value, json};
use walkaround_contract::{canonical_bytes, content_form, sealed_form, sha256_hex};

use crate::fixtures;

/// Small values whose canonical text is easy to get wrong.
fn tricky() -> Vec<(&'static str, &'static str)> {
    vec![
        // RFC 8785 §3.2.3: by UTF-16 code units, so the emoji (surrogates d83d…) stands before U+FB33.
        (
            r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#,
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}",
        ),
        (r#"{"b":1,"a":{"d":[2,1],"c":""}}"#, r#"{"a":{"c":"","d":[2,1]},"b":1}"#),
        (
            r#"["\u000f\n\t\b\f\r\u0000\u007f\u2028/\/\"\\"]"#,
            "[\"\\u000f\\n\\t\\b\\f\\r\\u0000\u{7f}\u{2028}//\\\"\\\\\"]",
        ),
        ("[9007199254740991,-9007199254740991,0,10000]", "[9007199254740991,-9007199254740991,0,10000]"),
        (
            r#"{"":{},"A":[],"a":true,"é":"e\u0301 is not é"}"#,
            "{\"\":{},\"A\":[],\"a\":true,\"é\":\"e\u{301} is not é\"}",
        ),
        (r#"{"划":"划痕","门":"门","a_":1,"a":2,"a1":3}"#, r#"{"a":2,"a1":3,"a_":1,"划":"划痕","门":"门"}"#),
    ]
}

/// The same, for the published vectors.
pub fn vectors() -> Vec<Value> {
    tricky().into_iter().map(|(json, canonical)| json!({"json": json, "canonical": canonical, "sha256": sha256_hex(canonical.as_bytes())})).collect()
}

fn ours(value: &Value) -> String {
    String::from_utf8(canonical_bytes(value).expect("a canonical form")).expect("UTF-8")
}

fn theirs(value: &Value) -> String {
    json_canon::to_string(value).expect("a canonical form")
}

#[test]
fn tricky_values_have_the_rfcs_form() {
    for (json, canonical) in tricky() {
        let value: Value = serde_json::from_str(json).expect("JSON");
        assert_eq!(ours(&value), canonical);
        assert_eq!(theirs(&value), canonical);
    }
}

#[test]
fn an_independent_implementation_agrees_on_every_fixture() {
    for (name, sheet) in fixtures::valid() {
        for form in [sheet.clone(), content_form(&sheet), sealed_form(&sheet)] {
            assert_eq!(ours(&form), theirs(&form), "{name}");
        }
    }
}
