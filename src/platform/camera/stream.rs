//! An open camera: its track, what that can do, and the photo it takes.

use std::cell::RefCell;

use async_trait::async_trait;
use futures::future::{Either, select};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MediaStream, MediaStreamTrack};

use super::failed;
use super::finder::Finder;
use crate::domain::camera::{Frame, ZoomRange};
use crate::platform::JsError;
use crate::platform::js_object::{call, member, object, text};
use crate::ports::{Abilities, CameraError, CameraStream, Guard};

/// What the lens itself may take for a photo; some drivers never answer, and then the picture on screen is the photo.
const PHOTO_WITHIN_MS: u32 = 3_000;

/// A stream and the element that shows it.
pub(super) struct LiveStream {
    stream: MediaStream,
    track: MediaStreamTrack,
    finder: RefCell<Option<Finder>>,
}

impl LiveStream {
    pub(super) fn new(stream: MediaStream) -> Result<Self, CameraError> {
        let track = stream.get_video_tracks().get(0).dyn_into().map_err(|_| CameraError::NoCamera)?;
        Ok(Self { stream, track, finder: RefCell::default() })
    }

    /// Asks the lens for a photo, which is larger and calmer than a frame of the picture.
    async fn photo(&self) -> Result<Vec<u8>, JsError> {
        let maker = member(&js_sys::global(), "ImageCapture");
        let maker: Function = maker.dyn_into().map_err(|_| JsError::missing("ImageCapture"))?;
        let lens = Reflect::construct(&maker, &Array::of1(&self.track))?;
        let photo: Promise = call(&lens, "takePhoto", &[])?.unchecked_into();
        match select(JsFuture::from(photo), TimeoutFuture::new(PHOTO_WITHIN_MS)).await {
            Either::Left((photo, _)) => bytes_of(photo?.unchecked_ref()).await,
            Either::Right(_) => Err(JsError::new("TimeoutError", "the lens does not answer")),
        }
    }

    async fn apply(&self, name: &str, value: JsValue) -> Result<(), CameraError> {
        let advanced = Array::of1(&object([(name, value)]));
        let constraints = object([("advanced", advanced.into())]);
        let applied: Promise =
            call(&self.track, "applyConstraints", &[constraints.into()]).map_err(failed)?.unchecked_into();
        JsFuture::from(applied).await.map_err(failed)?;
        Ok(())
    }

    /// What a method of the track says, an empty object where the browser has no such method.
    fn told(&self, method: &str) -> JsValue {
        call(&self.track, method, &[]).unwrap_or_else(|_| object([]).into())
    }
}

#[async_trait(?Send)]
impl CameraStream for LiveStream {
    fn show_in(&self, element: &str) -> Result<(), CameraError> {
        let finder = Finder::on(element, &self.stream).map_err(failed)?;
        self.finder.replace(Some(finder));
        Ok(())
    }

    fn abilities(&self) -> Abilities {
        let (can, is) = (self.told("getCapabilities"), self.told("getSettings"));
        let zoom = member(&can, "zoom");
        let range = |name: &str| member(&zoom, name).as_f64();
        Abilities {
            torch: member(&can, "torch").is_truthy(),
            zoom: range("min").zip(range("max")).map(|(least, most)| ZoomRange {
                least,
                most,
                now: member(&is, "zoom").as_f64().unwrap_or(least.max(1.0)),
            }),
            lens: text(&is, "deviceId"),
        }
    }

    async fn set_torch(&self, on: bool) -> Result<(), CameraError> {
        self.apply("torch", on.into()).await
    }

    async fn set_zoom(&self, zoom: f64) -> Result<(), CameraError> {
        self.apply("zoom", zoom.into()).await
    }

    fn look(&self) -> Option<Frame> {
        self.finder.borrow().as_ref()?.look()
    }

    async fn take(&self) -> Result<Vec<u8>, CameraError> {
        if let Ok(photo) = self.photo().await {
            return Ok(photo);
        }
        let frame = match self.finder.borrow().as_ref() {
            Some(finder) => finder.frame(),
            None => return Err(CameraError::Ended),
        };
        let blob = frame.map_err(failed)?.await.map_err(|_| CameraError::Ended)?;
        bytes_of(&blob.ok_or(CameraError::Ended)?).await.map_err(failed)
    }

    fn on_end(&self, callback: Box<dyn Fn()>) -> Guard {
        // Told when the camera goes away, not when it is stopped here.
        Box::new(EventListener::new(&self.track, "ended", move |_| callback()))
    }

    fn stop(&self) {
        self.track.stop();
        self.finder.replace(None);
    }
}

impl Drop for LiveStream {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn bytes_of(blob: &Blob) -> Result<Vec<u8>, JsError> {
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
