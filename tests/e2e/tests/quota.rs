//! The disk is full to the last byte while somebody types, takes a photo and signs. Nothing that was shown as saved is lost, what is not
//! saved stays on screen, the person is told what to do, and saving goes on by itself as soon as there is room.

use anyhow::{Context, ensure};
use serde_json::Value;
use walkaround_e2e::{
    Browser, ELSEWHERE, Look, Photo, Result, Role, Stage, first_start, go_to_step, is_saved, mark_with_photo,
    new_intake, perform, plain_intake, seal, sign, sign_and_seal, sign_with_marks, stored_sheet, until, until_saved,
    write_camera_photo,
};

/// All that the origin may have: the app, and some intakes.
const LIMIT: u64 = 120_000_000;

const FULL: &str = "The tablet is full";

const WAITS: &str = "A photo or recording waits on screen for room";

#[tokio::test]
async fn typing_on_a_full_disk_goes_on_by_itself_once_there_is_room() -> Result {
    perform("quota-typing", Look::LANDSCAPE, async |stage| {
        typing_on_a_full_disk(stage).await?;
        let browser = stage.browser();
        let (typed, saved) = type_until_full(browser).await?;
        ensure!(typed.len() > saved.len(), "the last letters are on screen and not saved");
        browser.until_said("Everything shown as saved is safe").await?;
        ensure!(stored_name(browser).await?.starts_with(&saved), "what was shown as saved is in the database");
        browser.screenshot("quota-typing").await?;

        browser.lift_storage_limit().await?;
        until_saved(browser).await.context("saving goes on by itself")?;
        ensure!(stored_name(browser).await? == typed, "with everything that was typed meanwhile");
        until_not_full(browser).await
    })
    .await
}

#[tokio::test]
async fn a_death_on_a_full_disk_loses_nothing_that_was_shown_as_saved() -> Result {
    perform("quota-death", Look::LANDSCAPE, async |stage| {
        typing_on_a_full_disk(stage).await?;
        let (_, saved) = type_until_full(stage.browser()).await?;
        stage.kill_browser().await?;
        stage.open_browser().await?;
        stage.go("/").await?;
        let browser = stage.browser();
        let found = until("the draft is back", async || match browser.value_of("Name").await {
            Ok(value) if !value.is_empty() => Ok(Some(value)),
            _ => Ok(None),
        })
        .await?;
        ensure!(found.starts_with(&saved), "“{saved}” was shown as saved, “{found}” is there");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_photo_and_a_signature_wait_for_room_and_are_kept() -> Result {
    perform("quota-photo", Look::LANDSCAPE, async |stage| {
        typing_on_a_full_disk(stage).await?;
        let browser = stage.browser();
        browser.empty_storage().await?;
        go_to_step(browser, "Welcome").await?;
        plain_intake(browser, "沪A12345").await?;
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("dent.jpg");
        write_camera_photo(&file, Photo { width: 1600, height: 1200, orientation: 1 })?;
        dent(browser).await?;
        until_saved(browser).await?;

        browser.fill_storage().await?;
        browser.give_file("Photo", &file).await?;
        browser.until_said(WAITS).await?;
        browser.until_said(FULL).await?;
        ensure!(browser.count_stored("photos").await? == 0, "there is no room for it");
        browser.screenshot("quota-photo").await?;
        browser.empty_storage().await?;
        browser.find(Role::Button, "Photo (1)").await.context("it is kept by itself, and the draft names it")?;
        until_saved(browser).await?;
        ensure!(browser.count_stored("photos").await? == 1);
        until_not_full(browser).await?;
        browser.press_button("Close").await?;

        go_to_step(browser, "Review and sign").await?;
        until_saved(browser).await?;
        browser.press_button("Show customer").await?;
        browser.press_button("I see it").await?;
        browser.press_button("Next: price and time").await?;
        browser.press_button("Next: sign").await?;
        browser.fill_storage().await?;
        sign(browser, "Signature pad").await?;
        browser.press_button("Done").await?;
        browser.find(Role::Image, "Advisor's signature pad").await?;
        until_saved(browser).await.context("the room held ready is enough for a signature")?;
        ensure!(signatures(browser).await?.len() == 1, "the customer's signature is kept");
        until_not_full(browser).await?;

        browser.fill_storage().await?;
        sign(browser, "Advisor's signature pad").await?;
        browser.press_button("Done").await?;
        browser.until_said("Not saved").await?;
        ensure!(signatures(browser).await?.len() == 1, "there is no room for another");
        browser.empty_storage().await?;
        until_saved(browser).await.context("saving goes on by itself")?;
        ensure!(signatures(browser).await?.len() == 2, "the advisor's signature is kept");
        seal(browser).await?;
        browser.until_said("Signed and delivered").await
    })
    .await
}

#[tokio::test]
async fn what_is_signed_is_not_sealed_while_a_photo_waits_for_room() -> Result {
    perform("quota-seal", Look::LANDSCAPE, async |stage| {
        on_a_small_disk(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        plain_intake(browser, "沪A12345").await?;
        mark_with_photo(stage, "Front door, left", "Dent").await?;
        go_to_step(browser, "Review and sign").await?;
        sign_with_marks(browser, 1).await?;

        // The room held ready would be enough for a photo: going about takes it first, and changes nothing that was signed.
        browser.fill_storage().await?;
        walk_until_full(browser).await?;
        until_saved(browser).await.context("the room held ready is enough for the place in the intake")?;
        until_not_full(browser).await?;
        browser.fill_storage().await?;
        browser.press_that_begins(Role::Button, "D1").await?;
        let second = stage.profile.path().join("closer.jpg");
        write_camera_photo(&second, Photo { width: 1200, height: 1600, orientation: 1 })?;
        browser.give_file("Photo (1)", &second).await?;
        browser.until_said(WAITS).await?;
        browser.press_button("Close").await?;

        go_to_step(browser, "Review and sign").await?;
        browser.press_button("Seal and send").await?;
        browser.until_said("A photo or a recording is still being put on the sheet").await?;
        browser.screenshot("quota-seal").await?;
        ensure!(browser.count_stored("sheets").await? == 0, "nothing is sealed without it");
        ensure!(signatures(browser).await?.len() == 2, "and the intake is as it was");

        browser.press_button("Give up what waits").await?;
        browser.press_button("Drop").await?;
        until("the photo waits no more", async || Ok((!browser.words().await?.contains(WAITS)).then_some(()))).await?;
        browser.empty_storage().await?;
        until_saved(browser).await.context("saving goes on by itself")?;
        seal(browser).await?;
        browser.until_said("Signed and delivered").await?;
        let sheet = stored_sheet(stage, "quota-seal").await?;
        let attachments = sheet["attachments"].as_array().context("a sheet lists its attachments")?;
        let photos = attachments.iter().filter(|attachment| attachment["role"] == "damage").count();
        ensure!(photos == 1, "the photo that was kept, and not the one that was given up: {attachments:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn photos_of_a_delivered_sheet_make_room() -> Result {
    perform("quota-free", Look::LANDSCAPE, async |stage| {
        on_a_small_disk(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        plain_intake(browser, "沪A12345").await?;
        mark_with_photo(stage, "Front door, left", "Dent").await?;
        sign_and_seal(browser, 1).await?;
        browser.press_button("Next car").await?;

        new_intake(browser).await?;
        go_to_step(browser, "Customer and car").await?;
        browser.fill_in("Name", "a").await?;
        until_saved(browser).await?;
        use_up_everything(browser).await?;
        let (typed, _) = type_until_full(browser).await?;
        browser.press_button("Free photos").await?;
        browser.until_said("The photos of a delivered sheet leave this tablet").await?;
        browser.press_button("Free them").await?;
        until_saved(browser).await.context("what was freed is room for what waited")?;
        ensure!(stored_name(browser).await? == typed);
        ensure!(browser.count_stored("photos").await? == 0, "the photo and both signatures' pictures went");
        until_not_full(browser).await?;

        browser.press_button("Back to the board").await?;
        browser.press_that_begins(Role::Button, "沪 A·12345").await?;
        browser.until_said("Photos and recordings left this tablet on").await?;
        browser.until_said("The backend has the whole sheet.").await
    })
    .await
}

/// The board, in a browser that lets the app have little. The browser reckons for half a minute with the room it once knew, so it is started anew
/// when the app is installed and has taken its own.
async fn on_a_small_disk(stage: &mut Stage) -> Result {
    first_start(stage).await?;
    stage.close_browser().await?;
    stage.open_browser().await?;
    stage.go(ELSEWHERE).await?;
    stage.browser().limit_storage(LIMIT).await?;
    stage.go("/").await?;
    stage.browser().find(Role::Button, "New intake").await.map(drop)
}

/// An intake in which a name is typed, on a disk that is full to the last byte.
async fn typing_on_a_full_disk(stage: &mut Stage) -> Result {
    on_a_small_disk(stage).await?;
    let browser = stage.browser();
    new_intake(browser).await?;
    go_to_step(browser, "Customer and car").await?;
    browser.fill_in("Name", "a").await?;
    until_saved(browser).await?;
    use_up_everything(browser).await
}

/// Fills the disk twice: on the first refusal the app lets go of the room it holds ready, and goes on with that.
async fn use_up_everything(browser: &Browser) -> Result {
    browser.fill_storage().await?;
    type_until_full(browser).await?;
    until_saved(browser).await.context("the room held ready is enough for text")?;
    until_not_full(browser).await?;
    browser.fill_storage().await.map(drop)
}

async fn dent(browser: &Browser) -> Result {
    go_to_step(browser, "Walk-around").await?;
    browser.press_button("Front door, left: Not inspected").await?;
    browser.press_button("Dent").await
}

/// Types until the page says that the tablet is full: what is on screen, and what of it was shown as saved.
async fn type_until_full(browser: &Browser) -> Result<(String, String)> {
    let mut saved = stored_name(browser).await?;
    for place in 0..200_u8 {
        browser.type_into("Name", &char::from(b'a' + place % 26).to_string()).await?;
        // The value first: when the page says saved after that, at least this value is.
        let value = browser.value_of("Name").await?;
        if browser.words().await?.contains(FULL) {
            return Ok((value, saved));
        }
        if is_saved(browser).await? {
            saved = value;
        }
    }
    anyhow::bail!("200 letters fit on a full disk")
}

/// Goes to and fro between two steps until the page says that the tablet is full: where one is, is kept with the intake.
async fn walk_until_full(browser: &Browser) -> Result {
    for _ in 0..50 {
        for step in ["Walk-around", "Review and sign", "Walk-around"] {
            go_to_step(browser, step).await?;
        }
        if browser.words().await?.contains(FULL) {
            return Ok(());
        }
    }
    anyhow::bail!("the place in the intake fits 150 times on a full disk")
}

async fn until_not_full(browser: &Browser) -> Result {
    until("the page says no more that the tablet is full", async || {
        Ok((!browser.words().await?.contains(FULL)).then_some(()))
    })
    .await
}

/// The one draft, as it stands in the database.
async fn stored_draft(browser: &Browser) -> Result<Value> {
    let drafts = browser.stored("drafts").await?;
    let [(_, draft)] = drafts.as_slice() else { anyhow::bail!("one draft: {drafts:?}") };
    Ok(draft.clone())
}

async fn stored_name(browser: &Browser) -> Result<String> {
    Ok(stored_draft(browser).await?["customer"]["owner"]["name"].as_str().unwrap_or_default().to_owned())
}

async fn signatures(browser: &Browser) -> Result<Vec<Value>> {
    let draft = stored_draft(browser).await?;
    Ok(draft["review"]["signatures"].as_array().cloned().unwrap_or_default())
}
