//! Messages between page and worker. Bytes travel as buffers that change hands, not as copies.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::platform::js_object::{bytes, member, number, object, text};
use crate::ports::{BlurArea, PhotoError, PreparedPhoto};

/// From the worker.
pub(super) enum Reply {
    /// It listens.
    Ready,
    Done(Done),
    /// It, or its script, failed.
    Died(String),
}

/// A file has been worked on.
pub(super) struct Done {
    pub(super) result: Result<PreparedPhoto, PhotoError>,
    /// Bytes the worker's memory has grown to.
    pub(super) memory: u32,
}

/// A message and the buffers that go with it.
pub(super) struct Message {
    pub(super) value: JsValue,
    pub(super) transfer: Array,
}

/// What a worker is asked for: a photo of a camera's file, or a kept photo with areas made unrecognisable.
pub(super) struct Request {
    pub(super) file: Vec<u8>,
    pub(super) areas: Option<Vec<BlurArea>>,
}

/// The file to work on.
pub(super) fn request(file: &[u8], areas: Option<&[BlurArea]>) -> Message {
    let file = Uint8Array::from(file);
    let transfer = Array::of1(&file.buffer());
    let value = match areas {
        None => object([("file", file.into())]),
        Some(areas) => {
            let areas = serde_json::to_string(areas).expect("areas are numbers");
            object([("file", file.into()), ("areas", areas.into())])
        }
    };
    Message { transfer, value: value.into() }
}

/// The request out of a message. Areas that can't be read make it none: a photo must not pass for blurred because of them.
pub(super) fn read_request(message: &JsValue) -> Option<Request> {
    let areas = if member(message, "areas").is_undefined() {
        None
    } else {
        Some(serde_json::from_str(&text(message, "areas")?).ok()?)
    };
    Some(Request { file: bytes(message, "file")?, areas })
}

pub(super) fn ready() -> Message {
    Message { value: object([("ready", true.into())]).into(), transfer: Array::new() }
}

pub(super) fn done(result: Result<PreparedPhoto, PhotoError>, memory: u32) -> Message {
    match result {
        Ok(photo) => {
            let (bytes, thumbnail) =
                (Uint8Array::from(photo.bytes.as_slice()), Uint8Array::from(photo.thumbnail.as_slice()));
            Message {
                transfer: Array::of2(&bytes.buffer(), &thumbnail.buffer()),
                value: object([
                    ("bytes", bytes.into()),
                    ("thumbnail", thumbnail.into()),
                    ("width", photo.width.into()),
                    ("height", photo.height.into()),
                    ("sha256", photo.sha256.into()),
                    ("memory", memory.into()),
                ])
                .into(),
            }
        }
        Err(error) => {
            let error = serde_json::to_string(&error).expect("the error is strings and numbers");
            Message {
                value: object([("error", error.into()), ("memory", memory.into())]).into(),
                transfer: Array::new(),
            }
        }
    }
}

/// Reads what a worker says; what can't be read counts as its death.
pub(super) fn read_reply(message: &JsValue) -> Reply {
    if member(message, "ready").is_truthy() {
        return Reply::Ready;
    }
    let result = match text(message, "error") {
        Some(error) => serde_json::from_str(&error).ok().map(Err),
        None => read_photo(message).map(Ok),
    };
    match result.zip(number(message, "memory")) {
        Some((result, memory)) => Reply::Done(Done { result, memory }),
        None => Reply::Died("it answered something else".into()),
    }
}

fn read_photo(message: &JsValue) -> Option<PreparedPhoto> {
    Some(PreparedPhoto {
        bytes: bytes(message, "bytes")?,
        thumbnail: bytes(message, "thumbnail")?,
        width: number(message, "width")?,
        height: number(message, "height")?,
        sha256: text(message, "sha256")?,
    })
}

/// What an error event says, which for a script that can't be fetched is nothing.
pub(super) fn words_of(event: &web_sys::Event) -> String {
    event
        .dyn_ref::<web_sys::ErrorEvent>()
        .map(web_sys::ErrorEvent::message)
        .filter(|words| !words.is_empty())
        .unwrap_or_else(|| event.type_())
}
