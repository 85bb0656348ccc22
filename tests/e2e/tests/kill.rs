//! The browser's processes are killed at random moments while somebody types: what was shown as saved is there every time.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::ensure;
use walkaround_e2e::{Look, Result, first_start, is_saved, new_intake, perform, until, until_saved};

/// How often it is killed.
const KILLS: u32 = 20;

#[tokio::test]
async fn what_was_shown_as_saved_survives_every_kill() -> Result {
    perform("kill", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        browser.press_button("Customer and car").await?;
        browser.fill_in("Name", "a").await?;
        until_saved(browser).await?;
        let mut confirmed = browser.value_of("Name").await?;
        let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as u64;
        println!("seed {seed}");
        let mut random = seed | 1;
        for round in 1..=KILLS {
            // Types a random number of letters; after each, notes what the page calls saved.
            random = next(random);
            let letters = 3 + random % 12;
            for letter in 0..letters {
                let browser = stage.browser();
                random = next(random);
                let typed = char::from(b'a' + u8::try_from(random % 26)?);
                browser.type_into("Name", &typed.to_string()).await?;
                if letter % 3 == 0 {
                    // Read the value first: when the page says saved after that, at least this value is.
                    let value = browser.value_of("Name").await?;
                    if is_saved(browser).await? {
                        confirmed = value;
                    }
                }
            }
            stage.kill_browser().await?;
            stage.open_browser().await?;
            // A tablet's icon opens the start page, not the address of before.
            stage.go("/").await?;
            let browser = stage.browser();
            let found = until("the draft is back, at its step", async || match browser.value_of("Name").await {
                Ok(value) if !value.is_empty() => Ok(Some(value)),
                _ => Ok(None),
            })
            .await?;
            ensure!(
                found.starts_with(&confirmed),
                "round {round}: “{confirmed}” was shown as saved, “{found}” is there"
            );
            ensure!(browser.address().await?.ends_with("/customer_and_vehicle"), "round {round}: the step is lost");
            confirmed = found;
        }
        Ok(())
    })
    .await
}

/// xorshift64: any moment will do, but a failure names the seed.
fn next(mut x: u64) -> u64 {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    x
}
