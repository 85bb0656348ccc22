//! Backends that other people wrote take our sheets, each in another profile of the contract, with nothing of ours between the app and them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use walkaround_contract::sha256_hex;
use walkaround_e2e::{
    Browser, Look, Result, Stage, first_start, go_to_step, mark_with_photo, new_intake, perform, plain_intake, seal,
    sign_with_marks, until,
};
use walkaround_servers::{Foreign, address, free_port};

/// Everything in one JSON: json-server keeps it as it came, and as it gives no receipt, the app says that nothing confirmed it.
#[tokio::test]
async fn json_server_keeps_a_sheet_with_its_photos_in_it() -> Result {
    perform("json-server", Look::LANDSCAPE, async |stage| {
        let backend = Foreign::json_server(&["intake-sheets"]);
        send_to(stage, &backend.base(), "All in one JSON", "/intake-sheets").await?;
        let sealed = signed_sheet(stage).await?;
        let browser = stage.browser();
        browser.until_said("Signed and sent").await?;
        let id = sealed["id"].as_str().context("a sheet has an id")?;
        let address = format!("{}/intake-sheets/{id}", backend.base());
        let kept = browser.script_async(&format!("await (await fetch({})).text()", json!(address))).await?;
        let mut kept: Value = serde_json::from_str(kept.as_str().context("it is there")?)?;
        let sheet: Value = serde_json::from_str(sealed["json"].as_str().context("a record has its JSON")?)?;
        for attachment in kept["attachments"].as_array_mut().context("attachments")? {
            let data = attachment.as_object_mut().and_then(|attachment| attachment.remove("data"));
            let data = data.context("its bytes travel in it")?;
            let bytes = bytes_of(browser, data).await?;
            ensure!(attachment["sha256"] == sha256_hex(&bytes), "{attachment}");
        }
        ensure!(kept == sheet, "what is kept is what was sealed");
        Ok(())
    })
    .await
}

/// A form: httpbin says what it was sent, and that is the sheet as sealed and every attachment under its hash.
#[tokio::test]
async fn httpbin_gets_a_form_of_the_sheet_and_its_photos() -> Result {
    perform("httpbin", Look::LANDSCAPE, async |stage| {
        let backend = Foreign::httpbin();
        send_to(stage, &backend.base(), "All in one form", "/post").await?;
        // Its answer is for the app; the test reads along.
        stage
            .browser()
            .script(
                "const own = window.fetch;
                window.said = [];
                window.fetch = async (...asked) => {
                    const answer = await own(...asked);
                    if (answer.url.endsWith('/post')) window.said.push(await answer.clone().text());
                    return answer;
                };",
                Vec::new(),
            )
            .await?;
        let sealed = signed_sheet(stage).await?;
        let browser = stage.browser();
        browser.until_said("Signed and sent").await?;
        let said = browser.script("return window.said", Vec::new()).await?;
        let said: Vec<String> = serde_json::from_value(said)?;
        ensure!(said.len() == 1, "sent once: {}", said.len());
        let said: Value = serde_json::from_str(&said[0])?;
        ensure!(said["headers"]["Idempotency-Key"] == sealed["id"], "{}", said["headers"]);
        let files = said["files"].as_object().context("parts with a file's name")?;
        ensure!(files["sheet"] == sealed["json"], "the sheet is sent as it was sealed");
        let attachments = sealed["attachments"].as_array().context("attachments")?;
        // Both sign with the same strokes here, so the two signatures may be the same bytes, under one name.
        let hashes: BTreeSet<&str> =
            attachments.iter().filter_map(|attachment| attachment["sha256"].as_str()).collect();
        ensure!(hashes.len() >= 2 && files.len() == hashes.len() + 1, "{:?}", files.keys());
        for hash in hashes {
            let part = files[hash].as_str().with_context(|| format!("no part {hash}"))?;
            // As httpbin shows bytes that are no text.
            let (_, base64) = part.split_once(";base64,").with_context(|| format!("{hash} is {part:.80}"))?;
            let digest = sha256_hex(&bytes_of(browser, json!(base64)).await?);
            ensure!(digest == hash, "the part {hash} is {digest}");
        }
        Ok(())
    })
    .await
}

/// Photos first, then the sheet: a mock that knows nothing but the published OpenAPI file finds every request as the file says, and its receipt
/// confirms the sheet.
#[tokio::test]
async fn prism_finds_every_request_as_the_openapi_file_says() -> Result {
    perform("prism", Look::LANDSCAPE, async |stage| {
        let port = free_port();
        send_to(stage, &address(port), "Photos first, then the sheet", "/intake-sheets").await?;
        let sealed = signed_sheet(stage).await?;
        stage.browser().until_said("No answer from the backend").await?;
        // Only now is it known what a receipt for it says.
        let openapi = openapi_with_receipt(stage, &sealed)?;
        let _backend = Foreign::prism(port, &openapi);
        let browser = stage.browser();
        browser.press_until_said("Send now", "Signed and delivered").await?;
        browser.until_said("PRISM-1").await
    })
    .await
}

/// What a text in base64 stands for.
async fn bytes_of(browser: &Browser, base64: Value) -> Result<Vec<u8>> {
    let decode = "return Array.from(atob(arguments[0]), letter => letter.charCodeAt(0))";
    Ok(serde_json::from_value(browser.script(decode, vec![base64]).await?)?)
}

/// First start, and where sheets go and how.
async fn send_to(stage: &Stage, base: &str, profile: &str, path: &str) -> Result {
    first_start(stage).await?;
    let browser = stage.browser();
    browser.press_button("Settings").await?;
    browser.fill_in("Address", base).await?;
    browser.fill_in("Token", "lane-3").await?;
    browser.unfold("How your backend wants sheets").await?;
    browser.press_button(profile).await?;
    browser.fill_in("Path for sheets", path).await?;
    browser.press_button("Back to the board").await
}

/// An intake with a mark and its photo, signed and sealed. What the tablet keeps of it.
async fn signed_sheet(stage: &Stage) -> Result<Value> {
    let browser = stage.browser();
    new_intake(browser).await?;
    plain_intake(browser, "沪A12345").await?;
    mark_with_photo(stage, "Front door, left", "Dent").await?;
    go_to_step(browser, "Review and sign").await?;
    sign_with_marks(browser, 1).await?;
    seal(browser).await?;
    let sealed = until("the sheet is kept", async || Ok(browser.stored("sheets").await?.pop())).await?;
    Ok(sealed.1)
}

/// The published file, for a mock that has nothing yet and answers a sheet with this receipt.
fn openapi_with_receipt(stage: &Stage, sealed: &Value) -> Result<PathBuf> {
    let schemas = stage.places.repository.join("contract/schema");
    let mut openapi: Value = serde_json::from_str(&std::fs::read_to_string(schemas.join("openapi.v1.json"))?)?;
    let paths = &mut openapi["paths"];
    let asked = paths["/attachments/{sha256}"]["head"]["responses"].as_object_mut().context("answers to HEAD")?;
    asked.retain(|status, _| status == "404");
    paths["/intake-sheets"]["post"]["responses"]["200"]["content"]["application/json"]["example"] = json!({
        "sheet_id": sealed["id"],
        "digest": sealed["digest"],
        "received_at": "2026-11-22T10:00:00.000+00:00",
        "reference": "PRISM-1",
    });
    let folder = stage.places.output.join("prism");
    std::fs::create_dir_all(&folder)?;
    // The one refers to the other beside it.
    std::fs::copy(schemas.join("intake-sheet.v1.schema.json"), folder.join("intake-sheet.v1.schema.json"))?;
    let file = folder.join("openapi.v1.json");
    std::fs::write(&file, openapi.to_string())?;
    Ok(file)
}
