//! `Range` (RFC 9110, §14): one part of a representation. Several parts at once are answered with all of it, as the RFC allows.

use axum::http::{HeaderMap, header};

/// What part of `length` bytes was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it.
    All,
    /// The bytes from `from` up to but not including `until`; at least one.
    Part { from: u64, until: u64 },
    /// A part that does not exist.
    Impossible,
}

pub(super) fn asked(headers: &HeaderMap, length: u64) -> Asked {
    let Some(range) = headers.get(header::RANGE).and_then(|value| value.to_str().ok()?.strip_prefix("bytes=")) else {
        return Asked::All;
    };
    let Some((first, last)) = range.split_once('-').filter(|_| !range.contains(',')) else { return Asked::All };
    let part = match (first.trim(), last.trim()) {
        ("", suffix) => suffix.parse().map(|suffix: u64| (length.saturating_sub(suffix), length)),
        (first, "") => first.parse().map(|first| (first, length)),
        (first, last) => {
            first.parse().and_then(|first| Ok((first, last.parse::<u64>()?.saturating_add(1).min(length))))
        }
    };
    match part {
        Err(_) => Asked::All,
        Ok((from, until)) if from < until => Asked::Part { from, until },
        Ok(_) => Asked::Impossible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_as_rfc_9110_writes_them() {
        let check = |range: &str, expected| {
            assert_eq!(
                asked(&HeaderMap::from_iter([(header::RANGE, range.parse().expect("ASCII"))]), 100),
                expected,
                "{range}"
            )
        };
        check("bytes=0-1", Asked::Part { from: 0, until: 2 });
        check("bytes=90-", Asked::Part { from: 90, until: 100 });
        check("bytes=-10", Asked::Part { from: 90, until: 100 });
        check("bytes=-500", Asked::Part { from: 0, until: 100 });
        check("bytes=50-18446744073709551615", Asked::Part { from: 50, until: 100 });
        check("bytes=100-", Asked::Impossible);
        check("bytes=-0", Asked::Impossible);
        check("bytes=5-4", Asked::Impossible);
        check("bytes=0-1,5-6", Asked::All);
        check("bytes=x-1", Asked::All);
        check("lines=0-1", Asked::All);
        assert_eq!(asked(&HeaderMap::new(), 100), Asked::All);
    }
}
