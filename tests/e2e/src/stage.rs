//! One test's surroundings, and what is kept when it goes wrong.

use crate::Result;
use crate::browser::{Browser, Look, Profile};
use crate::engine::Engine;
use crate::places::Places;
use crate::receiver::Receiver;
use anyhow::{Context, ensure};
use futures_util::FutureExt;
use std::panic::{AssertUnwindSafe, resume_unwind};

/// A page of the same origin that runs no app and holds no database open.
pub const ELSEWHERE: &str = "/manifest.webmanifest";

/// A receiver with an empty database, and a browser with an empty profile.
pub struct Stage {
    pub places: Places,
    pub receiver: Receiver,
    pub profile: Profile,
    /// `None` after [`Stage::kill_browser`] and [`Stage::close_browser`].
    browser: Option<Browser>,
    engine: Engine,
    look: Look,
}

impl Stage {
    /// The browser.
    ///
    /// # Panics
    /// When it was closed or killed and not opened again: a mistake of the test.
    pub fn browser(&self) -> &Browser {
        self.browser.as_ref().expect("the test has opened the browser again")
    }

    /// Goes to a path of the app.
    ///
    /// # Errors
    /// When it can't be loaded.
    pub async fn go(&self, path: &str) -> Result {
        self.browser().go(&self.receiver.url(path)).await
    }

    /// Kills the browser's processes without warning.
    ///
    /// # Errors
    /// When they can't be killed.
    pub async fn kill_browser(&mut self) -> Result {
        match self.browser.take() {
            Some(browser) => browser.kill().await,
            None => Ok(()),
        }
    }

    /// Closes the browser as a person would.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn close_browser(&mut self) -> Result {
        match self.browser.take() {
            Some(browser) => browser.close().await,
            None => Ok(()),
        }
    }

    /// Opens the browser again, on the same profile.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn open_browser(&mut self) -> Result<&Browser> {
        let browser = Browser::open(&self.places, self.engine, &self.profile, self.look).await?;
        Ok(self.browser.insert(browser))
    }
}

/// Sets the stage, plays, and clears it away. If the play fails or panics, what was on screen, in the browser's
/// console and in the receiver's log is kept in `target/e2e/` under `name`.
///
/// # Errors
/// Those of the play.
///
/// # Panics
/// When the play does.
pub async fn perform(name: &str, look: Look, play: impl AsyncFnOnce(&mut Stage) -> Result) -> Result {
    perform_in(Engine::Chromium, name, look, play).await
}

/// As [`perform`], in any of the browsers.
///
/// # Errors
/// Those of the play.
pub async fn perform_in(
    engine: Engine,
    name: &str,
    look: Look,
    play: impl AsyncFnOnce(&mut Stage) -> Result,
) -> Result {
    let places = Places::find()?;
    let receiver = Receiver::start(&places, name).await?;
    let profile = Profile::fresh()?;
    let browser = Some(Browser::open(&places, engine, &profile, look).await?);
    let mut stage = Stage { places, receiver, profile, browser, engine, look };

    let outcome = AssertUnwindSafe(async {
        play(&mut stage).await?;
        nothing_panicked(&stage).await
    })
    .catch_unwind()
    .await;
    if !matches!(outcome, Ok(Ok(()))) {
        keep_evidence(name, &stage).await;
    }
    let closed = stage.close_browser().await;
    match outcome {
        Ok(played) => played.and(closed),
        Err(panic) => resume_unwind(panic),
    }
}

/// An app that has panicked often goes on, and the play with it: only the console says so.
async fn nothing_panicked(stage: &Stage) -> Result {
    let Some(browser) = &stage.browser else { return Ok(()) };
    let console = browser.console().await.unwrap_or_default();
    // All of it: the console tells everything once, so what is kept of a failed play has nothing of this any more.
    ensure!(!console.iter().any(|line| line.contains("panicked at")), "the app panicked:\n{}", console.join("\n"));
    Ok(())
}

/// Best effort: the play's own failure is what matters, so one of these is only mentioned.
async fn keep_evidence(name: &str, stage: &Stage) {
    let Some(browser) = &stage.browser else { return };
    match browser.screenshot(&format!("{name}-failed")).await {
        Ok(path) => eprintln!("What was on screen: {}", path.display()),
        Err(error) => eprintln!("No picture of the failure: {error:#}"),
    }
    let console = browser.console().await.unwrap_or_else(|error| vec![format!("{error:#}")]);
    let path = stage.places.output.join(format!("{name}-failed.txt"));
    let address = browser.address().await.unwrap_or_default();
    let evidence = format!("{address}\n\nconsole\n{}\n\nreceiver\n{}\n", console.join("\n"), stage.receiver.log());
    match std::fs::write(&path, evidence).with_context(|| format!("writing {}", path.display())) {
        Ok(()) => eprintln!("Console and receiver's log: {}", path.display()),
        Err(error) => eprintln!("{error:#}"),
    }
}
