//! Step 2: the car with everything about it, its owner, and who brought it.

use walkaround_e2e::{Browser, Result, go_to_step};

const CAR: &str = "About the car";
const OWNER: &str = "About the owner";
const DRIVER: &str = "About who brought the car";

pub async fn fill_in(browser: &Browser) -> Result {
    car(browser).await?;
    people(browser).await?;
    changed(browser).await?;
    browser.unfold("More: year, colour, insurance, warranty, address, how to reach").await?;
    more_about_the_car(browser).await?;
    more_about_the_owner(browser).await?;
    more_about_the_driver(browser).await?;
    go_to_step(browser, "Concerns").await
}

async fn car(browser: &Browser) -> Result {
    browser.fill_in("Plate", "沪A12345").await?;
    browser.fill_in("VIN", "LGXC76C4XP0123487").await?;
    browser.fill_in("Odometer (required)", "38412").await?;
    browser.press_in(&["Odometer (required): unit"], "miles").await?;
    browser.press_button("Sedan").await?;
    browser.fill_in("Make", "BYD").await?;
    // What a person types is text, whatever it looks like.
    browser.fill_in("Model", "<script>alert(1)</script> 汉").await?;
    browser.press_button("Plug-in hybrid").await
}

async fn people(browser: &Browser) -> Result {
    browser.fill_in("Name", "Chen <b>Jianguo</b>").await?;
    browser.press_in(&["Form of address"], "Dr").await?;
    browser.fill_in("Phone", "138 1642 2716").await?;
    browser.press_in(&["Who brought it"], "Somebody else").await?;
    browser.fill_in("Name of who brought it", "Li Wei").await?;
    browser.press_in(&["Form of address of who brought it"], "Mr").await?;
    browser.fill_in("Phone of who brought it", "139 0000 1111").await?;
    browser.press_in(&["Relation to the owner"], "Driver").await
}

async fn changed(browser: &Browser) -> Result {
    browser.press_button("Add").await?;
    browser.press_in(&["Which field of the file is out of date"], "Address").await?;
    browser.fill_in("In the file", "9 Old Street").await?;
    browser.fill_in("Should be", "12 New Street").await?;
    browser.press_button("Done with this row").await
}

async fn more_about_the_car(browser: &Browser) -> Result {
    browser.fill_in_within(&[CAR], "Colour", "Snow white").await?;
    browser.fill_in_within(&[CAR], "Model year", "2023").await?;
    // To the other side and back: the drawing follows, and the answer is the advisor's.
    for side in ["Right-hand drive", "Left-hand drive"] {
        browser.press_in(&[CAR, "Driver’s side"], side).await?;
    }
    for (field, day) in
        [("First registered on", "2023-03-15"), ("Insured until", "2027-03-14"), ("Next service on", "2027-01-10")]
    {
        browser.pick_moment(&[CAR], field, day).await?;
    }
    browser.fill_in_within(&[CAR], "Next service at", "45000").await?;
    browser.press_in(&[CAR, "Next service at: unit"], "miles").await?;
    browser.press_in(&[CAR, "Maker’s warranty"], "In warranty").await?;
    browser.pick_moment(&[CAR], "Warranty until", "2029-03-14").await?;
    browser.press_in(&[CAR, "Kind of plate"], "Green (new energy)").await
}

async fn more_about_the_owner(browser: &Browser) -> Result {
    for (field, text) in [
        ("E-mail", "chen@example.com"),
        ("Company", "Chen Trading Ltd."),
        ("Address", "12 New Street"),
        ("Member level", "Gold"),
    ] {
        browser.fill_in_within(&[OWNER], field, text).await?;
    }
    browser.press_in(&[OWNER, "Language"], "中文").await?;
    browser.press_in(&[OWNER, "Best reached by"], "WeChat").await?;
    browser.pick_moment(&[OWNER], "Call from", "09:30").await?;
    browser.pick_moment(&[OWNER], "Call until", "11:45").await?;
    browser.pick_moment(&[OWNER], "First visit to this shop", "2023-04-01").await?;
    browser.press_in(&[OWNER], "Add a phone").await?;
    browser.fill_in_within(&[OWNER], "Phone 2", "021 6888 0000").await
}

async fn more_about_the_driver(browser: &Browser) -> Result {
    for (field, text) in [("E-mail", "li@example.com"), ("Company", "Lane Drivers"), ("Address", "7 Dock Road")] {
        browser.fill_in_within(&[DRIVER], field, text).await?;
    }
    browser.press_in(&[DRIVER, "Language"], "English").await?;
    browser.press_in(&[DRIVER, "Best reached by"], "SMS").await?;
    browser.press_in(&[DRIVER, "Best time to call"], "15:00–18:00").await
}
