//! Recording a sound with the tablet's microphone, and taking one from a file.
//!
//! Invariant: a recording ends by itself at its limit and when the microphone goes away, and what was recorded until then is there.

use std::rc::Rc;

use async_trait::async_trait;

use crate::domain::clip::NoClip;

/// A sound that is ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// As it is named on the sheet.
    pub media_type: String,
    pub bytes: Vec<u8>,
    /// Lower-case hex.
    pub sha256: String,
    /// How long it plays, where that can be known.
    pub duration_ms: Option<u32>,
}

/// Why there is no sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AudioError {
    /// The person or the browser's settings said no.
    NotAllowed,
    /// The tablet has none.
    NoMicrophone,
    /// Another app holds it.
    InUse,
    /// This browser can't record, or not on this page.
    Unsupported,
    /// The file, or what came out of the microphone, is no sound.
    NoClip(NoClip),
    Failed {
        cause: String,
    },
}

/// How a recording goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub elapsed_ms: u32,
    pub bytes: u64,
    /// 0 to 100; `None` where the browser can't measure it.
    pub loudness: Option<u8>,
}

/// A recording that goes on until it is stopped. Dropping it lets the microphone go and what was recorded with it.
#[async_trait(?Send)]
pub trait Recording {
    fn progress(&self) -> Progress;
    /// Ends the recording; what was recorded comes out of [`Recording::finished`].
    fn stop(&self);
    /// Waits until it has ended, for whatever reason. Asked once.
    async fn finished(&self) -> Result<Recorded, AudioError>;
}

/// Records and reads sounds.
#[async_trait(?Send)]
pub trait AudioRecorder {
    /// Whether it is any use to ask for a recording here.
    fn is_supported(&self) -> bool;
    /// Asks for the microphone and begins.
    async fn start(&self, limit_ms: u32) -> Result<Rc<dyn Recording>, AudioError>;
    /// A sound out of a file that was said to be of this media type.
    async fn read(&self, file: Vec<u8>, named: &str) -> Result<Recorded, AudioError>;
}
