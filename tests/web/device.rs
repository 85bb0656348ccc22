//! Timers, page life and the document's look.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use walkaround::domain::settings::Theme;
use walkaround::platform::clock::TabletClock;
use walkaround::platform::device::Browser;
use walkaround::ports::{Clock, DeviceEffects};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::script::{run, run_async};

/// A counter and a callback that counts.
fn counter() -> (Rc<Cell<u32>>, Box<dyn Fn()>) {
    let count = Rc::new(Cell::new(0));
    let counted = count.clone();
    (count, Box::new(move || counted.set(counted.get() + 1)))
}

#[wasm_bindgen_test]
async fn leaving_and_returning_are_told_until_the_guard_is_dropped() {
    let ((left, on_leave), (returned, on_return)) = (counter(), counter());
    let guards = (Browser.on_leave(on_leave), Browser.on_return(on_return));
    for event in ["pagehide", "pageshow", "online", "offline"] {
        run(&format!("window.dispatchEvent(new Event('{event}'))"));
    }
    assert_eq!((left.get(), returned.get()), (1, 2));
    run("Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
         document.dispatchEvent(new Event('visibilitychange'));
         delete document.visibilityState;
         document.dispatchEvent(new Event('visibilitychange'));");
    assert_eq!((left.get(), returned.get()), (2, 3));
    drop(guards);
    run("window.dispatchEvent(new Event('pagehide')); window.dispatchEvent(new Event('online'))");
    assert_eq!((left.get(), returned.get()), (2, 3));
}

#[wasm_bindgen_test]
fn a_page_that_is_kept_is_put_away_and_taken_out() {
    let ((away, on_away), (out, on_out)) = (counter(), counter());
    let guards = (Browser.on_put_away(on_away), Browser.on_taken_out(on_out));
    // One that is closed, or loaded, is not.
    run("for (const persisted of [false, true]) {
             window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted }));
             window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));
         }");
    assert_eq!((away.get(), out.get()), (1, 1));
    run("document.dispatchEvent(new Event('freeze')); document.dispatchEvent(new Event('resume'))");
    assert_eq!((away.get(), out.get()), (2, 2));
    drop(guards);
    run("document.dispatchEvent(new Event('freeze')); document.dispatchEvent(new Event('resume'))");
    assert_eq!((away.get(), out.get()), (2, 2));
}

#[wasm_bindgen_test]
async fn timers_end_with_their_guards() {
    let ((once, on_once), (never, on_never), (often, on_often)) = (counter(), counter(), counter());
    let guards = (Browser.after(5, Box::new(on_once)), Browser.every(5, on_often));
    drop(Browser.after(5, Box::new(on_never)));
    TimeoutFuture::new(60).await;
    assert_eq!((once.get(), never.get()), (1, 0));
    assert!(often.get() > 1);
    drop(guards);
    let ticks = often.get();
    TimeoutFuture::new(30).await;
    assert_eq!(often.get(), ticks);
}

#[wasm_bindgen_test]
fn the_look_is_applied_and_remembered() {
    run("for (const theme of ['light', 'dark']) {
             const tag = Object.assign(document.createElement('meta'), { name: 'theme-color', media: `(prefers-color-scheme: ${theme})` });
             document.head.append(tag);
         }");
    let seen = || {
        run("return [document.documentElement.lang, document.documentElement.dataset.theme,
                     ...[...document.querySelectorAll('meta[name=theme-color]')].map(tag => tag.content),
                     localStorage['walkaround.language'], localStorage['walkaround.theme']].join()")
        .as_string()
        .expect("it is text")
    };
    Browser.apply_look("zh-CN", Theme::Dark);
    assert_eq!(seen(), "zh-CN,dark,#181b1e,#181b1e,zh-CN,dark");
    Browser.apply_look("en", Theme::System);
    assert_eq!(seen(), "en,,#ffffff,#181b1e,en,system");
    run("document.querySelectorAll('meta[name=theme-color]').forEach(tag => tag.remove()); localStorage.clear()");
}

#[wasm_bindgen_test]
fn the_tablet_says_where_and_when_it_is() {
    assert!(["en", "zh-CN"].contains(&Browser.preferred_language().as_str()));
    assert!(!Browser.time_zone().is_empty());
    let now = TabletClock.now();
    let browsers = run("return Date.now()").as_f64().expect("it is a number") as i64;
    assert!((0..5_000).contains(&(browsers - now.unix_ms())));
    assert_eq!(
        f64::from(-now.offset_minutes()),
        run("return new Date().getTimezoneOffset()").as_f64().expect("it is a number")
    );
}

#[wasm_bindgen_test]
async fn bytes_can_be_shown_and_let_go() {
    let address = Browser.object_url("text/plain", b"shown");
    let fetched = async |address: &str| {
        let text =
            run_async(&format!("return await fetch('{address}').then(answer => answer.text(), () => 'gone')")).await;
        text.as_string().expect("it is text")
    };
    assert_eq!(fetched(&address).await, "shown");
    Browser.revoke_url(&address);
    assert_eq!(fetched(&address).await, "gone");
}

#[wasm_bindgen_test]
async fn storage_is_asked_for() {
    // Whatever this browser answers: no panic, and an estimate that holds together.
    let _ = Browser.persist_storage().await;
    if let Some((used, left)) = Browser.storage_estimate().await {
        assert!(used < u64::MAX / 2 && left < u64::MAX / 2);
    }
}
