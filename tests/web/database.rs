//! The database: the suite of the ports, and what only IndexedDB can do wrong.

use walkaround::domain::ledger::Ledger;
use walkaround::domain::outbox::{Delivery, DeliveryState, LetGo};
use walkaround::domain::settings::Settings;
use walkaround::platform::crypto::DeviceSigner;
use walkaround::platform::db::{Database, VERSION};
use walkaround::ports::{
    DraftRepo, Going, LedgerRepo, OutboxRepo, PhotoRepo, RawExport, SettingsRepo, Signer, StorageError, TemplateRepo,
};
use walkaround_contract::Template;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::ports_suite::{self, draft, id, photo, sheet};
use crate::script::{replaced, run, run_async};

/// A database that no other test and no earlier run has used.
pub async fn fresh(name: &str) -> Database {
    let name = format!("test-{name}");
    run_async(&format!(
        "await new Promise((done, failed) => {{ const request = indexedDB.deleteDatabase('{name}'); request.onsuccess = done; request.onerror = failed; }})"
    ))
    .await;
    Database::named(&name)
}

/// Opens a test's database in JavaScript and runs `body` with it as `db`. Version 0 is whatever it has.
pub async fn behind_its_back(name: &str, version: u32, upgrade: &str, body: &str) -> String {
    run_async(&format!(
        "const db = await new Promise((done, failed) => {{
            const request = indexedDB.open('test-{name}', {version} || undefined);
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

pub fn ledger() -> Ledger {
    Ledger { id: id(77), asked: 0 }
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
    database.keep_ledger(&ledger()).await.expect("a note can be kept");
    expect_strict("keeping the ledger");
    database.set_ledger(&ledger()).await.expect("a note can be written");
    expect_strict("writing the ledger");
    database.set_reserve(true).await.expect("room can be held");
    expect_strict("holding room");
    database.let_go(id(1), &Going::All, &LetGo::default()).await.expect_err("it is not confirmed");
    expect_strict("letting go");
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
async fn a_sheet_that_cannot_be_read_holds_up_no_other() {
    let database = fresh("held up").await;
    for number in [2, 3] {
        OutboxRepo::seal(&database, &sheet(number), &Delivery::default()).await.expect("a sheet can be sealed");
    }
    behind_its_back(
        "held up",
        VERSION,
        "",
        &format!(
            "const transaction = db.transaction(['sheets'], 'readwrite');
             transaction.objectStore('sheets').put({{ schema: 1, json: '{{\"cut' }}, '{}');
             await over(transaction)",
            id(2)
        ),
    )
    .await;
    let waiting = database.waiting().await.expect("what waits can be read");
    assert_eq!(waiting.into_iter().map(|entry| entry.sheet).collect::<Vec<_>>(), [sheet(3)]);
    let outbox = OutboxRepo::list(&database).await.expect("the outbox can be listed");
    assert_eq!((outbox.items.len(), outbox.damaged.len()), (1, 1), "the broken one is told of");
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
async fn photos_go_from_a_full_disk_before_it_is_noted() {
    let database = fresh("full-let-go").await;
    let kept = photo(5);
    PhotoRepo::put(&database, &kept).await.expect("a photo can be kept");
    let state = DeliveryState::Delivered { at: ports_suite::at(1_700_000_000_000), receipt: None };
    let delivery = Delivery { state, ..Delivery::default() };
    OutboxRepo::seal(&database, &sheet(1), &delivery).await.expect("a sheet can be sealed");
    let going = Going::Photos { bytes: vec![kept.id] };
    let note = LetGo { photos: Some(ports_suite::at(1_700_000_100_000)), ..LetGo::default() };
    {
        let _undo = replaced(
            "IDBObjectStore.prototype",
            "put",
            "{ value() { throw new DOMException('no room', 'QuotaExceededError'); } }",
        );
        database.let_go(id(1), &going, &note).await.expect("what makes room can always go");
        assert_eq!(database.bytes(kept.id).await, Ok(None));
        let entry = OutboxRepo::get(&database, id(1)).await.expect("it can be read").expect("it is there");
        assert_eq!(entry.delivery, delivery, "there was no room for the note");
    }
    database.let_go(id(1), &going, &note).await.expect("with room it is noted");
    let entry = OutboxRepo::get(&database, id(1)).await.expect("it can be read").expect("it is there");
    assert_eq!(entry.delivery.let_go, note);
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
