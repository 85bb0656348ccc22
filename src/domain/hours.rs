//! Labour as people say it, in hours with a decimal point; kept in whole minutes.
//!
//! Invariant: what is shown reads back as the same number of minutes.

/// `0.8` from 48 minutes. Two digits tell all minutes of an hour apart: one hundredth is 36 seconds.
pub fn show(minutes: u32) -> String {
    let hundredths = (u64::from(minutes) * 100 + 30) / 60;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// 48 from `0.8`, `0,8` or `.8`; `None` for what is no duration, or above `most` minutes. Nobody writes thousands of hours, so a comma is
/// a decimal point.
pub fn read(text: &str, most: u32) -> Option<u32> {
    let text = text.trim();
    let (whole, fraction) = text.split_once(['.', ',', '。', '，']).unwrap_or((text, ""));
    let is_number = |part: &str| part.len() <= 6 && part.chars().all(|letter| letter.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    // Both are digits, and at most six: an empty part is nought.
    let part = |digits: &str| digits.parse::<u64>().unwrap_or(0);
    let scale = 10_u64.pow(u32::try_from(fraction.len()).ok()?);
    let minutes = part(whole) * 60 + (part(fraction) * 60 + scale / 2) / scale;
    u32::try_from(minutes).ok().filter(|minutes| *minutes <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hours_as_people_write_them() {
        for (text, minutes) in [
            ("0.8", Some(48)),
            ("0,8", Some(48)),
            (".5", Some(30)),
            ("1", Some(60)),
            ("1.", Some(60)),
            (" 2.25 ", Some(135)),
            ("0", Some(0)),
            ("1500", Some(90_000)),
            ("1700", None),
            ("", None),
            (".", None),
            ("1.2.3", None),
            ("-1", None),
            ("1h", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(read(text, 100_000), minutes, "{text:?}");
        }
        assert_eq!(show(48), "0.8");
        assert_eq!(show(60), "1");
        assert_eq!(show(0), "0");
        assert_eq!(show(600), "10");
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(minutes in 0_u32..=100_000) {
            prop_assert_eq!(read(&show(minutes), 100_000), Some(minutes));
        }

        #[test]
        fn nothing_panics(text in ".*") {
            let _ = read(&text, u32::MAX);
        }
    }
}
