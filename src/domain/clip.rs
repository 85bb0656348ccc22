//! Clips: how long and how large the sound of a concern may be, in which format it is recorded, and how loud it is.
//!
//! Invariant: what a clip is called on the sheet is what its bytes are, not what a file or a browser said of them, so that whoever
//! receives it can play it.

/// The longest recording. A noise that shows itself in a minute is understood from a minute, and a minute of speech quality is half a
/// megabyte.
pub const LIMIT_MS: u32 = 60_000;

/// The largest file that is taken as a clip: a recorder of the tablet that writes an uncompressed stereo minute needs
/// 48,000 × 4 bytes × 60 s = 11.5 MB.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Bits a second that are asked for. Opus keeps engine and suspension noises (below 16 kHz) at this rate: 60 s are 480 kB.
pub const BITS_PER_SECOND: u32 = 64_000;

/// Formats to record in, the best first. Opus in WebM plays in every current browser; Safari before 18.4 records MP4 only.
pub const FORMATS: [&str; 4] =
    ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4", "audio/ogg;codecs=opus"];

/// Why a file is no clip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoClip {
    /// Zero bytes.
    Empty,
    /// None of the sounds that browsers play.
    NotAudio,
    TooLarge {
        bytes: u64,
    },
}

/// The media type of a sound by its first bytes. What was recorded in a known container keeps the codecs it was recorded with.
pub fn media_type(bytes: &[u8], named: &str) -> Result<String, NoClip> {
    if bytes.is_empty() {
        return Err(NoClip::Empty);
    }
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(NoClip::TooLarge { bytes: bytes.len() as u64 });
    }
    let essence = container(bytes).ok_or(NoClip::NotAudio)?;
    let named = named.trim().to_ascii_lowercase();
    let codecs = named
        .split_once(';')
        .filter(|(kind, _)| *kind == essence)
        .and_then(|(_, parameters)| parameters.trim().strip_prefix("codecs="))
        .filter(|codecs| (1..=64).contains(&codecs.len()) && codecs.bytes().all(is_plain));
    Ok(match codecs {
        Some(codecs) => format!("{essence};codecs={codecs}"),
        None => essence.to_owned(),
    })
}

/// What may stand in a parameter without quotes (RFC 9110, 5.6.2), as far as codecs need it.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')
}

/// The container by its signature.
fn container(bytes: &[u8]) -> Option<&'static str> {
    let at = |from: usize, signature: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(signature));
    if at(0, &[0x1a, 0x45, 0xdf, 0xa3]) {
        Some("audio/webm")
    } else if at(4, b"ftyp") {
        Some("audio/mp4")
    } else if at(0, b"OggS") {
        Some("audio/ogg")
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        Some("audio/wav")
    } else if at(0, b"fLaC") {
        Some("audio/flac")
    } else if at(0, &[0xff, 0xf1]) || at(0, &[0xff, 0xf9]) {
        // ADTS: an MPEG frame header with layer 0.
        Some("audio/aac")
    } else if at(0, b"ID3") || matches!(bytes, [0xff, second, ..] if second & 0xe6 == 0xe2) {
        // Layer III of MPEG 1, 2 or 2.5.
        Some("audio/mpeg")
    } else {
        None
    }
}

/// Loudness of samples in −1..=1 as 0..=100: 60 dB below full scale and less is silence, full scale is 100.
pub fn loudness(samples: &[f32]) -> u8 {
    if samples.is_empty() {
        return 0;
    }
    let squares: f64 = samples.iter().map(|sample| f64::from(*sample) * f64::from(*sample)).sum();
    let mean = squares / samples.len() as f64;
    // A square of the amplitude is 10·log10 of it in decibels; not a number counts as silence.
    let share = (10.0 * mean.log10() + 60.0) / 60.0 * 100.0;
    if share.is_nan() { 0 } else { share.clamp(0.0, 100.0).round() as u8 }
}

/// What to say of a loudness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// Below −48 dB: a quiet room.
    Silent,
    /// Something, but a technician would have to turn it up.
    Quiet,
    Good,
    /// Within 3 dB of full scale, where a microphone distorts.
    Loud,
}

impl Hearing {
    pub fn of(loudness: u8) -> Self {
        match loudness {
            0..=20 => Self::Silent,
            21..=40 => Self::Quiet,
            41..=94 => Self::Good,
            _ => Self::Loud,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use walkaround_contract::validate::{Rule, rule_of};

    use super::*;

    #[test]
    fn bytes_say_what_a_clip_is() {
        let webm = [0x1a, 0x45, 0xdf, 0xa3, 0x9f];
        let mp4 = b"\0\0\0\x1cftypM4A ";
        for (bytes, named, expected) in [
            (&webm[..], "audio/webm;codecs=opus", Ok("audio/webm;codecs=opus")),
            (&webm[..], "Audio/WebM; codecs=opus", Ok("audio/webm;codecs=opus")),
            (&webm[..], "video/webm", Ok("audio/webm")),
            (&webm[..], "audio/webm;codecs=\"opus\"", Ok("audio/webm")),
            (&mp4[..], "audio/mp4;codecs=mp4a.40.2", Ok("audio/mp4;codecs=mp4a.40.2")),
            (&mp4[..], "audio/x-m4a", Ok("audio/mp4")),
            (&mp4[..], "audio/webm;codecs=opus", Ok("audio/mp4")),
            (&b"OggS\0"[..], "", Ok("audio/ogg")),
            (&b"RIFF\x24\0\0\0WAVEfmt "[..], "audio/x-wav", Ok("audio/wav")),
            (&b"RIFF\x24\0\0\0WEBPVP8 "[..], "audio/wav", Err(NoClip::NotAudio)),
            (&b"ID3\x04"[..], "audio/mp3", Ok("audio/mpeg")),
            (&[0xff, 0xfb, 0x90][..], "", Ok("audio/mpeg")),
            (&[0xff, 0xf1, 0x50][..], "", Ok("audio/aac")),
            (&[0xff, 0xd8, 0xff][..], "audio/mpeg", Err(NoClip::NotAudio)),
            (&b"<html>"[..], "audio/webm", Err(NoClip::NotAudio)),
            (&[][..], "audio/webm", Err(NoClip::Empty)),
        ] {
            assert_eq!(media_type(bytes, named), expected.map(str::to_owned), "{named} {bytes:?}");
        }
        let huge = vec![0_u8; MAX_FILE_BYTES as usize + 1];
        assert_eq!(media_type(&huge, ""), Err(NoClip::TooLarge { bytes: MAX_FILE_BYTES + 1 }));
    }

    #[test]
    fn loudness_is_in_decibels() {
        let tone = |amplitude: f32| [amplitude, -amplitude].repeat(64);
        assert_eq!(loudness(&[]), 0);
        assert_eq!(loudness(&[0.0; 8]), 0);
        assert_eq!(loudness(&tone(1.0)), 100);
        // −20 dB and −40 dB.
        assert_eq!(loudness(&tone(0.1)), 67);
        assert_eq!(loudness(&tone(0.01)), 33);
        assert_eq!(loudness(&[f32::NAN]), 0);
        assert_eq!(Hearing::of(loudness(&tone(0.1))), Hearing::Good);
        assert_eq!(Hearing::of(loudness(&tone(0.01))), Hearing::Quiet);
        assert_eq!(Hearing::of(loudness(&tone(0.9))), Hearing::Loud);
        assert_eq!(Hearing::of(0), Hearing::Silent);
    }

    proptest! {
        #[test]
        fn whatever_is_named_a_sheet_can_say_it(start in prop::sample::select(vec![
            b"\x1a\x45\xdf\xa3".to_vec(), b"OggS".to_vec(), b"\0\0\0\0ftyp".to_vec(),
        ]), named in "\\PC{0,80}") {
            let said = media_type(&start, &named).expect("the signature is known");
            let rule = rule_of("/attachments/*/media_type").expect("it has a rule");
            let Rule::Shape(pattern) = rule else { panic!("a shape") };
            prop_assert!((pattern.accepts)(&said), "{said}");
        }

        #[test]
        fn louder_is_never_less(amplitude in 0.0_f32..0.9) {
            prop_assert!(loudness(&[amplitude; 32]) <= loudness(&[amplitude + 0.1; 32]));
        }
    }
}
