//! Published files: written by a test run, never by hand. A difference is shown by place, not as two walls of text.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A file of the contract's folder.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Whether this run writes the published files.
pub fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

/// Reads a published text.
pub fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}; UPDATE_GOLDEN=1 writes it"))
}

/// Compares a JSON file with what it should be, or writes it.
pub fn check_json(name: &str, expected: &Value) {
    let text = serde_json::to_string_pretty(expected).expect("a value serialises") + "\n";
    if updating() {
        write(name, &text);
        return;
    }
    let found = read(name);
    let value: Value = serde_json::from_str(&found).unwrap_or_else(|error| panic!("{name}: {error}"));
    let differences = differences(&value, expected);
    assert!(
        differences.is_empty(),
        "{name} is not what the code says (UPDATE_GOLDEN=1 writes it anew):\n{}",
        differences.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n")
    );
    assert!(found == text, "{name} says the same in other bytes: UPDATE_GOLDEN=1 writes it anew");
}

/// Compares a text file with what it should be, or writes it.
pub fn check_text(name: &str, expected: &str) {
    if updating() {
        write(name, expected);
    } else {
        assert!(read(name) == expected, "{name} is not what the code says: UPDATE_GOLDEN=1 writes it anew");
    }
}

fn write(name: &str, text: &str) {
    let path = path(name);
    let folder = path.parent().expect("a file stands in a folder");
    fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Where two JSON values differ, one line each.
pub fn differences(found: &Value, expected: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    compare(found, expected, "", &mut lines);
    lines
}

fn compare(found: &Value, expected: &Value, at: &str, lines: &mut Vec<String>) {
    match (found, expected) {
        (Value::Object(left), Value::Object(right)) => {
            for (name, value) in left {
                match right.get(name) {
                    Some(other) => compare(value, other, &format!("{at}/{name}"), lines),
                    None => lines.push(format!("  {at}/{name}: only in the file")),
                }
            }
            lines.extend(
                right
                    .keys()
                    .filter(|name| !left.contains_key(*name))
                    .map(|name| format!("  {at}/{name}: missing in the file")),
            );
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (value, other)) in left.iter().zip(right).enumerate() {
                compare(value, other, &format!("{at}/{index}"), lines);
            }
        }
        (left, right) if left == right => {}
        (left, right) => lines.push(format!("  {at}: the file has {left}, the code says {right}")),
    }
}

#[test]
fn differences_are_named_by_place() {
    let left = serde_json::json!({"a": [1, {"b": 2}], "gone": true});
    let right = serde_json::json!({"a": [1, {"b": 3}], "new": true});
    assert_eq!(
        differences(&left, &right),
        ["  /a/1/b: the file has 2, the code says 3", "  /gone: only in the file", "  /new: missing in the file"]
    );
    assert_eq!(differences(&left, &left), Vec::<String>::new());
}
