//! The shop's own checklist: what is changed reaches the next intake, never one that has begun; a bad file changes nothing.

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;
use walkaround_e2e::{
    Browser, Look, Mouse, Result, Role, Stage, first_start, go_to_step, id_in_address, new_intake, perform,
    plain_intake, sign_and_seal, stored_sheet, until_saved,
};

#[tokio::test]
async fn a_draft_keeps_the_checklist_it_began_with() -> Result {
    perform("template", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        let begun = id_in_address(browser).await?;
        browser.press_button("Back to the board").await?;
        let file = change_the_checklist(stage).await?;
        bad_files_change_nothing(stage).await?;
        ensure!(file["catalogues"]["damage_kind"][0]["labels"]["en"] == "Scrape", "{}", file["catalogues"]["damage_kind"]);

        // The intake of before: the old words, all eight photos, and it can be finished.
        stage.go(&format!("/intake/{begun}/welcome")).await?;
        let browser = stage.browser();
        plain_intake(browser, "沪A12345").await?;
        go_to_step(browser, "Walk-around").await?;
        browser.until_said("0/8").await?;
        mark(browser, "Scratch").await?;
        browser.screenshot("template-old").await?;
        sign_and_seal(browser, 1).await?;
        let old = stored_sheet(stage, "template-old").await?;
        ensure!(old["id"] == begun.as_str() && old["template"]["id"] == "standard", "{}", old["template"]);

        // The next one: the new words, one photo less, and a word of the shop's own that the sheet explains.
        let browser = stage.browser();
        browser.press_button("Next car").await?;
        new_intake(browser).await?;
        plain_intake(browser, "沪B67890").await?;
        go_to_step(browser, "Cabin and belongings").await?;
        browser.press_that_begins(Role::Button, "Tyre sealant").await?;
        go_to_step(browser, "Walk-around").await?;
        browser.until_said("0/7").await?;
        mark(browser, "Scrape").await?;
        browser.screenshot("template-new").await?;
        sign_and_seal(browser, 1).await?;
        let new = stored_sheet(stage, "template-new").await?;
        ensure!((&new["template"]["id"], &new["template"]["version"]) == (&json!("shop"), &file["version"]));
        ensure!(new["walkaround"]["marks"][0]["kind"] == "scratch", "a word is called otherwise, and stays the same word");
        ensure!(
            new["template"]["own_labels"]
                == json!([
                    {"catalogue": "accessory_kind", "word": "x_tyre_sealant", "language": "en", "label": "Tyre sealant"},
                    {"catalogue": "accessory_kind", "word": "x_tyre_sealant", "language": "zh-CN", "label": "补胎液"},
                ]),
            "{}",
            new["template"]["own_labels"]
        );
        let page = stage.browser().script_async("await (await fetch(location.href.replace('/sheet/', '/inbox/'))).text()").await?;
        let page = page.as_str().context("the inbox is text")?;
        ensure!(page.contains("Tyre sealant") || page.contains("补胎液"), "the inbox calls the word what the shop calls it");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_draft_whose_checklist_is_gone_opens_all_the_same() -> Result {
    perform("template-lost", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        change_the_checklist(stage).await?;
        let browser = stage.browser();
        browser.press_button("Back to the settings").await?;
        browser.press_button("Back to the board").await?;
        new_intake(browser).await?;
        until_saved(browser).await?;
        browser.clear_store("templates").await?;
        browser.reload().await?;
        browser.until_said("The checklist this intake began with is no longer on this tablet").await?;
        plain_intake(browser, "沪A12345").await?;
        go_to_step(browser, "Walk-around").await?;
        browser.until_said("0/8").await?;
        sign_and_seal(browser, 0).await?;
        stage.go("/settings/templates").await?;
        stage.browser().until_said("The shop's checklist can't be read any more").await
    })
    .await
}

#[tokio::test]
async fn a_line_is_carried_to_another_place() -> Result {
    perform("template-carried", Look::PORTRAIT, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        browser.press_button("Settings").await?;
        browser.press_button("Checklist").await?;
        browser.press_button("Guided photos").await?;
        browser.find(Role::Heading, "Guided photos").await?;
        let before = lines(browser).await?;
        ensure!(before.len() == 8, "{before:?}");

        // While it is held nothing is changed, and Escape takes it back.
        let (x, y) = carry(browser, 0, 2).await?;
        browser.screenshot("template-carried").await?;
        browser.key(Key::Escape).await?;
        browser.mouse(Mouse::Up, x, y).await?;
        ensure!(lines(browser).await? == before);
        browser.until_said("Nothing changed").await?;

        let (x, y) = carry(browser, 0, 2).await?;
        browser.mouse(Mouse::Up, x, y).await?;
        let mut carried = before.clone();
        carried[..3].rotate_left(1);
        ensure!(lines(browser).await? == carried, "{:?}", lines(browser).await?);
        browser.until_said(&format!("{}: place 3 of 8", before[0])).await?;
        browser.until_said("Changed, not in use yet").await?;

        // The buttons do the same, and back.
        browser.press_button(&format!("Move {} up", before[0])).await?;
        browser.press_button(&format!("Move {} up", before[0])).await?;
        ensure!(lines(browser).await? == before);
        browser.until_said("Nothing changed").await
    })
    .await
}

/// The names of the lines, from top to bottom.
async fn lines(browser: &Browser) -> Result<Vec<String>> {
    let script =
        "return [...document.querySelectorAll('.template-line .template-name > b')].map(name => name.innerText)";
    Ok(serde_json::from_value(browser.script(script, Vec::new()).await?)?)
}

/// Takes a line by its handle and carries it onto another. Where the mouse is then.
async fn carry(browser: &Browser, line: usize, onto: usize) -> Result<(f64, f64)> {
    let script = "return [...document.querySelectorAll('.template-handle')].map(handle => {
        const { left, top, width, height } = handle.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
    })";
    let places: Vec<(f64, f64)> = serde_json::from_value(browser.script(script, Vec::new()).await?)?;
    let ((x, from), (_, to)) = (places[line], places[onto]);
    browser.mouse(Mouse::Move, x, from).await?;
    browser.mouse(Mouse::Down, x, from).await?;
    for step in 1..=4 {
        browser.mouse(Mouse::Drag, x, from + (to - from) * f64::from(step) / 4.0).await?;
    }
    let lifted = "return document.querySelectorAll('.template-lines.carrying > .template-line.lifted').length";
    ensure!(browser.script(lifted, Vec::new()).await? == json!(1), "it is seen to be lifted");
    Ok((x, to))
}

/// From the board: scratches are called scrapes, the photo of the VIN is not taken, and tyre sealant is looked for. The exported file.
async fn change_the_checklist(stage: &Stage) -> Result<Value> {
    let browser = stage.browser();
    browser.press_button("Settings").await?;
    browser.press_button("Checklist").await?;
    browser.press_button("Guided photos").await?;
    browser.press(Role::Switch, "VIN in use").await?;
    browser.press_button("Lists of words").await?;
    browser.press_that_begins(Role::Button, "Kinds of damage").await?;
    browser.press_button("Change the names of Scratch").await?;
    browser.fill_in("Name in English", "Scrape").await?;
    browser.press_button("All lists").await?;
    browser.press_that_begins(Role::Button, "Accessories").await?;
    browser.fill_in("New word in Chinese", "补胎液").await?;
    browser.fill_in("New word in English", "Tyre sealant").await?;
    browser.press_button("Add").await?;
    browser.press_button("Move Tyre sealant up").await?;
    browser.press_button("Back to the settings").await?;
    browser.press_button("Go on editing").await?;
    ensure!(browser.accessibility_findings().await? == Vec::<String>::new());
    browser.press_button("Apply").await?;
    browser.until_said("is in use from the next intake on").await?;
    browser.press_button("File").await?;
    let downloads = browser.downloads().await?;
    browser.press_button("Export version 2").await?;
    let (name, text) = downloads.next().await?;
    ensure!(name == "shop-2.template.json", "{name}");
    // The same bytes come back as the same checklist.
    let path = stage.places.output.join(&name);
    std::fs::write(&path, &text)?;
    browser.give_file("Import a file", &path).await?;
    browser.until_said("is the checklist in use already").await?;
    Ok(serde_json::from_str(&text)?)
}

/// Every broken file of the contract is refused with its place; what was in use stays in use.
async fn bad_files_change_nothing(stage: &Stage) -> Result {
    let folder = stage.places.repository.join("contract/fixtures/templates/invalid");
    let index: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(folder.join("index.json"))?)?;
    ensure!(index.len() >= 12);
    let browser = stage.browser();
    for broken in &index {
        let file = broken["file"].as_str().context("a file")?;
        let place = broken["path"].as_str().filter(|path| !path.is_empty()).unwrap_or("the whole file");
        browser.give_file("Import a file", &folder.join(file)).await?;
        browser.until_said(&format!("{file} can't be used")).await?;
        browser.until_said(place).await?;
        browser.press_button("I have read it").await?;
        browser.until_said("Nothing changed").await?;
    }
    Ok(())
}

async fn mark(browser: &Browser, kind: &str) -> Result {
    browser.press_button("Rear door, left: Not inspected").await?;
    browser.press_button(kind).await?;
    browser.press_button("Close").await
}
