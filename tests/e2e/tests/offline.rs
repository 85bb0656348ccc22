//! A tablet that was online once, switched off since: a cold start with no network opens the app and the draft.

use walkaround_e2e::{Look, Result, Role, first_start, new_intake, perform, until, until_saved};

#[tokio::test]
async fn a_cold_start_without_a_network_opens_the_app_and_a_draft() -> Result {
    perform("offline", Look::PORTRAIT, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        browser.press_button("Customer and car").await?;
        browser.fill_in("Name", "Chen Jianguo").await?;
        until_saved(browser).await?;

        stage.close_browser().await?;
        stage.receiver.stop();
        stage.open_browser().await?;
        stage.go("/").await?;
        let browser = stage.browser();
        let name = until("the draft is back", async || {
            Ok(browser.value_of("Name").await.ok().filter(|value| !value.is_empty()))
        })
        .await?;
        assert_eq!(name, "Chen Jianguo");
        // The drawings are there too.
        browser.press_button("Sedan").await?;
        browser.press_button("Walk-around, Not begun").await?;
        browser.find(Role::Button, "Front door, left: Not inspected").await?;
        browser.press_button("Back to the board").await?;
        browser.find(Role::Button, "New intake").await?;
        browser.screenshot("offline-board").await?;
        Ok(())
    })
    .await
}
