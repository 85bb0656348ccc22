//! Whether a JPEG is whole. Decoders forgive a file that was cut off and fill the rest with grey: as evidence that would be a lie.

const MARKER: u8 = 0xFF;
const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;
const TEMPORARY: u8 = 0x01;
const RESTARTS_AND_START: std::ops::RangeInclusive<u8> = 0xD0..=0xD8;

/// Walks the segments to the end-of-image marker. Segments are skipped by their length, so that the preview inside the EXIF segment,
/// which is a whole JPEG, doesn't count; bytes after the end (some phones append a second picture) don't either.
pub(super) fn is_whole(file: &[u8]) -> bool {
    let mut at = 2;
    loop {
        // Entropy-coded data and stray fill bytes: on to the next marker.
        let Some(found) = file.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == MARKER)) else {
            return false;
        };
        at += found + 1;
        match file.get(at) {
            None => return false,
            Some(&END_OF_IMAGE) => return true,
            // A stuffed zero inside a scan, a fill byte before a marker, or a marker that stands alone.
            Some(&MARKER) => {}
            Some(&code) if code == 0 || code == TEMPORARY || RESTARTS_AND_START.contains(&code) => at += 1,
            Some(&code) => {
                let Some(&[high, low]) = file.get(at + 1..at + 3) else { return false };
                at += 1 + usize::from(u16::from_be_bytes([high, low]));
                if code == START_OF_SCAN && at >= file.len() {
                    return false;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn ends_at_the_marker() {
        assert!(is_whole(&[
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 2, 7, 0xFF, 0, 7, 0xFF, 0xD0, 7, 0xFF, 0xFF, 0xD9, 9
        ]));
    }

    #[test]
    fn a_preview_in_a_segment_is_not_the_end() {
        assert!(!is_whole(&[0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 0xFF, 0xD8, 0xFF, 0xD9, 0xFF, 0xDA, 0, 2, 7, 7]));
    }

    #[test]
    fn any_cut_is_seen() {
        let whole = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 2, 7, 0xFF, 0, 7, 0xFF, 0xD9];
        assert!(is_whole(&whole));
        for length in 0..whole.len() {
            assert!(!is_whole(&whole[..length]), "cut to {length}");
        }
    }
}
