//! Step 3: two concerns, the first with everything that can be tapped and a photo.

use walkaround_e2e::{Photo, Result, Role, Stage, go_to_step, write_camera_photo};

pub async fn fill_in(stage: &Stage) -> Result {
    let browser = stage.browser();
    browser.press_button("Note a concern").await?;
    browser.fill_in("In the customer’s words", "Over speed bumps the front right goes clunk-clunk.").await?;
    for (row, word) in [
        ("Symptom", "Noise"),
        ("Where", "Front right"),
        ("When", "Cold"),
        ("Speed, km/h", "20–60"),
        ("Road", "Rough"),
        ("Action", "Braking"),
        ("How often", "Often"),
        ("Since", "A few days"),
        ("Tried together", "Heard it"),
    ] {
        browser.press_in(&[row], word).await?;
    }
    browser.until_said("Noise at front right: cold").await?;
    browser.unfold("More: weather, lamp, earlier attempts").await?;
    browser.press_in(&["Weather"], "Rain").await?;
    browser.press_in(&["Lamp lit"], "No").await?;
    browser.fill_in("What was tried before, and where", "Strut mount changed elsewhere.").await?;
    let photo = stage.profile.path().join("bump.jpg");
    write_camera_photo(&photo, Photo { width: 1600, height: 1200, orientation: 1 })?;
    browser.give_file("Photo", &photo).await?;
    browser.find(Role::Button, "Look at Photo 1").await?;

    browser.press_button("Add").await?;
    browser.fill_in("In the customer’s words", "The A/C smells.").await?;
    browser.press_in(&["Symptom"], "A/C").await?;
    go_to_step(browser, "Walk-around").await
}
