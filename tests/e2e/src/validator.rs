//! Validates JSON with a stock validator that knows nothing of us: ajv, in Node.

use crate::Result;
use crate::places::Places;
use anyhow::{Context, bail};
use std::path::Path;
use std::process::Command;

/// Whether one JSON file fits a JSON Schema 2020-12.
///
/// # Errors
/// When it doesn't, with the validator's words; or when Node can't be run.
pub fn validate_against_schema(places: &Places, schema: &Path, file: &Path) -> Result {
    validate_each_against_schema(places, schema, &[file])
}

/// As [`validate_against_schema`], for many files in one go.
///
/// # Errors
/// As there; every file that doesn't fit is named.
pub fn validate_each_against_schema(places: &Places, schema: &Path, files: &[&Path]) -> Result {
    let output = Command::new("node")
        .arg(places.repository.join("tests/validate.cjs"))
        .arg(schema)
        .args(files)
        .env("NODE_PATH", &places.node_modules)
        .output()
        .context("starting node")?;
    if output.status.success() {
        return Ok(());
    }
    bail!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}
