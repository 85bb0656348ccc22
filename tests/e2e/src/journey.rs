//! The ways a test walks more than once: the first start, a new intake, signing. By the words a person reads.

use crate::{Browser, Result, Role, Stage, until, until_within};
use std::time::Duration;
use thirtyfour::action_chain::ActionChain;

/// The first load compiles tens of megabytes of a debug build; a person would wait for that once.
const FIRST_LOAD: Duration = Duration::from_secs(90);

/// Opens the app on a fresh tablet, answers the first start in English, and waits until that and the app itself are kept.
///
/// # Errors
/// When a step of it is not possible.
pub async fn first_start(stage: &Stage) -> Result {
    stage.go("/").await?;
    let browser = stage.browser();
    until_within(FIRST_LOAD, "the first start asks for the shop", async || {
        Ok(browser.is_there(Role::Button, "English").await?.then_some(()))
    })
    .await?;
    browser.press_button("English").await?;
    browser.fill_in("Shop", "Shenjiang Motors · Pudong").await?;
    browser.fill_in("Service advisor", "Zhou Min").await?;
    browser.press_button("To the lane").await?;
    browser.find(Role::Button, "New intake").await?;
    until("what was set up is kept", async || {
        let records = browser.stored("settings").await?;
        Ok(records.iter().any(|(_, record)| record["ready"] == true).then_some(()))
    })
    .await?;
    // Active means: everything it keeps is there; a worker whose list is not complete is never installed.
    browser.script_async("(await navigator.serviceWorker.ready).active.state").await?;
    Ok(())
}

/// From the board and back: sheets go to this backend from now on.
///
/// # Errors
/// When the settings can't be filled in.
pub async fn deliver_to(browser: &Browser, base: &str) -> Result {
    browser.press_button("Settings").await?;
    browser.fill_in("Address", base).await?;
    browser.fill_in("Token", "lane-3").await?;
    browser.press_button("Back to the board").await
}

/// Opens a new intake and waits for its first step.
///
/// # Errors
/// When it does not come.
pub async fn new_intake(browser: &Browser) -> Result {
    browser.press_button("New intake").await?;
    browser.find(Role::Button, "Driven in").await?;
    Ok(())
}

/// Waits until the screen says that everything is saved.
///
/// # Errors
/// When it does not say so.
pub async fn until_saved(browser: &Browser) -> Result {
    until("the page says that it is saved", async || Ok(is_saved(browser).await?.then_some(()))).await
}

/// Whether the screen says that everything is saved.
///
/// # Errors
/// When the browser does not answer.
pub async fn is_saved(browser: &Browser) -> Result<bool> {
    Ok(browser.words().await?.lines().any(|line| line.trim().starts_with("Saved ")))
}

/// Draws on the signature pad of this name.
///
/// # Errors
/// When there is no pad.
pub async fn sign(browser: &Browser, pad: &str) -> Result {
    let seen = browser.find(Role::Image, pad).await?;
    let pad = browser.element(&seen).await?;
    pad.scroll_into_view().await?;
    // A few hundred pixels of a wave, as a hand would.
    let mut chain: ActionChain = browser.session().action_chain().move_to_element_center(&pad).click_and_hold();
    for (dx, dy) in [(12, -30), (14, 40), (16, -46), (12, 38), (18, -24), (20, 20)] {
        chain = chain.move_by_offset(dx, dy);
    }
    chain.release().perform().await?;
    Ok(())
}
