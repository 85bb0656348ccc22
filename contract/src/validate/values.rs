//! What no value of a sheet may be, known member or not: null, a fraction, an integer that a double cannot hold, a string with U+0000.

use serde_json::Value;

use super::path::Way;
use super::problem::Findings;

/// The largest integer that every JSON reader keeps exactly: 2^53 − 1 (RFC 8259 §6).
pub(super) const MAX_INTEGER: i64 = (1 << 53) - 1;

pub(super) fn check(document: &Value, findings: &mut Findings) {
    walk(document, &Way::Document, findings);
}

fn walk(value: &Value, at: &Way, findings: &mut Findings) {
    match value {
        Value::Null => findings.refuse(at, "null", "null is not used: leave the member out"),
        Value::Bool(_) => {}
        Value::Number(number) => {
            let exact = match (number.as_i64(), number.as_u64()) {
                (Some(integer), _) => integer.abs_diff(0) <= MAX_INTEGER.unsigned_abs(),
                (None, Some(_)) => false,
                (None, None) => {
                    findings.refuse(
                        at,
                        "not_an_integer",
                        "every number is written as an integer, without fraction or exponent",
                    );
                    return;
                }
            };
            if !exact {
                findings.refuse(at, "number_too_large", "integers stay below 2^53");
            }
        }
        Value::String(text) => {
            if text.contains('\0') {
                findings.refuse(at, "nul_character", "U+0000 is not allowed in a text");
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &at.item(index), findings);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let here = at.member(name);
                if name.contains('\0') {
                    findings.refuse(&here, "nul_character", "U+0000 is not allowed in a name");
                }
                walk(member, &here, findings);
            }
        }
    }
}
