//! The browser throws the database away: it is said, with what was in it, until somebody has read it. A person who clears everything is told
//! of no loss.

use anyhow::ensure;
use walkaround_e2e::{Browser, ELSEWHERE, Look, Result, Role, first_start, new_intake, perform, until, until_saved};

const LOST: &str = "The browser cleared this tablet's data";

#[tokio::test]
async fn a_database_that_is_gone_is_said_until_somebody_has_read_it() -> Result {
    perform("loss", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        browser.press_button("Customer and car").await?;
        browser.fill_in("Name", "Chen Jianguo").await?;
        until_saved(browser).await?;
        until("the note outside has counted the intake", async || {
            let note = note(browser).await?;
            ensure!(!note.contains("Chen"), "the note outside holds numbers, not people: {note}");
            Ok(note.contains("\"drafts\":1").then_some(()))
        })
        .await?;
        stage.go(ELSEWHERE).await?;
        stage.browser().delete_database().await?;

        for _ in 0..2 {
            stage.go("/").await?;
            let browser = stage.browser();
            browser.find(Role::Heading, LOST).await?;
            browser.until_said("One intake under way").await?;
            browser.until_said("Sheets that were delivered are safe with the backend.").await?;
            ensure!(!browser.is_there(Role::Button, "To the lane").await?, "it does not begin anew in silence");
        }
        let browser = stage.browser();
        let findings = browser.accessibility_findings().await?;
        ensure!(findings.is_empty(), "{findings:?}");
        browser.screenshot("loss").await?;
        browser.press_button("I have read this; begin anew").await?;
        browser.find(Role::Button, "To the lane").await?;
        stage.go("/").await?;
        stage.browser().find(Role::Button, "To the lane").await?;
        ensure!(!stage.browser().is_there(Role::Heading, LOST).await?, "it is said once");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_person_who_clears_everything_starts_anew() -> Result {
    perform("cleared", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        new_intake(stage.browser()).await?;
        until_saved(stage.browser()).await?;
        stage.go(ELSEWHERE).await?;
        let browser = stage.browser();
        browser.delete_database().await?;
        browser.script("localStorage.clear()", Vec::new()).await?;
        stage.go("/").await?;
        let browser = stage.browser();
        browser.find(Role::Button, "To the lane").await?;
        ensure!(!browser.is_there(Role::Heading, LOST).await?, "nobody is told of a loss");
        Ok(())
    })
    .await
}

async fn note(browser: &Browser) -> Result<String> {
    let note = browser.script("return localStorage.getItem('walkaround.kept')", Vec::new()).await?;
    Ok(note.as_str().unwrap_or_default().to_owned())
}
