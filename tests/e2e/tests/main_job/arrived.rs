//! What arrived: the sheet is in the backend once, valid by the published schema, with everything that was typed and every byte of its
//! attachments.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde_json::Value;
use walkaround_e2e::{Browser, Result, Stage, ids_in_inbox, validate_against_schema};

use super::expected;

/// The photos that were given: of a concern, of the dent, guided, of a valuable.
const PHOTOS: usize = 4;
/// Of the customer's and the advisor's signature.
const PICTURES: usize = 2;

pub async fn check(stage: &Stage) -> Result {
    let browser = stage.browser();
    let id = browser.address().await?.rsplit('/').next().context("the address ends in the sheet's id")?.to_owned();
    // Sent once: one row, however often it was tried.
    let sheets = ids_in_inbox(browser).await?.iter().filter(|listed| **listed == id).count();
    ensure!(sheets == 1, "the inbox lists it {sheets} times");
    let shown = fetch_text(browser, &format!("/inbox/{id}")).await?;
    ensure!(!shown.contains("<script>alert(1)"), "markup is shown as text");

    let json = fetch_text(browser, &format!("/inbox/{id}/sheet.json")).await?;
    let sheet: Value = serde_json::from_str(&json)?;
    ensure!(sheet["id"] == id.as_str());
    let length = |list: &Value| list.as_array().map_or(0, Vec::len);
    ensure!(length(&sheet["walkaround"]["marks"]) == 3, "three marks: {}", sheet["walkaround"]["marks"]);
    ensure!(length(&sheet["acknowledgement"]["signatures"]) == 2, "two signatures");
    let file = stage.places.output.join("main-job-sheet.json");
    std::fs::write(&file, &json)?;
    expected::check(&sheet)?;
    let schema = stage.places.repository.join("contract/schema/intake-sheet.v1.schema.json");
    validate_against_schema(&stage.places, &schema, &file)?;
    attachments(stage.receiver.data(), &sheet)
}

fn attachments(data: &Path, sheet: &Value) -> Result {
    let attachments = sheet["attachments"].as_array().context("a sheet lists its attachments")?;
    let pictures = attachments.iter().filter(|attachment| attachment["role"] == "signature").count();
    ensure!(pictures == PICTURES, "{PICTURES} pictures of signatures: {attachments:?}");
    ensure!(attachments.len() == PHOTOS + PICTURES, "{PHOTOS} photos: {attachments:?}");
    for attachment in attachments {
        let sha256 = attachment["sha256"].as_str().context("an attachment names its hash")?;
        let bytes = std::fs::read(find_attachment(data, sha256)?)?;
        ensure!(Some(bytes.len() as u64) == attachment["byte_length"].as_u64());
        ensure!(walkaround_contract::sha256_hex(&bytes) == sha256, "the bytes match their hash");
        ensure!(!bytes.windows(4).any(|window| window == b"Exif"), "no EXIF, so no place");
        if attachment["role"] == "damage" {
            upright(&bytes)?;
        }
    }
    Ok(())
}

/// The twelve-megapixel photo, which lay on its side.
fn upright(bytes: &[u8]) -> Result {
    let picture = image::load_from_memory(bytes)?.to_rgb8();
    ensure!(
        (picture.width(), picture.height()) == (1200, 1600),
        "upright and at most 1600 px long: {:?}",
        picture.dimensions()
    );
    let (top, bottom) = (picture.get_pixel(600, 200), picture.get_pixel(600, 1400));
    ensure!(top[0] > 120 && bottom[2] > 120, "red on top, blue below: {top:?} {bottom:?}");
    Ok(())
}

async fn fetch_text(browser: &Browser, path: &str) -> Result<String> {
    let text = browser.script_async(&format!("await (await fetch('{path}')).text()")).await?;
    Ok(text.as_str().context("a page is text")?.to_owned())
}

fn find_attachment(data: &Path, sha256: &str) -> Result<PathBuf> {
    let path = data.join("attachments").join(&sha256[..2]).join(sha256);
    ensure!(path.exists(), "{} is missing", path.display());
    Ok(path)
}
