//! A database that a newer app has left behind, and records that can't be read: said, exportable, never hidden behind an empty board.

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use walkaround_e2e::{Browser, ELSEWHERE, Look, Result, Role, Stage, first_start, new_intake, perform, until_saved};

#[tokio::test]
async fn a_database_of_the_future_is_said_and_can_be_exported() -> Result {
    perform("future-database", Look::LANDSCAPE, async |stage| {
        a_tablet_with_an_intake(stage).await?;
        stage.go(ELSEWHERE).await?;
        let browser = stage.browser();
        let newer = browser.database_version().await? + 7;
        browser.raise_database_version(u32::try_from(newer)?).await?;

        stage.go("/").await?;
        let browser = stage.browser();
        browser.find(Role::Heading, "The data on this tablet can't be opened").await?;
        browser.until_said("was written by a newer version of the app").await?;
        ensure!(!browser.is_there(Role::Button, "New intake").await?, "there is no empty board to work on");
        let exported = export(browser).await?;
        ensure!(exported["version"] == newer, "the export says which version it is of: {}", exported["version"]);
        ensure!(exported.to_string().contains("Chen Jianguo"), "the export holds the intake");
        ensure!(browser.database_version().await? == newer, "the app has changed what it does not understand");

        // Once the newer app is here again nothing is missing: here, the version as it was.
        browser.press_button("Try again").await?;
        browser.find(Role::Heading, "The data on this tablet can't be opened").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn records_that_cant_be_read_are_counted_kept_and_exported() -> Result {
    perform("damaged-records", Look::LANDSCAPE, async |stage| {
        a_tablet_with_an_intake(stage).await?;
        stage.go(ELSEWHERE).await?;
        let browser = stage.browser();
        let torn = json!({ "schema": 1, "json": "{\"customer\":{\"owner\":{\"name\":\"Torn Li" });
        browser.put_record("drafts", "0193-torn", &torn).await?;
        let newer = json!({ "schema": 99, "json": "{\"customer\":\"Newer Wu\"}" });
        browser.put_record("drafts", "0193-newer", &newer).await?;
        browser.put_record("sheets", "0193-no-record", &json!("neither schema nor json")).await?;

        stage.go("/").await?;
        let browser = stage.browser();
        back_to_the_board(browser).await?;
        browser.until_said("3 records can't be read").await?;
        browser.until_said("They were not removed.").await?;
        browser.until_said("Chen Jianguo").await.context("what can be read is listed beside them")?;
        browser.press_button("Settings").await?;
        browser.press_button("Storage").await?;
        let exported = export(browser).await?.to_string();
        for words in ["Torn Li", "Newer Wu", "neither schema nor json", "Chen Jianguo"] {
            ensure!(exported.contains(words), "the export lacks “{words}”");
        }
        ensure!(browser.count_stored("drafts").await? == 3, "nothing was removed");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn settings_that_cant_be_read_do_not_make_a_new_tablet() -> Result {
    perform("damaged-settings", Look::LANDSCAPE, async |stage| {
        a_tablet_with_an_intake(stage).await?;
        stage.go(ELSEWHERE).await?;
        let browser = stage.browser();
        browser.put_record("settings", "settings", &json!({ "schema": 1, "json": "{\"shop\":" })).await?;

        stage.go("/").await?;
        let browser = stage.browser();
        browser.find(Role::Heading, "The data on this tablet can't be opened").await?;
        browser.until_said("A record can't be read. It was not removed").await?;
        ensure!(!browser.is_there(Role::Button, "To the lane").await?, "the tablet must not begin anew in silence");
        ensure!(export(browser).await?.to_string().contains("Chen Jianguo"), "the export holds the intake");
        Ok(())
    })
    .await
}

async fn a_tablet_with_an_intake(stage: &Stage) -> Result {
    first_start(stage).await?;
    let browser = stage.browser();
    new_intake(browser).await?;
    browser.press_button("Customer and car").await?;
    browser.fill_in("Name", "Chen Jianguo").await?;
    until_saved(browser).await
}

/// A start returns to the intake that was open.
async fn back_to_the_board(browser: &Browser) -> Result {
    browser.press_button("Back to the board").await
}

/// Exports everything and reads the file.
async fn export(browser: &Browser) -> Result<Value> {
    let downloads = browser.downloads().await?;
    browser.press_button("Export everything").await?;
    let (name, text) = downloads.next().await?;
    ensure!(name.starts_with("walkaround-") && name.ends_with(".json"), "the file is called {name}");
    browser.until_said("Exported. The file is in the downloads.").await?;
    serde_json::from_str(&text).context("the export is JSON")
}
