//! The microphone: `MediaRecorder` writes the sound, an `AnalyserNode` tells how loud it is.
//!
//! Invariant: when a recording has ended or is dropped, the microphone is let go, so that the tablet no longer shows it in use.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use async_trait::async_trait;
use futures::channel::oneshot;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AnalyserNode, AudioContext, Blob, BlobEvent, MediaDevices, MediaRecorder, MediaRecorderOptions, MediaStream,
    MediaStreamConstraints, MediaStreamTrack, RecordingState,
};

use super::js_object::{member, object};
use super::{JsError, crypto, files};
use crate::domain::clip;
use crate::ports::{AudioError, AudioRecorder, Progress, Recorded, Recording};

/// How often the recorder hands over what it has: the size on screen follows in such steps.
const SLICE_MS: i32 = 500;

/// Samples that a loudness is measured over: 43 ms at 48 kHz.
const SAMPLES: u32 = 2048;

/// Reading the length of a file takes no longer; without it the file is kept all the same.
const LENGTH_WITHIN_MS: u32 = 5_000;

/// The tablet's microphone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Microphone;

#[async_trait(?Send)]
impl AudioRecorder for Microphone {
    fn is_supported(&self) -> bool {
        media_devices().is_some() && format().is_some()
    }

    async fn start(&self, limit_ms: u32) -> Result<Rc<dyn Recording>, AudioError> {
        let devices = media_devices().ok_or(AudioError::Unsupported)?;
        let format = format().ok_or(AudioError::Unsupported)?;
        let asked = devices.get_user_media_with_constraints(&constraints()).map_err(refused)?;
        let stream: MediaStream = JsFuture::from(asked).await.map_err(refused)?.unchecked_into();
        // From here on whatever fails lets the microphone go again.
        let microphone = OpenMicrophone { meter: Meter::new(&stream).ok(), stream };
        let running = Running::begin(microphone, format, limit_ms).map_err(failed)?;
        Ok(Rc::new(running))
    }

    async fn read(&self, file: Vec<u8>, named: &str) -> Result<Recorded, AudioError> {
        let media_type = clip::media_type(&file, named).map_err(AudioError::NoClip)?;
        let duration_ms = length_of(&file, &media_type).await;
        recorded(file, media_type, duration_ms).await
    }
}

fn media_devices() -> Option<MediaDevices> {
    // Not there on pages that did not come over HTTPS or from this machine itself.
    let devices = member(&web_sys::window()?.navigator(), "mediaDevices");
    devices.dyn_into().ok()
}

/// The first format that this browser records in.
fn format() -> Option<&'static str> {
    member(&js_sys::global(), "MediaRecorder").is_function().then_some(())?;
    clip::FORMATS.into_iter().find(|format| MediaRecorder::is_type_supported(format))
}

/// What cleans up speech takes exactly the rattle away that is to be heard.
fn constraints() -> MediaStreamConstraints {
    let constraints = MediaStreamConstraints::new();
    let plain = object([("echoCancellation", false.into()), ("noiseSuppression", false.into())]);
    constraints.set_audio(&plain);
    constraints
}

fn refused(thrown: impl Into<JsError>) -> AudioError {
    let error = thrown.into();
    match error.name.as_str() {
        "NotAllowedError" | "SecurityError" => AudioError::NotAllowed,
        "NotFoundError" | "OverconstrainedError" => AudioError::NoMicrophone,
        "NotReadableError" | "AbortError" => AudioError::InUse,
        "NotSupportedError" | "TypeError" => AudioError::Unsupported,
        _ => failed(error),
    }
}

fn failed(error: impl Into<JsError>) -> AudioError {
    AudioError::Failed { cause: error.into().to_string() }
}

/// The stream of the microphone and what listens to it.
struct OpenMicrophone {
    stream: MediaStream,
    meter: Option<Meter>,
}

impl Drop for OpenMicrophone {
    fn drop(&mut self) {
        for track in self.stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

/// Tells how loud it is.
struct Meter {
    context: AudioContext,
    analyser: AnalyserNode,
}

impl Meter {
    fn new(stream: &MediaStream) -> Result<Self, JsError> {
        let context = AudioContext::new()?;
        let analyser = context.create_analyser()?;
        analyser.set_fft_size(SAMPLES);
        context.create_media_stream_source(stream)?.connect_with_audio_node(&analyser)?;
        // It may begin suspended; a tap has led here, so it may run. If it doesn't, the loudness stays nought.
        let _resuming = context.resume();
        Ok(Self { context, analyser })
    }

    fn loudness(&self) -> u8 {
        let mut samples = [0.0; SAMPLES as usize];
        self.analyser.get_float_time_domain_data(&mut samples);
        clip::loudness(&samples)
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        // Closed twice is an error that means nothing.
        let _closing = self.context.close();
    }
}

/// A recording that goes on, or has ended and was not asked for yet.
struct Running {
    recorder: MediaRecorder,
    microphone: RefCell<Option<OpenMicrophone>>,
    heard: Rc<Heard>,
    ended: RefCell<Option<oneshot::Receiver<()>>>,
    _limit: Timeout,
    _listeners: [EventListener; 3],
}

/// What came out of the recorder so far.
#[derive(Default)]
struct Heard {
    began_ms: Cell<f64>,
    ended_ms: Cell<Option<f64>>,
    bytes: Cell<f64>,
    slices: RefCell<Vec<Blob>>,
    trouble: RefCell<Option<String>>,
}

impl Heard {
    fn elapsed_ms(&self) -> u32 {
        let until = self.ended_ms.get().unwrap_or_else(now_ms);
        // A minute at most, and never before it began.
        (until - self.began_ms.get()).max(0.0).round() as u32
    }
}

impl Running {
    fn begin(microphone: OpenMicrophone, format: &str, limit_ms: u32) -> Result<Self, JsError> {
        let options = MediaRecorderOptions::new();
        options.set_mime_type(format);
        options.set_audio_bits_per_second(clip::BITS_PER_SECOND);
        let recorder = MediaRecorder::new_with_media_stream_and_media_recorder_options(&microphone.stream, &options)?;
        let heard = Rc::new(Heard::default());
        let (tell, ended) = oneshot::channel();
        let on_data = {
            let heard = heard.clone();
            EventListener::new(&recorder, "dataavailable", move |event| {
                if let Some(slice) = event.unchecked_ref::<BlobEvent>().data() {
                    heard.bytes.set(heard.bytes.get() + slice.size());
                    heard.slices.borrow_mut().push(slice);
                }
            })
        };
        let on_error = {
            let heard = heard.clone();
            // A stop follows it.
            EventListener::new(&recorder, "error", move |event| {
                *heard.trouble.borrow_mut() = Some(JsError::from(member(event, "error")).to_string());
            })
        };
        let on_stop = {
            let heard = heard.clone();
            EventListener::once(&recorder, "stop", move |_| {
                heard.ended_ms.set(Some(heard.ended_ms.get().unwrap_or_else(now_ms)));
                // Nobody waits any more only where the recording was dropped.
                let _told = tell.send(());
            })
        };
        recorder.start_with_time_slice(SLICE_MS)?;
        heard.began_ms.set(now_ms());
        let limit = {
            let (recorder, heard) = (recorder.clone(), heard.clone());
            Timeout::new(limit_ms, move || stop(&recorder, &heard))
        };
        Ok(Self {
            recorder,
            microphone: RefCell::new(Some(microphone)),
            heard,
            ended: RefCell::new(Some(ended)),
            _limit: limit,
            _listeners: [on_data, on_error, on_stop],
        })
    }
}

/// Stops a recorder that is not stopped yet. The time that counts is that of the wish: the recorder needs a moment to end.
fn stop(recorder: &MediaRecorder, heard: &Heard) {
    if recorder.state() != RecordingState::Inactive {
        heard.ended_ms.set(Some(now_ms()));
        // It is not inactive, so it can be stopped.
        let _stopped = recorder.stop();
    }
}

#[async_trait(?Send)]
impl Recording for Running {
    fn progress(&self) -> Progress {
        let microphone = self.microphone.borrow();
        let meter = microphone.as_ref().and_then(|microphone| microphone.meter.as_ref());
        Progress {
            elapsed_ms: self.heard.elapsed_ms(),
            bytes: self.heard.bytes.get() as u64,
            loudness: meter.map(Meter::loudness),
        }
    }

    fn stop(&self) {
        stop(&self.recorder, &self.heard);
    }

    async fn finished(&self) -> Result<Recorded, AudioError> {
        let ended = self.ended.borrow_mut().take();
        if let Some(ended) = ended {
            // The other end lives in a listener of this recording, so it is told, not dropped.
            let _told = ended.await;
        }
        drop(self.microphone.borrow_mut().take());
        let slices: Array = self.heard.slices.borrow_mut().drain(..).collect();
        let bytes = match joined(&slices).await {
            Ok(bytes) => bytes,
            Err(error) => return Err(failed(error)),
        };
        if let (true, Some(cause)) = (bytes.is_empty(), self.heard.trouble.borrow_mut().take()) {
            return Err(AudioError::Failed { cause });
        }
        let media_type = clip::media_type(&bytes, &self.recorder.mime_type()).map_err(AudioError::NoClip)?;
        recorded(bytes, media_type, Some(self.heard.elapsed_ms())).await
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        stop(&self.recorder, &self.heard);
    }
}

async fn joined(slices: &Array) -> Result<Vec<u8>, JsError> {
    let whole = Blob::new_with_blob_sequence(slices)?;
    Ok(Uint8Array::new(&JsFuture::from(whole.array_buffer()).await?).to_vec())
}

/// Hashed by the browser outside this thread.
async fn recorded(bytes: Vec<u8>, media_type: String, duration_ms: Option<u32>) -> Result<Recorded, AudioError> {
    let digest = crypto::sha256(&bytes).await.map_err(failed)?;
    let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    // The sheet knows no clip of no length.
    Ok(Recorded { media_type, bytes, sha256, duration_ms: duration_ms.filter(|ms| *ms > 0) })
}

/// How long a file plays, as the browser's player finds out; `None` where it can't tell or can't play it, which others may.
async fn length_of(bytes: &[u8], media_type: &str) -> Option<u32> {
    let address = files::object_url(media_type, bytes).ok()?;
    let length = metadata_length(&address).await;
    files::revoke_url(&address);
    length
}

async fn metadata_length(address: &str) -> Option<u32> {
    let player = web_sys::HtmlAudioElement::new().ok()?;
    let (tell, told) = oneshot::channel();
    let tell = Rc::new(Cell::new(Some(tell)));
    let end = |event: &'static str| {
        let tell = tell.clone();
        EventListener::new(&player, event, move |_| {
            if let Some(tell) = tell.take() {
                let _told = tell.send(());
            }
        })
    };
    let _listeners = [end("loadedmetadata"), end("error")];
    let timeout = {
        let tell = tell.clone();
        Timeout::new(LENGTH_WITHIN_MS, move || drop(tell.take()))
    };
    player.set_preload("metadata");
    player.set_src(address);
    let _told = told.await;
    drop(timeout);
    let ms = player.duration() * 1000.0;
    // Not a number before it is known, endless where the file doesn't say.
    (ms.is_finite() && (1.0..=86_400_000.0).contains(&ms)).then_some(ms.round() as u32)
}

fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}
