//! The core of the job in Firefox: another engine, with another database, another service worker and other locks under the app.
//!
//! The browser is killed right after a value was shown as saved, and opened again with no network: whatever it promised is there.

use anyhow::{Context, ensure};
use serde_json::Value;
use std::path::Path;
use walkaround_e2e::{
    Browser, Engine, Look, Photo, Result, Role, Stage, first_start, go_to_step, new_intake, perform_in, seal,
    sign_with_marks, stored_sheet, until, until_saved, write_camera_photo,
};

#[tokio::test]
async fn a_car_goes_through_the_lane_in_firefox() -> Result {
    perform_in(Engine::Firefox, "firefox", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        welcome_and_customer(browser).await?;

        browser.reload().await?;
        ensure!(kept_name(browser).await? == "Chen Jianguo", "the reload has lost the name");
        concern_and_mark(browser, &stage.profile.path().join("damage.jpg")).await?;

        killed_without_a_network(stage).await?;
        let browser = stage.browser();
        cabin_and_work(browser).await?;
        sign_with_marks(browser, 1).await?;
        seal(browser).await?;
        ensure!(!browser.words().await?.contains("delivered"), "nothing can be delivered without a network");

        stage.receiver.start_again().await?;
        let browser = stage.browser();
        browser.press_until_said("Send now", "Signed and delivered").await?;
        browser.screenshot("firefox-delivered").await?;
        arrived_once(stage).await
    })
    .await
}

async fn welcome_and_customer(browser: &Browser) -> Result {
    for name in ["Driven in", "Walk-in", "All three", "Maintenance"] {
        browser.press_button(name).await?;
    }
    go_to_step(browser, "Customer and car").await?;
    for (field, text) in [
        ("Plate", "沪A12345"),
        ("Odometer (required)", "38412"),
        ("Make", "BYD"),
        ("Name", "Chen Jianguo"),
        ("Phone", "138 1642 2716"),
    ] {
        browser.fill_in(field, text).await?;
    }
    for name in ["Sedan", "Petrol"] {
        browser.press_button(name).await?;
    }
    until_saved(browser).await
}

async fn concern_and_mark(browser: &Browser, photo: &Path) -> Result {
    go_to_step(browser, "Concerns").await?;
    browser.press_button("Note a concern").await?;
    browser.fill_in("In the customer’s words", "The A/C smells.").await?;
    browser.press_in(&["Symptom"], "A/C").await?;
    go_to_step(browser, "Walk-around").await?;
    browser.press_button("Rear door, left: Not inspected").await?;
    browser.press_button("Scratch").await?;
    write_camera_photo(photo, Photo { width: 2400, height: 1800, orientation: 6 })?;
    browser.give_file("Photo", photo).await?;
    browser.until_said("Photo (1)").await?;
    browser.press_button("Close").await?;
    go_to_step(browser, "Customer and car").await
}

/// One more value, and the end of the browser as soon as the screen says that it is saved.
async fn killed_without_a_network(stage: &mut Stage) -> Result {
    let browser = stage.browser();
    browser.fill_in("Name", "Chen Jianhua").await?;
    until("the new name is saved", async || {
        let drafts = browser.stored("drafts").await?;
        Ok(drafts.iter().any(|(_, draft)| draft["customer"]["owner"]["name"] == "Chen Jianhua").then_some(()))
    })
    .await?;
    until_saved(browser).await?;
    stage.kill_browser().await?;
    stage.receiver.stop();
    stage.open_browser().await?;
    stage.go("/").await?;
    let browser = stage.browser();
    ensure!(kept_name(browser).await? == "Chen Jianhua", "what was shown as saved is lost");
    go_to_step(browser, "Walk-around").await?;
    // The photo itself is there again, not only its number.
    browser.find(Role::Image, "Photo of the damage").await?;
    Ok(())
}

async fn kept_name(browser: &Browser) -> Result<String> {
    until("the draft is back, at its step", async || {
        Ok(browser.value_of("Name").await.ok().filter(|name| !name.is_empty()))
    })
    .await
}

async fn cabin_and_work(browser: &Browser) -> Result {
    go_to_step(browser, "Cabin and belongings").await?;
    browser.press_button("Taken along").await?;
    go_to_step(browser, "Work and promise").await?;
    browser.press_button("Line").await?;
    browser.fill_in("What will be done", "40,000 km service").await?;
    browser.fill_in("Price", "680").await?;
    for name in ["Tomorrow", "16:00", "Leaves"] {
        browser.press_button(name).await?;
    }
    go_to_step(browser, "Review and sign").await?;
    until_saved(browser).await
}

/// The receiver has the sheet once, valid, with everything that was noted before and after the kill, and every byte of its attachments.
async fn arrived_once(stage: &Stage) -> Result {
    let sheet = stored_sheet(stage, "firefox").await?;
    let inbox = stage.browser().script_async("await (await fetch('/inbox?lang=en')).text()").await?;
    ensure!(inbox.as_str().is_some_and(|page| page.contains("1 sheet")), "the receiver has other than one sheet");
    ensure!(sheet["customer"]["owner"]["name"] == "Chen Jianhua", "another name arrived: {}", sheet["customer"]);
    let lengths = ["/concerns", "/walkaround/marks", "/walkaround/marks/0/photos", "/acknowledgement/signatures"]
        .map(|list| sheet.pointer(list).and_then(Value::as_array).map_or(0, Vec::len));
    ensure!(lengths == [1, 1, 1, 2], "a concern, a mark with a photo, two signatures: {lengths:?}");

    let attachments = sheet["attachments"].as_array().context("a sheet lists its attachments")?;
    ensure!(attachments.len() == 3, "a photo and two signatures: {attachments:?}");
    for attachment in attachments {
        let sha256 = attachment["sha256"].as_str().context("an attachment names its hash")?;
        let bytes = std::fs::read(stage.receiver.data().join("attachments").join(&sha256[..2]).join(sha256))?;
        ensure!(walkaround_contract::sha256_hex(&bytes) == sha256, "the bytes match their hash");
        if attachment["role"] == "damage" {
            // It lay on its side, so this engine's worker has turned it and made it smaller.
            let picture = image::load_from_memory(&bytes)?;
            ensure!((picture.width(), picture.height()) == (1200, 1600), "the photo is not upright");
        }
    }
    Ok(())
}
