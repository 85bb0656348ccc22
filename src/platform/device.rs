//! The browser's small effects: timers, page life, downloads, the look of the document.

use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen_futures::spawn_local;

use super::page_life::{PageEvent, ask_before_leaving, watch};
use super::storage::Persistence;
use super::{JsError, files, js_object, look, service_worker, storage};
use crate::domain::settings::Theme;
use crate::ports::{DeviceEffects, Guard, LocalFuture};

/// The browser this page runs in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser;

impl DeviceEffects for Browser {
    fn after(&self, ms: u32, callback: Box<dyn FnOnce()>) -> Guard {
        Box::new(Timeout::new(ms, callback))
    }

    fn every(&self, ms: u32, callback: Box<dyn Fn()>) -> Guard {
        Box::new(Interval::new(ms, callback))
    }

    fn on_leave(&self, callback: Box<dyn Fn()>) -> Guard {
        watching(move |event| {
            if event == PageEvent::Hidden {
                callback();
            }
        })
    }

    fn on_return(&self, callback: Box<dyn Fn()>) -> Guard {
        let callback = Rc::new(callback);
        let woken = callback.clone();
        let by_worker = service_worker::on_woken(move || woken());
        let by_page = watching(move |event| {
            if matches!(event, PageEvent::Shown | PageEvent::Online) {
                callback();
            }
        });
        Box::new((by_worker, by_page))
    }

    fn on_put_away(&self, callback: Box<dyn Fn()>) -> Guard {
        watching(move |event| {
            if event == PageEvent::PutAway {
                callback();
            }
        })
    }

    fn on_taken_out(&self, callback: Box<dyn Fn()>) -> Guard {
        watching(move |event| {
            if event == PageEvent::TakenOut {
                callback();
            }
        })
    }

    fn wake_with_the_network(&self) {
        service_worker::wake_with_the_network();
    }

    fn spawn(&self, future: LocalFuture<()>) {
        spawn_local(future);
    }

    fn random(&self) -> u32 {
        (js_sys::Math::random() * (f64::from(u32::MAX) + 1.0)) as u32
    }

    fn download(&self, name: &str, media_type: &str, bytes: &[u8]) {
        report("download", files::download(name, media_type, bytes));
    }

    fn object_url(&self, media_type: &str, bytes: &[u8]) -> String {
        // An empty address shows what a missing picture shows.
        report("object URL", files::object_url(media_type, bytes)).unwrap_or_default()
    }

    fn revoke_url(&self, url: &str) {
        files::revoke_url(url);
    }

    fn apply_look(&self, language: &str, theme: Theme) {
        look::apply(language, theme);
    }

    fn persist_storage(&self) -> LocalFuture<Option<bool>> {
        Box::pin(async { promise(storage::persist().await) })
    }

    fn storage_promise(&self) -> LocalFuture<Option<bool>> {
        Box::pin(async { promise(storage::persisted().await) })
    }

    fn ask_before_leaving(&self) -> Guard {
        ask_before_leaving().unwrap_or_else(|| Box::new(()))
    }

    fn storage_estimate(&self) -> LocalFuture<Option<(u64, u64)>> {
        Box::pin(async {
            report("storage estimate", storage::room().await)?
                .map(|room| (room.used, room.quota.saturating_sub(room.used)))
        })
    }

    fn on_update_ready(&self, callback: Box<dyn Fn()>) -> Guard {
        service_worker::on_update_ready(callback)
    }

    fn check_for_update(&self) {
        service_worker::check_for_update();
    }

    fn apply_update(&self) {
        report("update", service_worker::apply_update());
    }

    fn preferred_language(&self) -> String {
        look::preferred_language().into()
    }

    fn time_zone(&self) -> String {
        let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
        js_object::text(&format.resolved_options(), "timeZone").unwrap_or_else(|| "UTC".into())
    }
}

fn promise(persistence: Persistence) -> Option<bool> {
    match persistence {
        Persistence::Granted => Some(true),
        Persistence::Refused => Some(false),
        Persistence::Unknown => None,
    }
}

fn watching(callback: impl Fn(PageEvent) + 'static) -> Guard {
    match watch(callback) {
        Ok(watch) => Box::new(watch),
        Err(error) => {
            report::<()>("page events", Err(error));
            Box::new(())
        }
    }
}

/// These effects have nobody to answer to: what fails is told to whoever opens the console.
fn report<T>(what: &str, result: Result<T, JsError>) -> Option<T> {
    result.map_err(|error| web_sys::console::warn_1(&format!("{what}: {error}").into())).ok()
}
