//! A tablet with something on it: an intake under way, the fullest one there is, a sheet that was delivered, one that was refused, and a
//! rescue file from before the intake went on.

use std::path::PathBuf;

use anyhow::{Context, Result};
use walkaround_e2e::{
    Backend, Manner, Stage, deliver_to, full_draft, go_to_step, id_in_address, mark_with_photo, new_intake,
    plain_intake, seal, sign_and_seal, sign_both, until_saved,
};

pub struct Tablet {
    pub draft: String,
    /// With 200 marks and 100 photos.
    pub full: String,
    pub delivered: String,
    pub refused: String,
    /// The tablet as a file, with less of the intake than there is now.
    pub rescue: PathBuf,
    /// Refuses every sheet; kept so that its address stays taken.
    pub backend: Backend,
}

impl Tablet {
    pub async fn furnish(stage: &Stage) -> Result<Self> {
        let browser = stage.browser();
        new_intake(browser).await?;
        plain_intake(browser, "沪A12345").await?;
        mark_with_photo(stage, "Front door, left", "Dent").await?;
        sign_and_seal(browser, 1).await?;
        let delivered = id_in_address(browser).await?;
        browser.press_button("Next car").await?;

        let backend = Backend::start()?;
        backend.behave(Manner::Refuses);
        deliver_to(browser, &backend.base()).await?;
        new_intake(browser).await?;
        plain_intake(browser, "京N8K882").await?;
        sign_both(browser).await?;
        seal(browser).await?;
        browser.until_said("The backend refused it").await?;
        let refused = id_in_address(browser).await?;
        browser.press_button("Next car").await?;

        new_intake(browser).await?;
        plain_intake(browser, "粤BD12345").await?;
        let draft = id_in_address(browser).await?;
        let rescue = rescue_file(stage).await?;
        stage.go(&format!("/intake/{draft}/concerns")).await?;
        concern(stage).await?;
        mark_with_photo(stage, "Front door, left", "Dent").await?;
        browser.press_button("Back to the board").await?;
        let full = full_draft(stage).await?;
        stage.go("/").await?;
        Ok(Self { draft, full, delivered, refused, rescue, backend })
    }
}

/// Everything on the tablet, under no passphrase.
async fn rescue_file(stage: &Stage) -> Result<PathBuf> {
    let browser = stage.browser();
    until_saved(browser).await?;
    browser.press_button("Back to the board").await?;
    browser.press_button("Settings").await?;
    browser.press_button("Storage").await?;
    let downloads = browser.downloads().await?;
    browser.press_button("Export to a rescue file").await?;
    browser.press_button("Export without a passphrase").await?;
    let (name, bytes) = downloads.next_bytes().await?;
    browser.press_button("Close").await?;
    let path = stage.profile.path().join(name);
    std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
    Ok(path)
}

async fn concern(stage: &Stage) -> Result<()> {
    let browser = stage.browser();
    go_to_step(browser, "Concerns").await?;
    browser.press_button("Note a concern").await?;
    browser.fill_in("In the customer’s words", "过减速带的时候右前轮那边咯噔咯噔响，天冷的早上更明显。").await?;
    for word in ["Noise", "Front right", "Cold", "Rough"] {
        browser.press_button(word).await?;
    }
    Ok(())
}
