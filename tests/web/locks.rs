//! Whether a draft is open in any tab.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use walkaround::platform::locks::WebLocks;
use walkaround::ports::TabLocks;
use wasm_bindgen_test::wasm_bindgen_test;

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
