//! How much a person has to do for a whole walk-around: eight guided photos in the live camera, four marks, every station answered.

use anyhow::{Context, ensure};
use walkaround_e2e::{
    Browser, Look, Result, Role, first_start, go_to_step, new_intake, perform, plain_intake, until, until_saved,
};

/// What a walk-around may cost. On paper it is about as many strokes of a pen.
const MOST: u64 = 60;

/// The guided photos in the order in which the camera asks for them.
const PHOTOS: [&str; 8] = ["Front left", "Front", "Right side", "Rear right", "Rear", "Left side", "Dashboard", "VIN"];

/// Stations, clockwise from the driver's door, each with what is found there.
const STATIONS: [(&str, Option<(&str, &str)>); 9] = [
    ("Driver’s side, front", Some(("Front door, left", "Scratch"))),
    ("Front", Some(("Bonnet", "Scratch"))),
    ("Passenger side", Some(("Rear door, right", "Scratch"))),
    ("Rear", Some(("Boot lid", "Scratch"))),
    ("Driver’s side, rear", None),
    ("Roof", None),
    ("Under the bonnet", None),
    ("Boot", None),
    ("Wheels", None),
];

#[tokio::test]
async fn a_whole_walk_around_takes_at_most_sixty_interactions() -> Result {
    perform("walkaround-budget", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        plain_intake(browser, "沪AD12345").await?;
        go_to_step(browser, "Walk-around").await?;
        browser.find(Role::Button, "Front door, left: Not inspected").await?;

        browser.count_interactions().await?;
        take_the_photos(browser).await?;
        let photos = browser.interactions().await?;
        walk_around(browser).await?;
        let all = browser.interactions().await?;
        browser.screenshot("walkaround-budget").await?;

        // What was counted has led somewhere: all of it is there after the page is loaded anew.
        until_saved(browser).await?;
        browser.reload().await?;
        browser.until_said("8/8").await?;
        browser.until_said("Everything has been looked at").await?;
        for (number, (panel, _)) in (1..).zip(STATIONS.into_iter().filter_map(|(_, found)| found)) {
            let mark = format!("S{number}: {panel}");
            let is_there = browser.seen().await?.iter().any(|seen| seen.name.starts_with(&mark));
            ensure!(is_there, "there is no mark “{mark}”: {}", browser.words().await?);
        }
        println!(
            "A walk-around with eight guided photos, four marks and nine stations: {all} interactions, {photos} of them for the photos (at most {MOST})"
        );
        ensure!(all <= MOST, "{all} interactions; {MOST} are enough");
        Ok(())
    })
    .await
}

/// All eight without leaving the camera, which closes after the last.
async fn take_the_photos(browser: &Browser) -> Result {
    browser.press_button("Take: Front left").await?;
    // Where the browser would ask for the camera, the app says so first.
    let asked = until("the camera explains itself or shows a picture", async || {
        let seen = browser.seen().await?;
        let named = |name: &str| seen.iter().any(|seen| seen.role == "button" && seen.name == name && !seen.disabled);
        Ok(if named("Turn the camera on") { Some(true) } else { named("Take photo").then_some(false) })
    })
    .await?;
    if asked {
        browser.press_button("Turn the camera on").await?;
    }
    for (place, photo) in PHOTOS.into_iter().enumerate() {
        browser.until_said(&format!("{} of 8", place + 1)).await?;
        browser.press_button("Take photo").await.with_context(|| format!("taking {photo}"))?;
        if place == 0 {
            browser.find(Role::Button, "Front left: taken").await.context("the first one is kept")?;
            browser.screenshot("walkaround-budget-camera").await?;
        }
    }
    browser.until_gone(Role::Dialog, "Camera").await?;
    browser.until_said("8/8").await
}

async fn walk_around(browser: &Browser) -> Result {
    let last = STATIONS.len() - 1;
    for (place, (station, found)) in STATIONS.into_iter().enumerate() {
        browser.until_said(station).await?;
        if let Some((panel, kind)) = found {
            browser.press_button(&format!("{panel}: Not inspected")).await?;
            browser.press_button(kind).await?;
            browser.press_button("Rest: no damage").await?;
        } else {
            browser.press_button("No damage here").await?;
        }
        if place < last {
            browser.press_that_begins(Role::Button, "Next: ").await?;
        }
    }
    browser.until_said("Everything has been looked at").await
}
