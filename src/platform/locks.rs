//! Locks over all tabs of the app, by the Web Locks API. A tab that dies lets go of its own.

use std::cell::RefCell;
use std::rc::Rc;

use async_trait::async_trait;
use futures::channel::oneshot;
use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use super::js_object::{member, object};
use crate::ports::{Guard, LocalFuture, TabLocks};

/// Shared by everybody who has a draft open; whoever sweeps wants it alone.
const DRAFTS: &str = "walkaround-open-drafts";

/// The browser's locks.
#[derive(Clone, Copy, Debug, Default)]
pub struct WebLocks;

#[async_trait(?Send)]
impl TabLocks for WebLocks {
    fn open_draft(&self) -> Guard {
        let (guard, dropped) = oneshot::channel::<()>();
        spawn_local(async move {
            // It ends when the guard is dropped, which is all that is waited for. A browser without locks never sweeps.
            let until_dropped: LocalFuture<()> = Box::pin(async move {
                let _ = dropped.await;
            });
            request(&object([("mode", "shared".into())]), until_dropped).await;
        });
        Box::new(guard)
    }

    async fn while_no_draft_is_open(&self, work: LocalFuture<()>) -> bool {
        request(&object([("mode", "exclusive".into()), ("ifAvailable", true.into())]), work).await
    }
}

/// Runs `work` under the lock. False where it was not to be had.
async fn request(options: &JsValue, work: LocalFuture<()>) -> bool {
    let locks = member(&member(&js_sys::global(), "navigator"), "locks");
    let Ok(request) = member(&locks, "request").dyn_into::<Function>() else { return false };
    let granted = Rc::new(RefCell::new(false));
    let held = {
        let granted = granted.clone();
        // The lock is `null` where it was asked for only if available and is not.
        Closure::once(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                return JsValue::UNDEFINED;
            }
            *granted.borrow_mut() = true;
            future_to_promise(async move {
                work.await;
                Ok(JsValue::UNDEFINED)
            })
            .into()
        })
    };
    let asked = request.call3(&locks, &DRAFTS.into(), options, held.as_ref());
    let Ok(Ok(ended)) = asked.map(|asked| asked.dyn_into::<Promise>()) else { return false };
    // A refusal (a page that is being closed) leaves `granted` as it was.
    let _ended = JsFuture::from(ended).await;
    *granted.borrow()
}
