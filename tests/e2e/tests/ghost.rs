//! The same car comes again: the damage it left with stands on the drawing, and what became of it ends in the new sheet with its origin.

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use walkaround_e2e::{
    Browser, Look, Result, Role, Seen, Stage, first_start, go_to_step, new_intake, perform, plain_intake,
    sign_and_seal, stored_sheet, until, until_saved,
};

const PLATE: &str = "沪A12345";
const VIN: &str = "LGXC76C4XP0123487";

/// What the first visit finds: the panel and the kind.
const DAMAGE: [(&str, &str); 3] =
    [("Rear door, left", "Scratch"), ("Sill, left", "Stone chip"), ("Front door, left", "Dent")];

#[tokio::test]
async fn the_three_answers_end_in_the_sheet_with_their_origin() -> Result {
    perform("ghost", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let first = first_visit(stage).await?;
        let browser = stage.browser();
        browser.press_button("Next car").await?;
        come(browser).await?;
        browser.until_said("3 marks from the visit on").await?;
        browser.until_said("3 not answered yet").await?;
        browser.screenshot("ghost-unanswered").await?;

        // One at its place on the drawing, two in the list beside it.
        browser.press_that_begins(Role::Button, "From the last visit: Rear door, left, Scratch").await?;
        browser.press_button("Still there").await?;
        browser.press_in(&["What became of it: Front door, left"], "Fixed").await?;
        browser.press_in(&["What became of it: Sill, left"], "Worse").await?;
        // What got worse is described as it is now.
        browser.press_button("Repair").await?;
        browser.press_button("Close").await?;
        // In sight is that it wants a photo; its name says the rest as well.
        until("the mark is named with its origin", async || {
            let seen = browser.seen().await?;
            let named = |seen: &Seen| seen.role == "button" && seen.name.contains("known before, got worse");
            Ok(seen.iter().any(named).then_some(()))
        })
        .await?;
        ensure!(!browser.words().await?.contains("not answered yet"), "everything is answered");
        // And one that nobody knew.
        browser.press_button("Fuel or charge flap, left: Not inspected").await?;
        browser.press_button("Paint loss").await?;
        browser.press_button("Close").await?;
        browser.until_said("new today").await?;
        until_saved(browser).await?;
        browser.screenshot("ghost-answered").await?;

        // The customer is shown the damage that is there, not what was repaired.
        sign_and_seal(browser, 3).await?;
        let second = stored_sheet(stage, "ghost").await?;
        ensure!(second["visit_id"] != first["visit_id"]);
        let before = |kind: &str| mark(&first, kind).map(|mark| mark["id"].clone());
        for (kind, development) in [("scratch", "still_there"), ("stone_chip", "worse"), ("dent", "repaired")] {
            let today = mark(&second, kind)?;
            ensure!(today["origin"] == "known_before", "{today}");
            ensure!(today["development"] == development, "{today}");
            ensure!(today["previous_mark"] == json!({"sheet": first["id"], "mark": before(kind)?}), "{today}");
            ensure!((&today["x"], &today["y"]) == (&mark(&first, kind)?["x"], &mark(&first, kind)?["y"]), "{today}");
        }
        ensure!(mark(&second, "stone_chip")?["severity"] == 2);
        let new = mark(&second, "paint_loss")?;
        ensure!(new["origin"] == "seen_today" && new.get("previous_mark").is_none(), "{new}");
        let seen = second["acknowledgement"]["marks"].as_array().context("the customer's answers")?;
        ensure!(seen.len() == 3, "what was repaired is not asked about: {seen:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_backend_knows_the_car_where_the_tablet_does_not() -> Result {
    perform("ghost-backend", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        first_visit(stage).await?;
        let browser = stage.browser();
        browser.press_button("Next car").await?;
        // Another tablet: one that never had this sheet.
        for store in ["sheets", "deliveries", "photos", "thumbnails"] {
            browser.clear_store(store).await?;
        }
        browser.reload().await?;
        come(browser).await?;
        browser.until_said("3 marks from the visit on").await?;
        until_saved(browser).await?;
        // What was learnt is there without the backend.
        stage.receiver.stop();
        let browser = stage.browser();
        browser.reload().await?;
        browser.until_said("3 marks from the visit on").await?;
        browser.press_button("All still there").await?;
        browser.until_said("known before, still there").await
    })
    .await
}

/// The first visit, to the delivered sheet.
async fn first_visit(stage: &Stage) -> Result<Value> {
    let browser = stage.browser();
    come(browser).await?;
    for (panel, kind) in DAMAGE {
        browser.press_button(&format!("{panel}: Not inspected")).await?;
        browser.press_button(kind).await?;
        browser.press_button("Close").await?;
    }
    ensure!(!browser.words().await?.contains("From the last visit"), "it was never here");
    sign_and_seal(browser, DAMAGE.len()).await?;
    stored_sheet(stage, "ghost-first").await
}

/// An intake of the car, up to the walk-around.
async fn come(browser: &Browser) -> Result {
    new_intake(browser).await?;
    plain_intake(browser, PLATE).await?;
    go_to_step(browser, "Customer and car").await?;
    browser.fill_in("VIN", VIN).await?;
    go_to_step(browser, "Walk-around").await
}

/// The one mark of this kind.
fn mark<'a>(sheet: &'a Value, kind: &str) -> Result<&'a Value> {
    let marks = sheet["walkaround"]["marks"].as_array().context("a sheet has marks")?;
    marks.iter().find(|mark| mark["kind"] == kind).with_context(|| format!("no {kind} in {marks:?}"))
}
