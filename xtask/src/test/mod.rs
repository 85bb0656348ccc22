//! `cargo xtask test`: everything that must hold, in order of cost, stopping at the first that doesn't.

mod counts;
mod side_by_side;
mod stages;

use crate::progress::clock;
use crate::setup::{self, Purpose};
use anyhow::{Result, bail};
pub use counts::{Counts, run_counted};
use stages::Stage;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub struct Test {
    /// Run these stages alone, in their usual order. (e2e then takes the build that lies in dist/.)
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Stage>,
    /// For the test programs of the last stages: a part of a test's name, or their own options.
    #[arg(last = true)]
    arguments: Vec<String>,
}

struct Outcome {
    stage: Stage,
    time: Duration,
    counts: Counts,
    failed: bool,
}

/// Runs the stages.
///
/// # Errors
/// When something is missing or a stage fails.
pub fn test(options: &Test) -> Result<()> {
    let started = Instant::now();
    let environment = setup::ensure(Purpose::Test)?;
    let chosen = |stage: &Stage| options.only.is_empty() || options.only.contains(stage);
    let stages: Vec<Stage> = Stage::ALL.into_iter().filter(chosen).collect();

    let mut outcomes = Vec::new();
    let mut failure = None;
    for &stage in &stages {
        println!("\n== {}: {}", stage.name(), stage.what());
        let began = Instant::now();
        let mut counts = Counts::default();
        let result = stages::run(stage, &environment, &options.arguments, &mut counts);
        outcomes.push(Outcome { stage, time: began.elapsed(), counts, failed: result.is_err() });
        if let Err(error) = result {
            failure = Some(format!("{} failed: {error:#}", stage.name()));
            break;
        }
    }

    summarise(&stages, &outcomes, started.elapsed());
    if let Some(failure) = &failure {
        println!("\n{failure}");
    }
    println!("\n{}", closing_line(&outcomes));
    match failure {
        Some(_) => bail!("not everything holds"),
        None => Ok(()),
    }
}

fn summarise(stages: &[Stage], outcomes: &[Outcome], total: Duration) {
    println!("\n{:<14}{:>14}{:>10}  result", "stage", "time", "tests");
    for stage in stages {
        match outcomes.iter().find(|outcome| outcome.stage == *stage) {
            Some(outcome) => {
                let tests = outcome.counts.passed + outcome.counts.failed;
                let tests = if tests == 0 { String::new() } else { tests.to_string() };
                let result = if outcome.failed { "FAILED" } else { "ok" };
                println!("{:<14}{:>14}{tests:>10}  {result}", stage.name(), clock(outcome.time));
            }
            None => println!("{:<14}{:>14}{:>10}  not run", stage.name(), "", ""),
        }
    }
    println!("{:<14}{:>14}", "all", clock(total));
}

/// What tools read: alone on a line. A stage that failed without a failed test counts as one.
fn closing_line(outcomes: &[Outcome]) -> String {
    let passed: u64 = outcomes.iter().map(|outcome| outcome.counts.passed).sum();
    let failed: u64 = outcomes.iter().map(|outcome| outcome.counts.failed.max(u64::from(outcome.failed))).sum();
    format!("{passed} passed, {failed} failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(passed: u64, failed_tests: u64, failed: bool) -> Outcome {
        Outcome {
            stage: Stage::Native,
            time: Duration::ZERO,
            counts: Counts { passed, failed: failed_tests, ignored: 0 },
            failed,
        }
    }

    #[test]
    fn a_failed_stage_is_never_counted_as_nothing() {
        assert_eq!(closing_line(&[outcome(3, 0, false), outcome(4, 0, false)]), "7 passed, 0 failed");
        assert_eq!(closing_line(&[outcome(3, 2, true)]), "3 passed, 2 failed");
        assert_eq!(closing_line(&[outcome(0, 0, true)]), "0 passed, 1 failed");
    }
}
