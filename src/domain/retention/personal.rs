//! Which members of a sheet are personal, and a sheet without them.
//!
//! Invariant: the table names every member that the contract's schema marks with `x-personal`; a test walks the schema. What the index
//! keeps (plate and VIN, by which the car's next visit is recognised) is named beside it.

use serde_json::Value;
use walkaround_contract::canonical_bytes;

use crate::domain::outbox::SheetRecord;

/// How a member goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It may be absent.
    Gone,
    /// The contract asks for it: an empty text or list takes its place, so that the sheet can still be read.
    Blank,
}

use How::{Blank, Gone};

/// Members by their path in the sheet; `*` is every entry of a list.
pub(super) const PERSONAL: [(&str, How); 30] = [
    ("/acknowledgement/marks/*/words", Gone),
    ("/acknowledgement/signatures/*/name", Blank),
    ("/acknowledgement/signatures/*/reason", Gone),
    ("/acknowledgement/signatures/*/strokes", Blank),
    ("/acknowledgement/signatures/*/svg_path", Gone),
    ("/attachments/*/annotations/*/text", Gone),
    ("/attachments/*/data", Gone),
    ("/attachments/*/href", Gone),
    ("/cabin/valuables/items/*/place", Gone),
    ("/cabin/valuables/items/*/what", Blank),
    ("/complaint/words", Blank),
    ("/concerns/*/conditions/earlier_attempts", Gone),
    ("/concerns/*/words", Blank),
    ("/customer/brought_by/address", Gone),
    ("/customer/brought_by/company", Gone),
    ("/customer/brought_by/email", Gone),
    ("/customer/brought_by/name", Gone),
    ("/customer/brought_by/phones", Blank),
    ("/customer/brought_by/salutation", Gone),
    ("/customer/changed_fields/*/new", Blank),
    ("/customer/changed_fields/*/old", Gone),
    ("/customer/member_level", Gone),
    ("/customer/owner/address", Gone),
    ("/customer/owner/company", Gone),
    ("/customer/owner/email", Gone),
    ("/customer/owner/name", Gone),
    ("/customer/owner/phones", Blank),
    ("/customer/owner/salutation", Gone),
    ("/supersedes/customer_signature/name", Blank),
    ("/visit/contact/phone", Gone),
];

/// Personal members that the index keeps until its own time.
#[cfg(test)]
pub(super) const INDEX: [&str; 3] = ["/vehicle/plate", "/vehicle/plate/text", "/vehicle/vin"];

/// The record without personal fields but the index. `None` where its text can't be read.
pub fn without_personal(sheet: &SheetRecord) -> Option<SheetRecord> {
    let mut json: Value = serde_json::from_str(&sheet.json).ok()?;
    for (path, how) in PERSONAL {
        let steps: Vec<&str> = path.split('/').skip(1).collect();
        remove(&mut json, &steps, how);
    }
    let json = String::from_utf8(canonical_bytes(&json).ok()?).ok()?;
    Some(SheetRecord { json, customer: String::new(), ..sheet.clone() })
}

fn remove(value: &mut Value, steps: &[&str], how: How) {
    match (steps, value) {
        (["*", rest @ ..], Value::Array(entries)) => {
            for entry in entries {
                remove(entry, rest, how);
            }
        }
        ([last], Value::Object(members)) => match (how, members.get_mut(*last)) {
            (Gone, _) => {
                members.remove(*last);
            }
            (Blank, Some(member)) => {
                *member = if member.is_array() { Value::Array(Vec::new()) } else { Value::String(String::new()) };
            }
            (Blank, None) => {}
        },
        ([next, rest @ ..], Value::Object(members)) => {
            if let Some(member) = members.get_mut(*next) {
                remove(member, rest, how);
            }
        }
        _ => {}
    }
}
