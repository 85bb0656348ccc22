//! Two windows of one tablet: one writes an intake, the other reads it and may take it over; the queue is sent once; and the end of a shift
//! says what is left.

use anyhow::{Context, ensure};
use walkaround_e2e::{
    Backend, Browser, Look, Manner, Result, Role, deliver_to, first_start, go_to_step, id_in_address, new_intake,
    perform, plain_intake, seal, sign_both, until, until_saved,
};

const READS: &str = "This intake is open in another window";
const GAVE_AWAY: &str = "Another window has taken this intake over";

#[tokio::test]
async fn one_window_writes_and_the_other_takes_over() -> Result {
    perform("two-windows", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        go_to_step(browser, "Customer and car").await?;
        browser.fill_in("Make", "BYD").await?;
        until_saved(browser).await?;
        let (first, address) = (browser.window().await?, browser.address().await?);

        let second = browser.another_window(Look::PORTRAIT).await?;
        browser.go(&address).await?;
        browser.until_said(READS).await?;
        ensure!(browser.value_of("Make").await? == "BYD", "the second window shows what is saved");
        ensure!(is_locked(browser, "Make").await?, "the second window only reads");
        for step in
            ["Welcome", "Concerns", "Walk-around", "Cabin and belongings", "Work and promise", "Review and sign"]
        {
            go_to_step(browser, step).await.with_context(|| format!("{step} can be read"))?;
            browser.until_said(READS).await?;
        }
        go_to_step(browser, "Customer and car").await?;

        // What the first one saves is seen in the second at once.
        browser.to_window(&first).await?;
        browser.fill_in("Model", "Han EV").await?;
        browser.to_window(&second).await?;
        until_it_says(browser, "Model", "Han EV").await?;

        // The first one is in the middle of a word when it is asked.
        browser.to_window(&first).await?;
        browser.type_into("Model", " 2024").await?;
        browser.to_window(&second).await?;
        take_over(browser).await?;
        until_it_says(browser, "Model", "Han EV 2024").await.context("nothing that was typed is lost")?;
        browser.fill_in("Name", "Chen Jianguo").await?;
        until_saved(browser).await?;

        browser.to_window(&first).await?;
        browser.until_said(GAVE_AWAY).await?;
        ensure!(is_locked(browser, "Model").await?, "the first window only reads now");
        until_it_says(browser, "Name", "Chen Jianguo").await?;
        browser.screenshot("two-windows-read-only").await?;
        let findings = browser.accessibility_findings().await?;
        ensure!(findings.is_empty(), "{findings:#?}");

        // And back again; what is in the database is what both of them say.
        take_over(browser).await?;
        browser.fill_in("Phone", "138 1642 2716").await?;
        until_saved(browser).await?;
        browser.to_window(&second).await?;
        browser.until_said(GAVE_AWAY).await?;
        until_it_says(browser, "Phone", "138 1642 2716").await?;

        // The window that writes is closed: the other one goes on by itself.
        browser.to_window(&first).await?;
        browser.close_window_for(&second).await?;
        until_unlocked(browser, "Model").await?;
        for (field, value) in
            [("Make", "BYD"), ("Model", "Han EV 2024"), ("Name", "Chen Jianguo"), ("Phone", "138 1642 2716")]
        {
            ensure!(browser.value_of(field).await? == value, "{field} is {}", browser.value_of(field).await?);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_queue_is_sent_once_and_both_windows_see_it() -> Result {
    perform("two-windows-queue", Look::LANDSCAPE, async |stage| {
        let backend = Backend::start()?;
        first_start(stage).await?;
        let browser = stage.browser();
        deliver_to(browser, &backend.base()).await?;
        let first = browser.window().await?;
        let board = browser.address().await?;
        let second = browser.another_window(Look::LANDSCAPE).await?;
        browser.go(&board).await?;
        browser.find(Role::Button, "New intake").await?;

        browser.to_window(&first).await?;
        backend.behave(Manner::ServerError);
        new_intake(browser).await?;
        plain_intake(browser, "沪A12345").await?;
        sign_both(browser).await?;
        seal(browser).await?;
        let id = id_in_address(browser).await?;

        // The other window has heard of it, and says what is left on the tablet and whose it is.
        browser.to_window(&second).await?;
        browser.press_button("1 to send").await?;
        browser.find(Role::Heading, "Not yet: keep it on and near the network").await?;
        browser.until_said("A·12345").await?;
        browser.until_said("Zhou Min, signed").await?;
        browser.screenshot("end-of-shift").await?;
        let findings = browser.accessibility_findings().await?;
        ensure!(findings.is_empty(), "{findings:#?}");

        // Both windows want to send now.
        backend.behave(Manner::Good);
        browser.press_until_said("Deliver now", "The tablet may be put away or handed over").await?;
        browser.to_window(&first).await?;
        browser.until_said("Signed and delivered").await?;
        browser.to_window(&second).await?;
        browser.find(Role::Heading, "The tablet may be put away or handed over").await?;
        ensure!(backend.taken() == [id], "taken once: {:?}", backend.taken());
        browser.press_button("Back to the board").await?;
        browser.find(Role::Button, "All delivered").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn settings_of_one_window_are_those_of_the_other() -> Result {
    perform("two-windows-settings", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        let (first, board) = (browser.window().await?, browser.address().await?);
        let second = browser.another_window(Look::LANDSCAPE).await?;
        browser.go(&board).await?;
        browser.find(Role::Button, "New intake").await?;
        browser.to_window(&first).await?;
        browser.press_button("Settings").await?;
        browser.press_button("Language and look").await?;
        browser.press_button("中文").await?;
        browser.to_window(&second).await?;
        browser.find(Role::Button, "新接车").await?;
        browser.press_button("新接车").await?;
        // The board of the first window knows of the intake.
        browser.to_window(&first).await?;
        browser.press_button("回到今日接车").await?;
        browser.until_said("还没写姓名").await
    })
    .await
}

async fn take_over(browser: &Browser) -> Result {
    browser.press_button("Take over").await?;
    browser.find(Role::Dialog, "Write in this window?").await?;
    // The banner's own button lies behind the dialog, which is the only thing that can be pressed.
    browser.press_button("Take over").await?;
    until_unlocked(browser, "Model").await
}

async fn is_locked(browser: &Browser, field: &str) -> Result<bool> {
    Ok(browser.find(Role::Textbox, field).await?.disabled)
}

async fn until_unlocked(browser: &Browser, field: &str) -> Result {
    until("this window writes", async || Ok((!is_locked(browser, field).await?).then_some(()))).await
}

async fn until_it_says(browser: &Browser, field: &str, value: &str) -> Result {
    let what = format!("“{field}” says {value}");
    until(&what, async || Ok((browser.value_of(field).await? == value).then_some(()))).await
}
