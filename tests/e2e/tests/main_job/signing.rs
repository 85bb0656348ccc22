//! Step 7: a contradiction that stands with its reason, the customer's own pages, two signatures, the seal.

use walkaround_e2e::{Browser, Result, Role, go_to_step, sign};

/// A road test was agreed to with next to no fuel: the advisor says why it stands.
pub async fn explain(browser: &Browser) -> Result {
    go_to_step(browser, "Cabin and belongings").await?;
    browser.until_said("Fuel low for a road test").await?;
    browser.press_button("Give a reason").await?;
    browser.fill_in("Why it stands all the same", "Two kilometres around the block").await?;
    browser.press_button("Keep it").await?;
    browser.until_said("Zhou Min: Two kilometres around the block").await?;
    go_to_step(browser, "Review and sign").await
}

pub async fn customer_signs(browser: &Browser) -> Result {
    browser.press_button("Show customer").await?;
    browser.press_in(&["Language"], "English").await?;
    for _ in 0..2 {
        browser.press_button("I see it").await?;
    }
    browser.press_last_in(&[], "I see it differently").await?;
    browser.fill_in("In your words", "That chip was there when I bought it.").await?;
    browser.press_button("Next: price and time").await?;
    browser.until_said("¥768.40").await?;
    // The last choice is the customer's own.
    browser.press_in(&["Call back after"], "Yes").await?;
    browser.press_button("Next: sign").await?;
    sign(browser, "Signature pad").await?;
    browser.screenshot("main-job-signing").await?;
    browser.press_button("Done").await
}

pub async fn advisor_signs_and_seals(browser: &Browser) -> Result {
    browser.find(Role::Image, "Advisor's signature pad").await?;
    sign(browser, "Advisor's signature pad").await?;
    browser.press_button("Done").await?;
    browser.press_button("Seal and send").await
}
