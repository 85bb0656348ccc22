//! A tablet with something on it: an intake under way, a sheet that was delivered, and one that was refused.

use anyhow::Result;
use walkaround_e2e::{
    Backend, Manner, Stage, go_to_step, id_in_address, mark_with_photo, new_intake, plain_intake, seal, sign_and_seal,
    sign_both,
};

pub struct Tablet {
    pub draft: String,
    pub delivered: String,
    pub refused: String,
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
        browser.press_button("Settings").await?;
        browser.fill_in("Address", &backend.base()).await?;
        browser.fill_in("Token", "lane-3").await?;
        browser.press_button("Back to the board").await?;
        new_intake(browser).await?;
        plain_intake(browser, "京N8K882").await?;
        sign_both(browser).await?;
        seal(browser).await?;
        browser.until_said("The backend refused it").await?;
        let refused = id_in_address(browser).await?;
        browser.press_button("Next car").await?;

        new_intake(browser).await?;
        plain_intake(browser, "粤BD12345").await?;
        concern(stage).await?;
        mark_with_photo(stage, "Front door, left", "Dent").await?;
        let draft = id_in_address(browser).await?;
        Ok(Self { draft, delivered, refused, backend })
    }
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
