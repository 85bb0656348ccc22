//! `cargo xtask bench`: what has to be measured, on the build that is shipped, in a real browser. Each bench prints its table and fails
//! where its promise does not hold; none of them belongs to `cargo xtask test`, because a busy machine must not fail a change.

use crate::bundle::{self, Mode};
use crate::environment::Environment;
use crate::serve::build_receiver;
use crate::setup::{self, Purpose};
use crate::test::{Counts, run_counted};
use crate::workspace;
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::path::Path;
use std::time::Instant;

/// What `cargo xtask test` does a tenth of, at most: how often each fault is promised to be survived.
const FAULTS: [Fault; 4] = [
    Fault {
        what: "the outbox and two windows in a model of a lying network",
        counts: &[("WALKAROUND_MODEL_STEPS", "100000")],
        test: &["--package", "walkaround", "--lib", "always_exactly_once"],
    },
    Fault {
        what: "real sheets through a network that does everything wrong, into SQLite and PostgreSQL",
        counts: &[("WALKAROUND_FAULT_SHEETS", "1000")],
        test: &["--package", "walkaround-faults", "--test", "delivery"],
    },
    Fault {
        what: "the receiver killed under load",
        counts: &[("WALKAROUND_RECEIVER_KILLS", "100")],
        test: &["--package", "walkaround-receiver", "--test", "receiver", "kill"],
    },
    Fault {
        what: "the browser killed during intakes with photos and delivery",
        counts: &[("WALKAROUND_BROWSER_KILLS", "200")],
        test: &["--package", PACKAGE, "--test", "kill"],
    },
];

struct Fault {
    what: &'static str,
    /// How often, as the test reads it.
    counts: &'static [(&'static str, &'static str)],
    test: &'static [&'static str],
}

/// The package whose `benches/` holds them.
const PACKAGE: &str = "walkaround-e2e";

#[derive(clap::Args)]
pub struct Bench {
    /// Run these alone.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Kind>,
    /// Play every fault as often as is promised, instead of measuring. Takes hours.
    #[arg(long)]
    faults: bool,
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
    if options.faults {
        return play_faults(&environment, &dist, &receiver);
    }
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

/// All of them, even if one fails.
fn play_faults(environment: &Environment, dist: &Path, receiver: &Path) -> Result<()> {
    let mut failed = Vec::new();
    for fault in &FAULTS {
        println!(
            "\n== {}: {}",
            fault.what,
            fault.counts.iter().map(|(_, count)| *count).collect::<Vec<_>>().join(", ")
        );
        let started = Instant::now();
        let mut command = environment.command("cargo");
        command
            .current_dir(workspace::root())
            .env("WALKAROUND_DIST", dist)
            .env("WALKAROUND_RECEIVER", receiver)
            .envs(fault.counts.iter().copied())
            .arg("test")
            .args(fault.test)
            .args(["--", "--nocapture", "--test-threads=1"]);
        // A name that no test has any more would pass in silence.
        if let Err(error) = run_counted(&mut command, &mut Counts::default()) {
            println!("{error:#}");
            failed.push(fault.what);
        }
        println!("{} s", started.elapsed().as_secs());
    }
    if !failed.is_empty() {
        bail!("this does not hold: {}", failed.join("; "));
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
