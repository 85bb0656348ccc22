//! A microphone in memory.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use async_trait::async_trait;
use sha2::{Digest, Sha256};

use crate::domain::clip;
use crate::ports::{AudioError, AudioRecorder, Progress, Recorded, Recording};

/// Hears whatever it was told to, as long as the recording goes on.
#[derive(Debug, Default)]
pub struct MemoryMicrophone {
    refusal: RefCell<Option<AudioError>>,
    sound: RefCell<Vec<u8>>,
}

impl MemoryMicrophone {
    /// What the next recordings hear.
    pub fn hear(&self, sound: &[u8]) {
        self.sound.replace(sound.to_vec());
    }

    /// The next wish to record is refused.
    pub fn refuse(&self, error: AudioError) {
        self.refusal.replace(Some(error));
    }
}

#[async_trait(?Send)]
impl AudioRecorder for MemoryMicrophone {
    fn is_supported(&self) -> bool {
        true
    }

    async fn start(&self, limit_ms: u32) -> Result<Rc<dyn Recording>, AudioError> {
        if let Some(error) = self.refusal.take() {
            return Err(error);
        }
        Ok(Rc::new(MemoryRecording {
            sound: self.sound.borrow().clone(),
            limit_ms,
            stopped: Cell::new(false),
            waiting: Cell::new(None),
        }))
    }

    async fn read(&self, file: Vec<u8>, named: &str) -> Result<Recorded, AudioError> {
        recorded(file, named, None)
    }
}

struct MemoryRecording {
    sound: Vec<u8>,
    limit_ms: u32,
    stopped: Cell<bool>,
    waiting: Cell<Option<Waker>>,
}

#[async_trait(?Send)]
impl Recording for MemoryRecording {
    fn progress(&self) -> Progress {
        Progress { elapsed_ms: self.limit_ms, bytes: self.sound.len() as u64, loudness: Some(50) }
    }

    fn stop(&self) {
        self.stopped.set(true);
        if let Some(waiting) = self.waiting.take() {
            waiting.wake();
        }
    }

    async fn finished(&self) -> Result<Recorded, AudioError> {
        poll_fn(|context| {
            self.waiting.set(Some(context.waker().clone()));
            if self.stopped.get() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        recorded(self.sound.clone(), clip::FORMATS[0], Some(self.limit_ms))
    }
}

fn recorded(bytes: Vec<u8>, named: &str, duration_ms: Option<u32>) -> Result<Recorded, AudioError> {
    let media_type = clip::media_type(&bytes, named).map_err(AudioError::NoClip)?;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Recorded { media_type, bytes, sha256, duration_ms })
}
