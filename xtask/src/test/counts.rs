//! Reads how many tests ran from what cargo's and wasm-bindgen's test programs print.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub ignored: u64,
}

impl Counts {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }

    /// What a test program printed in all.
    pub fn read(output: &str) -> Self {
        let mut counts = Self::default();
        output.lines().filter_map(parse).for_each(|result| counts.add(result));
        counts
    }

    /// Adds what `name` ran; `succeeded` is what its exit said.
    ///
    /// # Errors
    /// When it failed, when it ran no test at all, or when a test was left out: a test that nobody runs tells nothing, whatever the reason
    /// it has for being left out.
    pub fn take(&mut self, ran: Self, name: &str, succeeded: bool) -> Result<()> {
        self.add(ran);
        match ran {
            Self { failed: 1.., .. } => bail!("{} of {} tests failed", ran.failed, ran.passed + ran.failed),
            _ if !succeeded => bail!("{name} failed; the lines above say why"),
            Self { ignored: 1.., .. } => bail!("{} tests are marked as ignored", ran.ignored),
            Self { passed: 0, .. } => bail!("no test ran"),
            _ => Ok(()),
        }
    }
}

/// Runs a test command, passes its output on and adds up its results.
///
/// # Errors
/// When it can't be started, and those of [`Counts::take`].
pub fn run_counted(command: &mut Command, counts: &mut Counts) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("starting {name}"))?;
    let output = child.stdout.take().context("its output is piped")?;
    let mut ran = Counts::default();
    let mut out = std::io::stdout().lock();
    for line in BufReader::new(output).split(b'\n') {
        let line = line.context("reading test output")?;
        out.write_all(&line)?;
        out.write_all(b"\n")?;
        if let Some(result) = parse(&String::from_utf8_lossy(&line)) {
            ran.add(result);
        }
    }
    drop(out);
    let status = child.wait().with_context(|| format!("waiting for {name}"))?;
    counts.take(ran, &name, status.success())
}

/// `test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s`
fn parse(line: &str) -> Option<Counts> {
    let (_, numbers) = line.split_once("test result: ")?;
    let number = |what: &str| -> Option<u64> {
        numbers.split(['.', ';']).find_map(|part| part.trim().strip_suffix(what)?.trim().parse().ok())
    };
    Some(Counts { passed: number("passed")?, failed: number("failed")?, ignored: number("ignored").unwrap_or(0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(u64, u64, u64)>) {
        let found = parse(line).map(|counts| (counts.passed, counts.failed, counts.ignored));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn results_are_read_as_the_test_programs_print_them() {
        check(
            "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.01s",
            Some((5, 0, 0)),
        );
        check(
            "test result: FAILED. 10 passed; 3 failed; 1 ignored; 0 filtered out; finished in 2.00s",
            Some((10, 3, 1)),
        );
        check("test domain::draft::tests::opens ... ok", None);
        check("running 12 tests", None);
    }
}
