//! Validation: is this a sheet that a backend can keep? Everything wrong is named at once, by JSON pointer.
//!
//! Invariant: what passes here serialises back to the same canonical bytes, carries both digests of what it says, and
//! refers to nothing that is not in it. A word or a member that this version does not know is never a reason to refuse.

mod annotations;
mod digests;
mod lists;
mod meaning;
mod path;
mod patterns;
mod problem;
mod rules;
mod strict;
mod table;
mod template;
mod types;
mod values;
mod vin;

use serde_json::Value;

use crate::{CONTRACT, Sheet, VERSION};
use path::Pointer;
pub use patterns::Pattern;
use problem::Findings;
pub use problem::{Problem, Warning};
pub use rules::{Rule, longest_text, rule_of, rules};
pub use template::{read_template, validate_template};
pub use vin::{is_vin, vin_check_digit_is_right};

/// How far a sheet has come, and so what can be asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The signing page is about to open: no digest, signature or seal yet (a provisional `completed_at` stands in for the time of signing).
    Content,
    /// The content digest is fixed and everybody has signed.
    Signed,
    /// Finished: what a backend gets.
    Sealed,
}

/// Reads a finished sheet from the bytes a backend received: the typed sheet, the JSON exactly as received (digests are computed over
/// it), and what is odd but no reason to refuse.
pub fn read_sheet(bytes: &[u8]) -> Result<(Sheet, Value, Vec<Warning>), Vec<Problem>> {
    let value = strict::parse(bytes)?;
    let (sheet, warnings) = validate_sheet(&value)?;
    Ok((sheet, value, warnings))
}

/// Validates a finished sheet.
pub fn validate_sheet(value: &Value) -> Result<(Sheet, Vec<Warning>), Vec<Problem>> {
    validate_at(Stage::Sealed, value)
}

/// Validates a sheet at an earlier stage, so that the app learns what a backend would refuse before anybody signs it.
pub fn validate_at(stage: Stage, value: &Value) -> Result<(Sheet, Vec<Warning>), Vec<Problem>> {
    let mut findings = Findings::default();
    values::check(value, &mut findings);
    if !is_ours(value, &mut findings) {
        // Nothing else can be said about a document of another contract or major version.
        return Err(findings.into_problems());
    }
    rules::check(value, stage, &mut findings);
    let sheet = types::read(value, &mut findings);
    if let Some(sheet) = &sheet {
        lists::check(sheet, &mut findings);
        meaning::check(sheet, stage, &mut findings);
        annotations::check(sheet, &mut findings);
    }
    digests::check(value, stage, &mut findings);
    findings.into_result(sheet)
}

/// Contract and major version, without which no other member means anything.
fn is_ours(value: &Value, findings: &mut Findings) -> bool {
    if !value.is_object() {
        findings.refuse(Pointer::root(), "wrong_type", "a sheet is a JSON object");
        return false;
    }
    let contract = Pointer::root().member("contract");
    let version = Pointer::root().member("version");
    let mut ours = true;
    match value.get("contract").and_then(Value::as_str) {
        Some(CONTRACT) => {}
        Some(_) => {
            findings.refuse(contract, "wrong_contract", format!("expected {CONTRACT}"));
            ours = false;
        }
        None => {
            findings.refuse(contract, "missing", format!("expected {CONTRACT}"));
            ours = false;
        }
    }
    let (our_major, our_minor) = parse_version(VERSION).expect("VERSION is major.minor");
    match value.get("version").and_then(Value::as_str).map(parse_version) {
        Some(Some((major, minor))) if major == our_major => {
            if minor > our_minor {
                findings.warn(
                    version,
                    "newer_version",
                    format!("members added after {VERSION} are kept, not understood"),
                );
            }
        }
        Some(_) => {
            findings.refuse(version, "unsupported_version", format!("this receiver reads {our_major}.x"));
            ours = false;
        }
        None => {
            findings.refuse(version, "missing", format!("expected {VERSION}"));
            ours = false;
        }
    }
    ours
}

/// `major.minor`, both decimal without leading zeros.
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let number = |digits: &str| {
        let plain = !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && (digits == "0" || !digits.starts_with('0'));
        if plain { digits.parse().ok() } else { None }
    };
    let (major, minor) = text.split_once('.')?;
    Some((number(major)?, number(minor)?))
}
