//! A running worker, as the page sees it.

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use futures::future::{Either, select};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::wire::{Done, Reply, read_reply, request, words_of};
use crate::platform::JsError;
use crate::ports::BlurArea;

/// Fetching and compiling the worker on a slow tablet. A failure inside its start is not told to the page by every browser.
const START_WITHIN_MS: u32 = 30_000;

/// Decoding the largest picture that is permitted, on a slow tablet.
const DONE_WITHIN_MS: u32 = 120_000;

/// A worker that is listening. Dropping it ends it, whatever it does.
pub(super) struct Running {
    worker: Worker,
    replies: UnboundedReceiver<Reply>,
    _listeners: [EventListener; 3],
}

impl Running {
    pub(super) async fn start(script: &str) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(script, &options).map_err(|thrown| JsError::from(thrown).to_string())?;
        let (says, replies) = unbounded();
        let on = |event: &'static str, read: fn(&web_sys::Event) -> Reply| {
            let says = says.clone();
            EventListener::new(&worker, event, move |event| {
                // Nobody listens any more once the worker is let go.
                let _ = says.unbounded_send(read(event));
            })
        };
        let died = |event: &web_sys::Event| Reply::Died(words_of(event));
        let listeners = [
            on("message", |event| read_reply(&event.unchecked_ref::<MessageEvent>().data())),
            on("error", died),
            on("messageerror", died),
        ];
        let mut running = Self { worker, replies, _listeners: listeners };
        match running.next(START_WITHIN_MS).await? {
            Reply::Ready => Ok(running),
            Reply::Died(cause) => Err(cause),
            Reply::Done(_) => Err("it answered before it was asked".into()),
        }
    }

    pub(super) async fn work(&mut self, file: &[u8], areas: Option<&[BlurArea]>) -> Result<Done, String> {
        let message = request(file, areas);
        self.worker
            .post_message_with_transfer(&message.value, &message.transfer)
            .map_err(|thrown| JsError::from(thrown).to_string())?;
        match self.next(DONE_WITHIN_MS).await? {
            Reply::Done(done) => Ok(done),
            Reply::Died(cause) => Err(cause),
            Reply::Ready => Err("it started anew".into()),
        }
    }

    async fn next(&mut self, within_ms: u32) -> Result<Reply, String> {
        match select(self.replies.next(), TimeoutFuture::new(within_ms)).await {
            Either::Left((Some(reply), _)) => Ok(reply),
            Either::Left((None, _)) => Err("it is gone".into()),
            Either::Right(_) => Err(format!("it said nothing for {} s", within_ms / 1000)),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
