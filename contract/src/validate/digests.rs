//! Digests: what the sheet says of itself is what it hashes to. Computed over the JSON as received, never over the types.
//! The seal's ES256 signature is the receiver's to verify: the contract carries no elliptic curves.

use serde_json::Value;

use super::Stage;
use super::path::Pointer;
use super::problem::Findings;
use crate::canonical::{self, CanonicalError};

pub(super) fn check(document: &Value, stage: Stage, findings: &mut Findings) {
    if stage >= Stage::Signed {
        compare(document, "/acknowledgement/content_digest", canonical::content_digest, findings);
    }
    if stage >= Stage::Sealed {
        compare(document, "/seal/digest", canonical::seal_digest, findings);
    }
}

fn compare(document: &Value, at: &str, digest: fn(&Value) -> Result<String, CanonicalError>, findings: &mut Findings) {
    let at = Pointer::from(at);
    let Some(said) = document.pointer(at.as_str()).and_then(Value::as_str) else {
        // Its absence is named with the member that is missing.
        return;
    };
    match digest(document) {
        Ok(computed) if computed == said => {}
        Ok(_) => findings.refuse(at, "digest_mismatch", "the sheet hashes to something else"),
        Err(error) => findings.refuse(at, "digest_mismatch", error.to_string()),
    }
}
