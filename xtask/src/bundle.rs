//! Builds the app with Trunk and puts it into `dist/`.
//!
//! Invariant: `dist/` is always one whole build. Trunk writes to a folder beside the other build
//! products; the service worker's list is filled in there; then the folder takes the place of the old one.

use crate::environment::Environment;
use crate::precache;
use crate::progress::clock;
use crate::workspace;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The cargo profile of the app that is shipped: small, because it is downloaded over a dealer's guest network.
const SHIPPED_PROFILE: &str = "web";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Quick to build, large, with debug assertions.
    Dev,
    /// What is shipped.
    Release,
}

/// Builds the app and returns the folder it lies in.
///
/// # Errors
/// When cargo or Trunk fail, or the service worker has no place for the list of files. `dist/` is
/// then what it was before.
pub fn build(environment: &Environment, mode: Mode) -> Result<PathBuf> {
    let started = Instant::now();
    let target = workspace::target();
    let fresh = target.join("dist-fresh");
    let dist = workspace::dist();

    compile(environment, mode)?;
    // What wasm-bindgen left of an earlier build would be copied along.
    let mode_folder = if mode == Mode::Release { "release" } else { "debug" };
    remove(&target.join("wasm-bindgen").join(mode_folder))?;
    remove(&fresh)?;
    bundle(environment, mode, &fresh)?;
    let list = precache::fill(&fresh)?;
    replace(&dist, &fresh, &target.join("dist-before"))?;

    println!(
        "Built {} in {}: {} files, {}; kept offline as version {}",
        dist.display(),
        clock(started.elapsed()),
        list.files,
        megabytes(list.bytes),
        list.version
    );
    Ok(dist)
}

/// Compiles everything that Trunk will ask for, in one go and with cargo's own messages. Trunk may then
/// stay offline, and its two parallel calls find their work done.
fn compile(environment: &Environment, mode: Mode) -> Result<()> {
    let mut cargo = environment.command("cargo");
    cargo.args(["build", "--package", "walkaround", "--bins", "--target", "wasm32-unknown-unknown"]);
    if mode == Mode::Release {
        cargo.args(["--profile", SHIPPED_PROFILE]);
    }
    run(cargo.current_dir(workspace::root()), "compiling the app")
}

fn bundle(environment: &Environment, mode: Mode, output: &Path) -> Result<()> {
    let mut trunk = environment
        .clone()
        // Trunk reads these two itself and stumbles over values that other programs take.
        .without("NO_COLOR")
        .without("RUST_LOG")
        .command("trunk");
    trunk.args(["build", "--offline", "true", "--skip-version-check", "--dist"]).arg(output);
    if mode == Mode::Release {
        trunk.args(["--release", "true", "--cargo-profile", SHIPPED_PROFILE]);
    }
    run(trunk.current_dir(workspace::root()), "bundling the app with Trunk")
}

fn run(command: &mut std::process::Command, what: &str) -> Result<()> {
    let status =
        command.status().with_context(|| format!("{what}: starting {}", command.get_program().to_string_lossy()))?;
    if !status.success() {
        bail!("{what} failed; the lines above say why");
    }
    Ok(())
}

/// Two renames: for the moment between them a request finds nothing, but never a mixture of two builds.
fn replace(dist: &Path, fresh: &Path, before: &Path) -> Result<()> {
    remove(before)?;
    if dist.exists() {
        fs::rename(dist, before).with_context(|| format!("moving {} away", dist.display()))?;
    }
    fs::rename(fresh, dist).with_context(|| format!("putting {} in place", dist.display()))?;
    remove(before)
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", folder.display()))
        }
        _ => Ok(()),
    }
}

fn megabytes(bytes: u64) -> String {
    // Tenths by integer arithmetic: exact, and nothing here needs more.
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
