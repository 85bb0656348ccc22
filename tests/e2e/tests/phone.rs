//! A phone has no room for all steps, views or photos side by side.

use anyhow::Context;
use serde_json::Value;
use walkaround_e2e::{Browser, Look, Result, Role, first_start, go_to_step, new_intake, perform, until};

/// The names of what is current in a row and lies outside it, were it by a hair.
const OUT_OF_SIGHT: &str = "
    return [...document.querySelectorAll('[aria-current], [aria-selected=true]')].filter(node => {
        const [own, row] = [node, node.parentElement].map(one => one.getBoundingClientRect());
        return own.left < row.left - 1 || own.right > row.right + 1 || own.top < row.top - 1 || own.bottom > row.bottom + 1;
    }).map(node => node.innerText);
";

#[tokio::test]
async fn the_current_step_and_view_stay_in_sight() -> Result {
    perform("phone", Look::PHONE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        for step in ["Review and sign", "Welcome", "Work and promise"] {
            go_to_step(browser, step).await?;
            all_in_sight(browser).await?;
        }
        // A column when it lies on its side, a row when it is upright.
        browser.hold(Look { width: Look::PHONE.height, height: Look::PHONE.width, ..Look::PHONE }).await?;
        all_in_sight(browser).await?;
        browser.hold(Look::PHONE).await?;
        all_in_sight(browser).await?;
        go_to_step(browser, "Walk-around").await?;
        browser.press_button("Sedan").await?;
        for view in ["Tyres", "Left"] {
            browser.press_that_begins(Role::Tab, view).await?;
            all_in_sight(browser).await?;
        }
        Ok(())
    })
    .await
}

async fn all_in_sight(browser: &Browser) -> Result {
    let mut outside = Value::Null;
    let seen = until("what is current is in sight", async || {
        outside = browser.script(OUT_OF_SIGHT, Vec::new()).await?;
        Ok(outside.as_array().is_some_and(Vec::is_empty).then_some(()))
    });
    seen.await.with_context(|| format!("outside: {outside}"))
}
