//! A connection that the browser closes at any moment, as tablets do in the background.

use walkaround::domain::outbox::{Delivery, DeliveryState, LetGo, SheetRecord};
use walkaround::domain::settings::Settings;
use walkaround::platform::crypto::DeviceSigner;
use walkaround::ports::{
    DraftRepo, Going, LedgerRepo, OutboxRepo, PhotoRepo, RawExport, SettingsRepo, Signer, TemplateRepo,
};
use walkaround_contract::Template;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::database::{fresh, ledger};
use crate::ports_suite::{at, draft, id, photo, sheet};
use crate::script::{replaced, run};

/// Every operation there is, each on a connection that was closed underneath a moment before.
#[wasm_bindgen_test]
async fn every_operation_survives_a_connection_that_was_closed() {
    let database = std::rc::Rc::new(fresh("closed").await);
    run("globalThis.openConnections = new Set()");
    let _undo = replaced(
        "IDBDatabase.prototype",
        "transaction",
        "{ value(...given) { const made = plain.apply(this, given); openConnections.add(this); return made; } }",
    );
    DraftRepo::save(&*database, &draft(1)).await.expect("a draft can be saved");
    let close = || {
        let closed = run(
            "const seen = openConnections.size; for (const one of openConnections) one.close(); openConnections.clear(); return seen",
        );
        assert_eq!(closed.as_f64(), Some(1.0), "the operation before this one had one connection");
    };
    macro_rules! after_closing {
        ($($operation:expr => $expected:expr;)*) => {
            $(close();
            assert_eq!($operation.await, $expected, "{}", stringify!($operation));)*
        };
    }
    let confirmed = DeliveryState::Delivered { at: at(1_700_000_000_000), receipt: None };
    let confirmed = Delivery { state: confirmed, ..Delivery::default() };
    let rest = SheetRecord { customer: String::new(), ..sheet(3) };
    let no_note = LetGo::default();
    after_closing! {
        DraftRepo::save(&*database, &draft(2)) => Ok(());
        DraftRepo::load(&*database, id(2)) => Ok(Some(draft(2)));
        DraftRepo::remove(&*database, &draft(2)) => Ok(());
        async { DraftRepo::list(&*database).await.map(|listing| listing.items) } => Ok(vec![draft(1)]);
        PhotoRepo::put(&*database, &photo(9)) => Ok(());
        database.bytes(id(9)) => Ok(Some(photo(9).bytes));
        database.thumbnail(id(9)) => Ok(Some(photo(9).thumbnail));
        database.ids() => Ok(vec![id(9)]);
        PhotoRepo::remove(&*database, id(9)) => Ok(());
        OutboxRepo::seal(&*database, &sheet(3), &Delivery::default()) => Ok(());
        OutboxRepo::set_delivery(&*database, id(3), &confirmed) => Ok(());
        async { OutboxRepo::get(&*database, id(3)).await.map(|entry| entry.map(|entry| entry.sheet)) } => Ok(Some(sheet(3)));
        async { OutboxRepo::list(&*database).await.map(|listing| listing.items.len()) } => Ok(1);
        database.let_go(id(3), &Going::Personal { rest: Box::new(rest) }, &no_note) => Ok(());
        database.let_go(id(3), &Going::All, &no_note) => Ok(());
        SettingsRepo::save(&*database, &Settings::default()) => Ok(());
        SettingsRepo::load(&*database) => Ok(Some(Settings::default()));
        database.keep_template("a", Template::standard()) => Ok(());
        async { database.template("a").await.map(|template| template.is_some()) } => Ok(true);
        database.keep_ledger(&ledger()) => Ok(ledger());
        database.set_ledger(&ledger()) => Ok(());
        database.ledger() => Ok(Some(ledger()));
        database.set_reserve(true) => Ok(());
        async { database.export_raw().await.map(|export| export.contains("drafts")) } => Ok(true);
        async { DeviceSigner::new(database.clone()).public_key().await.map(|key| key.crv) } => Ok("P-256".to_owned());
    }
}
