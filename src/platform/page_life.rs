//! A page's life: hidden, shown, gone, back on a network. A tablet kills hidden pages without another word, so "hidden" is the last
//! moment at which something can be saved.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::VisibilityState;

use super::JsError;
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
}

/// Calls back until it is dropped.
#[must_use = "the page is watched only as long as this lives"]
pub(super) struct PageWatch {
    _listeners: [EventListener; 4],
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
    Ok(PageWatch {
        _listeners: [
            on_visibility,
            // Safari closes pages with this event alone.
            on("pagehide", PageEvent::Hidden),
            on("pageshow", PageEvent::Shown),
            on("online", PageEvent::Online),
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
