//! What tabs tell each other. Two ends of a channel in one page hear each other as two tabs do.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use walkaround::platform::db::Database;
use walkaround::platform::tabs::Tabs;
use walkaround::ports::{DraftRepo, OutboxRepo, Records, Said, SettingsRepo, TabChannel};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::ports_suite::{draft, id, sheet};
use crate::script::{replaced, run, run_async};

type Heard = Rc<RefCell<Vec<Said>>>;

fn listening(tabs: &Tabs) -> (Heard, Box<dyn std::any::Any>) {
    let heard = Heard::default();
    let into = heard.clone();
    let guard = tabs.listen(Box::new(move |said| into.borrow_mut().push(said)));
    (heard, guard)
}

async fn until_heard(heard: &Heard, count: usize) {
    for _ in 0..200 {
        if heard.borrow().len() >= count {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("only {:?} was heard", heard.borrow());
}

#[wasm_bindgen_test]
async fn the_others_hear_and_the_speaker_does_not() {
    let (first, second) = (Tabs::default(), Tabs::default());
    let (heard_first, _first) = listening(&first);
    let (heard_second, second_listens) = listening(&second);
    // What a newer version says, and what is no sentence at all, is passed over.
    run(
        "const other = new BroadcastChannel('walkaround'); other.postMessage('{\"say\":\"dance\"}'); other.postMessage(7); other.close()",
    );
    first.tell(Said::HandOver { draft: id(1) });
    until_heard(&heard_second, 1).await;
    assert_eq!(*heard_second.borrow(), [Said::HandOver { draft: id(1) }]);
    assert!(heard_first.borrow().is_empty());
    drop(second_listens);
    let (heard_again, _again) = listening(&second);
    first.tell(Said::Yield);
    until_heard(&heard_again, 1).await;
    assert_eq!(heard_second.borrow().len(), 1);
}

#[wasm_bindgen_test]
fn without_a_channel_nobody_hears_and_nothing_fails() {
    let _undo = replaced("globalThis", "BroadcastChannel", "{ value: undefined, writable: true }");
    let tabs = Tabs::default();
    let (heard, _guard) = listening(&tabs);
    tabs.tell(Said::Yield);
    assert!(heard.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn every_write_is_told_once_it_is_in_the_database() {
    run_async("await new Promise(done => { const request = indexedDB.deleteDatabase('test-told'); request.onsuccess = done; request.onerror = done; })").await;
    let told = Rc::new(RefCell::new(Vec::new()));
    let into = told.clone();
    let database = Database::named("test-told").telling(move |records| into.borrow_mut().push(records));
    assert_eq!(DraftRepo::load(&database, id(1)).await, Ok(None));
    assert!(told.borrow().is_empty(), "who reads changes nothing");
    DraftRepo::save(&database, &draft(1)).await.expect("a draft can be saved");
    assert_eq!(told.take(), [Records::Drafts]);
    SettingsRepo::save(&database, &Default::default()).await.expect("settings can be saved");
    assert_eq!(told.take(), [Records::Settings]);
    database.seal(&sheet(1), &Default::default()).await.expect("a sheet can be sealed");
    assert_eq!(told.take(), [Records::Drafts, Records::Outbox]);
}
