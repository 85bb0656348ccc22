//! Locks over all tabs of the app, by the Web Locks API. A tab that dies lets go of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use async_trait::async_trait;
use futures::channel::oneshot;
use gloo_events::EventListener;
use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use super::js_object::{member, object};
use crate::ports::{Ask, Guard, LocalFuture, Lock, TabLocks};

/// Shared by everybody who has a draft open; whoever sweeps wants it alone.
const DRAFTS: &str = "walkaround-open-drafts";

/// Before the names of all other locks.
const PREFIX: &str = "walkaround-";

/// The browser's locks.
#[derive(Clone, Copy, Debug, Default)]
pub struct WebLocks;

#[async_trait(?Send)]
impl TabLocks for WebLocks {
    fn open_draft(&self) -> Guard {
        let (guard, dropped) = oneshot::channel::<()>();
        spawn_local(async move {
            // It ends when the guard is dropped, which is all that is waited for. A browser without locks never sweeps.
            request(DRAFTS, &object([("mode", "shared".into())]), |_| Some(until_dropped(dropped))).await;
        });
        Box::new(guard)
    }

    async fn while_no_draft_is_open(&self, work: LocalFuture<()>) -> bool {
        let done = Rc::new(Cell::new(false));
        let tell = done.clone();
        let options = object([("mode", "exclusive".into()), ("ifAvailable", true.into())]);
        request(DRAFTS, &options, move |granted| {
            tell.set(granted);
            granted.then_some(work)
        })
        .await;
        done.get()
    }

    async fn lock(&self, name: &str, ask: Ask, on_lost: Box<dyn FnOnce()>) -> Lock {
        let options = match ask {
            Ask::IfFree => object([("ifAvailable", true.into())]),
            Ask::Wait => object([]),
            Ask::Steal => object([("steal", true.into())]),
        };
        let (tell, told) = oneshot::channel();
        let tell = Rc::new(RefCell::new(Some(tell)));
        let name = format!("{PREFIX}{name}");
        spawn_local(async move {
            let held = Rc::new(Cell::new(false));
            let answer = {
                let (tell, held) = (tell.clone(), held.clone());
                move |granted: bool| {
                    let tell = tell.take()?;
                    if !granted {
                        // Whoever asked may have gone meanwhile; then nobody has to know.
                        let _told = tell.send(Lock::Elsewhere);
                        return None;
                    }
                    let (guard, dropped) = oneshot::channel::<()>();
                    // Nobody waits for it any more: it goes to the next one.
                    tell.send(Lock::Held(Box::new(guard))).ok()?;
                    held.set(true);
                    Some(until_dropped(dropped))
                }
            };
            let ended = request(&name, &options, answer).await;
            if held.get() && ended == Ended::Broken {
                on_lost();
            }
            if let Some(tell) = tell.take() {
                let _told = tell.send(Lock::Unknown);
            }
        });
        told.await.unwrap_or(Lock::Unknown)
    }
}

/// Holds a lock as long as the other end of the channel lives.
fn until_dropped(dropped: oneshot::Receiver<()>) -> LocalFuture<()> {
    Box::pin(async move {
        // Nothing is ever sent: the end of the channel is what is waited for.
        let _ = dropped.await;
    })
}

/// How a request for a lock ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// It was let go, or was not to be had.
    Well,
    /// It was stolen, or refused, or there are no locks.
    Broken,
}

/// Asks for a lock. `answer` is called with whether it was granted, and gives what is to be done while it is held.
///
/// Never ends once the page is being left: WebKit breaks the locks of such a page and lets it run on, and what it then asked for would be
/// asked of the page that comes after it.
async fn request(
    name: &str,
    options: &JsValue,
    answer: impl FnOnce(bool) -> Option<LocalFuture<()>> + 'static,
) -> Ended {
    let locks = member(&member(&js_sys::global(), "navigator"), "locks");
    let Ok(request) = member(&locks, "request").dyn_into::<Function>() else { return Ended::Broken };
    // The lock is `null` where it was asked for only if available and is not.
    let granted = Closure::once(move |lock: JsValue| -> JsValue {
        let Some(work) = answer(!lock.is_null()) else { return JsValue::UNDEFINED };
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    let leaving = Leaving::watch();
    let asked = request.call3(&locks, &name.into(), options, granted.as_ref());
    let Ok(Ok(ended)) = asked.map(|asked| asked.dyn_into::<Promise>()) else { return Ended::Broken };
    match JsFuture::from(ended).await {
        Ok(_) => Ended::Well,
        Err(_) if leaving.has_begun() => std::future::pending().await,
        Err(_) => Ended::Broken,
    }
}

/// Whether the page is left for good. One that is only put away lets go of its locks itself.
struct Leaving {
    begun: Rc<Cell<bool>>,
    _listener: Option<EventListener>,
}

impl Leaving {
    fn watch() -> Self {
        let begun = Rc::new(Cell::new(false));
        let tell = begun.clone();
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "pagehide", move |event| {
                let event: &JsValue = event.as_ref();
                tell.set(member(event, "persisted").as_bool() != Some(true));
            })
        });
        Self { begun, _listener: listener }
    }

    fn has_begun(&self) -> bool {
        self.begun.get()
    }
}
