//! The backend's own words: from problem+json (RFC 9457), from the JSON that other backends write, or from plain text. Never HTML.

use serde_json::Value;

/// Enough for a sentence and a few errors; a stack trace is cut.
const LONGEST: usize = 600;
/// So many single errors are repeated.
const MOST_ERRORS: usize = 5;

/// A web page by its type or, without one, by its first characters.
pub(super) fn is_html(content_type: Option<&str>, body: &str) -> bool {
    match content_type {
        Some(content_type) if !content_type.trim().is_empty() => {
            let content_type = content_type.to_ascii_lowercase();
            content_type.contains("text/html") || content_type.contains("application/xhtml")
        }
        _ => {
            let head: String = body.trim_start().chars().take(14).collect::<String>().to_ascii_lowercase();
            head.starts_with("<!doctype html")
                || head.starts_with("<html")
                || head.starts_with("<head")
                || head.starts_with("<body")
        }
    }
}

/// What the backend said, on one or more lines. `None` if it said nothing a person can read.
pub(super) fn own_words(content_type: Option<&str>, body: &str) -> Option<String> {
    if is_html(content_type, body) || is_html(None, body) {
        return None;
    }
    let lines = match serde_json::from_str::<Value>(body) {
        Ok(json) => from_json(&json),
        // A body that announces JSON and is none (cut off, say) is no sentence.
        Err(_) if content_type.is_some_and(|content_type| content_type.to_ascii_lowercase().contains("json")) => {
            Vec::new()
        }
        Err(_) => vec![body.to_owned()],
    };
    let text = lines.iter().map(|line| printable(line)).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let mut cut: String = text.chars().take(LONGEST).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    (!cut.is_empty()).then_some(cut)
}

/// The summary, then each error with its place.
fn from_json(json: &Value) -> Vec<String> {
    match json {
        Value::String(text) => vec![text.clone()],
        Value::Array(errors) => errors.iter().filter_map(one_error).take(MOST_ERRORS).collect(),
        Value::Object(members) => {
            let summary =
                ["detail", "title", "message", "error_description", "error", "reason"].iter().find_map(|name| {
                    match members.get(*name)? {
                        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
                        Value::Object(inner) => inner.get("message")?.as_str().map(str::to_owned),
                        _ => None,
                    }
                });
            let errors: Vec<String> = match members.get("errors").or_else(|| members.get("detail")) {
                Some(Value::Array(errors)) => errors.iter().filter_map(one_error).take(MOST_ERRORS).collect(),
                Some(Value::Object(by_field)) => by_field
                    .iter()
                    .filter_map(|(field, said)| {
                        let said = said.as_str().or_else(|| said.get(0).and_then(Value::as_str))?;
                        Some(format!("{field}: {said}"))
                    })
                    .take(MOST_ERRORS)
                    .collect(),
                _ => Vec::new(),
            };
            summary.into_iter().chain(errors).collect()
        }
        _ => Vec::new(),
    }
}

/// One error: a sentence, with its place where it has one.
fn one_error(error: &Value) -> Option<String> {
    if let Some(text) = error.as_str() {
        return Some(text.to_owned());
    }
    let said = ["detail", "message", "msg", "title", "error"].iter().find_map(|name| error.get(*name)?.as_str())?;
    let place = ["pointer", "path", "field", "location"]
        .iter()
        .find_map(|name| error.get(*name)?.as_str())
        .filter(|place| !place.is_empty());
    Some(place.map_or_else(|| said.to_owned(), |place| format!("{place}: {said}")))
}

/// Without control characters and direction overrides, which could make a sentence look like another.
fn printable(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .filter(|character| !matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn own_words_are_found_wherever_a_backend_puts_them() {
        let json = Some("application/problem+json");
        #[rustfmt::skip]
        let table: &[(Option<&str>, &str, Option<&str>)] = &[
            (json, r#"{"type":"about:blank","title":"Refused","status":422,"detail":"Duplicate order, close RO-20418 first"}"#, Some("Duplicate order, close RO-20418 first")),
            (json, r#"{"title":"Refused"}"#, Some("Refused")),
            (json, r#"{"title":"Refused","errors":[{"pointer":"/vehicle/vin","detail":"not a VIN"},{"detail":"no shop"},"plain"]}"#, Some("Refused\n/vehicle/vin: not a VIN\nno shop\nplain")),
            (json, r#"{"message":"工单号重复，请先关闭 RO-20418"}"#, Some("工单号重复，请先关闭 RO-20418")),
            (json, r#"{"error":{"message":"no such shop","code":7}}"#, Some("no such shop")),
            (json, r#"{"errors":{"vin":["is taken","is odd"]}}"#, Some("vin: is taken")),
            (json, r#"{"detail":[{"loc":["body"],"msg":"field required"}]}"#, Some("field required")),
            (json, r#"{"detail":"cut o"#, None),
            (json, "{}", None),
            (json, "null", None),
            (Some("text/plain"), "  Shop\r\n closed\u{202e}\u{7}  ", Some("Shop closed")),
            (None, "Shop closed", Some("Shop closed")),
            (Some("text/html; charset=utf-8"), "<h1>422</h1>", None),
            (None, "\n<!DOCTYPE html><html>", None),
            (Some("text/plain"), "<html><body>Sign in</body></html>", None),
            (None, "", None),
        ];
        for (content_type, body, expected) in table {
            assert_eq!(own_words(*content_type, body).as_deref(), *expected, "{body}");
        }
        let long = own_words(None, &"字".repeat(5_000)).expect("words");
        assert_eq!(long.chars().count(), LONGEST + 1);
    }

    proptest! {
        #[test]
        fn any_body_is_read_without_panic(content_type in proptest::option::of(".{0,20}"), body in any::<String>()) {
            if let Some(words) = own_words(content_type.as_deref(), &body) {
                prop_assert!(!words.trim().is_empty() && words.chars().count() <= LONGEST + 1);
            }
        }
    }
}
