//! The cameras of the tablet: `getUserMedia` for the live picture, `ImageCapture` for a photo where the browser has it.
//!
//! Invariant: a track is stopped when its stream is let go, so that the tablet's lamp beside the lens goes out.

mod finder;
mod stream;

use std::cell::Cell;
use std::rc::Rc;

use async_trait::async_trait;
use gloo_events::EventListener;
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaDevices, MediaStream, MediaStreamConstraints, VisibilityState};

use super::JsError;
use super::js_object::{call, member, object, text};
use crate::domain::camera::{Lens, tilt};
use crate::ports::{Camera, CameraError, CameraStream, Guard, Permission};
use stream::LiveStream;

/// What is asked of the picture. A kept photo is 1600 pixels long; where the browser has no other way the photo is a frame of this.
const WIDTH: u32 = 1_920;
const HEIGHT: u32 = 1_440;

/// What is known from asking before, for browsers that do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answered {
    Never,
    Yes,
    No,
}

/// The cameras of this tablet.
#[derive(Debug)]
pub struct TabletCamera {
    answered: Cell<Answered>,
}

impl Default for TabletCamera {
    fn default() -> Self {
        Self { answered: Cell::new(Answered::Never) }
    }
}

#[async_trait(?Send)]
impl Camera for TabletCamera {
    async fn permission(&self) -> Result<Permission, CameraError> {
        media_devices()?;
        Ok(match (permission_state().await.as_deref(), self.answered.get()) {
            (Some("granted"), _) => Permission::Granted,
            (Some("denied"), _) | (_, Answered::No) => Permission::Denied,
            (_, Answered::Yes) => Permission::Granted,
            (_, Answered::Never) => Permission::Ask,
        })
    }

    async fn open(&self, lens: Option<&str>) -> Result<Rc<dyn CameraStream>, CameraError> {
        let devices = media_devices()?;
        let opened = match ask(&devices, &wishes(lens)).await {
            // A lens that has gone, or a camera that can do nothing of what was wished: any picture is better than none.
            Err(error) if error.name == "OverconstrainedError" => ask(&devices, &JsValue::TRUE).await,
            opened => opened,
        };
        match opened {
            Ok(stream) => {
                self.answered.set(Answered::Yes);
                Ok(Rc::new(LiveStream::new(stream)?))
            }
            Err(error) => {
                let error = refused(error);
                if error == CameraError::Denied {
                    self.answered.set(Answered::No);
                }
                Err(error)
            }
        }
    }

    async fn lenses(&self) -> Vec<Lens> {
        let Ok(devices) = media_devices() else { return Vec::new() };
        let Ok(listing) = devices.enumerate_devices() else { return Vec::new() };
        let Ok(listed) = JsFuture::from(listing).await else { return Vec::new() };
        listed
            .unchecked_into::<Array>()
            .iter()
            .filter(|device| text(device, "kind").as_deref() == Some("videoinput"))
            .filter_map(|device| {
                Some(Lens { id: text(&device, "deviceId")?, label: text(&device, "label").unwrap_or_default() })
            })
            .collect()
    }

    fn is_seen(&self) -> bool {
        web_sys::window()
            .and_then(|window| window.document())
            .is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
    }

    fn on_tilt(&self, callback: Box<dyn Fn(Option<f64>)>) -> Guard {
        let Some(window) = web_sys::window() else { return Box::new(()) };
        Box::new(EventListener::new(&window, "deviceorientation", move |event| {
            let angle = |name: &str| member(event, name).as_f64();
            callback(angle("beta").zip(angle("gamma")).and_then(|(beta, gamma)| tilt(beta, gamma)));
        }))
    }
}

fn media_devices() -> Result<MediaDevices, CameraError> {
    let window = web_sys::window().ok_or(CameraError::NotOffered)?;
    let devices = member(&window.navigator(), "mediaDevices");
    match devices.dyn_into::<MediaDevices>() {
        Ok(devices) => Ok(devices),
        Err(_) if !window.is_secure_context() => Err(CameraError::Insecure),
        Err(_) => Err(CameraError::NotOffered),
    }
}

/// `granted`, `denied` or `prompt`, where the browser tells.
async fn permission_state() -> Option<String> {
    let permissions = member(&web_sys::window()?.navigator(), "permissions");
    let query = call(&permissions, "query", &[object([("name", "camera".into())]).into()]).ok()?;
    let status = JsFuture::from(query.dyn_into::<Promise>().ok()?).await.ok()?;
    text(&status, "state")
}

/// The lens that is asked for, or the one at the back; large, but never so that none is left.
fn wishes(lens: Option<&str>) -> JsValue {
    let ideal = |value: JsValue| JsValue::from(object([("ideal", value)]));
    let (width, height) = (ideal(WIDTH.into()), ideal(HEIGHT.into()));
    match lens {
        Some(lens) => {
            let exactly = object([("exact", lens.into())]);
            object([("deviceId", exactly.into()), ("width", width), ("height", height)]).into()
        }
        None => object([("facingMode", ideal("environment".into())), ("width", width), ("height", height)]).into(),
    }
}

async fn ask(devices: &MediaDevices, video: &JsValue) -> Result<MediaStream, JsError> {
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(video);
    let stream = JsFuture::from(devices.get_user_media_with_constraints(&constraints)?).await?;
    Ok(stream.unchecked_into())
}

fn refused(error: JsError) -> CameraError {
    match error.name.as_str() {
        "NotAllowedError" | "SecurityError" => CameraError::Denied,
        "NotFoundError" | "OverconstrainedError" => CameraError::NoCamera,
        "NotReadableError" | "AbortError" => CameraError::InUse,
        "NotSupportedError" | "TypeError" => CameraError::NotOffered,
        _ => failed(error),
    }
}

fn failed(error: impl Into<JsError>) -> CameraError {
    CameraError::Failed { cause: error.into().to_string() }
}
