//! Bad input: files that are no photo, texts nobody can mean, taps that come twice. Each is said in a clear sentence, and nothing else is
//! lost or made twice.

use anyhow::{Context, ensure};
use serde_json::Value;
use walkaround_e2e::{
    BadFile, Browser, Look, Photo, Result, Role, first_start, go_to_step, ids_in_inbox, new_intake, perform,
    plain_intake, sign_both, until, until_saved, write_camera_photo,
};

/// What the page says of each file, after its name.
fn sentence(file: BadFile) -> &'static str {
    match file {
        BadFile::Heic => {
            "This picture is HEIC, which this browser can't read. Set the camera to “most compatible” (JPEG)"
        }
        BadFile::Empty => "This file is empty. Nothing else was touched; take the photo again.",
        BadFile::TruncatedJpeg => "This picture is cut off or damaged. Nothing else was touched; take it again.",
        BadFile::TextNamedJpg => "This isn't a picture the app can read. JPEG and PNG work; nothing else was touched.",
        BadFile::HugeJpeg => "This picture has 108 million pixels; up to",
        BadFile::HugePng => "This picture has 100 million pixels; up to",
    }
}

#[tokio::test]
async fn a_file_that_is_no_photo_is_named_and_touches_nothing() -> Result {
    perform("bad-files", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        go_to_step(browser, "Customer and car").await?;
        browser.press_button("Sedan").await?;
        go_to_step(browser, "Walk-around").await?;
        browser.press_button("Front door, left: Not inspected").await?;
        browser.press_button("Dent").await?;
        let folder = tempfile::tempdir()?;
        let whole = folder.path().join("whole.jpg");
        write_camera_photo(&whole, Photo { width: 1200, height: 900, orientation: 1 })?;
        browser.give_file("Photo", &whole).await?;
        browser.find(Role::Button, "Photo (1)").await?;
        until_saved(browser).await?;
        let before = kept(browser).await?;

        let bytes = std::fs::read(&whole)?;
        for file in BadFile::ALL {
            let path = file.write_into(folder.path(), &bytes)?;
            browser.give_file("Photo (1)", &path).await?;
            browser.until_said(&format!("{}: {}", file.name(), sentence(file))).await?;
            browser.find(Role::Button, "Photo (1)").await.with_context(|| format!("{file:?} took the photo away"))?;
            ensure!(kept(browser).await? == before, "{file:?} changed what is kept");
        }

        // The next good one is taken as if nothing had been.
        browser.give_file("Photo (1)", &whole).await?;
        browser.find(Role::Button, "Photo (2)").await?;
        until("the second photo is kept", async || Ok((browser.count_stored("photos").await? == 2).then_some(()))).await
    })
    .await
}

/// The draft as it stands in the database, and how many photos there are.
async fn kept(browser: &Browser) -> Result<(Vec<(String, Value)>, u64)> {
    Ok((browser.stored("drafts").await?, browser.count_stored("photos").await?))
}

#[tokio::test]
async fn ten_thousand_characters_of_anything_are_text_and_kept_and_said_before_signing() -> Result {
    perform("long-text", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        plain_intake(browser, "沪A12345").await?;
        let text: String = "<b>Chén</b> 👩‍🔧🚗 &amp; 汉{{ name }} ".chars().cycle().take(10_000).collect();

        go_to_step(browser, "Customer and car").await?;
        browser.paste_into("Name", &text).await?;
        browser.until_said("10000 characters").await.context("the field says that it is too long")?;
        go_to_step(browser, "Concerns").await?;
        browser.press_button("Note a concern").await?;
        browser.paste_into("In the customer’s words", &text).await?;
        browser.until_said("10000 characters").await.context("the field says that it is too long")?;
        until_saved(browser).await?;
        let drafts = browser.stored("drafts").await?;
        let [(_, draft)] = drafts.as_slice() else { anyhow::bail!("one draft: {drafts:?}") };
        ensure!(draft["customer"]["owner"]["name"] == text.as_str(), "the name is kept as it was pasted");
        ensure!(draft["concerns"][0]["words"] == text.as_str(), "the words are kept as they were pasted");

        go_to_step(browser, "Review and sign").await?;
        browser.until_said("Needed before signing").await?;
        browser.press_button("A text that is 9800 characters too long").await?;
        ensure!(browser.value_of("Name").await? == text, "what is missing leads to the field, which holds everything");
        for page in ["Review and sign", "Back to the board"] {
            browser.press_that_begins(Role::Button, page).await?;
            browser.until_said("<b>Chén</b>").await.with_context(|| format!("{page} shows markup as text"))?;
            let fits = browser.script("return document.documentElement.scrollWidth <= innerWidth", vec![]).await?;
            ensure!(fits == true, "the text makes “{page}” wider than the tablet");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_double_tap_is_one_tap() -> Result {
    perform("double-tap", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        browser.press_twice("New intake").await?;
        browser.find(Role::Button, "Driven in").await?;
        until_saved(browser).await?;
        ensure!(browser.count_stored("drafts").await? == 1, "two taps have opened two intakes");

        plain_intake(browser, "沪A12345").await?;
        sign_both(browser).await?;
        browser.press_twice("Seal and send").await?;
        browser.until_said("Signed and delivered").await?;
        ensure!(browser.count_stored("sheets").await? == 1, "two taps have sealed two sheets");
        ensure!(browser.count_stored("drafts").await? == 0, "the draft has become the sheet");
        let listed = ids_in_inbox(browser).await?;
        ensure!(listed.len() == 1, "the inbox lists {listed:?}");
        Ok(())
    })
    .await
}
