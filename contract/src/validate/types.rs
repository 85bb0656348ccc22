//! The typed sheet, or where the JSON does not have its shape.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::{Error, Segment};

use super::path::{Pointer, Way};
use super::problem::Findings;
use crate::*;

/// Reads the whole sheet. On failure each section is read on its own, so that one wrong section does not hide another's fault.
pub(super) fn read(document: &Value, findings: &mut Findings) -> Option<Sheet> {
    match read_whole(document, findings) {
        Ok(sheet) => Some(sheet),
        Err(error) => {
            if let Value::Object(members) = document {
                check_sections(members, findings);
            }
            if !findings.any_refused() {
                refuse(&error, &Pointer::root(), findings);
            }
            None
        }
    }
}

macro_rules! sections {
    ($($name:literal: $type:ty, $need:ident;)+) => {
        fn check_sections(members: &Map<String, Value>, findings: &mut Findings) {
            $(check_section::<$type>(members, $name, stringify!($need) == "required", findings);)+
        }
    };
}

sections! {
    "id": Id, required;
    "visit_id": Id, required;
    "kind": SheetKind, required;
    "supersedes": Supersedes, optional;
    "shop": Shop, required;
    "advisor": Advisor, required;
    "device": Device, required;
    "language": String, required;
    "template": TemplateRef, required;
    "opened_at": Timestamp, required;
    "completed_at": Timestamp, required;
    "step_log": Vec<StepEntry>, required;
    "arrival": Arrival, required;
    "customer": Customer, required;
    "vehicle": Vehicle, required;
    "visit": Visit, required;
    "concerns": Vec<Concern>, required;
    "walkaround": Walkaround, required;
    "cabin": Cabin, required;
    "work": Work, required;
    "checks": Vec<CheckRecord>, required;
    "complaint": Complaint, optional;
    "follow_up": FollowUp, required;
    "handover": Handover, optional;
    "attachments": Vec<Attachment>, required;
    "acknowledgement": Acknowledgement, required;
    "seal": Seal, optional;
}

fn check_section<T: DeserializeOwned>(
    members: &Map<String, Value>,
    name: &str,
    required: bool,
    findings: &mut Findings,
) {
    let at = Pointer::root().member(name);
    match members.get(name) {
        None if required => findings.refuse(at, "missing", "this member is required"),
        None => {}
        Some(section) => {
            if let Err(error) = serde_path_to_error::deserialize::<_, T>(section) {
                refuse(&error, &at, findings);
            }
        }
    }
}

/// serde names a missing member only in its sentence, at the path of the object that lacks it.
pub(super) fn refuse(error: &Error<serde_json::Error>, base: &Pointer, findings: &mut Findings) {
    let at = error.path().iter().fold(base.clone(), |at, segment| match segment {
        Segment::Seq { index } => at.item(*index),
        Segment::Map { key } => at.member(key),
        Segment::Enum { variant } => at.member(variant),
        Segment::Unknown => at,
    });
    let sentence = error.inner().to_string();
    match sentence.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        Some(name) => findings.refuse(at.member(name), "missing", "this member is required"),
        // serde's sentence can repeat the value it did not expect, which may be personal.
        None => findings.refuse(at, "wrong_type", "this member has another type"),
    }
}

/// Reads a document and compares it with what is written again: a value that reads but is written differently (an upper-case id, say) would
/// give another digest on every machine that works with the types. This is what makes "same canonical bytes" hold for everything that passes.
pub(super) fn read_whole<T: DeserializeOwned + Serialize>(
    document: &Value,
    findings: &mut Findings,
) -> Result<T, Error<serde_json::Error>> {
    // Keeping account of where the reading is costs more than the reading: only what does not read is read so.
    let read = T::deserialize(document).or_else(|_| serde_path_to_error::deserialize::<_, T>(document))?;
    match serde_json::to_value(&read) {
        Ok(again) => compare(document, &again, &Way::Document, findings),
        Err(error) => findings.refuse(Pointer::root(), "does_not_round_trip", error.to_string()),
    }
    Ok(read)
}

fn compare(received: &Value, again: &Value, at: &Way, findings: &mut Findings) {
    match (received, again) {
        (Value::Object(left), Value::Object(right)) => {
            for (name, member) in left {
                match right.get(name) {
                    Some(other) => compare(member, other, &at.member(name), findings),
                    None => findings.refuse(&at.member(name), "does_not_round_trip", "this member would be lost"),
                }
            }
            for name in right.keys().filter(|name| !left.contains_key(*name)) {
                findings.refuse(&at.member(name), "missing", "this member is required");
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (item, other)) in left.iter().zip(right).enumerate() {
                compare(item, other, &at.item(index), findings);
            }
        }
        (left, right) if left == right => {}
        _ => findings.refuse(at, "does_not_round_trip", "the canonical spelling of this value is another one"),
    }
}
