//! The shapes of texts that are more than free text, twice: as the regular expression that the schema publishes, and as code, because
//! a regular expression engine would be larger than the rest of the contract. A test compares the two.

use super::vin;
use crate::{CONTRACT, canonical::is_sha256_hex};

/// The shape of a text.
pub struct Pattern {
    /// Code of the problem.
    pub code: &'static str,
    /// ECMA-262 regular expression.
    pub regex: &'static str,
    /// The same, as code.
    pub accepts: fn(&str) -> bool,
}

impl Pattern {
    /// The shape of every open word.
    pub fn word() -> &'static Self {
        &WORD
    }

    /// The shape of every id.
    pub fn id() -> &'static Self {
        &ID
    }

    /// The shape of every digest.
    pub fn hash() -> &'static Self {
        &HASH
    }
}

fn all(text: &str, lengths: std::ops::RangeInclusive<usize>, accept: fn(u8) -> bool) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(accept)
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// An open word (invariant 8: an unknown one is kept).
pub(super) static WORD: Pattern = Pattern {
    code: "not_a_word",
    regex: "^[a-z][a-z0-9_]{0,63}$",
    accepts: |text| {
        text.starts_with(|first: char| first.is_ascii_lowercase())
            && all(text, 1..=64, |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    },
};

/// `uuid` reads other spellings as well; on the wire there is one.
pub(super) static ID: Pattern = Pattern {
    code: "not_uuid_v7",
    regex: "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
    accepts: |text| {
        text.len() == 36
            && text.bytes().enumerate().all(|(place, byte)| match place {
                8 | 13 | 18 | 23 => byte == b'-',
                14 => byte == b'7',
                19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
                _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            })
    },
};

/// SHA-256.
pub(super) static HASH: Pattern = Pattern { code: "not_a_digest", regex: "^[0-9a-f]{64}$", accepts: is_sha256_hex };

pub(super) static VIN: Pattern = Pattern { code: "not_a_vin", regex: "^[A-HJ-NPR-Z0-9]{17}$", accepts: vin::is_vin };

pub(super) static LANGUAGE: Pattern = Pattern {
    code: "not_a_language",
    regex: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
    accepts: |text| {
        let mut subtags = text.split('-');
        subtags.next().is_some_and(|first| all(first, 2..=3, |byte| byte.is_ascii_alphabetic()))
            && subtags.all(|subtag| all(subtag, 1..=8, |byte| byte.is_ascii_alphanumeric()))
    },
};

pub(super) static TIME_ZONE: Pattern = Pattern {
    code: "not_a_time_zone",
    regex: "^[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}$",
    accepts: |text| {
        text.split('/').count() <= 3
            && text.split('/').all(|part| {
                all(part, 1..=32, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-'))
            })
    },
};

pub(super) static CURRENCY: Pattern = Pattern {
    code: "not_a_currency",
    regex: "^[A-Z]{3}$",
    accepts: |text| all(text, 3..=3, |byte| byte.is_ascii_uppercase()),
};

pub(super) static DOT: Pattern = Pattern {
    code: "not_a_dot_code",
    regex: "^(0[1-9]|[1-4][0-9]|5[0-3])[0-9]{2}$",
    accepts: |text| all(text, 4..=4, |byte| byte.is_ascii_digit()) && matches!(text[..2].parse(), Ok(1..=53)),
};

pub(super) static PLATE: Pattern = Pattern {
    code: "not_a_plate",
    regex: r"^[^\s\u0000-\u001f]{1,16}$",
    accepts: |text| (1..=16).contains(&text.chars().count()) && !text.chars().any(is_ecma_space_or_control),
};

pub(super) static MEDIA_TYPE: Pattern = Pattern {
    code: "not_a_media_type",
    regex: "^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}(; ?[a-z0-9_-]{1,32}=[A-Za-z0-9_.+-]{1,64}){0,4}$",
    accepts: |text| {
        let mut parts = text.split(';');
        let essence = parts.next().and_then(|essence| essence.split_once('/'));
        let parameters: Vec<&str> = parts.collect();
        essence.is_some_and(|(kind, subtype)| is_restricted_name(kind) && is_restricted_name(subtype))
            && parameters.len() <= 4
            && parameters.iter().all(|parameter| {
                parameter.strip_prefix(' ').unwrap_or(parameter).split_once('=').is_some_and(|(name, value)| {
                    all(name, 1..=32, |byte| {
                        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-')
                    }) && all(value, 1..=64, |byte| {
                        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-')
                    })
                })
            })
    },
};

/// RFC 6838 §4.2, lower case, 64 characters.
fn is_restricted_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && all(text, 1..=64, |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"!#$&^_.+-".contains(&byte))
}

pub(super) static KEY_TYPE: Pattern = Pattern { code: "wrong_key", regex: "^EC$", accepts: |text| text == "EC" };
pub(super) static CURVE: Pattern = Pattern { code: "wrong_key", regex: "^P-256$", accepts: |text| text == "P-256" };
pub(super) static BYTES_32: Pattern =
    Pattern { code: "not_base64url", regex: "^[A-Za-z0-9_-]{43}$", accepts: |text| all(text, 43..=43, is_base64url) };
pub(super) static BYTES_64: Pattern =
    Pattern { code: "not_base64url", regex: "^[A-Za-z0-9_-]{86}$", accepts: |text| all(text, 86..=86, is_base64url) };
pub(super) static CONTRACT_NAME: Pattern =
    Pattern { code: "wrong_contract", regex: "^walkaround\\.intake-sheet$", accepts: |text| text == CONTRACT };
pub(super) static CONTRACT_VERSION: Pattern = Pattern {
    code: "unsupported_version",
    regex: "^0\\.(0|[1-9][0-9]*)$",
    accepts: |text| matches!(super::parse_version(text), Some((0, _))),
};

/// `\s` of ECMA-262, and the controls.
fn is_ecma_space_or_control(character: char) -> bool {
    (character.is_whitespace() && character != '\u{85}') || character == '\u{feff}' || character <= '\u{1f}'
}
