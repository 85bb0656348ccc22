//! Letting go of what a backend confirmed, the note a database keeps about itself, and the room it holds ready.

use walkaround::domain::ledger::Ledger;
use walkaround::domain::outbox::{Delivery, DeliveryState, LetGo, SheetRecord};
use walkaround::domain::settings::Settings;
use walkaround::ports::{Going, OutboxEntry, OutboxRepo, PhotoRepo, SettingsRepo, StorageError};

use super::{Storage, at, id, outbox, photo, sealed_attachment, sheet};

fn confirmed() -> Delivery {
    Delivery { state: DeliveryState::Delivered { at: at(1_700_000_200_000), receipt: None }, ..Delivery::default() }
}

pub async fn a_confirmed_sheet_goes_part_by_part(store: &impl Storage) {
    let (first, second) = (photo(10), photo(11));
    for photo in [&first, &second] {
        PhotoRepo::put(store, photo).await.expect("a photo can be kept");
    }
    let attachments = vec![sealed_attachment(&first), sealed_attachment(&second)];
    let whole = SheetRecord { attachments, ..sheet(1) };
    OutboxRepo::seal(store, &whole, &confirmed()).await.expect("a sheet can be sealed");
    let going = Going::Photos { bytes: vec![first.id] };
    let photos_went = LetGo { photos: Some(at(1_700_000_300_000)), ..LetGo::default() };
    // Twice, as after a first try whose answer was lost.
    for _ in 0..2 {
        store.let_go(id(1), &going, &photos_went).await.expect("photos of a confirmed sheet can go");
    }
    assert_eq!(store.bytes(first.id).await, Ok(None));
    assert_eq!(store.thumbnail(first.id).await, Ok(None));
    assert_eq!(store.bytes(second.id).await, Ok(Some(second.bytes)));
    let noted = |sheet, let_go| OutboxEntry { sheet, delivery: Delivery { let_go, ..confirmed() } };
    assert_eq!(outbox(store).await, [noted(whole.clone(), photos_went.clone())]);

    let rest = SheetRecord { json: "{}".into(), customer: String::new(), ..whole };
    let personal_went = LetGo { personal: Some(at(1_700_000_400_000)), ..photos_went };
    let going = Going::Personal { rest: Box::new(rest.clone()) };
    store.let_go(id(1), &going, &personal_went).await.expect("personal fields of a confirmed sheet can go");
    assert_eq!(OutboxRepo::get(store, id(1)).await, Ok(Some(noted(rest, personal_went.clone()))));

    for _ in 0..2 {
        store.let_go(id(1), &Going::All, &personal_went).await.expect("a confirmed sheet can go");
    }
    assert_eq!(outbox(store).await, []);
}

pub async fn nothing_goes_of_a_sheet_that_is_not_confirmed(store: &impl Storage) {
    let kept = photo(10);
    PhotoRepo::put(store, &kept).await.expect("a photo can be kept");
    let sheet = SheetRecord { attachments: vec![sealed_attachment(&kept)], ..sheet(1) };
    OutboxRepo::seal(store, &sheet, &Delivery::default()).await.expect("a sheet can be sealed");
    for state in [
        DeliveryState::Queued,
        DeliveryState::RetryAt { unix_ms: 5 },
        DeliveryState::NeedsAttention,
        DeliveryState::Unconfirmed { at: at(1_700_000_200_000) },
    ] {
        let delivery = Delivery { state, ..Delivery::default() };
        OutboxRepo::set_delivery(store, id(1), &delivery).await.expect("a delivery can be written");
        let rest = SheetRecord { json: String::new(), ..sheet.clone() };
        for going in [Going::Photos { bytes: vec![kept.id] }, Going::Personal { rest: Box::new(rest) }, Going::All] {
            let went = store.let_go(id(1), &going, &LetGo::default()).await;
            assert!(
                matches!(went, Err(StorageError::Damaged { .. })),
                "{:?}: {going:?} went: {went:?}",
                delivery.state
            );
        }
        assert_eq!(outbox(store).await, [OutboxEntry { sheet: sheet.clone(), delivery }]);
        assert_eq!(store.bytes(kept.id).await, Ok(Some(kept.bytes.clone())));
    }
}

pub async fn the_first_ledger_stays(store: &impl Storage) {
    assert_eq!(store.ledger().await, Ok(None));
    let ledger = |number| Ledger { id: id(number), asked: 0 };
    assert_eq!(store.keep_ledger(&ledger(1)).await, Ok(ledger(1)));
    assert_eq!(store.keep_ledger(&ledger(2)).await, Ok(ledger(1)), "another tab was first");
    store.set_ledger(&Ledger { asked: 1, ..ledger(1) }).await.expect("it can be written");
    assert_eq!(store.ledger().await, Ok(Some(Ledger { asked: 1, ..ledger(1) })));
    assert_eq!(SettingsRepo::load(store).await, Ok(None), "it is none of the settings");
}

pub async fn the_reserve_is_nobodys_record(store: &impl Storage) {
    SettingsRepo::save(store, &Settings::default()).await.expect("settings can be saved");
    let before = store.export_raw().await.expect("the database can be exported");
    for held in [true, true, false, false, true] {
        store.set_reserve(held).await.expect("room can be held and let go");
        assert_eq!(store.export_raw().await.as_ref(), Ok(&before), "it is in no export");
    }
    assert_eq!(SettingsRepo::load(store).await, Ok(Some(Settings::default())));
    assert_eq!(store.ids().await, Ok(Vec::new()), "and no photo");
}
