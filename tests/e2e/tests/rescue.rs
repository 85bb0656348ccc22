//! A tablet without a network is given up: its sheet and its intake go to another one as a file under a passphrase. The sheet arrives once,
//! whoever sends it.

use anyhow::{Context, ensure};
use serde_json::Value;
use walkaround_e2e::{
    Browser, Look, Profile, Result, Role, Stage, first_start, id_in_address, ids_in_inbox, new_intake, perform,
    plain_intake, seal, sign_both, until_saved,
};

const PASSPHRASE: &str = "four rusty gearboxes in the rain";

#[tokio::test]
async fn a_sheet_goes_to_another_tablet_and_arrives_once() -> Result {
    perform("rescue", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        plain_intake(browser, "沪A12345").await?;
        // The network goes, and with it every way of the sheet off this tablet but one.
        stage.receiver.stop();
        let browser = stage.browser();
        sign_both(browser).await?;
        seal(browser).await?;
        let sheet = id_in_address(browser).await?;
        let sealed = browser.stored("sheets").await?;
        an_intake_under_way(browser).await?;
        let file = export_everything(stage).await?;
        stage.close_browser().await?;

        // Another tablet, fresh from the box.
        stage.receiver.start_again().await?;
        let first_tablet = std::mem::replace(&mut stage.profile, Profile::fresh()?);
        stage.open_browser().await?;
        first_start(stage).await?;
        let browser = stage.browser();
        to_storage(browser).await?;
        browser.give_file("Import a rescue file", &file).await?;
        unlock(browser).await?;
        browser.until_said("What is in the file").await?;
        ensure!(browser.accessibility_findings().await? == Vec::<String>::new());
        browser.screenshot("rescue-preview").await?;
        browser.until_said("2 will be imported").await?;
        browser.press_button("Import").await?;
        browser.until_said("2 imported").await?;
        browser.press_button("Close").await?;
        stage.go(&format!("/sheet/{sheet}")).await?;
        let browser = stage.browser();
        browser.until_said("Signed and delivered").await?;
        ensure!(browser.stored("sheets").await? == sealed, "the sheet is the same, byte for byte");

        // What is here already is not imported again, and the intake can be gone on with.
        stage.go("/").await?;
        let browser = stage.browser();
        browser.until_said("Li Na").await?;
        to_storage(browser).await?;
        browser.give_file("Import a rescue file", &file).await?;
        unlock(browser).await?;
        browser.until_said("Nothing to import").await?;
        stage.close_browser().await?;

        // The first tablet is found again and sends its sheet, too.
        stage.profile = first_tablet;
        stage.open_browser().await?;
        stage.go(&format!("/sheet/{sheet}")).await?;
        let browser = stage.browser();
        browser.until_said("Signed and delivered").await?;
        let listed = ids_in_inbox(browser).await?;
        ensure!(listed == [sheet.as_str()], "the inbox lists {listed:?}");
        let kept = browser.script_async(&format!("await (await fetch('/inbox/{sheet}/sheet.json')).text()")).await?;
        let read =
            |json: &Value| -> Result<Value> { Ok(serde_json::from_str(json.as_str().context("a sheet is text")?)?) };
        ensure!(read(&kept)? == read(&sealed[0].1["json"])?, "the backend has it as it was signed");
        Ok(())
    })
    .await
}

/// A second car, of which only a name is known.
async fn an_intake_under_way(browser: &Browser) -> Result {
    browser.press_button("Next car").await?;
    new_intake(browser).await?;
    browser.press_button("Customer and car").await?;
    browser.fill_in("Name", "Li Na").await?;
    until_saved(browser).await?;
    browser.press_button("Back to the board").await
}

/// From the board.
async fn to_storage(browser: &Browser) -> Result {
    browser.press_button("Settings").await?;
    browser.press_button("Storage").await
}

/// Everything on the tablet under a passphrase, as the file a person would carry over.
async fn export_everything(stage: &Stage) -> Result<std::path::PathBuf> {
    let browser = stage.browser();
    to_storage(browser).await?;
    let downloads = browser.downloads().await?;
    browser.press_button("Export to a rescue file").await?;
    browser.until_said("Without a passphrase anybody who gets the file can read").await?;
    browser.fill_in("Passphrase", PASSPHRASE).await?;
    browser.until_said("Good: holds for years").await?;
    browser.fill_in("Passphrase again", "four rusty").await?;
    browser.until_said("The two are not the same.").await?;
    browser.fill_in("Passphrase again", PASSPHRASE).await?;
    ensure!(browser.accessibility_findings().await? == Vec::<String>::new());
    browser.press_button("Export with the passphrase").await?;
    browser.until_said("Intakes: 1, signed sheets: 1, photos and recordings: 2.").await?;
    let (name, bytes) = downloads.next_bytes().await?;
    ensure!(name.starts_with("walkaround-rescue-") && name.ends_with(".rescue"), "{name}");
    ensure!(bytes.starts_with(b"WKRESCUE"), "it is locked");
    let path = stage.places.output.join(&name);
    std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
    browser.press_button("Close").await?;
    Ok(path)
}

/// First with the wrong passphrase.
async fn unlock(browser: &Browser) -> Result {
    browser.fill_in("Passphrase", "four rusty").await?;
    browser.press(Role::Button, "Unlock").await?;
    browser.until_said("That is not its passphrase.").await?;
    browser.fill_in("Passphrase", PASSPHRASE).await?;
    browser.press(Role::Button, "Unlock").await
}
