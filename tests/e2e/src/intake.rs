//! A whole intake with the least that can be signed, for tests whose matter comes before or after it.

use crate::journey::{sign, until_saved};
use crate::photo::{Photo, write_camera_photo};
use crate::{Browser, Result, Role, Stage, until, validate_against_schema};
use anyhow::Context;
use serde_json::Value;

/// Fills in a new intake that is open at its first step, and ends at the review.
///
/// # Errors
/// When a step of it is not possible.
pub async fn plain_intake(browser: &Browser, plate: &str) -> Result {
    for name in ["Driven in", "Walk-in", "All three", "Maintenance"] {
        browser.press_button(name).await?;
    }
    go_to_step(browser, "Customer and car").await?;
    browser.fill_in("Plate", plate).await?;
    browser.fill_in("Odometer (required)", "38412").await?;
    for name in ["Sedan", "Petrol"] {
        browser.press_button(name).await?;
    }
    browser.fill_in("Make", "BYD").await?;
    browser.fill_in("Name", "Chen Jianguo").await?;
    browser.fill_in("Phone", "138 1642 2716").await?;
    go_to_step(browser, "Concerns").await?;
    browser.press_button("No concern, only booked work").await?;
    go_to_step(browser, "Cabin and belongings").await?;
    browser.press_button("Taken along").await?;
    go_to_step(browser, "Work and promise").await?;
    browser.press_button("Line").await?;
    browser.fill_in("What will be done", "40,000 km service").await?;
    browser.fill_in("Price", "680").await?;
    browser.press_button("Tomorrow").await?;
    // Where other cars were promised for that hour, its name goes on with how many.
    browser.press_that_begins(Role::Button, "16:00").await?;
    browser.press_button("Leaves").await?;
    go_to_step(browser, "Review and sign").await?;
    until_saved(browser).await
}

/// From any step: marks a panel that nobody has looked at yet, with a photo, and waits until both are kept.
///
/// # Errors
/// When a step of it is not possible.
pub async fn mark_with_photo(stage: &Stage, panel: &str, kind: &str) -> Result {
    let browser = stage.browser();
    go_to_step(browser, "Walk-around").await?;
    browser.press_button(&format!("{panel}: Not inspected")).await?;
    browser.press_button(kind).await?;
    let photo = stage.profile.path().join("damage.jpg");
    write_camera_photo(&photo, Photo { width: 1600, height: 1200, orientation: 1 })?;
    browser.give_file("Photo", &photo).await?;
    browser.find(Role::Button, "Photo (1)").await.context("the photo was prepared and kept")?;
    browser.press_button("Close").await?;
    until_saved(browser).await
}

/// From the review: the customer reads and signs, then the advisor.
///
/// # Errors
/// When a step of it is not possible.
pub async fn sign_both(browser: &Browser) -> Result {
    sign_with_marks(browser, 0).await
}

/// From the review: the customer looks at so many marks, reads and signs, then the advisor.
///
/// # Errors
/// When a step of it is not possible.
pub async fn sign_with_marks(browser: &Browser, marks: usize) -> Result {
    browser.press_button("Show customer").await?;
    for _ in 0..marks {
        browser.press_button("I see it").await?;
    }
    browser.press_button("Next: price and time").await?;
    browser.press_button("Next: sign").await?;
    sign(browser, "Signature pad").await?;
    browser.press_button("Done").await?;
    browser.find(Role::Image, "Advisor's signature pad").await?;
    sign(browser, "Advisor's signature pad").await?;
    browser.press_button("Done").await?;
    until_saved(browser).await
}

/// Seals what both have signed, and ends at the signed sheet.
///
/// # Errors
/// When it can't be sealed.
pub async fn seal(browser: &Browser) -> Result {
    browser.press_button("Seal and send").await?;
    let mut refusal = String::new();
    let sealed = until("the intake is sealed", async || {
        // A message leaves the screen by itself: what it said is the reason.
        if let Some(line) = browser.words().await?.lines().find(|line| line.starts_with("Not sealed")) {
            line.clone_into(&mut refusal);
        }
        Ok(browser.is_there(Role::Heading, "What was signed").await?.then_some(()))
    });
    sealed.await.with_context(|| refusal)
}

/// From any step to the delivered sheet, with so many marks for the customer to look at.
///
/// # Errors
/// When a step of it is not possible, or the sheet is not delivered.
pub async fn sign_and_seal(browser: &Browser, marks: usize) -> Result {
    go_to_step(browser, "Review and sign").await?;
    sign_with_marks(browser, marks).await?;
    seal(browser).await?;
    browser.until_said("Signed and delivered").await
}

/// The sheet whose page is open, as the backend keeps it, and valid by the published schema. It is written to `NAME-sheet.json`.
///
/// # Errors
/// When the backend has no such sheet, or it does not fit the schema.
pub async fn stored_sheet(stage: &Stage, name: &str) -> Result<Value> {
    let browser = stage.browser();
    let id = id_in_address(browser).await?;
    let json = browser.script_async(&format!("await (await fetch('/inbox/{id}/sheet.json')).text()")).await?;
    let json = json.as_str().context("a sheet is text")?;
    let file = stage.places.output.join(format!("{name}-sheet.json"));
    std::fs::write(&file, json)?;
    let schema = stage.places.repository.join("contract/schema/intake-sheet.v1.schema.json");
    validate_against_schema(&stage.places, &schema, &file)?;
    Ok(serde_json::from_str(json)?)
}

/// Goes to a step through the rail.
///
/// # Errors
/// When the rail has no such step.
pub async fn go_to_step(browser: &Browser, name: &str) -> Result {
    // Its name goes on with how far it has come.
    browser.press_that_begins(Role::Button, name).await
}

/// The id in the address of an intake or a sheet.
///
/// # Errors
/// When there is none.
pub async fn id_in_address(browser: &Browser) -> Result<String> {
    let address = browser.address().await?;
    let parts: Vec<&str> = address.split('/').collect();
    let at = parts.iter().position(|part| matches!(*part, "intake" | "sheet"));
    let id = at.and_then(|at| parts.get(at + 1));
    id.map(|id| (*id).to_owned()).ok_or_else(|| anyhow::anyhow!("{address} names no intake and no sheet"))
}
