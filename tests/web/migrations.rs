//! Databases of every earlier version, with what was in them, brought to this one; and bringing them there when it is cut off.

use walkaround::domain::outbox::Delivery;
use walkaround::domain::settings::Settings;
use walkaround::platform::db::{Database, VERSION};
use walkaround::ports::{DraftRepo, LedgerRepo, OutboxRepo, PhotoRepo, SettingsRepo, StorageError, TemplateRepo};
use walkaround_contract::Template;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::database::{behind_its_back, fresh};
use crate::ports_suite::{draft, id, photo, sheet};
use crate::script::replaced;

/// The stores that each version had, the first one first. A version that comes gets its line here.
const STORES: [&[&str]; VERSION as usize] = [
    &["drafts", "photos", "thumbnails", "sheets", "deliveries", "settings", "keys"],
    &["drafts", "photos", "thumbnails", "sheets", "deliveries", "settings", "keys", "templates"],
];

/// A database of an earlier version with a record of every kind it could hold, made by what that version did. It holds no note of its own:
/// the app did not write one then.
async fn of_version(name: &str, version: usize) {
    let before = fresh(name).await;
    DraftRepo::save(&before, &draft(1)).await.expect("a draft can be saved");
    PhotoRepo::put(&before, &photo(2)).await.expect("a photo can be kept");
    OutboxRepo::seal(&before, &sheet(3), &Delivery::default()).await.expect("a sheet can be sealed");
    SettingsRepo::save(&before, &Settings::default()).await.expect("settings can be saved");
    before.keep_template("a", Template::standard()).await.expect("a template can be kept");
    drop(before);
    let stores = serde_json::to_string(STORES[version - 1]).expect("names are JSON");
    let copied = behind_its_back(
        name,
        VERSION,
        "",
        &format!(
            "const stores = {stores};
             const all = (store, what) => new Promise(done => {{ const request = db.transaction(store).objectStore(store)[what](); request.onsuccess = () => done(request.result); }});
             const records = [];
             for (const store of stores) {{
                 const [keys, values] = [await all(store, 'getAllKeys'), await all(store, 'getAll')];
                 keys.forEach((key, place) => records.push([store, key, values[place]]));
             }}
             db.close();
             await new Promise((done, failed) => {{ const request = indexedDB.deleteDatabase('test-{name}'); request.onsuccess = done; request.onerror = failed; }});
             const old = await new Promise((done, failed) => {{
                 const request = indexedDB.open('test-{name}', {version});
                 request.onupgradeneeded = () => stores.forEach(store => request.result.createObjectStore(store));
                 request.onsuccess = () => done(request.result);
                 request.onerror = () => failed(request.error);
             }});
             const transaction = old.transaction(stores, 'readwrite');
             records.forEach(([store, key, value]) => transaction.objectStore(store).put(value, key));
             await over(transaction);
             old.close();
             return String(records.length)"
        ),
    )
    .await;
    let kinds = if version == 1 { 6 } else { 7 };
    assert_eq!(
        copied,
        kinds.to_string(),
        "a draft, a photo, its thumbnail, a sheet, its delivery, the settings, a template"
    );
}

/// Everything that version held is there, and what came later can be used.
async fn has_everything(name: &str, version: usize) {
    let after = Database::named(&format!("test-{name}"));
    after.open().await.expect("it is brought to this version");
    assert_eq!(DraftRepo::load(&after, id(1)).await, Ok(Some(draft(1))));
    assert_eq!(after.bytes(id(2)).await, Ok(Some(photo(2).bytes)));
    assert_eq!(after.thumbnail(id(2)).await, Ok(Some(photo(2).thumbnail)));
    let outbox = OutboxRepo::list(&after).await.expect("the outbox can be listed");
    assert_eq!(outbox.items.iter().map(|entry| entry.sheet.clone()).collect::<Vec<_>>(), [sheet(3)]);
    assert_eq!(SettingsRepo::load(&after).await, Ok(Some(Settings::default())));
    let template = after.template("a").await.expect("it can be read");
    assert_eq!(template.is_some(), version >= 2);
    after.keep_template("b", Template::standard()).await.expect("the store takes templates");
    assert_eq!(after.ledger().await, Ok(None));
}

/// What a database is, without opening it as the app does: its version, its stores, and how many records they hold.
async fn looks(name: &str) -> String {
    // `0` is no version: the database is opened at the one it has.
    behind_its_back(
        name,
        0,
        "",
        "let records = 0;
         for (const store of db.objectStoreNames) {
             records += await new Promise(done => { const request = db.transaction(store).objectStore(store).count(); request.onsuccess = () => done(request.result); });
         }
         return `${db.version} ${db.objectStoreNames.length} ${records}`",
    )
    .await
}

#[wasm_bindgen_test]
async fn a_database_of_every_earlier_version_keeps_everything() {
    for version in 1..=STORES.len() {
        let name = format!("version-{version}");
        of_version(&name, version).await;
        has_everything(&name, version).await;
    }
}

#[wasm_bindgen_test]
async fn a_migration_that_is_cut_off_leaves_the_old_version_and_is_done_later() {
    for version in 1..STORES.len() {
        // Refused by the browser, or aborted in the middle, as by the end of the process: both before and after the new store is made.
        for (manner, cut_off) in [
            ("refused", "{ value() { throw new DOMException('no room', 'QuotaExceededError'); } }"),
            (
                "aborted",
                "{ value(...given) { const made = plain.apply(this, given); made.transaction.abort(); return made; } }",
            ),
        ] {
            let name = format!("cut-off-{version}-{manner}");
            of_version(&name, version).await;
            let before = looks(&name).await;
            {
                let _undo = replaced("IDBDatabase.prototype", "createObjectStore", cut_off);
                let opened = Database::named(&format!("test-{name}")).open().await;
                let told = matches!(opened, Err(StorageError::Unavailable { .. } | StorageError::Full { .. }));
                assert!(told, "{manner}: {opened:?}");
            }
            assert_eq!(looks(&name).await, before, "{manner}");
            has_everything(&name, version).await;
        }
    }
}
