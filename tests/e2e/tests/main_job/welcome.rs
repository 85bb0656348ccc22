//! Step 1: how the car came, whether it was expected, what the visit is about, and a complaint.

use walkaround_e2e::{Browser, Result, go_to_step};

pub async fn fill_in(browser: &Browser) -> Result {
    for name in ["Driven in", "Appointment"] {
        browser.press_button(name).await?;
    }
    browser.pick_moment(&[], "Appointed time", "09:30").await?;
    browser.fill_in("Appointment number", "A-2041").await?;
    for name in ["All three", "Maintenance", "Comeback"] {
        browser.press_button(name).await?;
    }
    browser.fill_in("Number of the earlier visit", "RO-19877").await?;
    browser.unfold("More: complaint").await?;
    browser.fill_in("Complaint, in the customer’s own words", "Nobody called me back last time.").await?;
    go_to_step(browser, "Customer and car").await
}
