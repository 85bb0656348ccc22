//! The whole main job on real input: from a fresh tablet to a signed sheet in the backend's database, with every field typed and the network
//! gone in the middle.

mod arrived;
mod cabin;
mod concerns;
mod customer_vehicle;
mod expected;
mod signing;
mod walkaround;
mod welcome;
mod work;

use anyhow::ensure;
use walkaround_e2e::{Browser, Look, Result, first_start, new_intake, perform};

#[tokio::test]
async fn a_car_goes_through_the_lane_with_the_network_gone() -> Result {
    perform("main-job", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        the_shop(stage.browser()).await?;
        // From here to the seal there is no network at all.
        stage.receiver.stop();
        let browser = stage.browser();
        new_intake(browser).await?;
        welcome::fill_in(browser).await?;
        customer_vehicle::fill_in(browser).await?;
        concerns::fill_in(stage).await?;
        walkaround::fill_in(stage).await?;
        reload_in_the_middle(browser).await?;
        walkaround::finish(stage).await?;
        cabin::fill_in(stage).await?;
        work::fill_in(browser).await?;
        signing::explain(browser).await?;
        signing::customer_signs(browser).await?;
        signing::advisor_signs_and_seals(browser).await?;
        browser.until_said("Signed").await?;
        ensure!(!browser.words().await?.contains("delivered"), "nothing can be delivered without a network");
        browser.screenshot("main-job-sealed").await?;

        stage.receiver.start_again().await?;
        let browser = stage.browser();
        browser.press_until_said("Send now", "Signed and delivered").await?;
        browser.screenshot("main-job-delivered").await?;
        arrived::check(stage).await
    })
    .await
}

#[test]
fn every_field_that_is_entered_is_typed_in_the_main_job() -> Result {
    expected::covers_the_contract()
}

/// What the settings add to every sheet.
async fn the_shop(browser: &Browser) -> Result {
    browser.press_button("Settings").await?;
    browser.press_button("Shop and defaults").await?;
    browser.fill_in("Shop phone", "021 5036 7788").await?;
    browser.fill_in("Shop address", "1188 Pudong South Road, Shanghai").await?;
    browser.fill_in("Days until the call-back is due", "4").await?;
    browser.press_button("Back to the board").await
}

/// The app returns to the same draft and step, with everything, and with no network.
async fn reload_in_the_middle(browser: &Browser) -> Result {
    let before = browser.address().await?;
    browser.reload().await?;
    browser.until_said("Stone chip").await?;
    ensure!(browser.address().await? == before, "the reload has left the step");
    for words in ["Scratch", "Dent", "<script>alert(1)</script>", "Chen <b>Jianguo</b>"] {
        browser.until_said(words).await?;
    }
    Ok(())
}
