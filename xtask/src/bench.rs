//! `cargo xtask bench`: what has to be measured, on the build that is shipped, in a real browser. Each bench prints its table and fails
//! where its promise does not hold; none of them belongs to `cargo xtask test`, because a busy machine must not fail a change.

use crate::bundle::{self, Mode};
use crate::environment::Environment;
use crate::serve::build_receiver;
use crate::setup::{self, Purpose};
use crate::workspace;
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::path::Path;

/// The package whose `benches/` holds them.
const PACKAGE: &str = "walkaround-e2e";

#[derive(clap::Args)]
pub struct Bench {
    /// Run these alone.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Kind>,
    /// Measure the build that lies in dist/ instead of making one.
    #[arg(long)]
    keep_build: bool,
    /// For the benches themselves.
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// A bench. Its name is that of its folder in `tests/e2e/benches/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// 200 marks and 100 photos against an empty draft.
    Scale,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Scale => "scale",
        }
    }
}

/// Builds what is shipped and runs the benches on it, all of them even if one does not hold.
///
/// # Errors
/// When something is missing, can't be built, or a promise does not hold.
pub fn bench(options: &Bench) -> Result<()> {
    let environment = setup::ensure(Purpose::Test)?;
    let dist = if options.keep_build { workspace::dist() } else { bundle::build(&environment, Mode::Release)? };
    if !dist.join("index.html").exists() {
        bail!("there is no build in {}: leave --keep-build out", dist.display());
    }
    // It hands out files before anything is measured; how fast it is does not matter.
    let receiver = build_receiver(&environment, Mode::Dev)?;
    let chosen = if options.only.is_empty() { Kind::value_variants() } else { &options.only };
    let mut failed = Vec::new();
    for kind in chosen {
        println!("\n== {}", kind.name());
        if !run(*kind, &environment, &dist, &receiver, &options.arguments)? {
            failed.push(kind.name());
        }
    }
    if !failed.is_empty() {
        bail!("this does not hold: {}", failed.join(", "));
    }
    Ok(())
}

/// Whether its promise holds. The program only drives the browser, so it is built as quickly as the tests are.
fn run(kind: Kind, environment: &Environment, dist: &Path, receiver: &Path, arguments: &[String]) -> Result<bool> {
    let status = environment
        .command("cargo")
        .current_dir(workspace::root())
        .env("WALKAROUND_DIST", dist)
        .env("WALKAROUND_RECEIVER", receiver)
        .args(["bench", "--profile", "dev", "--package", PACKAGE, "--bench", kind.name(), "--"])
        .args(arguments)
        .status()
        .context("starting cargo to run a bench")?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bench_is_a_folder_of_its_name() {
        for kind in Kind::value_variants() {
            let value = kind.to_possible_value().expect("every bench can be chosen");
            assert_eq!(value.get_name(), kind.name());
            let program = workspace::root().join("tests/e2e/benches").join(kind.name()).join("main.rs");
            assert!(program.exists(), "{} is missing", program.display());
        }
    }
}
