//! How much a full draft costs over an empty one: 200 marks and 100 photos against none, on a processor slowed down four times.
//!
//! Both drafts lie in one browser and are looked at in turn, round by round, so that whatever else the machine does falls on both alike.
//! Run through `cargo xtask bench`, which names the programs in variables. It fails where the promise does not hold. Taps are
//! timed by the clock at last, as the field reckons them: that is for the reader, not for the promise.

mod interact;
mod probe;
mod report;

use std::process::ExitCode;

use walkaround_e2e::{Browser, ELSEWHERE, Look, Result, Stage, draft_with_a_body, first_start, full_draft, perform};

use self::interact::{Action, Course};
use self::probe::Cost;
use self::report::{Report, Which};

/// The slowest tablet promised, against the machine the bench runs on.
const SLOWER: u32 = 4;
/// Every round looks at both drafts, in turn first. Another number can be given: `cargo xtask bench -- 2`.
const ROUNDS: u32 = 6;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut report = Report::default();
    let measured = perform("bench-scale", Look::LANDSCAPE, async |stage| measure(stage, &mut report).await).await;
    if let Err(error) = measured {
        eprintln!("The bench could not be run to its end: {error:#}");
        return ExitCode::FAILURE;
    }
    print!("{report}");
    if report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn measure(stage: &Stage, report: &mut Report) -> Result {
    stage.browser().count_thread_time().await?;
    first_start(stage).await?;
    let browser = stage.browser();
    let empty = draft_with_a_body(browser).await?;
    browser.press_button("Back to the board").await?;
    let full = full_draft(stage).await?;
    let course = {
        enter(stage, &full).await?;
        Course::lay(browser).await?
    };
    let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(ROUNDS);
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        let both = [(Which::Empty, &empty), (Which::Full, &full)];
        // Who is first alternates: a browser gets slower or faster with what it has done.
        let turn: Vec<_> = if round % 2 == 1 { both.into_iter().collect() } else { both.into_iter().rev().collect() };
        for (which, id) in turn {
            enter(stage, id).await?;
            run(browser, &course, &mut |action, cost| report.add(which, action, cost)).await?;
        }
        stage.go(ELSEWHERE).await?;
        browser.slow_down(SLOWER).await?;
        let bare = &mut |action, cost| report.add(Which::Bare, action, cost);
        let ran = interact::tap_bare_page(browser, bare, interact::TIMES).await;
        browser.slow_down(1).await?;
        ran?;
    }
    println!("taps by the clock");
    for (which, id) in [(Which::Empty, &empty), (Which::Full, &full), (Which::Full, &full), (Which::Empty, &empty)] {
        enter(stage, id).await?;
        probe::watch(browser).await?;
        run(browser, &course, &mut |action, cost| report.add_felt(which, action, cost)).await?;
    }
    Ok(())
}

/// A cold start at the walk-around of a draft.
async fn enter(stage: &Stage, id: &str) -> Result {
    stage.go(&format!("/intake/{id}/walkaround")).await?;
    interact::wait_for_the_car(stage.browser()).await
}

async fn run(browser: &Browser, course: &Course, tell: &mut impl FnMut(Action, Cost)) -> Result {
    // The first of each kind compiles and lays out what the others find ready.
    course.run(browser, &mut |_, _| {}, 1).await?;
    browser.slow_down(SLOWER).await?;
    let ran = course.run(browser, tell, interact::TIMES).await;
    browser.slow_down(1).await?;
    ran
}
