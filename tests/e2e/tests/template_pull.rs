//! The shop's checklist from its backend: one is asked for by a press, looked over and applied; a bad one, none, or no answer changes nothing.

use anyhow::ensure;
use serde_json::{Value, json};
use walkaround_e2e::{Backend, Look, Manner, Result, Role, Stage, deliver_to, first_start, perform};

/// What asks.
const GET: &str = "Get the shop's checklist from the backend";

#[tokio::test]
async fn the_shops_checklist_comes_from_the_receiver() -> Result {
    perform("template-pull", Look::PORTRAIT, async |stage| {
        first_start(stage).await?;
        to_the_file(stage).await?;
        let browser = stage.browser();
        browser.press_button(GET).await?;
        browser.until_said("The backend has no checklist for its tablets").await?;
        browser.until_said("Nothing changed").await?;

        let mut shop = shipped(stage)?;
        shop["id"] = json!("shop");
        shop["version"] = json!(7);
        let file = stage.places.output.join("shop-7.template.json");
        std::fs::write(&file, shop.to_string())?;
        stage.receiver.stop();
        stage.receiver.serve_template(file);
        stage.receiver.start_again().await?;

        let browser = stage.browser();
        browser.press_button(GET).await?;
        browser.until_said("The backend's checklist is open. Look it over, then apply it.").await?;
        browser.until_said("Changed, not in use yet").await?;
        ensure!(browser.accessibility_findings().await? == Vec::<String>::new());
        browser.screenshot("template-pull").await?;
        browser.press_button("Apply").await?;
        browser.until_said("Version 7 is in use from the next intake on").await?;
        browser.press_button(GET).await?;
        browser.until_said("The backend's checklist is the checklist in use already.").await?;

        // What was edited in the meantime gives way, and can be had back.
        browser.press_button("Guided photos").await?;
        browser.press(Role::Switch, "VIN in use").await?;
        browser.press_button("File").await?;
        browser.press_button(GET).await?;
        browser.until_said("What you had changed is put away.").await?;
        browser.until_said("Nothing changed").await?;
        browser.press_button("Undo").await?;
        browser.until_said("Changed, not in use yet").await
    })
    .await
}

#[tokio::test]
async fn whatever_else_a_backend_answers_changes_nothing() -> Result {
    perform("template-pull-bad", Look::LANDSCAPE, async |stage| {
        let backend = Backend::start()?;
        first_start(stage).await?;
        let browser = stage.browser();
        deliver_to(browser, &backend.base()).await?;
        to_the_file(stage).await?;
        let browser = stage.browser();
        for (manner, said) in [
            (Manner::NoCredentials, "does not accept this tablet's token, so it gives no checklist"),
            (Manner::Portal, "A web page answers at this address, not a backend."),
            (Manner::Cuts, "Nothing answers there."),
            (Manner::Good, "The backend has no checklist for its tablets"),
        ] {
            backend.behave(manner);
            browser.press_button(GET).await?;
            browser.until_said(said).await?;
            browser.until_said("Nothing changed").await?;
        }

        // One that breaks the contract: what is wrong and where.
        let mut broken = shipped(stage)?;
        broken["steps"][1]["budget_seconds"] = json!("a minute");
        backend.offer_template(&broken);
        browser.press_button(GET).await?;
        browser.until_said("The backend's checklist can't be used").await?;
        browser.until_said("/steps/1/budget_seconds").await?;
        browser.press_button("I have read it").await?;
        browser.until_said("Nothing changed").await?;

        // Nobody has to wait for one that says nothing.
        backend.behave(Manner::Silent);
        browser.press_button(GET).await?;
        browser.press_button("Stop asking").await?;
        browser.until_gone(Role::Button, "Stop asking").await?;
        browser.find(Role::Button, GET).await?;
        ensure!(backend.asked().iter().filter(|asked| asked.path == "/api/template").count() == 6);
        Ok(())
    })
    .await
}

/// From the board to where the checklist is a file.
async fn to_the_file(stage: &Stage) -> Result {
    let browser = stage.browser();
    browser.press_button("Settings").await?;
    browser.press_button("Checklist").await?;
    browser.press_button("File").await
}

fn shipped(stage: &Stage) -> Result<Value> {
    let text = std::fs::read_to_string(stage.places.repository.join("contract/templates/standard.json"))?;
    Ok(serde_json::from_str(&text)?)
}
