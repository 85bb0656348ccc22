//! The harness itself, on a page of its own: what it sees, presses, types and survives.

use anyhow::Context;
use std::fs;
use walkaround_e2e::{
    Browser, ELSEWHERE, Engine, Look, Photo, Places, Profile, Result, Role, perform, until, validate_against_schema,
    write_camera_photo,
};

const PAGE: &str = r#"<!doctype html><html lang="en"><title>Harness</title><body>
<h1>A page</h1>
<label>Plate <input id="plate"></label>
<label>Body <select id="shape"><option value="s">Sedan</option><option value="v">Van</option></select></label>
<button aria-label="Keep" onclick="document.getElementById('said').textContent = 'Kept ' + plate.value + ' ' + shape.value"></button>
<button disabled>Send</button>
<label><input type="checkbox"> Covers on</label>
<input type="file" aria-label="Photo of the damage" hidden onchange="document.getElementById('said').textContent = this.files[0].size + ' bytes'">
<p id="said" role="status"></p>
<p aria-hidden="true"><button>Unheard</button></p>
</body></html>"#;

/// The page's address, and the folder that holds it.
fn page() -> Result<(tempfile::TempDir, String)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("page.html");
    fs::write(&path, PAGE)?;
    let address = format!("file://{}", path.display());
    Ok((folder, address))
}

#[tokio::test]
async fn a_page_is_perceived_and_used_by_roles_and_names() -> Result {
    let (folder, address) = page()?;
    let profile = Profile::fresh()?;
    let browser = Browser::open(&Places::find()?, Engine::Chromium, &profile, Look::PORTRAIT.in_chinese()).await?;
    browser.go(&address).await?;

    assert_eq!(
        browser.script("return [innerWidth, innerHeight, navigator.language]", vec![]).await?,
        serde_json::json!([820, 1180, "zh-CN"])
    );
    browser.hold(Look::LANDSCAPE).await?;
    assert_eq!(browser.script("return [innerWidth, innerHeight]", vec![]).await?, serde_json::json!([1180, 820]));

    browser.find(Role::Heading, "A page").await?;
    assert!(browser.find(Role::Button, "Send").await?.disabled);
    assert!(!browser.is_there(Role::Button, "Unheard").await?, "what is hidden from people is not seen");

    browser.type_into("Plate", "draft").await?;
    browser.fill_in("Plate", "沪B K7209").await?;
    assert_eq!(browser.value_of("Plate").await?, "沪B K7209");
    browser.choose("Body", "Van").await?;
    browser.press_button("Keep").await?;
    browser.until_said("Kept 沪B K7209 v").await?;

    assert_eq!(browser.find(Role::Checkbox, "Covers on").await?.on, Some(false));
    browser.press(Role::Checkbox, "Covers on").await?;
    assert_eq!(browser.find(Role::Checkbox, "Covers on").await?.on, Some(true));

    let photo = folder.path().join("photo.jpg");
    write_camera_photo(&photo, Photo { width: 400, height: 300, orientation: 6 })?;
    browser.give_file("Photo of the damage", &photo).await?;
    browser.until_said(&format!("{} bytes", fs::metadata(&photo)?.len())).await?;

    let findings = browser.accessibility_findings().await?;
    assert!(findings.iter().any(|finding| finding.starts_with("landmark-one-main")), "{findings:?}");
    browser.close().await
}

#[tokio::test]
async fn a_killed_browser_leaves_nothing_running_and_opens_again_on_its_profile() -> Result {
    let (_folder, address) = page()?;
    let places = Places::find()?;
    let profile = Profile::fresh()?;
    let browser = Browser::open(&places, Engine::Chromium, &profile, Look::LANDSCAPE).await?;
    browser.go(&address).await?;
    browser.script("localStorage.setItem('kept', 'yes')", vec![]).await?;
    // localStorage is written some seconds later; the kill must not come before it, or nothing could be seen to survive.
    let kept = profile.path().join("Default/Local Storage/leveldb");
    until("the browser has written its storage", async || {
        let mut files = fs::read_dir(&kept).context("no storage yet")?.flatten();
        Ok(files
            .any(|file| fs::read(file.path()).is_ok_and(|bytes| bytes.windows(4).any(|bytes| bytes == b"kept")))
            .then_some(()))
    })
    .await?;
    browser.kill().await?;
    assert!(!uses_profile(&profile)?, "a process of the killed browser is left");

    let browser = Browser::open(&places, Engine::Chromium, &profile, Look::LANDSCAPE).await?;
    browser.go(&address).await?;
    assert_eq!(browser.script("return localStorage.getItem('kept')", vec![]).await?, "yes");
    browser.close().await
}

#[tokio::test]
async fn a_play_in_which_the_app_panicked_has_failed() -> Result {
    let played = perform("harness-panic", Look::LANDSCAPE, async |stage| {
        stage.go(ELSEWHERE).await?;
        // As the app's panic hook says it; the app may well go on.
        stage.browser().script("console.error('panicked at src/lib.rs:1:1:\\nwhy')", vec![]).await?;
        Ok(())
    });
    let failure = played.await.expect_err("the console said so").to_string();
    assert!(failure.contains("panicked at src/lib.rs:1:1"), "{failure}");
    Ok(())
}

/// Whether any process was started on this profile.
fn uses_profile(profile: &Profile) -> Result<bool> {
    let path = profile.path().to_string_lossy().into_owned();
    let mut processes = fs::read_dir("/proc")?.flatten();
    Ok(processes
        .any(|process| fs::read_to_string(process.path().join("cmdline")).is_ok_and(|line| line.contains(&path))))
}

#[test]
fn a_stock_validator_says_where_a_file_does_not_fit() -> Result {
    let places = Places::find()?;
    let folder = tempfile::tempdir()?;
    let write = |name: &str, text: &str| -> Result<_> {
        let path = folder.path().join(name);
        fs::write(&path, text)?;
        Ok(path)
    };
    let schema = write(
        "schema.json",
        r#"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "properties": { "at": { "type": "string", "format": "date-time", "x-personal": true } } }"#,
    )?;
    let good = write("good.json", r#"{ "at": "2026-11-21T10:00:00+08:00" }"#)?;
    let bad = write("bad.json", r#"{ "at": "yesterday" }"#)?;
    validate_against_schema(&places, &schema, &good)?;
    let refusal = validate_against_schema(&places, &schema, &bad).expect_err("it is no time").to_string();
    assert!(refusal.contains("/at"), "{refusal}");
    Ok(())
}
