//! Test programs that mostly wait, for a browser, a database or a network that loses everything: two of them run at a time.
//!
//! Invariant: a program has servers, a browser and a profile of its own; what one prints is shown whole, when it has ended.

use super::counts::Counts;
use crate::environment::Environment;
use crate::workspace;
use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// More of them on 2 cores make each other miss their deadlines.
const AT_A_TIME: usize = 2;

/// Begun first, so that none of them is what all wait for in the end.
const LONGEST: [&str; 8] =
    ["delivery", "receiver", "walkaround", "kill", "drawings", "quota", "pictures", "foreign_backends"];

/// Builds the test programs of what `chosen` tells cargo and runs them with these variables and arguments.
///
/// # Errors
/// When they can't be built, and those of [`Counts::take`].
pub fn run(
    environment: &Environment,
    chosen: &[&str],
    variables: &[(&str, PathBuf)],
    arguments: &[&str],
    counts: &mut Counts,
) -> Result<()> {
    let waiting = Mutex::new(programs(environment, chosen)?);
    let (ran, failed) = (Mutex::new(Counts::default()), Mutex::new(Vec::new()));
    let work = || -> Result<()> {
        loop {
            let Some(program) = lock(&waiting).pop() else { return Ok(()) };
            let began = Instant::now();
            let output = environment
                .command(&program.path)
                // As cargo does it.
                .current_dir(&program.package)
                .env("CARGO_MANIFEST_DIR", &program.package)
                // An error's words say what went wrong; where it was made would be sixty lines after them.
                .env("RUST_LIB_BACKTRACE", "0")
                .envs(variables.iter().map(|(name, path)| (name, path.as_path())))
                .args(arguments)
                .stdin(Stdio::null())
                .output()
                .with_context(|| format!("starting {}", program.name))?;
            let said = String::from_utf8_lossy(&output.stdout);
            let mut ran = lock(&ran);
            ran.add(Counts::read(&said));
            println!("     Ran {} in {} s", program.name, began.elapsed().as_secs());
            print!("{said}{}", String::from_utf8_lossy(&output.stderr));
            if !output.status.success() {
                lock(&failed).push(program.name);
            }
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a worker panicked"))?)
    })?;
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    let ran = ran.into_inner().unwrap_or_else(PoisonError::into_inner);
    counts.take(ran, &failed.join(", "), failed.is_empty())
}

struct Program {
    name: String,
    path: PathBuf,
    /// The folder of its package.
    package: PathBuf,
}

/// The programs in reverse order: the last one is begun first.
fn programs(environment: &Environment, chosen: &[&str]) -> Result<Vec<Program>> {
    let output = environment
        .command("cargo")
        .current_dir(workspace::root())
        .arg("test")
        .args(chosen)
        .args(["--no-run", "--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .context("starting cargo to build tests")?;
    if !output.status.success() {
        bail!("the tests can't be built; the lines above say why");
    }
    let mut programs: Vec<Program> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| program(&serde_json::from_str(line).ok()?))
        .collect();
    let place = |program: &Program| LONGEST.iter().position(|name| *name == program.name).unwrap_or(LONGEST.len());
    programs.sort_by(|a, b| (place(b), &b.name).cmp(&(place(a), &a.name)));
    Ok(programs)
}

/// A test program among the lines that cargo says of what it built.
fn program(said: &Value) -> Option<Program> {
    let is_test = said["profile"]["test"] == true;
    let path = Path::new(said["executable"].as_str().filter(|_| is_test)?);
    let package = Path::new(said["manifest_path"].as_str()?).parent()?;
    Some(Program {
        name: said["target"]["name"].as_str()?.to_owned(),
        path: path.to_owned(),
        package: package.to_owned(),
    })
}

fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_program_is_what_cargo_built_for_testing() {
        let built = json!({
            "target": {"name": "kill"}, "manifest_path": "/tests/e2e/Cargo.toml", "profile": {"test": true},
            "executable": "/target/debug/deps/kill-1"
        });
        let found = program(&built).expect("it is a test");
        assert_eq!((found.name.as_str(), found.package.as_path()), ("kill", Path::new("/tests/e2e")));
        let library = json!({"target": {"name": "e2e"}, "profile": {"test": false}, "executable": null});
        assert!(program(&library).is_none());
        assert!(program(&json!({"reason": "build-finished"})).is_none());
    }
}
