//! Step 4: three marks, one with a twelve-megapixel photo and everything that can be said of it; what can't be seen; wheels; guided photos.

use anyhow::Context;
use walkaround_e2e::{Browser, Photo, Result, Role, Stage, go_to_step, until_saved, write_camera_photo};

/// The marks.
pub async fn fill_in(stage: &Stage) -> Result {
    let browser = stage.browser();
    for (panel, kind) in [("Rear door, left", "Scratch"), ("Front door, left", "Dent"), ("Sill, left", "Stone chip")] {
        browser.press_button(&format!("{panel}: Not inspected")).await?;
        browser.press_button(kind).await?;
        match kind {
            "Scratch" => browser.press_in(&["Size, cm"], "2–5").await?,
            "Dent" => the_dent(stage).await?,
            _ => {}
        }
        browser.press_button("Close").await?;
    }
    until_saved(browser).await?;
    browser.screenshot("main-job-walkaround").await?;
    Ok(())
}

async fn the_dent(stage: &Stage) -> Result {
    let browser = stage.browser();
    browser.press_in(&["Severity"], "Repair").await?;
    let photo = stage.profile.path().join("dent.jpg");
    write_camera_photo(&photo, Photo::TWELVE_MEGAPIXELS)?;
    browser.give_file("Photo", &photo).await?;
    browser.find(Role::Button, "Photo (1)").await.context("the photo was prepared and kept")?;
    browser.press_button("Note and measure").await?;
    browser.fill_in("Note", "Trolley, by the look of it").await?;
    browser.fill_in("Measured length", "120").await
}

/// What is left after the reload.
pub async fn finish(stage: &Stage) -> Result {
    let browser = stage.browser();
    browser.press_button("Rest: no damage").await?;
    out_of_sight(browser).await?;
    tyres(browser).await?;
    shots(stage).await?;
    until_saved(browser).await
}

/// A panel that is under snow, and a station that is blocked.
async fn out_of_sight(browser: &Browser) -> Result {
    browser.press_that_begins(Role::Tab, "Top").await?;
    browser.press_button("Bonnet: Not inspected").await?;
    browser.press_in(&["Bonnet"], "Can’t see").await?;
    browser.press_button("Snow").await?;
    browser.press_that_begins(Role::Tab, "Rear").await?;
    browser.press_button("Can’t see").await?;
    browser.press_button("Blocked").await
}

async fn tyres(browser: &Browser) -> Result {
    browser.press_that_begins(Role::Tab, "Tyres").await?;
    browser.fill_in_within(&["Front left"], "Tread", "6.2").await?;
    browser.fill_in_within(&["Front left"], "Pressure", "230").await?;
    browser.fill_in_within(&["Front left"], "DOT date", "2321").await?;
    browser.press_in(&["Front left", "Tyre"], "Damaged").await?;
    browser.press_in(&["Front left", "Rim"], "Sound").await?;
    browser.fill_in_within(&["Rear right"], "Tread", "4").await
}

async fn shots(stage: &Stage) -> Result {
    let browser = stage.browser();
    let photo = stage.profile.path().join("front-left.jpg");
    write_camera_photo(&photo, Photo { width: 1600, height: 1200, orientation: 1 })?;
    browser.give_file("Camera app or file: Front left", &photo).await?;
    browser.find(Role::Button, "Show photo: Front left").await?;
    browser.press_button("Leave out").await?;
    browser.press_button("Too dark").await?;
    go_to_step(browser, "Cabin and belongings").await
}
