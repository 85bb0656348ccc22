//! Canonical form, digests and short code: what is hashed, and how.
//!
//! Invariant: two sheets that say the same have the same bytes here, whoever wrote them and in whatever order their members came.
//! The forms work on the JSON as it was received, never on the types, so that members of a newer version are bound too.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{Acknowledgement, AttachmentRole, Sheet, SignerRole};

/// Why a value has no canonical form. A sheet that was read from JSON always has one.
#[derive(Debug)]
pub struct CanonicalError(serde_json::Error);

impl std::fmt::Display for CanonicalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no canonical form: {}", self.0)
    }
}

impl std::error::Error for CanonicalError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl From<serde_json::Error> for CanonicalError {
    fn from(error: serde_json::Error) -> Self {
        Self(error)
    }
}

/// RFC 8785 canonical UTF-8 of a JSON value.
pub fn canonical_bytes(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    serde_json_canonicalizer::to_vec(value).map_err(CanonicalError)
}

/// SHA-256 in 64 lower-case hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hex.push(char::from(DIGITS[usize::from(byte >> 4)]));
        hex.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    hex
}

/// True for 64 lower-case hex digits.
pub fn is_sha256_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The 32 bytes of a digest, which are what the seal's signature is over. `None` unless it is 64 lower-case hex digits.
pub fn digest_bytes(digest: &str) -> Option<[u8; 32]> {
    if !is_sha256_hex(digest) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digest.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// What the customer agrees to: the sheet without `seal`, `completed_at`, `step_log`, `acknowledgement.content_digest`,
/// `acknowledgement.signatures`, the attachments whose role is `signature`, and the bytes of all others.
pub fn content_form(sheet: &Value) -> Value {
    let mut form = sealed_form(sheet);
    if let Value::Object(members) = &mut form {
        members.remove("completed_at");
        members.remove("step_log");
        if let Some(Value::Object(acknowledgement)) = members.get_mut("acknowledgement") {
            acknowledgement.remove("content_digest");
            acknowledgement.remove("signatures");
        }
        if let Some(Value::Array(attachments)) = members.get_mut("attachments") {
            attachments.retain(|attachment| {
                attachment.get("role").and_then(Value::as_str) != Some(AttachmentRole::Signature.as_str())
            });
        }
    }
    form
}

/// The finished sheet: without `seal`, and without the `data` and `href` of attachments, whose bytes their own hash binds.
pub fn sealed_form(sheet: &Value) -> Value {
    let mut form = sheet.clone();
    if let Value::Object(members) = &mut form {
        members.remove("seal");
        if let Some(Value::Array(attachments)) = members.get_mut("attachments") {
            for attachment in attachments {
                if let Value::Object(attachment) = attachment {
                    attachment.remove("data");
                    attachment.remove("href");
                }
            }
        }
    }
    form
}

/// `acknowledgement.content_digest`: SHA-256 over the canonical [`content_form`].
pub fn content_digest(sheet: &Value) -> Result<String, CanonicalError> {
    Ok(sha256_hex(&canonical_bytes(&content_form(sheet))?))
}

/// `seal.digest`: SHA-256 over the canonical [`sealed_form`].
pub fn seal_digest(sheet: &Value) -> Result<String, CanonicalError> {
    Ok(sha256_hex(&canonical_bytes(&sealed_form(sheet))?))
}

/// The first 40 bits of a digest in Crockford base32, `XXXX-XXXX`: for people to compare, not for machines to trust.
/// `None` unless the digest starts with ten hex digits.
pub fn short_code(digest: &str) -> Option<String> {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bits =
        u64::from_str_radix(digest.get(..10).filter(|head| head.bytes().all(|byte| byte.is_ascii_hexdigit()))?, 16)
            .ok()?;
    let mut code = String::with_capacity(9);
    for place in (0..8).rev() {
        code.push(char::from(ALPHABET[((bits >> (place * 5)) & 31) as usize]));
        if place == 4 {
            code.push('-');
        }
    }
    Some(code)
}

impl Sheet {
    /// The sheet as the JSON that is hashed and sent.
    pub fn to_value(&self) -> Result<Value, CanonicalError> {
        serde_json::to_value(self).map_err(CanonicalError)
    }

    /// The bytes that are stored and sent: the canonical form of the whole sheet, seal included.
    pub fn canonical_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical_bytes(&self.to_value()?)
    }

    /// See [`content_digest`].
    pub fn content_digest(&self) -> Result<String, CanonicalError> {
        content_digest(&self.to_value()?)
    }

    /// See [`seal_digest`].
    pub fn seal_digest(&self) -> Result<String, CanonicalError> {
        seal_digest(&self.to_value()?)
    }
}

impl Acknowledgement {
    /// Whether this role has signed (a refusal with its reason counts) for the content as it now stands.
    pub fn is_signed_by(&self, role: &SignerRole) -> bool {
        self.signatures
            .iter()
            .any(|signature| signature.role == *role && signature.content_digest == self.content_digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn short_code_is_forty_bits_in_crockford_base32() {
        assert_eq!(short_code("0000000000").as_deref(), Some("0000-0000"));
        assert_eq!(short_code("ffffffffffabc").as_deref(), Some("ZZZZ-ZZZZ"));
        // 0x0123456789 = 00000 00100 10001 10100 01010 11001 11100 01001
        assert_eq!(short_code("0123456789").as_deref(), Some("04HM-ASW9"));
        assert_eq!(short_code("+123456789"), None);
        assert_eq!(short_code("012345678"), None);
        assert_eq!(short_code("错错错错"), None);
    }

    #[test]
    fn digest_bytes_are_the_hash_itself() {
        let hex = sha256_hex(b"");
        assert_eq!(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(digest_bytes(&hex).map(|bytes| bytes[..3].to_vec()), Some(vec![0xe3, 0xb0, 0xc4]));
        assert_eq!(digest_bytes(&hex.to_uppercase()), None);
    }

    #[test]
    fn both_forms_remove_exactly_what_the_contract_names() {
        let sheet = json!({
            "id": "a", "completed_at": "t", "step_log": [1], "seal": {"digest": "d"}, "newer": {"seal": 1},
            "acknowledgement": {"statement": "s", "content_digest": "c", "signatures": [1], "marks": []},
            "attachments": [{"role": "damage", "data": "x", "href": "y", "sha256": "h"}, {"role": "signature", "data": "z"}],
        });
        assert_eq!(
            content_form(&sheet),
            json!({
                "id": "a", "newer": {"seal": 1}, "acknowledgement": {"statement": "s", "marks": []},
                "attachments": [{"role": "damage", "sha256": "h"}],
            })
        );
        assert_eq!(
            sealed_form(&sheet),
            json!({
                "id": "a", "completed_at": "t", "step_log": [1], "newer": {"seal": 1},
                "acknowledgement": {"statement": "s", "content_digest": "c", "signatures": [1], "marks": []},
                "attachments": [{"role": "damage", "sha256": "h"}, {"role": "signature"}],
            })
        );
    }
}
