//! The whole main job on real input: from a fresh tablet to a signed sheet in the backend's database, with the network gone in the middle.

use std::path::Path;

use anyhow::{Context, ensure};
use serde_json::Value;
use walkaround_e2e::{
    Browser, Look, Photo, Result, Role, Stage, first_start, new_intake, perform, sign, until, until_saved,
    validate_against_schema, write_camera_photo,
};

#[tokio::test]
async fn a_car_goes_through_the_lane_with_the_network_gone() -> Result {
    perform("main-job", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        // From here to the seal there is no network at all.
        stage.receiver.stop();
        let browser = stage.browser();
        new_intake(browser).await?;
        welcome(browser).await?;
        customer_and_vehicle(browser).await?;
        concerns(browser).await?;
        walk_around(stage).await?;
        reload_in_the_middle(browser).await?;
        cabin(browser).await?;
        work(browser).await?;
        customer_signs(browser).await?;
        advisor_signs_and_seals(browser).await?;
        browser.until_said("Signed").await?;
        ensure!(!browser.words().await?.contains("delivered"), "nothing can be delivered without a network");
        browser.screenshot("main-job-sealed").await?;

        stage.receiver.start_again().await?;
        let browser = stage.browser();
        browser.press_button("Send now").await?;
        browser.until_said("Signed and delivered").await?;
        browser.screenshot("main-job-delivered").await?;
        what_arrived(stage).await
    })
    .await
}

async fn welcome(browser: &Browser) -> Result {
    for name in ["Driven in", "Walk-in", "All three", "Maintenance"] {
        browser.press_button(name).await?;
    }
    next(browser, "Customer and vehicle").await
}

async fn customer_and_vehicle(browser: &Browser) -> Result {
    browser.fill_in("Plate", "沪AD12345").await?;
    browser.fill_in("VIN", "LGXC76C4XP0123487").await?;
    browser.fill_in("Odometer (required)", "38412").await?;
    browser.press_button("Sedan").await?;
    browser.fill_in("Make", "BYD").await?;
    // What a person types is text, whatever it looks like.
    browser.fill_in("Model", "<script>alert(1)</script> 汉").await?;
    browser.press_button("Battery electric").await?;
    browser.fill_in("Name", "Chen <b>Jianguo</b>").await?;
    browser.fill_in("Phone", "138 1642 2716").await?;
    next(browser, "Concerns").await
}

async fn concerns(browser: &Browser) -> Result {
    browser.press_button("Note a concern").await?;
    browser.fill_in("In the customer’s words", "Over speed bumps the front right goes clunk-clunk.").await?;
    for name in ["Noise", "Front right", "Cold"] {
        browser.press_button(name).await?;
    }
    browser.until_said("Noise at front right: cold.").await?;
    next(browser, "Walk-around").await
}

async fn walk_around(stage: &Stage) -> Result {
    let browser = stage.browser();
    for (panel, kind) in [("Rear door, left", "Scratch"), ("Front door, left", "Dent"), ("Sill, left", "Stone chip")] {
        browser.press_button(&format!("{panel}: Not inspected")).await?;
        browser.press_button(kind).await?;
        if kind == "Dent" {
            browser.press_button("Repair").await?;
            let photo = stage.profile.path().join("dent.jpg");
            write_camera_photo(&photo, Photo::TWELVE_MEGAPIXELS)?;
            browser.give_file("Photo", &photo).await?;
            browser.find(Role::Button, "Photo (1)").await.context("the photo was prepared and kept")?;
        }
        browser.press_button("Close").await?;
    }
    until_saved(browser).await?;
    browser.screenshot("main-job-walkaround").await?;
    Ok(())
}

/// The app returns to the same draft and step, with everything, and with no network.
async fn reload_in_the_middle(browser: &Browser) -> Result {
    let before = browser.address().await?;
    browser.reload().await?;
    browser.until_said("Stone chip").await?;
    ensure!(browser.address().await? == before, "the reload has left the step");
    for words in ["Scratch", "Dent", "<script>alert(1)</script>", "Chen <b>Jianguo</b>"] {
        browser.until_said(words).await?;
    }
    browser.press_button("Rest: no damage").await?;
    Ok(())
}

async fn cabin(browser: &Browser) -> Result {
    step(browser, "Cabin and belongings").await?;
    for name in ["No lamp is lit", "All work", "All clean", "All present", "Taken along"] {
        browser.press_button(name).await?;
    }
    Ok(())
}

async fn work(browser: &Browser) -> Result {
    step(browser, "Work and promise").await?;
    browser.press_button("Line").await?;
    browser.fill_in("What will be done", "40,000 km service").await?;
    browser.fill_in("Price", "680").await?;
    browser.press_button("Tomorrow").await?;
    browser.press_button("16:00").await?;
    browser.press_button("Leaves").await?;
    next(browser, "Review and sign").await
}

async fn customer_signs(browser: &Browser) -> Result {
    browser.press_button("Show customer").await?;
    for _ in 0..3 {
        browser.press_button("I see it").await?;
    }
    next(browser, "Next: price and time").await?;
    browser.until_said("¥680.00").await?;
    next(browser, "Next: sign").await?;
    sign(browser, "Signature pad").await?;
    browser.screenshot("main-job-signing").await?;
    browser.press_button("Done").await
}

async fn advisor_signs_and_seals(browser: &Browser) -> Result {
    browser.find(Role::Image, "Advisor's signature pad").await?;
    sign(browser, "Advisor's signature pad").await?;
    browser.press_button("Done").await?;
    browser.press_button("Seal and send").await
}

/// The sheet is in the backend once, valid by the published schema, with every byte of its attachments.
async fn what_arrived(stage: &Stage) -> Result {
    let browser = stage.browser();
    let id = browser.address().await?.rsplit('/').next().context("the address ends in the sheet's id")?.to_owned();
    let listed = fetch_text(browser, "/inbox").await?;
    ensure!(listed.matches(&format!("/inbox/{id}")).count() >= 1, "the inbox lists the sheet");
    let shown = fetch_text(browser, &format!("/inbox/{id}")).await?;
    ensure!(!shown.contains("<script>alert(1)"), "markup is shown as text");

    let json = fetch_text(browser, &format!("/inbox/{id}/sheet.json")).await?;
    let sheet: Value = serde_json::from_str(&json)?;
    ensure!(sheet["id"] == id.as_str());
    ensure!(
        sheet["walkaround"]["marks"].as_array().is_some_and(|marks| marks.len() == 3),
        "three marks: {}",
        sheet["walkaround"]["marks"]
    );
    ensure!(
        sheet["acknowledgement"]["signatures"].as_array().is_some_and(|signatures| signatures.len() == 2),
        "two signatures"
    );
    ensure!(sheet["vehicle"]["model"] == "<script>alert(1)</script> 汉");
    let file = stage.places.output.join("main-job-sheet.json");
    std::fs::write(&file, &json)?;
    validate_against_schema(
        &stage.places,
        &stage.places.repository.join("contract/schema/intake-sheet.v1.schema.json"),
        &file,
    )?;

    let attachments = sheet["attachments"].as_array().context("a sheet lists its attachments")?;
    ensure!(attachments.len() == 1, "one photo: {attachments:?}");
    for attachment in attachments {
        let sha256 = attachment["sha256"].as_str().context("an attachment names its hash")?;
        let bytes = std::fs::read(find_attachment(stage.receiver.data(), sha256)?)?;
        ensure!(Some(bytes.len() as u64) == attachment["byte_length"].as_u64());
        ensure!(walkaround_contract::sha256_hex(&bytes) == sha256, "the bytes match their hash");
        ensure!(!bytes.windows(4).any(|window| window == b"Exif"), "no EXIF, so no place");
        let picture = image::load_from_memory(&bytes)?.to_rgb8();
        ensure!(
            (picture.width(), picture.height()) == (1200, 1600),
            "upright and at most 1600 px long: {:?}",
            picture.dimensions()
        );
        let (top, bottom) = (picture.get_pixel(600, 200), picture.get_pixel(600, 1400));
        ensure!(top[0] > 120 && bottom[2] > 120, "red on top, blue below: {top:?} {bottom:?}");
    }
    // Sent once: one row, however often it was tried.
    let sheets = listed.matches(&format!("href=\"/inbox/{id}")).count();
    ensure!(sheets == 1, "the inbox lists it {sheets} times");
    Ok(())
}

/// Presses the button that leads on.
async fn next(browser: &Browser, name: &str) -> Result {
    browser.press_button(name).await
}

/// Goes to a step through the rail.
async fn step(browser: &Browser, name: &str) -> Result {
    let seen = until("the rail has the step", async || {
        Ok(browser.seen().await?.into_iter().find(|seen| seen.role == "button" && seen.name.starts_with(name)))
    })
    .await?;
    browser.element(&seen).await?.click().await?;
    Ok(())
}

async fn fetch_text(browser: &Browser, path: &str) -> Result<String> {
    let text = browser.script_async(&format!("await (await fetch('{path}')).text()")).await?;
    Ok(text.as_str().context("a page is text")?.to_owned())
}

fn find_attachment(data: &Path, sha256: &str) -> Result<std::path::PathBuf> {
    let path = data.join("attachments").join(&sha256[..2]).join(sha256);
    ensure!(path.exists(), "{} is missing", path.display());
    Ok(path)
}
