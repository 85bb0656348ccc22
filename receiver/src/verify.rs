//! `verify FILE`: whether a sheet is exactly what was signed and sealed, told to a person.

use std::fmt::Write as _;

use walkaround_contract::{content_digest, seal_digest, short_code};

use crate::{
    checked::{CheckedSheet, key_thumbprint},
    problem::Fault,
};

/// What `verify` found.
#[derive(Debug)]
pub struct Verdict {
    /// Whether everything agrees.
    pub agrees: bool,
    /// What to print.
    pub report: String,
}

/// Checks the bytes of a sheet. The first thing that differs is named first.
pub fn verify(bytes: &[u8]) -> Verdict {
    match CheckedSheet::read(bytes) {
        Ok(checked) => Verdict { agrees: true, report: agreement(&checked) },
        Err(faults) => Verdict { agrees: false, report: difference(bytes, &faults) },
    }
}

fn agreement(checked: &CheckedSheet) -> String {
    let CheckedSheet { sheet, seal, warnings } = checked;
    let content = &sheet.acknowledgement.content_digest;
    let mut report = format!(
        "Agrees.\n\
         sheet           {} ({}, contract {})\n\
         content digest  {content}\n\
         short code      {}\n\
         seal digest     {}\n\
         signature       ES256, device key {}\n",
        sheet.id,
        sheet.kind,
        sheet.version,
        short_code(content).unwrap_or_default(),
        seal.digest,
        key_thumbprint(&seal.device_key),
    );
    for signature in &sheet.acknowledgement.signatures {
        // A correction made without the customer carries the signature they gave for the sheet it corrects.
        let subject = if signature.content_digest == *content { "this content" } else { "earlier content" };
        writeln!(
            report,
            "signed          {} ({}) at {}, for {subject} {}",
            signature.role, signature.method, signature.signed_at, signature.content_digest
        )
        .expect("writing to a string");
    }
    for warning in warnings {
        writeln!(report, "note            {warning}").expect("writing to a string");
    }
    report
}

fn difference(bytes: &[u8], faults: &[Fault]) -> String {
    let mut report = String::new();
    for (n, fault) in faults.iter().enumerate() {
        let lead = if n == 0 { "Differs: " } else { "   also: " };
        let path = if fault.path.is_empty() { "the document" } else { &fault.path };
        writeln!(report, "{lead}{path}: {} ({})", fault.message, fault.code).expect("writing to a string");
    }
    if let Ok(value) = serde_json::from_slice(bytes) {
        let says = |pointer: &str| {
            serde_json::Value::pointer(&value, pointer)
                .and_then(|digest| digest.as_str())
                .unwrap_or("nothing")
                .to_owned()
        };
        for (name, pointer, computed) in [
            ("content digest", "/acknowledgement/content_digest", content_digest(&value)),
            ("seal digest", "/seal/digest", seal_digest(&value)),
        ] {
            if let Ok(computed) = computed {
                writeln!(report, "{name}: the sheet says {}, its content gives {computed}", says(pointer))
                    .expect("writing to a string");
            }
        }
    }
    report
}
