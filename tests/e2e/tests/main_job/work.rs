//! Step 6: two lines for two payers, how binding the price is, the promise, how to reach the customer, and every consent.

use walkaround_e2e::{Browser, Result, go_to_step};

pub async fn fill_in(browser: &Browser) -> Result {
    browser.press_button("Line").await?;
    browser.fill_in("What will be done", "40,000 km service").await?;
    browser.fill_in("Price", "680").await?;
    browser.fill_in("Labour", "1.5").await?;
    browser.press_in(&["Tax"], "Plus tax").await?;
    browser.fill_in("Tax rate", "13").await?;
    browser.fill_in("Parts, one a line", "Oil filter\nEngine oil 5 l").await?;
    browser.press_button("Line").await?;
    browser.fill_in("What will be done", "Software update").await?;
    browser.press_in(&["Who pays"], "Warranty").await?;
    browser.fill_in("Labour", "0.5").await?;

    browser.fill_in("Estimate may go over by", "10").await?;
    browser.press_in(&["Above that"], "Stop work").await?;
    browser.fill_in("Deposit paid", "200").await?;
    for name in ["Tomorrow", "16:00", "Leaves"] {
        browser.press_button(name).await?;
    }
    browser.press_in(&["Loan car"], "Given").await?;
    browser.unfold("Contact while the car is here").await?;
    browser.press_in(&["Reached by"], "SMS").await?;
    browser.fill_in("At this number", "137 2222 3333").await?;
    browser.pick_moment(&[], "Call from", "13:00").await?;
    browser.pick_moment(&[], "Call until", "14:30").await?;
    for (consent, answer) in [
        ("Road test", "Yes"),
        ("Car wash", "No"),
        ("Take old parts", "Yes"),
        ("Set tyre pressure", "No"),
        ("Charge battery", "Yes"),
        ("Keep the photos", "No"),
    ] {
        browser.press_in(&[consent], answer).await?;
    }
    go_to_step(browser, "Review and sign").await
}
