//! The walk-around without the drawing and without a pointer: Tab, Enter, Space and what is typed do all of it, the focus is always in
//! sight, dialogs give it back, and the stock accessibility checker finds nothing in any state.

use anyhow::{Context, ensure};
use thirtyfour::Key;
use walkaround_e2e::{
    Browser, Look, Photo, Result, Role, Stage, first_start, go_to_step, new_intake, perform, until_saved,
    write_camera_photo,
};

#[tokio::test]
async fn the_keyboard_alone_does_a_whole_walk_around() -> Result {
    perform("list-view", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        new_intake(stage.browser()).await?;
        go_to_step(stage.browser(), "Walk-around").await?;
        walk_around(stage).await
    })
    .await
}

async fn walk_around(stage: &Stage) -> Result {
    let browser = stage.browser();
    browser.enter_on(&[], "Sedan").await?;
    browser.enter_on(&[], "As a list").await?;
    browser.find(Role::Heading, "Driver’s side, front").await?;
    is_accessible(browser, "the list").await?;

    marks_on_three_panels(browser).await?;
    photo_of_a_mark(stage).await?;
    out_of_sight(browser).await?;
    wheels(browser).await?;
    the_rest(browser).await?;
    back_and_forth(browser).await?;
    browser.screenshot("list-view").await?;

    // All of it is kept, and this tablet goes on with the list.
    until_saved(browser).await?;
    browser.reload().await?;
    browser.find(Role::Button, "D1: Front door, left, Dent · 2–5 cm, Repair").await?;
    browser.find(Role::Button, "S2: Boot lid, Scratch · 5–15 cm, Cosmetic").await?;
    browser.until_said("Everything has been looked at").await
}

/// Two described one by one, the third the same as the one before.
async fn marks_on_three_panels(browser: &Browser) -> Result {
    add(browser, "Front door, left").await?;
    is_accessible(browser, "the palette of a panel").await?;
    browser.enter_on(&[], "Dent").await?;
    browser.tab_to(Role::Button, &["Severity"], "Repair").await?;
    browser.key(' ').await?;
    is_accessible(browser, "the palette of a mark").await?;
    browser.enter_on(&[], "Note and measure").await?;
    browser.tab_to(Role::Textbox, &[], "Note").await?;
    browser.type_here("fist-sized").await?;
    is_accessible(browser, "note and measure").await?;
    close(browser, "Front door, left").await?;

    station(browser, "Rear").await?;
    add(browser, "Boot lid").await?;
    browser.enter_on(&[], "Scratch").await?;
    close(browser, "Boot lid").await?;

    station(browser, "Passenger side").await?;
    add(browser, "Rear door, right").await?;
    browser.tab_to_what_begins(Role::Button, &[], "Same: scratch").await?;
    browser.key(Key::Enter).await?;
    browser.until_focused(Role::Button, &[], "Add a mark: Rear door, right").await?;
    browser.find(Role::Button, "S3: Rear door, right, Scratch · 5–15 cm, Cosmetic").await?;

    // Taken away and brought back.
    browser.enter_on(&[], "S3: Rear door, right, Scratch · 5–15 cm, Cosmetic").await?;
    browser.enter_on(&[], "Remove this mark").await?;
    browser.until_focused(Role::Button, &[], "Add a mark: Rear door, right").await?;
    browser.key_with(Key::Control, 'z').await?;
    browser.find(Role::Button, "S3: Rear door, right, Scratch · 5–15 cm, Cosmetic").await?;
    Ok(())
}

/// The photo comes from a file: what a camera sees is not the keyboard's business.
async fn photo_of_a_mark(stage: &Stage) -> Result {
    let browser = stage.browser();
    station(browser, "Driver’s side, front").await?;
    browser.enter_on(&[], "D1: Front door, left, Dent · 2–5 cm, Repair").await?;
    let photo = stage.profile.path().join("dent.jpg");
    write_camera_photo(&photo, Photo::TWELVE_MEGAPIXELS)?;
    browser.give_file("Photo", &photo).await?;
    browser.find(Role::Button, "Photo (1)").await.context("the photo was prepared and kept")?;
    close(browser, "").await?;
    browser.enter_on(&[], "Show the photo").await?;
    browser.find(Role::Button, "Remove photo").await?;
    is_accessible(browser, "a photo").await?;
    browser.key(Key::Escape).await?;
    browser.until_focused(Role::Button, &[], "Show the photo").await
}

async fn out_of_sight(browser: &Browser) -> Result {
    station(browser, "Driver’s side, front").await?;
    browser.enter_on(&["Sill, left"], "Can’t see").await?;
    browser.find(Role::Button, "Snow").await?;
    is_accessible(browser, "why it can't be seen").await?;
    browser.enter_on(&[], "Snow").await?;
    browser.until_gone(Role::Button, "Snow").await?;
    browser.until_focused(Role::Button, &["Sill, left"], "Can’t see").await?;
    browser.enter_on(&["Front wing, left"], "No damage").await?;
    // The filter leaves out what is answered, and what is answered under it stays where the focus is.
    browser.enter_on(&[], "Only what is open").await?;
    browser.until_gone(Role::Button, "Add a mark: Front wing, left").await?;
    is_accessible(browser, "only what is open").await?;
    browser.enter_on(&["A pillar, left"], "No damage").await?;
    ensure!(browser.is_there(Role::Button, "Add a mark: A pillar, left").await?, "it is taken away under the focus");
    browser.enter_on(&[], "Only what is open").await
}

async fn wheels(browser: &Browser) -> Result {
    station(browser, "Wheels").await?;
    browser.tab_to(Role::Textbox, &["Front left"], "Tread").await?;
    browser.type_here("6.5").await?;
    browser.enter_on(&["Front left", "Rim"], "Damaged").await?;
    is_accessible(browser, "the wheels").await
}

async fn the_rest(browser: &Browser) -> Result {
    browser.enter_on(&[], "Rest: no damage").await?;
    browser.enter_on(&[], "All remaining: no damage").await?;
    browser.until_said("Nothing is answered yet at").await?;
    is_accessible(browser, "the question about the rest").await?;
    browser.enter_on(&[], "Looked at, no damage").await?;
    browser.until_focused(Role::Heading, &[], "Wheels").await?;
    browser.until_said("Everything has been looked at").await?;
    is_accessible(browser, "everything answered").await
}

async fn back_and_forth(browser: &Browser) -> Result {
    browser.tab_to_what_begins(Role::Button, &["Undo and redo"], "Undo: answers for").await?;
    browser.key(Key::Enter).await?;
    browser.until_said("stations not looked at yet").await?;
    is_accessible(browser, "something taken back").await?;
    browser.tab_to_what_begins(Role::Button, &["Undo and redo"], "Redo: answers for").await?;
    browser.key(' ').await?;
    browser.until_said("Everything has been looked at").await
}

/// Goes to a station by its place in the list of stations.
async fn station(browser: &Browser, name: &str) -> Result {
    browser.tab_to_what_begins(Role::Button, &["Stations"], &format!("{name} ")).await?;
    browser.key(Key::Enter).await?;
    browser.find(Role::Heading, name).await?;
    Ok(())
}

/// Opens the palette of a panel; what is asked first has the focus.
async fn add(browser: &Browser, panel: &str) -> Result {
    browser.enter_on(&[], &format!("Add a mark: {panel}")).await?;
    browser.find(Role::Dialog, panel).await?;
    Ok(())
}

/// Closes the palette; the button that opened it has the focus again.
async fn close(browser: &Browser, panel: &str) -> Result {
    browser.key(Key::Escape).await?;
    browser.until_gone(Role::Button, "Remove this mark").await?;
    if panel.is_empty() {
        return Ok(());
    }
    browser.until_focused(Role::Button, &[], &format!("Add a mark: {panel}")).await
}

async fn is_accessible(browser: &Browser, state: &str) -> Result {
    let found = browser.accessibility_findings().await?;
    ensure!(found.is_empty(), "in {state} the checker finds: {}", found.join("\n"));
    Ok(())
}
