//! `verify`: whether a sheet is exactly what was signed and sealed, told to a person; and whether an export is whole.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};

use walkaround_contract::{content_digest, seal_digest, short_code};

use crate::{
    checked::{CheckedSheet, key_thumbprint},
    digest::Sha256Digest,
    export::Folder,
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

/// Checks a folder that `export` made: every sheet, and every byte that one of them names.
///
/// # Errors
/// When it is not such a folder, or cannot be read.
pub fn verify_export(root: &Path) -> io::Result<Verdict> {
    let folder = Folder::at(root);
    let mut report = String::new();
    let (mut sheets, mut attachments, mut wrong) = (0_u64, 0_u64, 0_u64);
    let mut files: Vec<_> = fs::read_dir(folder.sheets())?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        sheets += 1;
        let mut complain = |what: String| {
            wrong += 1;
            writeln!(report, "Differs: {what}").expect("writing to a string");
        };
        let checked = match CheckedSheet::read(&fs::read(&file)?) {
            Ok(checked) => checked,
            Err(faults) => {
                for fault in faults {
                    complain(format!("sheet {name}, {}: {} ({})", fault.path, fault.message, fault.code));
                }
                continue;
            }
        };
        if checked.sheet.id.to_string() != name {
            complain(format!("sheet {name} is the sheet {}", checked.sheet.id));
        }
        for (attachment, address) in checked.attachments() {
            attachments += 1;
            match digest_of(&folder.attachment(&attachment.sha256)) {
                Ok(digest) if digest == address => {}
                Ok(digest) => complain(format!("attachment {address} of sheet {name} has the SHA-256 {digest}")),
                Err(error) => complain(format!("attachment {address} of sheet {name}: {error}")),
            }
        }
    }
    let agrees = wrong == 0;
    let summary = format!("{sheets} sheets and {attachments} attachments that they name");
    if agrees {
        report = format!("Agrees: {summary}.\n");
    } else {
        writeln!(report, "{summary}: {wrong} things differ.").expect("writing to a string");
    }
    Ok(Verdict { agrees, report })
}

fn digest_of(file: &Path) -> io::Result<Sha256Digest> {
    let mut file = File::open(file)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Sha256Digest::finished(hasher)),
            length => hasher.update(&buffer[..length]),
        }
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
