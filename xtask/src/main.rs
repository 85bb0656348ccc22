//! `cargo xtask …`: set-up, build, serve and test. The only place that knows about tools.
//!
//! Invariant: every task works from a clean clone. It finds what it needs, installs what is missing
//! (see [`setup`]), and says what it does while it takes time.

mod bench;
mod bundle;
mod check;
mod drawings;
mod environment;
mod precache;
mod progress;
mod serve;
mod setup;
mod test;
mod workspace;

use anyhow::Result;
use bundle::Mode;
use clap::{Parser, Subcommand};
use setup::Purpose;
use std::process::ExitCode;
use std::time::Instant;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set-up, build, serve and test of Walkaround")]
struct Tasks {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the app and the receiver, and serve both on one address.
    Serve(serve::Serve),
    /// Run every check and test.
    Test(test::Test),
    /// Measure the build that is shipped, in a real browser.
    Bench(bench::Bench),
    /// Build the app into dist/.
    Build {
        /// The build that is shipped: small and optimized.
        #[arg(long)]
        release: bool,
    },
    /// Install what is missing, and nothing else.
    Setup {
        /// What the tools are for.
        #[arg(value_enum, long = "for", default_value = "test")]
        purpose: Purpose,
    },
    /// Turn the vehicle drawings' sources into the files the app loads.
    Drawings,
    /// Check that those files are what the sources give.
    CheckDrawings,
    /// Check who imports whom.
    CheckImports,
    /// Check that both languages say the same things.
    CheckLocales,
    /// Check that every dependency is used.
    CheckDependencies,
}

fn main() -> ExitCode {
    match run(&Tasks::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<()> {
    match task {
        Task::Serve(options) => serve::serve(options),
        Task::Test(options) => test::test(options),
        Task::Bench(options) => bench::bench(options),
        Task::Build { release } => {
            let environment = setup::ensure(Purpose::Build)?;
            let mode = if *release { Mode::Release } else { Mode::Dev };
            bundle::build(&environment, mode).map(|_| ())
        }
        Task::Setup { purpose } => {
            let started = Instant::now();
            setup::ensure(*purpose)?;
            println!("Everything is here ({}).", progress::clock(started.elapsed()));
            Ok(())
        }
        Task::Drawings => {
            for path in drawings::generate(&workspace::root())? {
                println!("wrote {}", path.display());
            }
            Ok(())
        }
        Task::CheckDrawings => drawings::check_current(&workspace::root()),
        Task::CheckImports => check::report("imports", &check::imports::findings()?),
        Task::CheckLocales => check::report("locales", &check::locales::findings()?),
        Task::CheckDependencies => check::report("dependencies", &check::dependencies::findings()?),
    }
}
