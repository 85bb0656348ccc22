//! Locks over all tabs: whether a draft is open in any, and locks that one tab has at a time. Two requests of one page compete as two tabs do.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use walkaround::platform::locks::WebLocks;
use walkaround::ports::{Ask, Lock, TabLocks};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::script::{replaced, run};

async fn swept() -> bool {
    let done = Rc::new(Cell::new(false));
    let tell = done.clone();
    let said = WebLocks.while_no_draft_is_open(Box::pin(async move { tell.set(true) })).await;
    assert_eq!(said, done.get(), "it says whether the work was done");
    said
}

/// A lock is asked for, and let go, a moment after it was said.
async fn until_swept(wanted: bool) {
    for _ in 0..200 {
        if swept().await == wanted {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("work was never {}", if wanted { "done" } else { "kept back" });
}

#[wasm_bindgen_test]
async fn work_waits_for_no_draft_and_is_done_while_none_is_open() {
    assert!(swept().await);
    let one = WebLocks.open_draft();
    let another = WebLocks.open_draft();
    until_swept(false).await;
    drop(one);
    // The other one is still open, however often one asks.
    assert!(!swept().await);
    drop(another);
    until_swept(true).await;
}

async fn ask(name: &str, ask: Ask) -> Lock {
    WebLocks.lock(name, ask, Box::new(|| ())).await
}

/// A lock is let go of a moment after its guard was dropped.
async fn until_free(name: &str) -> Lock {
    for _ in 0..200 {
        let lock = ask(name, Ask::IfFree).await;
        if matches!(lock, Lock::Held(_)) {
            return lock;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("{name} was never free");
}

#[wasm_bindgen_test]
async fn a_lock_has_one_holder_and_goes_to_who_waits() {
    let held = ask("test-one", Ask::IfFree).await;
    assert!(matches!(held, Lock::Held(_)));
    assert!(matches!(ask("test-one", Ask::IfFree).await, Lock::Elsewhere));
    assert!(matches!(ask("test-another", Ask::IfFree).await, Lock::Held(_)));
    let got = Rc::new(Cell::new(false));
    let tell = got.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let _lock = ask("test-one", Ask::Wait).await;
        tell.set(true);
    });
    // What was asked later has been answered, so the one that waits has been heard by now.
    assert!(matches!(ask("test-one", Ask::IfFree).await, Lock::Elsewhere));
    assert!(!got.get());
    drop(held);
    drop(until_free("test-one").await);
    assert!(got.get(), "whoever waits comes before whoever asks later");
}

#[wasm_bindgen_test]
async fn who_stops_waiting_holds_nobody_up() {
    let held = ask("test-left", Ask::IfFree).await;
    {
        let mut waiting = WebLocks.lock("test-left", Ask::Wait, Box::new(|| ()));
        assert!(futures::poll!(waiting.as_mut()).is_pending());
    }
    drop(held);
    until_free("test-left").await;
}

#[wasm_bindgen_test]
async fn whose_lock_is_stolen_is_told() {
    let lost = Rc::new(Cell::new(0));
    let told = lost.clone();
    let first = WebLocks.lock("test-stolen", Ask::IfFree, Box::new(move || told.set(told.get() + 1))).await;
    let thief = ask("test-stolen", Ask::Steal).await;
    assert!(matches!(thief, Lock::Held(_)));
    for _ in 0..200 {
        if lost.get() == 1 {
            break;
        }
        TimeoutFuture::new(10).await;
    }
    assert_eq!(lost.get(), 1);
    drop(first);
    assert!(matches!(ask("test-stolen", Ask::IfFree).await, Lock::Elsewhere));
    drop(thief);
    until_free("test-stolen").await;
    assert_eq!(lost.get(), 1, "who lets go has lost nothing");
}

/// WebKit breaks the locks of a page that is left, and still lets it run for a moment.
#[wasm_bindgen_test]
async fn a_page_that_is_left_has_lost_nothing() {
    let lost = Rc::new(Cell::new(false));
    let told = lost.clone();
    let first = WebLocks.lock("test-leaving", Ask::IfFree, Box::new(move || told.set(true))).await;
    run("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))");
    let thief = ask("test-leaving", Ask::Steal).await;
    assert!(matches!(thief, Lock::Held(_)));
    drop(first);
    drop(thief);
    // By now whoever lost it would have heard.
    until_free("test-leaving").await;
    assert!(!lost.get());
}

#[wasm_bindgen_test]
async fn a_browser_without_locks_says_so() {
    let _undo = replaced("Navigator.prototype", "locks", "{ get: () => undefined }");
    for how in [Ask::IfFree, Ask::Wait, Ask::Steal] {
        assert!(matches!(ask("test-none", how).await, Lock::Unknown));
    }
    assert!(!swept().await);
    assert!(run("return navigator.locks").is_undefined());
}
