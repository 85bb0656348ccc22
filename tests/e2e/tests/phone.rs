//! A phone has no room for all steps, views or photos side by side.

use anyhow::Context;
use serde_json::Value;
use walkaround_e2e::{Browser, Look, Result, Role, first_start, go_to_step, new_intake, perform, until};

const ON_ITS_SIDE: Look = Look { width: Look::PHONE.height, height: Look::PHONE.width, ..Look::PHONE };

/// The names of what is current in a row and lies outside it by more than a px.
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
        browser.hold(ON_ITS_SIDE).await?;
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

#[tokio::test]
async fn the_palette_stands_below_the_car_and_covers_nothing_of_it() -> Result {
    perform("phone-palette", Look::PHONE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        go_to_step(browser, "Walk-around").await?;
        browser.press_button("Sedan").await?;
        browser.press_that_begins(Role::Button, "Front door, left").await?;
        browser.find(Role::Button, "Close").await?;
        let below = "
            const [car, palette] = ['.car', '.palette'].map(one => document.querySelector(`[role=tabpanel] ${one}`).getBoundingClientRect());
            return palette.top >= car.bottom;
        ";
        for look in [Look::PHONE, ON_ITS_SIDE, Look::PHONE] {
            browser.hold(look).await?;
            until("the palette is below the car", async || {
                Ok((browser.script(below, Vec::new()).await? == true).then_some(()))
            })
            .await?;
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
