//! Letting go over the storage in memory.

use futures::executor::block_on;
use serde_json::json;
use walkaround_contract::{Receipt, Timestamp};

use super::*;
use crate::domain::outbox::{Delivery, DeliveryState, SheetAttachment, SheetRecord};
use crate::domain::sample::{NOW_MS, id, open_draft};
use crate::ports::{MemoryClock, MemoryStore, StoredPhoto};

const DAY_MS: i64 = 86_400_000;

fn on_day(day: i64) -> Timestamp {
    Timestamp::from_unix_ms(NOW_MS + day * DAY_MS, 480).expect("in range")
}

struct Tablet {
    store: MemoryStore,
    clock: MemoryClock,
}

impl Tablet {
    fn new() -> Self {
        Self { store: MemoryStore::default(), clock: MemoryClock::at(on_day(0)) }
    }

    fn ports(&self) -> RetentionPorts<'_> {
        RetentionPorts { drafts: &self.store, outbox: &self.store, photos: &self.store, clock: &self.clock }
    }

    /// A sheet with one photo, delivered today or not at all.
    async fn sheet(&self, number: u128, delivered: bool) {
        self.sheet_with(number, delivered, json!({ "customer": { "owner": { "name": "Chen", "phones": ["138"] } } }))
            .await;
    }

    async fn sheet_with(&self, number: u128, delivered: bool, json: serde_json::Value) {
        let photo = id(number + 100);
        let stored = StoredPhoto { id: photo, media_type: "image/jpeg".into(), bytes: vec![1; 9], thumbnail: vec![2] };
        PhotoRepo::put(&self.store, &stored).await.expect("it is kept");
        let sheet = SheetRecord {
            id: id(number),
            visit_id: id(number + 200),
            sealed_at: on_day(0),
            json: json.to_string(),
            digest: "a".repeat(64),
            code: String::new(),
            plate: String::new(),
            vehicle: String::new(),
            customer: "Chen".into(),
            attachments: vec![SheetAttachment {
                id: photo,
                sha256: "b".repeat(64),
                media_type: "image/jpeg".into(),
                byte_length: 9,
            }],
            originals: Vec::new(),
        };
        let receipt = Receipt {
            sheet_id: sheet.id,
            digest: sheet.digest.clone(),
            received_at: on_day(0),
            reference: None,
            extra: Default::default(),
        };
        let state = match delivered {
            true => DeliveryState::Delivered { at: on_day(0), receipt: Some(receipt) },
            false => DeliveryState::NeedsAttention,
        };
        OutboxRepo::seal(&self.store, &sheet, &Delivery { state, ..Delivery::default() }).await.expect("it is sealed");
    }

    async fn run(&self, day: i64) -> usize {
        self.clock.set(on_day(day));
        let_due_go(self.ports(), Times::default()).await.expect("it can be run")
    }

    async fn get(&self, number: u128) -> Option<OutboxEntry> {
        OutboxRepo::get(&self.store, id(number)).await.expect("it can be read")
    }

    async fn photos(&self) -> Vec<Id> {
        self.store.ids().await.expect("they can be listed")
    }
}

#[test]
fn delivered_sheets_go_part_by_part_and_others_stay() {
    block_on(async {
        let tablet = Tablet::new();
        tablet.sheet(1, true).await;
        tablet.sheet(2, false).await;
        let waiting = tablet.get(2).await;
        assert_eq!(tablet.run(13).await, 0);
        assert_eq!(tablet.run(14).await, 1);
        assert_eq!(tablet.photos().await, [id(102)]);
        let entry = tablet.get(1).await.expect("it is there");
        assert_eq!((entry.delivery.let_go.photos, entry.sheet.customer.as_str()), (Some(on_day(14)), "Chen"));
        assert_eq!(tablet.run(29).await, 0);
        assert_eq!(tablet.run(30).await, 1);
        let entry = tablet.get(1).await.expect("it is there");
        assert_eq!((entry.delivery.let_go.personal, entry.sheet.customer.as_str()), (Some(on_day(30)), ""));
        assert!(!entry.sheet.json.contains("Chen") && !entry.sheet.json.contains("138"), "{}", entry.sheet.json);
        assert_eq!(tablet.run(730).await, 1);
        assert_eq!(tablet.get(1).await, None);
        assert_eq!(tablet.run(9_999).await, 0);
        assert_eq!(tablet.get(2).await, waiting);
        assert_eq!(tablet.photos().await, [id(102)]);
    });
}

#[test]
fn one_run_after_a_long_holiday_does_all_parts() {
    block_on(async {
        let tablet = Tablet::new();
        tablet.sheet(1, true).await;
        assert_eq!(tablet.run(5_000).await, 3);
        assert_eq!((tablet.get(1).await, tablet.photos().await), (None, Vec::new()));
    });
}

#[test]
fn a_record_that_cannot_be_read_holds_everything() {
    block_on(async {
        let tablet = Tablet::new();
        tablet.sheet(1, true).await;
        tablet.store.put_raw("drafts", "broken", "{");
        assert_eq!(tablet.run(5_000).await, 0);
        assert_eq!(freeable(tablet.ports()).await, Ok(Freeable::default()));
        assert_eq!(tablet.photos().await, [id(101)]);
    });
}

#[test]
fn a_person_frees_photos_of_confirmed_sheets_only() {
    block_on(async {
        let tablet = Tablet::new();
        tablet.sheet(1, true).await;
        tablet.sheet(2, false).await;
        tablet.sheet_with(3, true, json!({ "acknowledgement": { "marks": [{ "answer": "disputed" }] } })).await;
        tablet.sheet(4, true).await;
        let mut draft = open_draft();
        draft.visit_id = id(204);
        DraftRepo::save(&tablet.store, &draft).await.expect("it is saved");
        let found = freeable(tablet.ports()).await.expect("it can be read");
        assert_eq!(found, Freeable { sheets: vec![(id(1), 9)], held: vec![(id(3), 9)] });
        let all = [id(1), id(2), id(3), id(4)];
        assert_eq!(free_photos(tablet.ports(), &all, false, |_| false).await, Ok(0), "stopped before the first");
        assert_eq!(free_photos(tablet.ports(), &all, false, |_| true).await, Ok(1));
        assert_eq!(tablet.photos().await, [id(102), id(103), id(104)]);
        assert_eq!(free_photos(tablet.ports(), &all, true, |_| true).await, Ok(1));
        assert_eq!(tablet.photos().await, [id(102), id(104)]);
        assert!(tablet.get(3).await.is_some_and(|entry| entry.delivery.let_go.released.is_some()));
    });
}

#[test]
fn bytes_that_went_without_a_note_are_noted() {
    block_on(async {
        let tablet = Tablet::new();
        tablet.sheet(1, true).await;
        tablet.sheet(2, false).await;
        for photo in [101, 102] {
            PhotoRepo::remove(&tablet.store, id(photo)).await.expect("it is removed");
        }
        assert_eq!(tablet.run(1).await, 0);
        assert_eq!(tablet.get(1).await.expect("it is there").delivery.let_go.photos, Some(on_day(1)));
        assert_eq!(tablet.get(2).await.expect("it is there").delivery.let_go.photos, None);
    });
}

#[test]
fn a_run_that_fails_is_finished_by_the_next() {
    block_on(async {
        let tablet = Tablet::new();
        tablet.sheet(1, true).await;
        tablet.store.fail_next(StorageError::Lost { cause: "gone".into() });
        tablet.clock.set(on_day(14));
        assert!(let_due_go(tablet.ports(), Times::default()).await.is_err());
        assert_eq!(tablet.run(14).await, 1);
    });
}
