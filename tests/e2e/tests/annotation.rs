//! A photo that is drawn over: vectors in the sheet, the blurred area burnt into the bytes that arrive, the original back when all blur is
//! undone, and the customer asked to sign again for an arrow more.

use std::path::Path;

use anyhow::{Context, ensure};
use serde_json::Value;
use walkaround_e2e::{
    Browser, Look, Result, Role, first_start, go_to_step, id_in_address, mark_with_photo, new_intake, perform,
    plain_intake, seal, sign, until, until_saved,
};

/// As the photo's title names it on the screen.
const PHOTO: &str = "S1 Rear door, left";

#[tokio::test]
async fn what_is_drawn_travels_as_vectors_and_what_is_blurred_does_not_travel() -> Result {
    perform("annotation", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        plain_intake(browser, "沪AD12345").await?;
        mark_with_photo(stage, "Rear door, left", "Scratch").await?;
        let taken = the_photo(browser).await?;

        annotate(browser).await?;
        draw(browser).await?;
        browser.screenshot("annotation").await?;
        finish(browser).await?;
        let drawn = the_photo(browser).await?;
        ensure!(drawn["annotations"].as_array().map(Vec::len) == Some(3), "{drawn}");
        ensure!(drawn["sha256"] != taken["sha256"] && drawn["id"] != taken["id"], "other bytes have another id");

        // All blur taken back: the photo that was taken, to the byte, with the rest still drawn over it.
        browser.press_button("Annotate").await?;
        browser.press_button("List").await?;
        browser.press_button("Delete Blur").await?;
        finish(browser).await?;
        let without = the_photo(browser).await?;
        ensure!(without["annotations"].as_array().map(Vec::len) == Some(2), "{without}");
        for name in ["id", "sha256", "byte_length"] {
            ensure!(without[name] == taken[name], "{name} is not the original's: {without}");
        }

        // Blurred again, and left another way than by Done: asked, and nothing changed.
        browser.press_button("Annotate").await?;
        browser.press_button("Blur").await?;
        drag(browser, (0.1, 0.55), (0.45, 0.8)).await?;
        browser.press_button("Leave without changes").await?;
        browser.press_button("Go on drawing").await?;
        finish(browser).await?;
        browser.press_button("Close").await?;
        until_saved(browser).await?;
        let delivered = the_photo(browser).await?;

        customer_signs(browser).await?;
        seal(browser).await?;
        browser.until_said("Signed and delivered").await?;
        arrived(stage.receiver.data(), browser, &delivered).await
    })
    .await
}

/// From the mark to the screen on which its photo is drawn over.
async fn annotate(browser: &Browser) -> Result {
    browser.press_that_begins(Role::Button, "S1").await?;
    browser.press_button("Note and measure").await?;
    browser.press_button("Show the photo").await?;
    browser.press_button("Annotate").await?;
    browser.find(Role::Heading, &format!("Draw on: {PHOTO}")).await.map(drop)
}

/// An arrow and a blurred area by hand, words by keys alone.
async fn draw(browser: &Browser) -> Result {
    drag(browser, (0.6, 0.8), (0.5, 0.4)).await?;
    browser.press_button("Blur").await?;
    drag(browser, (0.1, 0.55), (0.45, 0.8)).await?;
    browser.press_button("List").await?;
    browser.press_in(&["On this photo"], "Text").await?;
    browser.fill_in("Text", "about 12 cm").await?;
    browser.press_button("Put it there").await?;
    browser.find(Role::Button, "Text: about 12 cm").await?;
    browser.press_button("Undo").await?;
    browser.until_gone(Role::Button, "Text: about 12 cm").await?;
    browser.press_button("Redo").await?;
    browser.find(Role::Button, "Text: about 12 cm").await.map(drop)
}

/// Done, and back where the photo is shown.
async fn finish(browser: &Browser) -> Result {
    browser.press_button("Done").await?;
    browser.until_gone(Role::Heading, &format!("Draw on: {PHOTO}")).await?;
    browser.find(Role::Button, "Annotate").await?;
    until_written(browser).await
}

/// The dialog hides the line that says it; the database tells.
async fn until_written(browser: &Browser) -> Result {
    let mut before = Value::Null;
    until("the draft is written", async || {
        let now = the_photo(browser).await?;
        let same = now == std::mem::replace(&mut before, now.clone());
        Ok(same.then_some(()))
    })
    .await
}

/// Drags over the photo, from one place to another in shares of its width and height.
async fn drag(browser: &Browser, from: (f64, f64), to: (f64, f64)) -> Result {
    let seen = browser.find(Role::Image, PHOTO).await?;
    let photo = browser.element(&seen).await?;
    let area = photo.rect().await?;
    // The driver counts from the middle, in whole pixels.
    let offset = |share: f64, length: f64| ((share - 0.5) * length).round() as i64;
    let place = |(x, y): (f64, f64)| (offset(x, area.width), offset(y, area.height));
    let (start, end) = (place(from), place(to));
    browser
        .session()
        .action_chain()
        .move_to_element_with_offset(&photo, start.0, start.1)
        .click_and_hold()
        .move_by_offset((end.0 - start.0) / 2, (end.1 - start.1) / 2)
        .move_by_offset(end.0 - start.0 - (end.0 - start.0) / 2, end.1 - start.1 - (end.1 - start.1) / 2)
        .release()
        .perform()
        .await?;
    Ok(())
}

/// The one photo of the draft, as the database has it.
async fn the_photo(browser: &Browser) -> Result<Value> {
    let drafts = browser.stored("drafts").await?;
    let (_, draft) = drafts.first().context("there is a draft")?;
    let photos = draft["attachments"].as_array().context("a draft lists its attachments")?;
    let photo = photos.iter().find(|photo| photo["role"] == "damage").context("there is the photo")?;
    let mark = &draft["walkaround"]["marks"][0];
    ensure!(mark["photos"][0] == photo["id"], "the mark names the photo: {mark}");
    Ok(photo.clone())
}

async fn customer_signs(browser: &Browser) -> Result {
    go_to_step(browser, "Review and sign").await?;
    browser.press_button("Show customer").await?;
    browser.press_button("I see it").await?;
    browser.press_button("Next: price and time").await?;
    browser.press_button("Next: sign").await?;
    sign(browser, "Signature pad").await?;
    browser.press_button("Done").await?;
    browser.find(Role::Image, "Advisor's signature pad").await?;
    sign(browser, "Advisor's signature pad").await?;
    browser.press_button("Done").await?;
    until_saved(browser).await
}

/// The sheet has the vectors; its bytes have nothing of what was blurred; the inbox draws what was drawn; the original was never sent.
async fn arrived(data: &Path, browser: &Browser, delivered: &Value) -> Result {
    let id = id_in_address(browser).await?;
    let text = async |path: String| -> Result<String> {
        let text = browser.script_async(&format!("await (await fetch('{path}')).text()")).await?;
        Ok(text.as_str().context("a page is text")?.to_owned())
    };
    let sheet: Value = serde_json::from_str(&text(format!("/inbox/{id}/sheet.json")).await?)?;
    let attachments = sheet["attachments"].as_array().context("a sheet lists its attachments")?;
    let photos: Vec<&Value> = attachments.iter().filter(|known| known["role"] == "damage").collect();
    ensure!(photos == [delivered], "one photo, as it stood in the draft: {photos:?}");
    let shapes: Vec<&str> =
        delivered["annotations"].as_array().into_iter().flatten().filter_map(|drawn| drawn["shape"].as_str()).collect();
    ensure!(shapes == ["arrow", "text", "blur"], "{shapes:?}");

    let sha256 = delivered["sha256"].as_str().context("a hash")?;
    let bytes = std::fs::read(data.join("attachments").join(&sha256[..2]).join(sha256))?;
    ensure!(walkaround_contract::sha256_hex(&bytes) == sha256);
    let picture = image::load_from_memory(&bytes)?.to_rgb8();
    let mut tones = std::collections::BTreeSet::new();
    for (x, y) in (660..850).flat_map(|y| (170..700).map(move |x| (x, y))) {
        tones.insert(picture.get_pixel(x, y).0);
    }
    ensure!(tones.len() <= 2, "{} colours are left where it was blurred", tones.len());
    let kept = std::fs::read_dir(data.join("attachments"))?.count();
    ensure!(kept <= attachments.len(), "{kept} folders for {} attachments", attachments.len());

    let page = text(format!("/inbox/{id}")).await?;
    for drawn in ["class=\"ink-over\"", "class=\"ink-line\"", "about 12 cm"] {
        ensure!(page.contains(drawn), "the inbox does not draw {drawn}");
    }
    Ok(())
}
