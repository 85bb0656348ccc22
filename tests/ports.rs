//! The suite of the ports over their doubles, natively. `tests/web` runs it over the database.
#![cfg(not(target_arch = "wasm32"))]

mod ports_suite;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use futures::executor::block_on;
use walkaround::domain::backend::Backend;
use walkaround::domain::outbox::{Delivery, DeliveryState};
use walkaround::ports::{
    Answer, Ask, AudioError, AudioRecorder, DraftRepo, Ids, Lock, MemoryBundleLock, MemoryIds, MemoryLocks,
    MemoryMicrophone, MemoryOutside, MemorySigner, MemoryStore, MemoryTab, MemoryTransport, Method, OutboxRepo,
    OutsideNote, PhotoRepo, Records, Said, Signer, StorageError, StorageWatch, TabChannel, TabLocks, Told, Transport,
    Watched, Wrote,
};

macro_rules! over_memory {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            block_on(ports_suite::$name(&MemoryStore::default()));
        })*
    };
}
ports_suite::storage_suite!(over_memory);

macro_rules! over_the_lock_in_memory {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            block_on(ports_suite::bundle_lock::$name(&MemoryBundleLock::default()));
        })*
    };
}
ports_suite::bundle_lock::lock_suite!(over_the_lock_in_memory);

#[test]
fn a_document_comes_whole_or_not_at_all() {
    let transport = MemoryTransport::default();
    let tell = |(status, content_type, body): (u16, &str, &str)| {
        let (content_type, body) = (Some(content_type.to_owned()), body.to_owned());
        transport.answer(Ok(Answer { status, content_type, body, ..Answer::default() }));
    };
    block_on(ports_suite::download::a_document_comes_whole_or_not_at_all(&transport, tell));
    let asked = transport.take_requests();
    assert!(asked.iter().all(|(_, request)| request.method == Method::Get && request.path == "/template"));
    let unreachable = block_on(transport.download(&Backend::default(), "/template"));
    assert!(unreachable.is_err(), "with nothing left to say it is unreachable");
}

#[test]
fn a_record_that_cannot_be_read_is_listed() {
    let store = MemoryStore::default();
    block_on(async {
        DraftRepo::save(&store, &ports_suite::draft(1)).await.expect("a draft can be saved");
        store.put_raw("drafts", "broken", "{\"id\":");
        store.put_raw("sheets", "broken too", "[]");
        let drafts = DraftRepo::list(&store).await.expect("drafts can be listed");
        assert_eq!((drafts.items.len(), drafts.damaged.len()), (1, 1));
        assert_eq!(drafts.damaged[0].raw, "{\"id\":");
        assert_eq!(OutboxRepo::list(&store).await.expect("the outbox can be listed").damaged[0].key, "broken too");
        // Beside a broken one the others still go out.
        OutboxRepo::seal(&store, &ports_suite::sheet(2), &Delivery::default()).await.expect("a sheet can be sealed");
        let waiting = serde_json::to_string(&Delivery::default()).expect("a delivery is JSON");
        store.put_raw("deliveries", "broken too", &waiting);
        assert_eq!(store.waiting().await.expect("what waits can be read").len(), 1);
    });
}

#[test]
fn a_failure_is_told_once() {
    let store = MemoryStore::default();
    let full = StorageError::Full { cause: "no room".into() };
    store.fail_next(full.clone());
    block_on(async {
        assert_eq!(DraftRepo::save(&store, &ports_suite::draft(1)).await, Err(full));
        assert_eq!(DraftRepo::save(&store, &ports_suite::draft(1)).await, Ok(()));
    });
}

#[test]
fn every_write_is_told_and_what_was_not_kept_too() {
    let (store, watch) = (Rc::new(MemoryStore::default()), Rc::new(StorageWatch::default()));
    let watched = Watched::new(store.clone(), watch.clone());
    let heard: Rc<RefCell<Vec<Told>>> = Rc::default();
    let hear = heard.clone();
    watch.listen(move |told| hear.borrow_mut().push(told));
    let full = StorageError::Full { cause: "no room".into() };
    block_on(async {
        let draft = ports_suite::draft(1);
        DraftRepo::save(&watched, &draft).await.expect("a draft can be saved");
        assert_eq!(DraftRepo::load(&watched, draft.id).await, Ok(Some(draft.clone())));
        store.fail_next(full.clone());
        assert_eq!(PhotoRepo::put(&watched, &ports_suite::photo(2)).await, Err(full.clone()));
        let sheet = ports_suite::sheet(1);
        OutboxRepo::seal(&watched, &sheet, &Delivery::default()).await.expect("a sheet can be sealed");
        let settled = DeliveryState::Unconfirmed { at: ports_suite::at(1_700_000_000_900) };
        let settled = Delivery { state: settled, ..Delivery::default() };
        watched.set_delivery(sheet.id, &settled).await.expect("a delivery can be written");
        DraftRepo::remove(&watched, &draft).await.expect("a draft can be removed");
    });
    let waits = watch.wait();
    assert!(!waits.is_given_up());
    watch.give_up_waiting();
    assert!(waits.is_given_up() && !watch.wait().is_given_up(), "what waits later is not given up");
    drop(waits);
    let expected = [
        Told::Wrote(Wrote::Draft(ports_suite::id(1))),
        Told::Failed(full),
        Told::Wrote(Wrote::Sealed),
        Told::Wrote(Wrote::Delivery { settled: true }),
        Told::Wrote(Wrote::DraftRemoved),
        Told::Waiting(1),
        Told::Waiting(2),
        Told::Waiting(1),
        Told::Waiting(0),
    ];
    assert_eq!(*heard.borrow(), expected);
}

#[test]
fn a_note_outside_is_there_until_the_next() {
    let outside = MemoryOutside::default();
    assert_eq!(outside.read(), None);
    for note in ["one", "二"] {
        outside.write(note);
        assert_eq!(outside.read().as_deref(), Some(note));
    }
}

#[test]
fn ids_are_new_and_in_order() {
    let ids = MemoryIds::default();
    let made: Vec<_> = (0..100).map(|_| ids.new_id()).collect();
    assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(made.iter().all(|id| id.get_version_num() == 7));
}

#[test]
fn a_signature_is_as_long_as_a_real_one() {
    let signature = block_on(MemorySigner.sign(&[9; 32])).expect("the double signs anything");
    assert_eq!(signature.len(), 86, "64 bytes in base64url without padding");
    assert_eq!(block_on(MemorySigner.public_key()).expect("the double has a key").x.len(), 43);
}

#[test]
fn a_recording_in_memory_goes_on_until_it_is_stopped() {
    let microphone = MemoryMicrophone::default();
    microphone.refuse(AudioError::NotAllowed);
    microphone.hear(b"OggS and a rattle");
    assert_eq!(block_on(microphone.start(60_000)).err(), Some(AudioError::NotAllowed));
    let recording = block_on(microphone.start(60_000)).expect("it was refused once");
    let mut finished = Box::pin(recording.finished());
    let mut context = Context::from_waker(Waker::noop());
    assert!(finished.as_mut().poll(&mut context).is_pending());
    recording.stop();
    let sound = block_on(finished).expect("it was heard");
    assert_eq!((sound.bytes.as_slice(), sound.media_type.as_str()), (&b"OggS and a rattle"[..], "audio/ogg"));
}

#[test]
fn locks_in_memory_know_who_has_a_draft_open() {
    let locks = MemoryLocks::default();
    let alone = || block_on(locks.while_no_draft_is_open(Box::pin(async {})));
    assert!(alone());
    let open = locks.open_draft();
    assert!(!alone());
    drop(open);
    assert!(alone());
}

#[test]
fn a_lock_in_memory_has_one_holder_and_goes_to_who_waits() {
    let locks = MemoryLocks::default();
    let ask = |ask| locks.lock("outbox", ask, Box::new(|| ()));
    let held = block_on(ask(Ask::IfFree));
    assert!(matches!(held, Lock::Held(_)));
    assert!(matches!(block_on(ask(Ask::IfFree)), Lock::Elsewhere));
    assert!(matches!(block_on(locks.lock("another", Ask::IfFree, Box::new(|| ()))), Lock::Held(_)));
    let mut context = Context::from_waker(Waker::noop());
    let mut waiting = ask(Ask::Wait);
    assert!(waiting.as_mut().poll(&mut context).is_pending());
    drop(held);
    assert!(matches!(waiting.as_mut().poll(&mut context), Poll::Ready(Lock::Held(_))));
}

#[test]
fn whose_lock_is_stolen_is_told_and_lets_go_of_nothing() {
    let locks = MemoryLocks::default();
    let lost = Rc::new(Cell::new(0));
    let told = lost.clone();
    let first = block_on(locks.lock("draft", Ask::IfFree, Box::new(move || told.set(told.get() + 1))));
    let thief = block_on(locks.lock("draft", Ask::Steal, Box::new(|| ())));
    assert_eq!(lost.get(), 1);
    drop(first);
    assert!(matches!(block_on(locks.lock("draft", Ask::IfFree, Box::new(|| ()))), Lock::Elsewhere));
    drop(thief);
    assert!(matches!(block_on(locks.lock("draft", Ask::IfFree, Box::new(|| ()))), Lock::Held(_)));
    assert_eq!(lost.get(), 1);
}

#[test]
fn what_is_said_in_memory_is_heard_by_the_other_tabs() {
    let first = MemoryTab::default();
    let second = first.another();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listening = |name: &'static str, tab: &MemoryTab| {
        let heard = heard.clone();
        tab.listen(Box::new(move |said| heard.borrow_mut().push((name, said))))
    };
    let guards = (listening("first", &first), listening("second", &second));
    let said = Said::Changed { records: Records::Drafts };
    first.tell(said);
    second.tell(Said::Yield);
    assert_eq!(*heard.borrow(), [("second", said), ("first", Said::Yield)]);
    drop(guards);
    first.tell(said);
    assert_eq!(heard.borrow().len(), 2);
}
