//! The database: the suite of the ports, and what only IndexedDB can do wrong.

use walkaround::domain::outbox::Delivery;
use walkaround::domain::settings::Settings;
use walkaround::platform::crypto::DeviceSigner;
use walkaround::platform::db::{Database, VERSION};
use walkaround::ports::{
    DraftRepo, OutboxRepo, PhotoRepo, RawExport, SettingsRepo, Signer, StorageError, TemplateRepo,
};
use walkaround_contract::Template;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::ports_suite::{self, draft, id, photo, sheet};
use crate::script::{replaced, run, run_async};

/// A database that no other test and no earlier run has used.
async fn fresh(name: &str) -> Database {
    let name = format!("test-{name}");
    run_async(&format!(
        "await new Promise((done, failed) => {{ const request = indexedDB.deleteDatabase('{name}'); request.onsuccess = done; request.onerror = failed; }})"
    ))
    .await;
    Database::named(&name)
}

/// Opens a test's database in JavaScript and runs `body` with it as `db`.
async fn behind_its_back(name: &str, version: u32, upgrade: &str, body: &str) -> String {
    run_async(&format!(
        "const db = await new Promise((done, failed) => {{
            const request = indexedDB.open('test-{name}', {version});
            request.onupgradeneeded = () => {{ const db = request.result; {upgrade} }};
            request.onsuccess = () => done(request.result);
            request.onerror = () => failed(request.error);
            request.onblocked = () => failed(new Error('blocked'));
        }});
        const over = transaction => new Promise((done, failed) => {{ transaction.oncomplete = done; transaction.onabort = failed; }});
        try {{ {body} }} finally {{ db.close(); }}"
    ))
    .await
    .as_string()
    .unwrap_or_default()
}

macro_rules! over_the_database {
    ($($name:ident)*) => {
        $(#[wasm_bindgen_test]
        async fn $name() {
            ports_suite::$name(&fresh(stringify!($name)).await).await;
        })*
    };
}
ports_suite::storage_suite!(over_the_database);

#[wasm_bindgen_test]
async fn another_start_finds_everything() {
    let first = fresh("another-start").await;
    DraftRepo::save(&first, &draft(1)).await.expect("a draft can be saved");
    PhotoRepo::put(&first, &photo(2)).await.expect("a photo can be kept");
    drop(first);
    let second = Database::named("test-another-start");
    assert_eq!(DraftRepo::load(&second, id(1)).await, Ok(Some(draft(1))));
    assert_eq!(second.bytes(id(2)).await, Ok(Some(photo(2).bytes)));
}

#[wasm_bindgen_test]
async fn every_write_is_strictly_durable() {
    let database = std::rc::Rc::new(fresh("durability").await);
    run("globalThis.seenTransactions = []");
    let _undo = replaced(
        "IDBDatabase.prototype",
        "transaction",
        "{ value(...given) {
             const transaction = plain.apply(this, given);
             if (transaction.mode === 'readwrite') seenTransactions.push(transaction.durability);
             return transaction;
         } }",
    );
    let mut writes = 0;
    let mut expect_strict = |what: &str| {
        writes += 1;
        let seen = run("return seenTransactions.join()").as_string().expect("it is text");
        assert_eq!(seen, vec!["strict"; writes].join(","), "{what}");
    };
    DraftRepo::save(&*database, &draft(1)).await.expect("a draft can be saved");
    expect_strict("saving a draft");
    DraftRepo::remove(&*database, &draft(1)).await.expect("a draft can be removed");
    expect_strict("removing a draft");
    PhotoRepo::put(&*database, &photo(1)).await.expect("a photo can be kept");
    expect_strict("keeping a photo");
    PhotoRepo::remove(&*database, id(1)).await.expect("a photo can be removed");
    expect_strict("removing a photo");
    OutboxRepo::seal(&*database, &sheet(1), &Delivery::default()).await.expect("a sheet can be sealed");
    expect_strict("sealing a sheet");
    OutboxRepo::set_delivery(&*database, id(1), &Delivery::default()).await.expect("a delivery can be written");
    expect_strict("writing a delivery");
    SettingsRepo::save(&*database, &Settings::default()).await.expect("settings can be saved");
    expect_strict("saving settings");
    database.keep_template(&"a".repeat(64), Template::standard()).await.expect("a template can be kept");
    expect_strict("keeping a template");
    DeviceSigner::new(database.clone()).public_key().await.expect("a key can be made");
    expect_strict("keeping the key");
}

#[wasm_bindgen_test]
async fn bytes_are_kept_as_bytes() {
    let database = fresh("bytes").await;
    PhotoRepo::put(&database, &photo(1)).await.expect("a photo can be kept");
    let kinds = behind_its_back(
        "bytes",
        VERSION,
        "",
        "const read = store => new Promise(done => { const request = db.transaction(store).objectStore(store).getAll(); request.onsuccess = () => done(request.result); });
         const [[photo], [thumbnail]] = [await read('photos'), await read('thumbnails')];
         return [photo, thumbnail].map(record => record.bytes.constructor.name + record.bytes.length).join()",
    )
    .await;
    assert_eq!(kinds, "Uint8Array3000,Uint8Array300");
}

/// What version 1 of the database held when the first app wrote it: every store, and every record as it was written.
#[wasm_bindgen_test]
async fn a_database_of_the_first_version_keeps_everything() {
    let before = fresh("first-version").await;
    DraftRepo::save(&before, &draft(1)).await.expect("a draft can be saved");
    PhotoRepo::put(&before, &photo(2)).await.expect("a photo can be kept");
    OutboxRepo::seal(&before, &sheet(3), &Delivery::default()).await.expect("a sheet can be sealed");
    SettingsRepo::save(&before, &Settings::default()).await.expect("settings can be saved");
    drop(before);
    // The same records in a database of version 1, made by what version 1 did: seven stores, and nothing of later ones.
    let copied = behind_its_back(
        "first-version",
        VERSION,
        "",
        "const stores = ['drafts', 'photos', 'thumbnails', 'sheets', 'deliveries', 'settings', 'keys'];
         const all = (store, what) => new Promise(done => { const request = db.transaction(store).objectStore(store)[what](); request.onsuccess = () => done(request.result); });
         const records = [];
         for (const store of stores) {
             const [keys, values] = [await all(store, 'getAllKeys'), await all(store, 'getAll')];
             keys.forEach((key, place) => records.push([store, key, values[place]]));
         }
         db.close();
         await new Promise((done, failed) => { const request = indexedDB.deleteDatabase('test-first-version'); request.onsuccess = done; request.onerror = failed; });
         const old = await new Promise((done, failed) => {
             const request = indexedDB.open('test-first-version', 1);
             request.onupgradeneeded = () => stores.forEach(store => request.result.createObjectStore(store));
             request.onsuccess = () => done(request.result);
             request.onerror = () => failed(request.error);
         });
         const transaction = old.transaction(stores, 'readwrite');
         records.forEach(([store, key, value]) => transaction.objectStore(store).put(value, key));
         await over(transaction);
         old.close();
         return String(records.length)",
    )
    .await;
    assert_eq!(copied, "6", "a draft, a photo, its thumbnail, a sheet, its delivery, the settings");

    let after = Database::named("test-first-version");
    after.open().await.expect("it is brought to this version");
    assert_eq!(DraftRepo::load(&after, id(1)).await, Ok(Some(draft(1))));
    assert_eq!(after.bytes(id(2)).await, Ok(Some(photo(2).bytes)));
    assert_eq!(after.thumbnail(id(2)).await, Ok(Some(photo(2).thumbnail)));
    let outbox = OutboxRepo::list(&after).await.expect("the outbox can be listed");
    assert_eq!(outbox.items.iter().map(|entry| entry.sheet.clone()).collect::<Vec<_>>(), [sheet(3)]);
    assert_eq!(SettingsRepo::load(&after).await, Ok(Some(Settings::default())));
    assert_eq!(after.template("none").await, Ok(None));
    after.keep_template("a", Template::standard()).await.expect("the new store takes templates");
}

#[wasm_bindgen_test]
async fn a_newer_database_is_told_and_exported() {
    fresh("future").await;
    behind_its_back(
        "future",
        VERSION + 6,
        "db.createObjectStore('drafts'); db.createObjectStore('brand_new');",
        "const transaction = db.transaction(['drafts', 'brand_new'], 'readwrite');
         transaction.objectStore('drafts').put({ schema: 9, json: '{\"of\":\"the future\"}' }, 'a');
         transaction.objectStore('brand_new').put({ when: [1, null], bytes: new Uint8Array([1, 2, 3]) }, 5);
         await over(transaction)",
    )
    .await;
    let database = Database::named("test-future");
    let future = StorageError::Future { found: VERSION + 6, known: VERSION };
    assert_eq!(database.open().await, Err(future.clone()));
    assert_eq!(DraftRepo::save(&database, &draft(1)).await, Err(future));
    let export = database.export_raw().await.expect("it can be exported");
    let export: serde_json::Value = serde_json::from_str(&export).expect("the export is JSON");
    assert_eq!(export["version"], VERSION + 6);
    assert_eq!(
        export["records"],
        serde_json::json!([
            { "store": "brand_new", "key": 5, "record": { "when": [1, null], "bytes": { "base64": "AQID" } } },
            { "store": "drafts", "key": "a", "record": { "schema": 9, "json": "{\"of\":\"the future\"}" } },
        ])
    );
}

#[wasm_bindgen_test]
async fn a_damaged_record_is_listed_and_kept() {
    let database = fresh("damaged").await;
    DraftRepo::save(&database, &draft(1)).await.expect("a draft can be saved");
    OutboxRepo::seal(&database, &sheet(2), &Delivery::default()).await.expect("a sheet can be sealed");
    let broken = id(3).to_string();
    behind_its_back(
        "damaged",
        VERSION,
        "",
        &format!(
            "const transaction = db.transaction(['drafts', 'deliveries'], 'readwrite');
             transaction.objectStore('drafts').put({{ schema: 1, json: '{{\"cut' }}, '{broken}');
             transaction.objectStore('drafts').put({{ schema: 2, json: '{{}}' }}, 'newer');
             transaction.objectStore('drafts').put(7, 'odd');
             transaction.objectStore('deliveries').delete('{}');
             await over(transaction)",
            id(2)
        ),
    )
    .await;
    let drafts = DraftRepo::list(&database).await.expect("drafts can be listed");
    assert_eq!(drafts.items, [draft(1)]);
    let damaged: Vec<_> =
        drafts.damaged.iter().map(|record| (record.store.as_str(), record.key.as_str(), record.raw.as_str())).collect();
    assert_eq!(damaged, [("drafts", broken.as_str(), "{\"cut"), ("drafts", "newer", "{}"), ("drafts", "odd", "7")]);
    assert!(matches!(DraftRepo::load(&database, id(3)).await, Err(StorageError::Damaged { .. })));
    let outbox = OutboxRepo::list(&database).await.expect("the outbox can be listed");
    assert_eq!((outbox.items.len(), outbox.damaged.len()), (0, 1), "a sheet without delivery is not hidden");
    assert!(database.export_raw().await.expect("it can be exported").contains("{\\\"cut"));
}

#[wasm_bindgen_test]
async fn a_full_disk_is_told_and_loses_nothing() {
    let database = fresh("full").await;
    DraftRepo::save(&database, &draft(1)).await.expect("a draft can be saved");
    {
        let _undo = replaced(
            "IDBObjectStore.prototype",
            "put",
            "{ value() { throw new DOMException('no room', 'QuotaExceededError'); } }",
        );
        let full = DraftRepo::save(&database, &draft(2)).await;
        assert!(matches!(full, Err(StorageError::Full { .. })), "{full:?}");
    }
    {
        // Chromium finds out at the commit: requests succeed, and the transaction is aborted with the reason.
        let _undo = replaced("IDBTransaction.prototype", "commit", "{ value() { this.abort(); } }");
        let _also = replaced(
            "IDBTransaction.prototype",
            "error",
            "{ get: () => new DOMException('no room', 'QuotaExceededError') }",
        );
        let full = DraftRepo::save(&database, &draft(2)).await;
        assert!(matches!(full, Err(StorageError::Full { .. })), "{full:?}");
    }
    assert_eq!(DraftRepo::list(&database).await.expect("drafts can be listed").items, [draft(1)]);
    DraftRepo::save(&database, &draft(2)).await.expect("with room again it is saved");
}

#[wasm_bindgen_test]
async fn a_dead_connection_is_replaced_once() {
    let database = fresh("dead").await;
    DraftRepo::save(&database, &draft(1)).await.expect("a draft can be saved");
    let dying = |times: u32| {
        run(&format!("globalThis.deathsLeft = {times}"));
        replaced(
            "IDBDatabase.prototype",
            "transaction",
            "{ value(...given) {
                 if (deathsLeft-- > 0) throw new DOMException('The database connection is closing.', 'InvalidStateError');
                 return plain.apply(this, given);
             } }",
        )
    };
    {
        let _undo = dying(1);
        DraftRepo::save(&database, &draft(2)).await.expect("the second connection saves it");
    }
    {
        let _undo = dying(2);
        let lost = DraftRepo::save(&database, &draft(3)).await;
        assert!(matches!(lost, Err(StorageError::Lost { .. })), "{lost:?}");
    }
    assert_eq!(DraftRepo::list(&database).await.expect("drafts can be listed").items, [draft(1), draft(2)]);
}

#[wasm_bindgen_test]
async fn a_newer_app_in_another_tab_is_let_through() {
    let database = fresh("upgrade").await;
    DraftRepo::save(&database, &draft(1)).await.expect("a draft can be saved");
    behind_its_back("upgrade", VERSION + 1, "", "").await;
    assert_eq!(
        DraftRepo::save(&database, &draft(2)).await,
        Err(StorageError::Future { found: VERSION + 1, known: VERSION })
    );
}

#[wasm_bindgen_test]
async fn a_browser_without_database_is_told() {
    let _undo = replaced("window", "indexedDB", "{ get: () => undefined }");
    let refused = DraftRepo::save(&Database::named("test-none"), &draft(1)).await;
    assert!(matches!(refused, Err(StorageError::Unavailable { .. })), "{refused:?}");
}
