//! Step 5: what the dash says, what works, how it looks, what came with the car, and what stays in it.

use walkaround_e2e::{Photo, Result, Role, Stage, go_to_step, write_camera_photo};

pub async fn fill_in(stage: &Stage) -> Result {
    let browser = stage.browser();
    browser.press_in(&["Fuel"], "1/8").await?;
    browser.fill_in("State of charge", "64").await?;
    browser.press_in(&["Charge port"], "Good").await?;
    browser.press_in(&["Charging cable"], "Worn").await?;
    browser.press_button("Engine").await?;
    browser.press_button("All work").await?;
    browser.press_that_begins(Role::Button, "Wipers").await?;
    browser.fill_in("What is wrong: Wipers", "Streaks on the left").await?;
    browser.press_button("All clean").await?;
    browser.press_in(&["Seats"], "Worn").await?;
    browser.fill_in("What it looks like: Seats", "Cigarette burn").await?;
    browser.press_in(&["How many keys"], "2").await?;
    browser.press_button("All present").await?;
    browser.press_that_begins(Role::Button, "Jack").await?;

    browser.press_button("Left in car").await?;
    browser.fill_in("What it is", "Laptop").await?;
    browser.fill_in("Where it lies", "In the boot").await?;
    let photo = stage.profile.path().join("laptop.jpg");
    write_camera_photo(&photo, Photo { width: 800, height: 600, orientation: 1 })?;
    browser.give_file("Photo", &photo).await?;
    browser.find(Role::Button, "Look at Photo 1").await?;
    browser.unfold("Remark on the cabin").await?;
    browser.fill_in("Remark on the cabin", "Child seat stays fitted.").await?;
    go_to_step(browser, "Work and promise").await
}
