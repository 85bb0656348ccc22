//! Where the build and the programs lie; the browsers are [`Engine`](crate::Engine)'s. `cargo xtask test` says so in variables.

use crate::Result;
use anyhow::{Context, bail};
use std::path::PathBuf;

#[derive(Clone, Debug)]
pub struct Places {
    /// The built app (`WALKAROUND_DIST`).
    pub dist: PathBuf,
    /// The receiver's program (`WALKAROUND_RECEIVER`).
    pub receiver: PathBuf,
    /// The stock validators of tests/package.json (`WALKAROUND_NODE_MODULES`).
    pub node_modules: PathBuf,
    /// For pictures and logs.
    pub output: PathBuf,
    /// The repository's root, for schemas and fixtures.
    pub repository: PathBuf,
}

impl Places {
    /// # Errors
    /// When a variable is missing or names nothing.
    pub fn find() -> Result<Self> {
        let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let repository = repository.ancestors().nth(2).context("this package lies two folders deep")?.to_owned();
        let output = repository.join("target/e2e");
        std::fs::create_dir_all(&output).with_context(|| format!("creating {}", output.display()))?;
        Ok(Self {
            dist: named("WALKAROUND_DIST")?,
            receiver: named("WALKAROUND_RECEIVER")?,
            node_modules: named("WALKAROUND_NODE_MODULES")?,
            output,
            repository,
        })
    }
}

/// What a variable names.
///
/// # Errors
/// When it is not set, or there is no such thing.
pub(crate) fn named(variable: &str) -> Result<PathBuf> {
    let hint = "run these tests with `cargo xtask test --only e2e`";
    let Some(value) = std::env::var_os(variable) else { bail!("{variable} is not set: {hint}") };
    let path = PathBuf::from(value);
    if !path.exists() {
        bail!("{variable} names {}, which does not exist: {hint}", path.display());
    }
    Ok(path)
}
