//! A page's life: hidden, shown, gone, back on a network. A tablet kills hidden pages without another word, so "hidden" is the last
//! moment at which something can be saved.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsValue;
use web_sys::VisibilityState;

use super::JsError;
use super::js_object::member;
use crate::ports::Guard;

/// What happened to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageEvent {
    /// Another app, the camera, a locked screen, or the end. Comes twice when the page is closed.
    Hidden,
    /// In front of somebody again, also out of the browser's back-forward cache.
    Shown,
    /// The system says there is a network. Only an answer proves it.
    Online,
    /// Frozen, or kept behind the back button, with everything in it.
    PutAway,
    /// Goes on after that.
    TakenOut,
}

/// Calls back until it is dropped.
#[must_use = "the page is watched only as long as this lives"]
pub(super) struct PageWatch {
    _listeners: [EventListener; 8],
}

/// Watches the page.
pub(super) fn watch(callback: impl Fn(PageEvent) + 'static) -> Result<PageWatch, JsError> {
    let window = web_sys::window().ok_or_else(|| JsError::missing("window"))?;
    let document = window.document().ok_or_else(|| JsError::missing("document"))?;
    let callback = Rc::new(callback);
    let on = |event: &'static str, happened: PageEvent| {
        let callback = callback.clone();
        EventListener::new(&window, event, move |_| callback(happened))
    };
    let on_visibility = {
        let callback = callback.clone();
        let seen = document.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            callback(if seen.visibility_state() == VisibilityState::Hidden {
                PageEvent::Hidden
            } else {
                PageEvent::Shown
            });
        })
    };
    // A page that is closed for good is hidden with the same event; its locks go with it.
    let on_kept = |event: &'static str, happened: PageEvent| {
        let callback = callback.clone();
        EventListener::new(&window, event, move |event| {
            let event: &JsValue = event.as_ref();
            if member(event, "persisted").as_bool() == Some(true) {
                callback(happened);
            }
        })
    };
    let (put_away, taken_out) = (on_kept("pagehide", PageEvent::PutAway), on_kept("pageshow", PageEvent::TakenOut));
    // Chromium also freezes pages in the background.
    let on_document = |event: &'static str, happened: PageEvent| {
        let callback = callback.clone();
        EventListener::new(&document, event, move |_| callback(happened))
    };
    let (frozen, resumed) = (on_document("freeze", PageEvent::PutAway), on_document("resume", PageEvent::TakenOut));
    Ok(PageWatch {
        _listeners: [
            on_visibility,
            // Safari closes pages with this event alone.
            on("pagehide", PageEvent::Hidden),
            on("pageshow", PageEvent::Shown),
            on("online", PageEvent::Online),
            put_away,
            taken_out,
            frozen,
            resumed,
        ],
    })
}

/// Lets the browser ask before the page is closed or loaded anew, until the guard is dropped. The words are the browser's own.
pub(super) fn ask_before_leaving() -> Option<Guard> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window, "beforeunload", options, |event| event.prevent_default());
    Some(Box::new(listener))
}
