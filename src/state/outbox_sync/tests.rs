//! The runner against doubles: what goes out, in which order, and what is in storage when it ends.

use std::cell::RefCell;

use futures::FutureExt;
use futures::executor::block_on;
use serde_json::json;
use walkaround_contract::{Id, Timestamp};

use super::*;
use crate::domain::outbox::{Answer, Delivery, FailureKind, SheetAttachment, SheetRecord};
use crate::ports::{MemoryClock, MemoryStore, MemoryTransport, NoAnswer, StoredPhoto};

const NOW_MS: i64 = 1_800_000_000_000;

struct World {
    store: MemoryStore,
    transport: MemoryTransport,
    clock: MemoryClock,
    backend: Backend,
}

fn at(unix_ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(unix_ms, 480).expect("in range")
}

fn id(number: u128) -> Id {
    Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

impl World {
    /// A tablet with these sheets, each with so many photos of 3 bytes.
    fn with(sheets: &[(u128, u128)]) -> Self {
        let store = MemoryStore::default();
        for &(number, photos) in sheets {
            let attachments: Vec<SheetAttachment> = (0..photos)
                .map(|place| SheetAttachment {
                    id: id(1_000 * number + place),
                    sha256: format!("{:064x}", 1_000 * number + place),
                    media_type: "image/jpeg".into(),
                    byte_length: 3,
                })
                .collect();
            for attachment in &attachments {
                let photo = StoredPhoto {
                    id: attachment.id,
                    media_type: "image/jpeg".into(),
                    bytes: vec![1, 2, 3],
                    thumbnail: Vec::new(),
                };
                block_on(PhotoRepo::put(&store, &photo)).expect("kept");
            }
            let sheet = SheetRecord {
                id: id(number),
                visit_id: id(500 + number),
                sealed_at: at(NOW_MS - 10_000 + number as i64),
                json: format!("{{\"id\":{number}}}"),
                digest: format!("{number:064x}"),
                code: "0000-0000".into(),
                plate: String::new(),
                vehicle: String::new(),
                customer: String::new(),
                attachments,
                originals: Vec::new(),
            };
            block_on(store.seal(&sheet, &Delivery::default())).expect("kept");
        }
        let backend = Backend { base: "https://dms.example".into(), token: "t".into(), ..Backend::default() };
        Self { store, transport: MemoryTransport::default(), clock: MemoryClock::at(at(NOW_MS)), backend }
    }

    fn answers(&self, answers: impl IntoIterator<Item = Answer>) {
        for answer in answers {
            self.transport.answer(Ok(answer));
        }
    }

    fn run(&self) -> Result<RunOutcome, StorageError> {
        self.run_telling(|_| ())
    }

    fn run_telling(&self, on_progress: impl Fn(&OutboxEntry)) -> Result<RunOutcome, StorageError> {
        let ports =
            SyncPorts { outbox: &self.store, photos: &self.store, transport: &self.transport, clock: &self.clock };
        block_on(run_once(ports, &self.backend, || 0, on_progress))
    }

    /// `POST /intake-sheets` and so on, with the key.
    fn asked(&self) -> Vec<String> {
        let short = |request: &Request| {
            format!("{:?} {}", request.method, request.path.trim_start_matches("/attachments/").trim_start_matches('0'))
        };
        self.transport.take_requests().iter().map(|(_, request)| short(request)).collect()
    }

    fn delivery(&self, number: u128) -> Delivery {
        block_on(OutboxRepo::get(&self.store, id(number))).expect("readable").expect("there").delivery
    }
}

fn status(status: u16) -> Answer {
    Answer { status, ..Answer::default() }
}

fn receipt(number: u128) -> Answer {
    let body = json!({ "sheet_id": id(number), "digest": format!("{number:064x}"), "received_at": "2027-01-15T10:00:00.000+08:00" }).to_string();
    Answer { content_type: Some("application/json".into()), body, ..status(201) }
}

#[test]
fn sheets_go_out_oldest_first_each_after_its_photos() {
    let world = World::with(&[(2, 0), (1, 2)]);
    world.answers([status(200), status(404), status(201), receipt(1), receipt(2)]);
    let outcome = world.run().expect("runs");
    assert_eq!(outcome, RunOutcome { next_wake: None, pause: None, reached: Some(true) });
    assert!(world.delivery(1).is_confirmed() && world.delivery(2).is_confirmed());
    let requests = world.transport.take_requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|(_, request)| (request.method, request.idempotency_key.as_deref(), request.body.as_deref()))
        .collect();
    let (first, second) = (id(1).to_string(), id(2).to_string());
    assert_eq!(
        sent,
        [
            (Method::Head, None, None),
            (Method::Head, None, None),
            (Method::Put, None, Some(&[1_u8, 2, 3][..])),
            (Method::Post, Some(first.as_str()), Some(&b"{\"id\":1}"[..])),
            (Method::Post, Some(second.as_str()), Some(&b"{\"id\":2}"[..])),
        ]
    );
    assert_eq!(requests[2].1.media_type.as_deref(), Some("image/jpeg"));
    assert_eq!(requests[3].1.media_type.as_deref(), Some("application/json"));
    assert!(requests.iter().all(|(backend, _)| *backend == world.backend));
}

#[test]
fn nothing_to_send_asks_nobody() {
    let world = World::with(&[]);
    assert_eq!(world.run().expect("runs"), RunOutcome::default());
    assert!(world.asked().is_empty());
}

#[test]
fn a_refused_sheet_is_left_and_the_others_go_on() {
    let world = World::with(&[(1, 0), (2, 0), (3, 0)]);
    world.answers([status(422), status(500), receipt(3)]);
    let outcome = world.run().expect("runs");
    assert_eq!(outcome.next_wake, Some(1_000));
    assert_eq!(world.delivery(1).state, DeliveryState::NeedsAttention);
    assert_eq!(world.delivery(2).state, DeliveryState::RetryAt { unix_ms: NOW_MS + 1_000 });
    assert!(world.delivery(3).is_confirmed());
    world.clock.set(at(NOW_MS + 1_000));
    world.answers([receipt(2)]);
    assert_eq!(world.run().expect("runs").next_wake, None);
    assert!(world.delivery(2).is_confirmed());
}

#[test]
fn without_a_network_one_try_is_enough_and_the_next_goes_to_another() {
    let world = World::with(&[(1, 0), (2, 0)]);
    let outcome = world.run().expect("runs");
    assert_eq!(outcome, RunOutcome { next_wake: Some(1_000), pause: None, reached: Some(false) });
    assert_eq!(world.asked().len(), 1);
    assert!(matches!(world.delivery(1).failure.expect("a failure").kind, FailureKind::NoAnswer { .. }));
    // Sheet 1 is what cuts the connection: sheet 2 is not held up by it.
    world.clock.set(at(NOW_MS + 1_000));
    world.answers([receipt(2)]);
    let outcome = world.run().expect("runs");
    assert!(world.delivery(2).is_confirmed());
    assert_eq!((outcome.next_wake, outcome.reached), (Some(2_000), Some(false)));
}

#[test]
fn a_pause_stops_the_run_and_blames_no_sheet() {
    let world = World::with(&[(1, 0), (2, 0)]);
    world.answers([status(401)]);
    let outcome = world.run().expect("runs");
    assert_eq!((outcome.pause, outcome.next_wake, world.asked().len()), (Some(BackendPause::Credentials), None, 1));
    assert_eq!(world.delivery(1).state, DeliveryState::Queued);
    world.answers([receipt(1), receipt(2)]);
    world.run().expect("runs");
    assert!(world.delivery(1).is_confirmed() && world.delivery(2).is_confirmed());
}

#[test]
fn a_death_in_the_middle_repeats_one_request_and_loses_nothing() {
    let world = World::with(&[(1, 2)]);
    world.answers([status(404), status(201)]);
    world.transport.answer(Err(NoAnswer { cause: "the process died".into() }));
    world.run().expect("runs");
    let kept = world.delivery(1);
    assert_eq!(kept.attachments_done.len(), 1);
    world.clock.set(at(NOW_MS + 300_000));
    world.asked();
    world.answers([status(200), receipt(1)]);
    world.run().expect("runs");
    assert_eq!(world.asked(), ["Head 3e9", "Post /intake-sheets"]);
    assert!(world.delivery(1).is_confirmed());
}

#[test]
fn missing_bytes_are_said_and_others_go_on() {
    let world = World::with(&[(1, 1), (2, 0)]);
    block_on(PhotoRepo::remove(&world.store, id(1_000))).expect("removed");
    world.answers([status(404), receipt(2)]);
    world.run().expect("runs");
    let failure = world.delivery(1).failure.expect("a failure");
    assert_eq!((failure.kind, failure.attachment), (FailureKind::BytesMissing, Some(id(1_000))));
    assert!(world.delivery(2).is_confirmed());
}

#[test]
fn what_can_not_be_written_down_is_no_progress() {
    let world = World::with(&[(1, 0)]);
    world.answers([receipt(1)]);
    let full = StorageError::Full { cause: "disk".into() };
    let told = RefCell::new(0);
    let result = world.run_telling(|_| {
        // The first telling comes after the list was read: the write that follows fails.
        if told.replace_with(|count| *count + 1) == 0 {
            world.store.fail_next(full.clone());
        }
    });
    assert_eq!(result, Err(full));
    assert_eq!(world.delivery(1).state, DeliveryState::Queued);
    // The same id goes out again; the backend knows it by its key.
    world.answers([receipt(1)]);
    world.run().expect("runs");
    assert!(world.delivery(1).is_confirmed());
}

#[test]
fn a_sheet_signed_during_the_run_goes_out_in_it() {
    let world = World::with(&[(1, 0)]);
    world.answers([receipt(1), receipt(2)]);
    let late =
        RefCell::new(Some(block_on(OutboxRepo::get(&world.store, id(1))).expect("readable").expect("there").sheet));
    world
        .run_telling(|_| {
            if let Some(sheet) = late.take() {
                let sheet = SheetRecord { id: id(2), digest: format!("{:064x}", 2), ..sheet };
                // Inside the run there is no second executor; the double never waits.
                world.store.seal(&sheet, &Delivery::default()).now_or_never().expect("at once").expect("kept");
            }
        })
        .expect("runs");
    assert!(world.delivery(2).is_confirmed());
}

#[test]
fn the_screen_is_told_what_is_being_sent() {
    let world = World::with(&[(1, 1)]);
    world.answers([status(200), receipt(1)]);
    let told = RefCell::new(Vec::new());
    world
        .run_telling(|entry| {
            let state = match entry.delivery.state {
                DeliveryState::Sending => "sending",
                DeliveryState::Delivered { .. } => "delivered",
                _ => "other",
            };
            told.borrow_mut().push((state, entry.attachments_delivered().0));
        })
        .expect("runs");
    assert_eq!(*told.borrow(), [("sending", 0), ("sending", 1), ("sending", 1), ("delivered", 1)]);
}
