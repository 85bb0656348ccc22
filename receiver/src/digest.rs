//! SHA-256 digests as they come over the wire: attachment addresses (hex) and `Content-Digest` (RFC 9530).
//!
//! Invariant: an address that was parsed is 32 bytes and nothing else, so no path built from one can leave its folder.

use std::fmt;

use axum::http::{HeaderMap, HeaderName};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// `Content-Digest` (RFC 9530). The `http` crate has no constant of it.
pub const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256Digest([u8; 32]);

impl Sha256Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// What a hasher that was fed piece by piece has come to.
    pub fn finished(hasher: Sha256) -> Self {
        Self(hasher.finalize().into())
    }

    /// Reads exactly 64 lower-case hex digits: the one spelling the contract knows, so that one content has one address.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Some(Self(bytes))
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The value of a `Content-Digest` header that announces this digest.
    pub fn to_content_digest(self) -> String {
        format!("sha-256=:{}:", STANDARD.encode(self.0))
    }
}

impl fmt::Display for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Why a `Content-Digest` header cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentDigestError {
    /// There is none.
    Missing,
    /// It names no `sha-256`, or not as 32 bytes in base64 between colons.
    Malformed,
}

/// Reads the `sha-256` member of `Content-Digest`; members of other algorithms are passed over, as RFC 9530 asks.
pub fn announced_digest(headers: &HeaderMap) -> Result<Sha256Digest, ContentDigestError> {
    let mut any = false;
    for value in headers.get_all(CONTENT_DIGEST) {
        any = true;
        let Ok(value) = value.to_str() else { continue };
        // A structured-field dictionary; base64 holds no comma, so members split at every one.
        for member in value.split(',') {
            let Some((algorithm, rest)) = member.trim().split_once('=') else { continue };
            if algorithm.trim() != "sha-256" {
                continue;
            }
            let item = rest.split(';').next().unwrap_or(rest).trim();
            let encoded =
                item.strip_prefix(':').and_then(|item| item.strip_suffix(':')).ok_or(ContentDigestError::Malformed)?;
            let bytes = STANDARD.decode(encoded).map_err(|_| ContentDigestError::Malformed)?;
            return bytes.try_into().map(Sha256Digest).map_err(|_| ContentDigestError::Malformed);
        }
    }
    Err(if any { ContentDigestError::Malformed } else { ContentDigestError::Missing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        let digest = Sha256Digest::of(b"");
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest.to_string(), hex);
        assert_eq!(Sha256Digest::from_hex(hex), Some(digest));
        for wrong in [
            "",
            &hex[1..],
            &hex.to_uppercase(),
            &format!("{hex}0"),
            "../../../../../../../../../../../../../../../../../../etc/passwd0",
        ] {
            assert_eq!(Sha256Digest::from_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn content_digest_is_read_as_rfc_9530_writes_it() {
        let check = |value: &str, expected: Result<Sha256Digest, ContentDigestError>| {
            let headers =
                HeaderMap::from_iter([(CONTENT_DIGEST, value.parse().expect("test header values are ASCII"))]);
            assert_eq!(announced_digest(&headers), expected, "{value}");
        };
        // The example of RFC 9530, appendix B.1.
        let body = Sha256Digest::of(b"{\"hello\": \"world\"}\n");
        check("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", Ok(body));
        check("sha-512=:AAAA:, sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:;q=1", Ok(body));
        check(&body.to_content_digest(), Ok(body));
        check("sha-512=:AAAA:", Err(ContentDigestError::Malformed));
        check("sha-256=RK/0", Err(ContentDigestError::Malformed));
        check("sha-256=:AAAA:", Err(ContentDigestError::Malformed));
        assert_eq!(announced_digest(&HeaderMap::new()), Err(ContentDigestError::Missing));
    }
}
