//! The microphone, with the fake one that the browser brings, and files.

use gloo_timers::future::TimeoutFuture;
use sha2::{Digest, Sha256};
use walkaround::domain::clip::NoClip;
use walkaround::platform::audio::Microphone;
use walkaround::ports::{AudioError, AudioRecorder, Recorded};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::script::replaced;

/// Longer than any of these recordings lasts.
const LONG_MS: u32 = 60_000;

fn is_whole(sound: &Recorded) -> bool {
    let hash: String = Sha256::digest(&sound.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    !sound.bytes.is_empty() && sound.sha256 == hash && sound.media_type.starts_with("audio/")
}

#[wasm_bindgen_test]
async fn a_recording_ends_by_itself_at_its_limit() {
    let recording = Microphone.start(700).await.expect("there is a fake microphone");
    let sound = recording.finished().await.expect("it has heard something");
    assert!(is_whole(&sound), "{} {}", sound.media_type, sound.bytes.len());
    assert!(sound.duration_ms.is_some_and(|ms| ms >= 700), "{:?}", sound.duration_ms);
}

#[wasm_bindgen_test]
async fn a_recording_ends_when_it_is_stopped() {
    let recording = Microphone.start(LONG_MS).await.expect("there is a fake microphone");
    // Until a first slice has arrived: the size grows while the recording goes on.
    while recording.progress().bytes == 0 {
        TimeoutFuture::new(50).await;
    }
    let progress = recording.progress();
    assert!(progress.elapsed_ms > 0 && progress.loudness.is_some(), "{progress:?}");
    recording.stop();
    recording.stop();
    let sound = recording.finished().await.expect("it has heard something");
    assert!(is_whole(&sound) && sound.bytes.len() as u64 >= progress.bytes);
    assert!(sound.duration_ms.is_some_and(|ms| ms >= progress.elapsed_ms && ms < LONG_MS));
}

#[wasm_bindgen_test]
async fn a_recording_ends_with_its_microphone() {
    let _undo = replaced(
        "MediaDevices.prototype",
        "getUserMedia",
        "{ async value(wish) {
             const stream = await plain.call(this, wish);
             // Unplugged: its track ends without being asked.
             setTimeout(() => stream.getTracks().forEach(track => { track.stop(); track.dispatchEvent(new Event('ended')); }), 900);
             return stream;
         } }",
    );
    let recording = Microphone.start(LONG_MS).await.expect("there is a fake microphone");
    let sound = recording.finished().await.expect("what was heard until then is there");
    assert!(is_whole(&sound) && sound.duration_ms.is_some_and(|ms| ms < LONG_MS));
}

#[wasm_bindgen_test]
async fn a_refusal_says_what_is_wrong() {
    for (name, expected) in [
        ("NotAllowedError", AudioError::NotAllowed),
        ("NotFoundError", AudioError::NoMicrophone),
        ("NotReadableError", AudioError::InUse),
    ] {
        let refusal = format!("{{ value: () => Promise.reject(new DOMException('no', '{name}')) }}");
        let _undo = replaced("MediaDevices.prototype", "getUserMedia", &refusal);
        assert_eq!(Microphone.start(LONG_MS).await.err(), Some(expected));
    }
}

#[wasm_bindgen_test]
async fn a_browser_without_a_recorder_is_told_from_one_that_has_it() {
    assert!(Microphone.is_supported());
    let _undo = replaced("window", "MediaRecorder", "{ value: undefined }");
    assert!(!Microphone.is_supported());
    assert_eq!(Microphone.start(LONG_MS).await.err(), Some(AudioError::Unsupported));
}

/// So many seconds of silence as WAV: 8 kHz, one channel, 8 bits.
fn silence(seconds: u32) -> Vec<u8> {
    let length = 8_000 * seconds;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + length).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend([8_000_u32, 8_000].iter().flat_map(|rate| rate.to_le_bytes()));
    file.extend(b"\x01\0\x08\0data");
    file.extend(length.to_le_bytes());
    file.resize(file.len() + length as usize, 128);
    file
}

#[wasm_bindgen_test]
async fn a_file_is_taken_for_what_it_is() {
    let sound = Microphone.read(silence(2), "audio/mpeg").await.expect("it is a sound");
    assert!(is_whole(&sound));
    assert_eq!((sound.media_type.as_str(), sound.duration_ms), ("audio/wav", Some(2_000)));
    let cut = Microphone.read(b"\x1a\x45\xdf\xa3".to_vec(), "audio/webm").await.expect("its start is that of a sound");
    assert_eq!(cut.duration_ms, None, "nobody can tell how long it would have been");
    let page = Microphone.read(b"<html>".to_vec(), "audio/webm").await;
    assert_eq!(page, Err(AudioError::NoClip(NoClip::NotAudio)));
}
