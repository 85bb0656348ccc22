//! What must hold in the sources and no compiler checks: who may import whom, the same words in both
//! languages, no dependency that nobody uses.
//!
//! Each check is a function from text to findings, so that its tests can show it the text that breaks it.

pub mod dependencies;
pub mod imports;
pub mod locales;
mod source;

use anyhow::{Result, bail};
use std::fmt;

/// Something that must not be: where, what, and why it is a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A path from the repository's root, with a line where that helps.
    pub place: String,
    pub what: String,
    pub why: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}\n    {}", self.place, self.what, self.why)
    }
}

/// Prints the findings of one check.
///
/// # Errors
/// When there are any.
pub fn report(check: &str, findings: &[Finding]) -> Result<()> {
    for finding in findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("{check}: nothing found");
            Ok(())
        }
        1 => bail!("{check}: 1 finding"),
        several => bail!("{check}: {several} findings"),
    }
}
