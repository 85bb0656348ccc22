//! The service worker: registered at start, and told to take over when the user wants the update.
//!
//! Invariant 9: an update never swaps code under an open intake. A new worker waits until [`apply_update`] is called, and only a
//! take-over that was asked for on this page reloads it.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    RegistrationOptions, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
    ServiceWorkerUpdateViaCache,
};

use super::JsError;
use super::js_object::{call, member, object, text};
use crate::ports::Guard;

const SCRIPT: &str = "/sw.js";

/// Name of the Background Sync, and of the worker's message when it happens.
const WAKE: &str = "deliver";

/// What this page knows of its service worker. A page has one, whoever asks.
#[derive(Default)]
struct Worker {
    registration: RefCell<Option<ServiceWorkerRegistration>>,
    /// The take-over was asked for here.
    asked: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
    /// The worker that is being installed, replaced by one that is found later.
    installing: RefCell<Option<EventListener>>,
    waiting_for_update: RefCell<Vec<Weak<dyn Fn()>>>,
}

thread_local! {
    static WORKER: Rc<Worker> = Rc::default();
}

/// Registers the worker. Without one (an old browser, an insecure page) the app runs all the same, but not without a network.
pub fn register() {
    let worker = WORKER.with(Rc::clone);
    spawn_local(async move {
        if let Err(error) = worker.register().await {
            web_sys::console::warn_1(&format!("service worker: {error}").into());
        }
    });
}

/// Calls back once a newer version of the app is downloaded whole and waits, at once where one does; until the guard is dropped.
#[must_use = "the callback is called only as long as the guard lives"]
pub fn on_update_ready(callback: impl Fn() + 'static) -> Guard {
    let callback: Rc<dyn Fn()> = Rc::new(callback);
    let worker = WORKER.with(Rc::clone);
    worker.waiting_for_update.borrow_mut().push(Rc::downgrade(&callback));
    if worker.has_update() {
        callback();
    }
    Box::new(callback)
}

/// Looks for a newer version now. Offline that is no error: there is none to be had.
pub fn check_for_update() {
    let registration = WORKER.with(|worker| worker.registration.borrow().clone());
    spawn_local(async move {
        if let Some(Ok(looking)) = registration.map(|registration| registration.update()) {
            let _ = JsFuture::from(looking).await;
        }
    });
}

/// Lets the waiting version take over, and reloads the page when it has. Without one waiting nothing happens.
pub fn apply_update() -> Result<(), JsError> {
    let worker = WORKER.with(Rc::clone);
    let Some(waiting) = worker.registration.borrow().as_ref().and_then(ServiceWorkerRegistration::waiting) else {
        return Ok(());
    };
    worker.asked.set(true);
    waiting.post_message(&object([("type", "skip_waiting".into())]))?;
    Ok(())
}

/// Calls back when the browser has woken the worker because there is a network again; until the guard is dropped.
#[must_use = "the callback is called only as long as the guard lives"]
pub fn on_woken(callback: impl Fn() + 'static) -> Guard {
    let Ok(container) = container() else { return Box::new(()) };
    Box::new(EventListener::new(&container, "message", move |event| {
        let event: &JsValue = event.as_ref();
        if text(&member(event, "data"), "type").as_deref() == Some(WAKE) {
            callback();
        }
    }))
}

/// Asks for one Background Sync, where the browser says that there is no network: with one it would come at once and tell nothing. Only
/// Chromium has it; elsewhere the app sends when it is opened, shown or told of a network.
pub fn wake_with_the_network() {
    if web_sys::window().is_none_or(|window| window.navigator().on_line()) {
        return;
    }
    let registration = WORKER.with(|worker| worker.registration.borrow().clone());
    spawn_local(async move {
        let Some(registration) = registration else { return };
        // Refused where the browser has none or a person has switched it off: it was a hint.
        if let Ok(asked) = call(&member(&registration, "sync"), "register", &[WAKE.into()])
            && let Ok(asked) = asked.dyn_into::<Promise>()
        {
            let _ = JsFuture::from(asked).await;
        }
    });
}

impl Worker {
    async fn register(self: Rc<Self>) -> Result<(), JsError> {
        let container = container()?;
        let options = RegistrationOptions::new();
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        let registration = JsFuture::from(container.register_with_options(SCRIPT, &options)).await?;
        // A browser that is told to do without service workers may answer with nothing.
        let registration: ServiceWorkerRegistration =
            registration.dyn_into().map_err(|_| JsError::missing("service worker registration"))?;
        self.registration.replace(Some(registration.clone()));

        let this = self.clone();
        let found = EventListener::new(&registration, "updatefound", move |_| this.clone().watch_installing());
        let this = self.clone();
        let taken_over = EventListener::new(&container, "controllerchange", move |_| {
            if this.asked.take() {
                reload();
            }
        });
        self.listeners.replace(vec![found, taken_over]);
        // One may have been found or installed before anybody listened.
        self.clone().watch_installing();
        if self.has_update() {
            self.tell();
        }
        Ok(())
    }

    fn watch_installing(self: Rc<Self>) {
        let Some(installing) = self.registration.borrow().as_ref().and_then(ServiceWorkerRegistration::installing)
        else {
            return;
        };
        let (this, watched) = (self.clone(), installing.clone());
        let listener = EventListener::new(&installing, "statechange", move |_| {
            if watched.state() == ServiceWorkerState::Installed && this.has_update() {
                this.tell();
            }
        });
        self.installing.replace(Some(listener));
    }

    /// A version waits behind the one that serves this page. With none serving it is the first ever: no update.
    fn has_update(&self) -> bool {
        self.registration.borrow().as_ref().is_some_and(|registration| registration.waiting().is_some())
            && container().is_ok_and(|container| container.controller().is_some())
    }

    fn tell(&self) {
        self.waiting_for_update.borrow_mut().retain(|callback| callback.strong_count() > 0);
        let callbacks: Vec<_> = self.waiting_for_update.borrow().iter().filter_map(Weak::upgrade).collect();
        for callback in callbacks {
            callback();
        }
    }
}

fn container() -> Result<ServiceWorkerContainer, JsError> {
    let navigator = web_sys::window().ok_or_else(|| JsError::missing("window"))?.navigator();
    member(&navigator, "serviceWorker").dyn_into().map_err(|_| JsError::missing("service worker"))
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // A browser refuses this only while the page is being left anyway.
        let _ = window.location().reload();
    }
}
