//! The worker's side: one file in, one photo (or the same photo with areas made unrecognisable) or its error out. Runs in a worker only.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::wire::{self, Message, Request};
use crate::photo;
use crate::ports::PhotoError;

/// WebAssembly's page.
const PAGE: usize = 64 * 1024;

/// Serves the page that started this worker until that ends it.
pub fn serve() {
    let page: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let on_message = {
        let page = page.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let result = match wire::read_request(&event.data()) {
                Some(Request { file, areas: None }) => photo::prepare(&file),
                Some(Request { file, areas: Some(areas) }) => photo::burn(&file, &areas),
                None => Err(PhotoError::Worker { cause: "it was sent no file".into() }),
            };
            post(&page, &wire::done(result, memory()));
        })
    };
    page.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // Lives as long as the worker.
    on_message.forget();
    post(&page, &wire::ready());
}

fn post(page: &DedicatedWorkerGlobalScope, message: &Message) {
    // Fails for values that can't be copied or buffers that are gone; these are neither.
    page.post_message_with_transfer(&message.value, &message.transfer)
        .expect("plain values and fresh buffers can be posted");
}

/// Bytes this worker's memory has grown to.
fn memory() -> u32 {
    u32::try_from(core::arch::wasm32::memory_size::<0>() * PAGE).unwrap_or(u32::MAX)
}
