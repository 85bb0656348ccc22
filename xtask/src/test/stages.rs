//! The stages: what each runs, and in which order.

use super::counts::{Counts, run_counted};
use super::side_by_side;
use crate::bundle::{self, Mode};
use crate::check;
use crate::drawings;
use crate::environment::{Environment, output_of};
use crate::serve::build_receiver;
use crate::workspace;
use anyhow::{Context, Result, bail};
use std::ops::RangeInclusive;
use std::process::Command;

const APP: &str = "walkaround";
const E2E: &str = "walkaround-e2e";
const WASM: &str = "wasm32-unknown-unknown";
/// Seconds for one program of browser tests; the longest takes a few on 2 cores.
const BROWSER_SECONDS: &str = "300";

/// From the cheapest to the dearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Stage {
    Format,
    Imports,
    Locales,
    Dependencies,
    Drawings,
    Clippy,
    Native,
    Build,
    Web,
    E2e,
}

impl Stage {
    pub const ALL: [Self; 10] = [
        Self::Format,
        Self::Imports,
        Self::Locales,
        Self::Dependencies,
        Self::Drawings,
        Self::Clippy,
        Self::Native,
        Self::Build,
        Self::Web,
        Self::E2e,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Imports => "imports",
            Self::Locales => "locales",
            Self::Dependencies => "dependencies",
            Self::Drawings => "drawings",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Web => "web",
            Self::Build => "build",
            Self::E2e => "e2e",
        }
    }

    pub fn what(self) -> &'static str {
        match self {
            Self::Format => "rustfmt has nothing to change",
            Self::Imports => "who may import whom",
            Self::Locales => "both languages say the same things",
            Self::Dependencies => "no dependency that nobody uses",
            Self::Drawings => "the vehicle drawings are what their sources give",
            Self::Clippy => "lints, natively and for the browser",
            Self::Native => "tests of the contract, the domain, the receiver and these tasks",
            Self::Web => "tests inside a real browser",
            Self::Build => "the build that is shipped",
            Self::E2e => "the whole job in a browser, with the real build and the real receiver",
        }
    }
}

/// Runs one stage and adds the tests it ran to `counts`.
///
/// # Errors
/// When it does not hold.
pub fn run(stage: Stage, environment: &Environment, arguments: &[String], counts: &mut Counts) -> Result<()> {
    match stage {
        Stage::Format => succeed(environment.command("cargo-fmt").args(["fmt", "--all", "--", "--check"]))
            .context("`cargo fmt --all` mends it"),
        Stage::Imports => check::report("imports", &check::imports::findings()?),
        Stage::Locales => check::report("locales", &check::locales::findings()?),
        Stage::Dependencies => check::report("dependencies", &check::dependencies::findings()?),
        Stage::Drawings => drawings::check_current(&workspace::root()),
        Stage::Clippy => clippy(environment),
        Stage::Native => native(environment, counts),
        Stage::Web => run_counted(
            in_root(environment.command("cargo"))
                .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_SECONDS)
                .args(["test", "--package", APP, "--target", WASM, "--test", "web", "--"])
                .args(arguments),
            counts,
        ),
        Stage::Build => bundle::build(environment, Mode::Release).map(|_| ()),
        Stage::E2e => e2e(environment, arguments, counts),
    }
}

/// The minor versions of Rust whose lints this code was made clean with. Every release of Clippy brings lints that nobody has seen yet:
/// with another compiler they are shown, and fail nothing.
const LINTED_WITH: RangeInclusive<u32> = 95..=96;

/// Called directly and not as `cargo clippy`: cargo would look into its own home for it first, and
/// could find that of another toolchain.
fn clippy(environment: &Environment) -> Result<()> {
    let strict = minor_version(environment).is_none_or(|minor| LINTED_WITH.contains(&minor));
    if !strict {
        println!(
            "Lints are strict with Rust 1.{} to 1.{}; with this one they are shown only",
            LINTED_WITH.start(),
            LINTED_WITH.end()
        );
    }
    let lint = |scope: &[&str]| {
        let mut clippy = environment.command("cargo-clippy");
        clippy.arg("clippy").args(scope).arg("--all-targets");
        if strict {
            clippy.args(["--", "--deny", "warnings"]);
        }
        succeed(&mut clippy)
    };
    lint(&["--workspace", "--all-features"])?;
    lint(&["--package", APP, "--target", WASM])
}

/// The compiler's `1.N`.
fn minor_version(environment: &Environment) -> Option<u32> {
    let said = output_of(environment.command("rustc").arg("--version"))?;
    said.split_whitespace().nth(1)?.split('.').nth(1)?.parse().ok()
}

/// The programs, and the examples in the documentation, which only cargo can run.
fn native(environment: &Environment, counts: &mut Counts) -> Result<()> {
    let chosen = ["--workspace", "--exclude", E2E, "--all-features"];
    side_by_side::run(environment, &chosen, &[], &[], counts)?;
    succeed(in_root(environment.command("cargo")).args(["test", "--doc", "--quiet"]).args(chosen))
}

fn e2e(environment: &Environment, arguments: &[String], counts: &mut Counts) -> Result<()> {
    let dist = workspace::dist();
    if !dist.join("index.html").exists() {
        bail!("there is no build in {}: run `cargo xtask build --release` first", dist.display());
    }
    let receiver = build_receiver(environment, Mode::Dev)?;
    let variables = [("WALKAROUND_DIST", dist), ("WALKAROUND_RECEIVER", receiver)];
    // One browser for each program.
    let arguments: Vec<&str> =
        std::iter::once("--test-threads=1").chain(arguments.iter().map(String::as_str)).collect();
    side_by_side::run(environment, &["--package", E2E], &variables, &arguments, counts)
}

fn in_root(mut command: Command) -> Command {
    command.current_dir(workspace::root());
    command
}

fn succeed(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.current_dir(workspace::root()).status().with_context(|| format!("starting {name}"))?;
    if !status.success() {
        bail!("the lines above say why");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_is_run_and_called_by_its_name() {
        use clap::ValueEnum;
        let values: Vec<String> = Stage::value_variants()
            .iter()
            .filter_map(|stage| stage.to_possible_value().map(|value| value.get_name().to_owned()))
            .collect();
        assert_eq!(values, Stage::ALL.map(Stage::name));
    }
}
