//! Clips of a concern: recorded or read from a file, stored, and only then named in the draft, so that a draft never refers to bytes that
//! are not there.
//!
//! Invariant: a recording that was begun ends in the draft, whether a person stops it, its time is up, the step is left or the app goes to
//! the background.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::*;
use walkaround_contract::{Attachment, AttachmentRole, Id};

use crate::domain::clip::LIMIT_MS;
use crate::domain::walkaround::PhotoTarget;
use crate::ports::{AudioError, Progress, Recorded, Recording, StorageError, StoredPhoto};

use super::keeping::keep_bytes;
use super::{HeldDraft, OpenDraft, Ports, use_ports};

/// How often the recording is looked at: a meter that follows a rattle, and little work for a tablet.
const LOOK_MS: u32 = 100;

/// How many loudnesses are kept in sight: the last six seconds.
pub const LOUDNESSES: usize = 60;

/// Why a clip was not added. Nothing else in the draft is touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddClipError {
    Audio(AudioError),
    Storage(StorageError),
    /// The editor was left before the file was there.
    Left,
}

/// What the recorder does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecorderPhase {
    #[default]
    Idle,
    /// The browser asks for the microphone.
    Asking,
    Recording,
    /// It is being written.
    Keeping,
}

/// What made a recording end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    Person,
    Limit,
    /// The app went to the background.
    Leaving,
}

/// Records the clips of one concern, one after the other.
#[derive(Clone, Copy)]
pub struct ClipRecorder {
    phase: RwSignal<RecorderPhase>,
    progress: RwSignal<Progress>,
    loudnesses: RwSignal<VecDeque<u8>>,
    recording: StoredValue<Option<Rc<dyn Recording>>, LocalStorage>,
    ports: StoredValue<Ports, LocalStorage>,
}

impl ClipRecorder {
    /// A recorder that stops when its owner goes.
    pub fn provide() -> Self {
        let recorder = Self {
            phase: RwSignal::default(),
            progress: RwSignal::default(),
            loudnesses: RwSignal::default(),
            recording: StoredValue::new_local(None),
            ports: StoredValue::new_local(use_ports()),
        };
        on_cleanup(move || recorder.stop());
        recorder
    }

    /// Whether it is any use to offer a recording here.
    pub fn is_supported(&self) -> bool {
        self.ports.with_value(|ports| ports.recorder.is_supported())
    }

    pub fn phase(&self) -> Signal<RecorderPhase> {
        self.phase.into()
    }

    pub fn progress(&self) -> Signal<Progress> {
        self.progress.into()
    }

    /// The last loudnesses, the oldest first; at most [`LOUDNESSES`].
    pub fn loudnesses(&self) -> Signal<VecDeque<u8>> {
        self.loudnesses.into()
    }

    /// Begins a recording for this concern. `ended` is told how it ended, also when the page is gone by then.
    pub fn start(&self, draft: OpenDraft, concern: Id, ended: impl FnOnce(Result<EndedBy, AddClipError>) + 'static) {
        if self.phase.get_untracked() != RecorderPhase::Idle {
            return;
        }
        let Some(draft) = draft.hold() else { return };
        self.phase.set(RecorderPhase::Asking);
        let (recorder, ports) = (*self, self.ports.get_value());
        ports.device.clone().spawn(Box::pin(async move {
            let result = recorder.record(&ports, &draft, concern).await;
            recorder.phase.try_set(RecorderPhase::Idle);
            recorder.progress.try_set(Progress::default());
            recorder.loudnesses.try_update(VecDeque::clear);
            if let Some(result) = result.transpose() {
                ended(result);
            }
        }));
    }

    /// Ends the recording; what was recorded is kept.
    pub fn stop(&self) {
        if let Some(recording) = self.recording.try_get_value().flatten() {
            recording.stop();
        }
    }

    /// `None` where the page went while the browser still asked: nothing was recorded.
    async fn record(&self, ports: &Ports, draft: &HeldDraft, concern: Id) -> Result<Option<EndedBy>, AddClipError> {
        let captured_at = ports.clock.now();
        let recording = ports.recorder.start(LIMIT_MS).await.map_err(AddClipError::Audio)?;
        if self.recording.try_set_value(Some(recording.clone())).is_some() {
            return Ok(None);
        }
        self.phase.try_set(RecorderPhase::Recording);
        let looking = {
            let (recorder, recording) = (*self, recording.clone());
            ports.device.every(LOOK_MS, Box::new(move || recorder.look(&*recording)))
        };
        let left = Rc::new(Cell::new(false));
        let leaving = {
            let (left, recording) = (left.clone(), recording.clone());
            ports.device.on_leave(Box::new(move || {
                left.set(true);
                recording.stop();
            }))
        };
        let sound = recording.finished().await;
        drop((looking, leaving));
        self.recording.try_set_value(None);
        self.phase.try_set(RecorderPhase::Keeping);
        let sound = sound.map_err(AddClipError::Audio)?;
        let ended_by = match (left.get(), sound.duration_ms.is_some_and(|ms| ms >= LIMIT_MS)) {
            (true, _) => EndedBy::Leaving,
            (false, true) => EndedBy::Limit,
            (false, false) => EndedBy::Person,
        };
        let attachment = attachment(ports.ids.new_id(), &sound, captured_at);
        keep(ports, draft, concern, attachment, sound.bytes).await.map_err(AddClipError::Storage)?;
        Ok(Some(ended_by))
    }

    fn look(&self, recording: &dyn Recording) {
        let progress = recording.progress();
        self.progress.try_set(progress);
        self.loudnesses.try_update(|loudnesses| {
            if loudnesses.len() == LOUDNESSES {
                loudnesses.pop_front();
            }
            loudnesses.push_back(progress.loudness.unwrap_or(0));
        });
    }
}

/// Adds a sound from a file to a concern. `named` is the media type it was said to have.
pub async fn add_clip_file(
    ports: &Ports,
    draft: OpenDraft,
    concern: Id,
    file: Vec<u8>,
    named: &str,
) -> Result<(), AddClipError> {
    let draft = draft.hold().ok_or(AddClipError::Left)?;
    let captured_at = ports.clock.now();
    let sound = ports.recorder.read(file, named).await.map_err(AddClipError::Audio)?;
    let attachment = attachment(ports.ids.new_id(), &sound, captured_at);
    keep(ports, &draft, concern, attachment, sound.bytes).await.map_err(AddClipError::Storage)
}

fn attachment(id: Id, sound: &Recorded, captured_at: walkaround_contract::Timestamp) -> Attachment {
    Attachment {
        id,
        role: AttachmentRole::ConcernAudio,
        media_type: sound.media_type.clone(),
        byte_length: sound.bytes.len() as u64,
        sha256: sound.sha256.clone(),
        width: None,
        height: None,
        captured_at: Some(captured_at),
        duration_ms: sound.duration_ms,
        annotations: Vec::new(),
        data: None,
        href: None,
        extra: Default::default(),
    }
}

/// Bytes first. A concern that was removed meanwhile takes its clip along.
async fn keep(
    ports: &Ports,
    draft: &HeldDraft,
    concern: Id,
    attachment: Attachment,
    bytes: Vec<u8>,
) -> Result<(), StorageError> {
    let media_type = attachment.media_type.clone();
    keep_bytes(ports, &StoredPhoto { id: attachment.id, media_type, bytes, thumbnail: Vec::new() }).await?;
    draft.edit(|draft| {
        if draft.concerns.iter().any(|known| known.id == concern) {
            // A concern's clip replaces nothing.
            drop(draft.attach_photo(attachment, PhotoTarget::Concern(concern)));
        }
    });
    draft.save_now();
    Ok(())
}

/// The sound of a clip on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sound {
    #[default]
    Reading,
    /// The address that plays it.
    Ready(String),
    /// Its bytes are not on this tablet any more, or can't be read.
    Missing,
}

/// The sound of an attachment for `<audio>`, read when asked and let go with the owner that asked.
pub fn use_sound(ports: Ports, id: Id, media_type: String) -> Signal<Sound> {
    let sound = RwSignal::new(Sound::default());
    let device = send_wrapper::SendWrapper::new(ports.device.clone());
    ports.device.clone().spawn(Box::pin(async move {
        let read = match ports.photos.bytes(id).await {
            Ok(Some(bytes)) => Sound::Ready(ports.device.object_url(&media_type, &bytes)),
            Ok(None) | Err(_) => Sound::Missing,
        };
        if let Some(Sound::Ready(address)) = sound.try_set(read) {
            // The page that asked is gone.
            ports.device.revoke_url(&address);
        }
    }));
    on_cleanup(move || {
        if let Some(Sound::Ready(address)) = sound.try_get_untracked() {
            device.revoke_url(&address);
        }
    });
    sound.into()
}
