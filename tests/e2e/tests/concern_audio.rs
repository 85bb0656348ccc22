//! The noise of a concern: recorded through the browser's own recorder, played, kept when the app goes to the background, taken off and
//! brought back, and delivered with the bytes that its hash names. The browser's fake microphone beeps.

use anyhow::{Context, ensure};
use serde_json::Value;
use walkaround_e2e::{
    Browser, Look, Result, Role, first_start, go_to_step, id_in_address, new_intake, perform, plain_intake, seal,
    sign_both, until, until_saved,
};

#[tokio::test]
async fn a_noise_is_recorded_played_and_delivered() -> Result {
    perform("concern-audio", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        plain_intake(browser, "沪AD12345").await?;
        go_to_step(browser, "Concerns").await?;
        browser.press_button("Note a concern").await?;
        browser.press_button("Noise").await?;

        record(browser, "0:02").await?;
        plays(browser, "Clip 1").await?;
        record(browser, "0:01").await?;
        browser.press_button("Remove Clip 2").await?;
        browser.until_gone(Role::Button, "Play Clip 2").await?;
        browser.press_button("Undo").await?;
        browser.find(Role::Button, "Play Clip 2").await?;
        kept_when_hidden(browser).await?;
        until_saved(browser).await?;
        // What is kept is there after a restart of the page as well.
        browser.reload().await?;
        for clip in ["Clip 1", "Clip 2", "Clip 3"] {
            plays(browser, clip).await?;
        }
        browser.screenshot("concern-audio").await?;

        go_to_step(browser, "Review and sign").await?;
        sign_both(browser).await?;
        seal(browser).await?;
        browser.until_said("Signed and delivered").await?;
        plays(browser, "Clip 1").await?;
        arrived(stage.receiver.data(), browser).await
    })
    .await
}

/// Records until the screen says so many seconds.
async fn record(browser: &Browser, seconds: &str) -> Result {
    browser.press_button("Record the noise").await?;
    until_recorded(browser, seconds).await?;
    browser.press_button("Stop recording").await?;
    browser.find(Role::Button, "Record the noise").await?;
    Ok(())
}

/// The recorder's own time, which stands above its limit: clips and the clock say times as well.
async fn until_recorded(browser: &Browser, seconds: &str) -> Result {
    browser.find(Role::Button, "Stop recording").await?;
    browser.until_said(&format!("{seconds}\nup to 1:00")).await
}

async fn plays(browser: &Browser, clip: &str) -> Result {
    browser.press_button(&format!("Play {clip}")).await?;
    // It goes back to its start by itself.
    browser.find(Role::Button, &format!("Pause {clip}")).await?;
    browser.find(Role::Button, &format!("Play {clip}")).await?;
    Ok(())
}

/// A tablet that is put aside in the middle of a recording.
async fn kept_when_hidden(browser: &Browser) -> Result {
    browser.press_button("Record the noise").await?;
    until_recorded(browser, "0:01").await?;
    let hidden = "Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
        document.dispatchEvent(new Event('visibilitychange'));
        delete document.visibilityState;";
    browser.script(hidden, Vec::new()).await?;
    browser.find(Role::Button, "Play Clip 3").await?;
    browser.until_said("so the recording was stopped and kept").await
}

async fn arrived(data: &std::path::Path, browser: &Browser) -> Result {
    let id = id_in_address(browser).await?;
    let fetched = browser.script_async(&format!("await (await fetch('/inbox/{id}/sheet.json')).text()")).await?;
    let sheet: Value = serde_json::from_str(fetched.as_str().context("a sheet is text")?)?;
    let named = sheet["concerns"][0]["attachments"].as_array().context("a concern names its attachments")?;
    let attachments = sheet["attachments"].as_array().context("a sheet lists its attachments")?;
    let clips: Vec<&Value> = attachments.iter().filter(|known| named.contains(&known["id"])).collect();
    ensure!(clips.len() == 3, "three clips: {attachments:?}");
    for clip in clips {
        ensure!(clip["role"] == "concern_audio", "{clip}");
        ensure!(clip["media_type"].as_str().is_some_and(|named| named.starts_with("audio/webm")), "{clip}");
        ensure!(clip["duration_ms"].as_u64().is_some_and(|ms| (500..60_000).contains(&ms)), "{clip}");
        let sha256 = clip["sha256"].as_str().context("an attachment names its hash")?;
        let bytes = std::fs::read(data.join("attachments").join(&sha256[..2]).join(sha256))?;
        ensure!(Some(bytes.len() as u64) == clip["byte_length"].as_u64());
        ensure!(walkaround_contract::sha256_hex(&bytes) == sha256, "the bytes match their hash");
        ensure!(bytes.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]), "it is WebM");
    }
    inbox_plays(browser, &id).await
}

/// The inbox's own players find out that they can play what was delivered.
async fn inbox_plays(browser: &Browser, id: &str) -> Result {
    let address = browser.address().await?;
    let inbox = address.split("/sheet/").next().context("the app's address")?;
    browser.go(&format!("{inbox}/inbox/{id}")).await?;
    until("three players have read the start of their clips", async || {
        let ready = "return [...document.querySelectorAll('audio')].filter(audio => audio.readyState >= 1).length";
        Ok((browser.script(ready, Vec::new()).await? == 3).then_some(()))
    })
    .await
}
