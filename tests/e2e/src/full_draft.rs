//! The fullest draft there is: 200 marks and 100 photos.
//!
//! One mark with one photo goes in through the app itself, worker and all; what the app then keeps is copied record by record. So the
//! records are the app's own, whatever its form of them is.

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::Result;
use crate::browser::Browser;
use crate::intake::{go_to_step, id_in_address};
use crate::journey::{new_intake, until_saved};
use crate::page::Role;
use crate::photo::{Photo, write_camera_photo};
use crate::stage::{ELSEWHERE, Stage};
use crate::wait::until;

const MARKS: usize = 200;
const PHOTOS: usize = 100;
const BODY: &str = "sedan";

/// What repeats over the marks; no two neighbours look alike.
const KINDS: [&str; 7] = ["scratch", "dent", "stone_chip", "scuff", "paint_loss", "crack", "corrosion"];
const SIZES: [&str; 3] = ["below_2_cm", "from_2_to_5_cm", "from_5_to_15_cm"];
/// The right side is the left one mirrored and has no panels of its own in the file.
const STATIONS: [(&str, &str); 4] =
    [("left", "driver_side_front"), ("front", "front"), ("rear", "rear"), ("top", "roof")];

/// A new intake, filled; its id. No page of the app is open afterwards.
pub async fn full_draft(stage: &Stage) -> Result<String> {
    let browser = stage.browser();
    let id = draft_with_a_body(browser).await?;
    one_mark(stage).await?;
    stage.go(ELSEWHERE).await?;
    let places = places(stage, &id).await?;
    let call = format!("await ({COPY})({}, {}, {PHOTOS})", json!(id), Value::from(places));
    let counted = browser.script_async(&call).await?;
    ensure!(counted == json!([MARKS, PHOTOS]), "marks and photos: {counted}");
    Ok(id)
}

/// A new intake with nothing but the body that the drawing needs; its id.
pub async fn draft_with_a_body(browser: &Browser) -> Result<String> {
    new_intake(browser).await?;
    go_to_step(browser, "Walk-around").await?;
    browser.press_button("Sedan").await?;
    browser.find(Role::Button, "Front door, left: Not inspected").await?;
    until_saved(browser).await?;
    id_in_address(browser).await
}

async fn one_mark(stage: &Stage) -> Result {
    let browser = stage.browser();
    browser.press_button("Front door, left: Not inspected").await?;
    browser.press_button("Dent").await?;
    let photo = stage.profile.path().join("dent.jpg");
    write_camera_photo(&photo, Photo::TWELVE_MEGAPIXELS)?;
    browser.give_file("Photo", &photo).await?;
    browser.find(Role::Button, "Photo (1)").await.context("the photo was prepared and kept")?;
    browser.press_button("Close").await?;
    until("the mark is in the database", async || {
        let kept = browser.stored("drafts").await?;
        let marked = |draft: &Value| draft["walkaround"]["marks"].as_array().is_some_and(|marks| marks.len() == 1);
        Ok(kept.iter().any(|(_, draft)| marked(draft)).then_some(()))
    })
    .await
}

/// A place for every mark: panel after panel, view after view, a little apart where a panel has several.
async fn places(stage: &Stage, full: &str) -> Result<Vec<Value>> {
    let kept = stage.browser().stored("drafts").await?;
    let (_, draft) = kept.iter().find(|(id, _)| id == full).context("the draft is kept")?;
    let revision = &draft["walkaround"]["drawing"]["revision"];
    let path = stage.places.dist.join(format!("drawings/{BODY}.json"));
    let drawing = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let drawing: Value = serde_json::from_str(&drawing)?;
    ensure!(drawing["revision"] == *revision, "the drawing is the one the draft was made on");
    let mut rooms = Vec::new();
    for (view, station) in STATIONS {
        let shape = &drawing["views"][view];
        let panels = shape["panels"].as_array().with_context(|| format!("{view} has panels"))?;
        rooms.extend(panels.iter().map(|panel| (view, station, shape, panel)));
    }
    let place = |number: usize| {
        let (view, station, shape, panel) = rooms[number % rooms.len()];
        let part = |axis: usize, extent: &str| {
            let shift = f64::from(u32::try_from(number / rooms.len()).unwrap_or_default()) * 40.0;
            let at = panel["at"][axis].as_f64().unwrap_or_default() + shift;
            (at / shape[extent].as_f64().unwrap_or(1.0) * 10_000.0).round().clamp(0.0, 10_000.0)
        };
        json!({
            "panel": panel["id"], "view": view, "station": station, "x": part(0, "w") as u16, "y": part(1, "h") as u16,
            "kind": KINDS[number % KINDS.len()], "severity": number % 3 + 1, "size": SIZES[number % SIZES.len()],
        })
    };
    Ok((0..MARKS).map(place).collect())
}

/// Copies the one mark and its photo over all places, in one transaction; answers with how much is there.
const COPY: &str = "async (id, places, howManyPhotos) => {
    const done = request => new Promise((ok, not) => { request.onsuccess = () => ok(request.result); request.onerror = () => not(request.error); });
    const database = await done(indexedDB.open('walkaround'));
    const uuid = () => {
        const bytes = crypto.getRandomValues(new Uint8Array(16));
        new DataView(bytes.buffer).setUint32(0, Math.floor(Date.now() / 65536));
        new DataView(bytes.buffer).setUint16(4, Date.now() % 65536);
        bytes[6] = 0x70 | bytes[6] & 0x0f; bytes[8] = 0x80 | bytes[8] & 0x3f;
        const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
        return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    };
    const transaction = database.transaction(['drafts', 'photos', 'thumbnails'], 'readwrite');
    const [drafts, photos, thumbnails] = ['drafts', 'photos', 'thumbnails'].map(name => transaction.objectStore(name));
    const record = await done(drafts.get(id));
    const draft = JSON.parse(record.json);
    const [mark] = draft.walkaround.marks, [attachment] = draft.attachments;
    const [photo, thumbnail] = [await done(photos.get(attachment.id)), await done(thumbnails.get(attachment.id))];
    const ids = Array.from({ length: howManyPhotos }, (_, index) => index === 0 ? attachment.id : uuid());
    for (const copy of ids.slice(1)) { photos.put(photo, copy); thumbnails.put(thumbnail, copy); }
    draft.attachments = ids.map(id => ({ ...attachment, id }));
    draft.walkaround.marks = places.map((place, index) => ({
        ...mark, ...place, id: index === 0 ? mark.id : uuid(), number: index + 1, photos: ids.slice(index, index + 1),
    }));
    draft.last_mark_number = places.length;
    drafts.put({ ...record, json: JSON.stringify(draft) }, id);
    await new Promise((ok, not) => { transaction.oncomplete = ok; transaction.onabort = () => not(transaction.error); });
    const kept = database.transaction(['photos', 'thumbnails']);
    const there = await Promise.all(ids.map(async id => {
        const [photo, thumbnail] = await Promise.all(['photos', 'thumbnails'].map(name => done(kept.objectStore(name).count(id))));
        return photo && thumbnail;
    }));
    database.close();
    return [draft.walkaround.marks.length, there.filter(Boolean).length];
}";
