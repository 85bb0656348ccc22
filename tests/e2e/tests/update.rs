//! A newer build: never under an open intake, offered on the board, and in force only once somebody there has said so.

use std::os::unix::fs::symlink;
use std::path::Path;

use anyhow::{Context, ensure};
use tempfile::TempDir;
use walkaround_e2e::{Browser, Look, Result, Role, first_start, new_intake, perform, until, until_saved};

const OFFERED: &str = "Change over";

#[tokio::test]
async fn an_update_is_offered_on_the_board_and_applied_only_there() -> Result {
    perform("update", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let kept = kept_versions(stage.browser()).await?;
        ensure!(kept.len() == 1, "one build is kept: {kept:?}");
        new_intake(stage.browser()).await?;
        stage.browser().press_button("Driven in").await?;
        until_saved(stage.browser()).await?;

        let next = next_build(&stage.places.dist)?;
        stage.receiver.stop();
        stage.receiver.serve_build(next.path().to_owned());
        stage.receiver.start_again().await?;
        let browser = stage.browser();
        // What the browser does by itself now and then.
        browser.script_async("void await (await navigator.serviceWorker.getRegistration()).update()").await?;
        until("the next build is downloaded and waits", async || Ok(waits(browser).await?.then_some(()))).await?;

        // An intake is open: nothing is said, and a reload brings the same code.
        ensure!(!browser.is_there(Role::Button, OFFERED).await?, "offered under an open intake");
        browser.reload().await?;
        browser.find(Role::Button, "Driven in").await?;
        ensure!(waits(browser).await?, "the reload has changed the code under an open intake");
        ensure!(!browser.is_there(Role::Button, OFFERED).await?, "offered under an open intake");

        browser.press_button("Back to the board").await?;
        browser.find(Role::Button, OFFERED).await?;
        ensure!(waits(browser).await?, "applied before anybody said so");
        browser.press_button(OFFERED).await?;
        until("the next build alone is kept", async || {
            let now = kept_versions(browser).await?;
            Ok((now.len() == 1 && now != kept && !waits(browser).await?).then_some(()))
        })
        .await?;
        browser.until_gone(Role::Button, OFFERED).await?;
        // The intake is where it was.
        browser.find(Role::Button, "New intake").await?;
        browser.until_said("In the lane").await
    })
    .await
}

async fn waits(browser: &Browser) -> Result<bool> {
    let waiting = browser.script_async("!!(await navigator.serviceWorker.getRegistration()).waiting").await?;
    Ok(waiting == true)
}

/// The names of the caches, each of which is one build.
async fn kept_versions(browser: &Browser) -> Result<Vec<String>> {
    let names = browser.script_async("await caches.keys()").await?;
    let names = names.as_array().context("caches have names")?;
    Ok(names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
}

/// The same build under another version: every file is the one there is, but the service worker says that it is a new one.
fn next_build(dist: &Path) -> Result<TempDir> {
    let next = tempfile::tempdir().context("making a folder for the next build")?;
    for entry in std::fs::read_dir(dist)? {
        let entry = entry?;
        if entry.file_name() != "sw.js" {
            symlink(entry.path().canonicalize()?, next.path().join(entry.file_name()))?;
        }
    }
    let worker = std::fs::read_to_string(dist.join("sw.js"))?;
    let start = worker.find("const VERSION = ").context("the service worker names its version")?;
    let length = worker[start..].find(';').context("the line ends")?;
    let changed = format!("{}const VERSION = \"the-next-build\"{}", &worker[..start], &worker[start + length..]);
    std::fs::write(next.path().join("sw.js"), changed)?;
    Ok(next)
}
