//! What went wrong with a sound, and what to do.

use crate::domain::clip::{MAX_FILE_BYTES, NoClip};
use crate::state::{AddClipError, AudioError};
use crate::ui::i18n::I18n;

use super::storage_trouble;

/// In words.
pub fn clip_trouble(i18n: I18n, error: &AddClipError) -> String {
    match error {
        AddClipError::Audio(AudioError::NotAllowed) => i18n.text("clip.not_allowed"),
        AddClipError::Audio(AudioError::NoMicrophone) => i18n.text("clip.no_microphone"),
        AddClipError::Audio(AudioError::InUse) => i18n.text("clip.in_use"),
        AddClipError::Audio(AudioError::Unsupported) => i18n.text("clip.unsupported"),
        AddClipError::Audio(AudioError::NoClip(NoClip::Empty)) => i18n.text("clip.empty"),
        AddClipError::Audio(AudioError::NoClip(NoClip::NotAudio)) => i18n.text("clip.not_audio"),
        AddClipError::Audio(AudioError::NoClip(NoClip::TooLarge { bytes })) => {
            let megabytes = |bytes: u64| bytes.div_ceil(1024 * 1024).to_string();
            i18n.fill("clip.too_large", &[("mb", megabytes(*bytes)), ("limit", megabytes(MAX_FILE_BYTES))])
        }
        AddClipError::Audio(AudioError::Failed { .. }) => i18n.text("clip.failed"),
        AddClipError::Storage(error) => storage_trouble(i18n, error),
        AddClipError::Left => i18n.text("clip.left"),
    }
}
