//! The build starts at all: served by the receiver, in a browser that has never seen it.

use walkaround_e2e::{Look, Result, Role, perform};

#[tokio::test]
async fn the_app_opens_and_says_who_it_is() -> Result {
    perform("smoke", Look::LANDSCAPE, async |stage| {
        stage.go("/").await?;
        let browser = stage.browser();
        // A fresh tablet is asked for its shop and advisor first.
        walkaround_e2e::until("the app has drawn a heading", async || {
            let seen = browser.seen().await?;
            Ok(seen.into_iter().find(|seen| seen.role == "heading" && !seen.name.is_empty()))
        })
        .await?;
        assert!(!browser.is_there(Role::Alert, "").await?);
        browser.screenshot("smoke").await?;
        Ok(())
    })
    .await
}
