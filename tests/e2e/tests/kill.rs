//! The browser's processes are killed at random moments of an intake: while somebody types, while marks and photos are taken, while it is
//! signed, sealed and sent. Whatever was shown as saved or signed is there every time, and arrives once.
//!
//! 20 kills, or as many as `WALKAROUND_BROWSER_KILLS` asks for.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, ensure};
use serde_json::Value;
use walkaround_e2e::{
    Browser, Look, Photo, Result, Role, Stage, first_start, go_to_step, id_in_address, ids_in_inbox, is_saved,
    new_intake, perform, plain_intake, seal, sign_both, until, until_saved, write_camera_photo,
};

const KILLS: u32 = 20;

/// Panels to mark, one after the other.
const PANELS: [&str; 8] = [
    "Front door, left",
    "Rear door, left",
    "Sill, left",
    "Front wing, left",
    "Rear wing, left",
    "Door mirror, left",
    "Front door glass, left",
    "Rear door glass, left",
];

/// What the screen has promised so far.
#[derive(Default)]
struct Promised {
    /// Of the intake that is open: the name, and how many marks with a photo each.
    name: String,
    marks: usize,
    /// Sheets that were shown as signed.
    signed: BTreeSet<String>,
}

#[tokio::test]
async fn what_was_shown_as_saved_or_signed_survives_every_kill() -> Result {
    let kills = std::env::var("WALKAROUND_BROWSER_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    perform("kill", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as u64;
        println!("seed {seed}");
        let mut random = seed | 1;
        let mut promised = Promised::default();
        for round in 1..=kills {
            random = next(random);
            let killed = match round % 3 {
                1 => while_typing(stage, &mut promised, random).await,
                2 => while_marking(stage, &mut promised, random).await,
                _ => while_signing(stage, &mut promised, random).await,
            };
            killed.with_context(|| format!("round {round}"))?;
            everything_kept_is_whole(stage, &promised).await.with_context(|| format!("after round {round}"))?;
        }
        everything_signed_arrives(stage, &promised).await?;
        println!("{kills} kills, {} sheets signed and delivered: nothing lost, nothing twice", promised.signed.len());
        Ok(())
    })
    .await
}

/// A new intake, and a name that grows letter by letter.
async fn while_typing(stage: &mut Stage, promised: &mut Promised, random: u64) -> Result {
    let browser = stage.browser();
    to_the_board(browser).await?;
    new_intake(browser).await?;
    go_to_step(browser, "Customer and car").await?;
    for name in ["Sedan", "Petrol"] {
        browser.press_button(name).await?;
    }
    browser.fill_in("Name", "a").await?;
    until_saved(browser).await?;
    *promised = Promised { name: "a".into(), marks: 0, signed: std::mem::take(&mut promised.signed) };

    let mut letters = random;
    let typing = async {
        loop {
            letters = next(letters);
            browser.type_into("Name", &char::from(b'a' + u8::try_from(letters % 26)?).to_string()).await?;
            // The value first: when the page says saved after that, at least this value is.
            let value = browser.value_of("Name").await?;
            if is_saved(browser).await? {
                promised.name = value;
            }
        }
    };
    within(random % 4_000, typing).await?;
    kill_and_open(stage).await?;

    // A tablet's icon opens the start page, not the address of before.
    let browser = stage.browser();
    let found = until("the draft is back, at its step", async || match browser.value_of("Name").await {
        Ok(value) if !value.is_empty() => Ok(Some(value)),
        _ => Ok(None),
    })
    .await?;
    ensure!(found.starts_with(&promised.name), "“{}” was shown as saved, “{found}” is there", promised.name);
    ensure!(browser.address().await?.ends_with("/customer_and_vehicle"), "the step is lost");
    promised.name = found;
    Ok(())
}

/// The same intake: marks, each with a photo.
async fn while_marking(stage: &mut Stage, promised: &mut Promised, random: u64) -> Result {
    let photo = stage.profile.path().join("damage.jpg");
    write_camera_photo(&photo, Photo { width: 1600, height: 1200, orientation: 1 })?;
    let browser = stage.browser();
    go_to_step(browser, "Walk-around").await?;
    let marks = &mut promised.marks;
    let marking = async {
        for panel in PANELS {
            browser.press_button(&format!("{panel}: Not inspected")).await?;
            browser.press_button("Scratch").await?;
            browser.give_file("Photo", &photo).await?;
            browser.find(Role::Button, "Photo (1)").await?;
            browser.press_button("Close").await?;
            until_saved(browser).await?;
            *marks += 1;
        }
        Ok(())
    };
    within(random % 10_000, marking).await?;
    let id = id_in_address(browser).await?;
    kill_and_open(stage).await?;

    let draft = kept(stage.browser(), "drafts", &id).await?.context("the intake is gone")?;
    let marks = draft["walkaround"]["marks"].as_array().context("marks")?;
    let with_photo = marks.iter().filter(|mark| mark["photos"].as_array().is_some_and(|photos| !photos.is_empty()));
    ensure!(
        with_photo.count() >= promised.marks,
        "{} marks were shown as saved, these are there: {marks:?}",
        promised.marks
    );
    let name = draft["customer"]["owner"]["name"].as_str().unwrap_or_default();
    ensure!(name.starts_with(&promised.name), "“{}” was shown as saved, “{name}” is there", promised.name);
    Ok(())
}

/// Another intake, complete; it is signed, sealed and sent.
async fn while_signing(stage: &mut Stage, promised: &mut Promised, random: u64) -> Result {
    let browser = stage.browser();
    to_the_board(browser).await?;
    new_intake(browser).await?;
    plain_intake(browser, "沪A12345").await?;
    let id = id_in_address(browser).await?;
    let signed = &mut promised.signed;
    let signing = async {
        sign_both(browser).await?;
        seal(browser).await?;
        signed.insert(id_in_address(browser).await?);
        browser.until_said("Signed and delivered").await
    };
    within(random % 9_000, signing).await?;
    kill_and_open(stage).await?;
    // It is a draft or a sheet, never neither and never both.
    let browser = stage.browser();
    let is_draft = kept(browser, "drafts", &id).await?.is_some();
    let is_sheet = kept(browser, "sheets", &id).await?.is_some();
    ensure!(is_draft != is_sheet, "the intake is a draft: {is_draft}, a sheet: {is_sheet}");
    Ok(())
}

/// Plays until it is over, or so many milliseconds have gone.
async fn within(milliseconds: u64, play: impl Future<Output = Result>) -> Result {
    tokio::time::timeout(Duration::from_millis(milliseconds), play).await.unwrap_or(Ok(()))
}

async fn kill_and_open(stage: &mut Stage) -> Result {
    stage.kill_browser().await?;
    stage.open_browser().await?;
    stage.go("/").await
}

/// As the app's own links go there.
async fn to_the_board(browser: &Browser) -> Result {
    let walk = "history.pushState(null, '', '/'); dispatchEvent(new PopStateEvent('popstate'))";
    browser.script(walk, Vec::new()).await?;
    browser.find(Role::Button, "New intake").await.map(drop)
}

/// Nothing is named that is not there, nothing is half there, and what was signed is kept.
async fn everything_kept_is_whole(stage: &Stage, promised: &Promised) -> Result {
    let browser = stage.browser();
    let photos: BTreeSet<String> = browser.stored_keys("photos").await?.into_iter().collect();
    let deliveries: BTreeSet<String> = browser.stored_keys("deliveries").await?.into_iter().collect();
    let sheets = browser.stored("sheets").await?;
    for (id, record) in browser.stored("drafts").await?.iter().chain(&sheets) {
        for attachment in record["attachments"].as_array().into_iter().flatten() {
            let bytes = attachment["id"].as_str().context("an attachment has an id")?;
            ensure!(photos.contains(bytes), "{id} names {bytes}, which is not there");
        }
    }
    for (id, _) in &sheets {
        ensure!(deliveries.contains(id), "the sheet {id} waits for nobody");
    }
    for id in &promised.signed {
        ensure!(sheets.iter().any(|(sheet, _)| sheet == id), "{id} was shown as signed and is gone");
    }
    Ok(())
}

/// Once nobody is killed any more: every sheet of this tablet is with the receiver, byte for byte, and no other.
async fn everything_signed_arrives(stage: &Stage, promised: &Promised) -> Result {
    let browser = stage.browser();
    to_the_board(browser).await?;
    browser.find(Role::Button, "All delivered").await?;
    let sheets = browser.stored("sheets").await?;
    ensure!(sheets.len() >= promised.signed.len());
    for (id, record) in &sheets {
        let there = browser.script_async(&format!("await (await fetch('/inbox/{id}/sheet.json')).text()")).await?;
        ensure!(there == record["json"], "{id} is not what was sealed");
    }
    let mut arrived = ids_in_inbox(browser).await?;
    arrived.sort();
    let mut sealed: Vec<String> = sheets.into_iter().map(|(id, _)| id).collect();
    sealed.sort();
    ensure!(arrived == sealed, "sealed are {sealed:?}, in the inbox are {arrived:?}");
    Ok(())
}

/// A record as it lies on disk.
async fn kept(browser: &Browser, store: &str, id: &str) -> Result<Option<Value>> {
    Ok(browser.stored(store).await?.into_iter().find(|(key, _)| key == id).map(|(_, record)| record))
}

/// xorshift64: any moment will do, but a failure names the seed.
fn next(mut x: u64) -> u64 {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    x
}
