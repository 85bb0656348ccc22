//! Digests and the seal of fixtures, with a key that everybody knows.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use serde_json::{Value, json};
use walkaround_contract::{canonical, content_digest, seal_digest};

/// The private key of RFC 6979 A.2.5. It is printed in the RFC: a seal made with it proves nothing.
const TEST_KEY: [u8; 32] = [
    0xc9, 0xaf, 0xa9, 0xd8, 0x45, 0xba, 0x75, 0x16, 0x6b, 0x5c, 0x21, 0x57, 0x67, 0xb1, 0xd6, 0x93, 0x4e, 0x50, 0xc3,
    0xdb, 0x36, 0xe8, 0x9b, 0x12, 0x7b, 0x8a, 0x62, 0x2b, 0x12, 0x0f, 0x67, 0x21,
];

fn key() -> SigningKey {
    SigningKey::from_slice(&TEST_KEY).expect("the RFC's key is a key")
}

/// The public half as a JWK.
pub fn device_key() -> Value {
    let point = key().verifying_key().to_sec1_point(false);
    json!({
        "kty": "EC",
        "crv": "P-256",
        "x": URL_SAFE_NO_PAD.encode(point.x().expect("not the point at infinity")),
        "y": URL_SAFE_NO_PAD.encode(point.y().expect("uncompressed")),
    })
}

/// The private half as a JWK, for the published vectors.
pub fn private_key() -> Value {
    let mut jwk = device_key();
    jwk["d"] = json!(URL_SAFE_NO_PAD.encode(TEST_KEY));
    jwk
}

/// ES256 over the 32 digest bytes. Deterministic (RFC 6979), so that the fixtures can be written again byte for byte;
/// a tablet's signature is another one every time.
pub fn sign(digest: &str) -> String {
    let bytes = canonical::digest_bytes(digest).expect("a digest");
    let signature: Signature = key().sign(&bytes);
    URL_SAFE_NO_PAD.encode(signature.to_bytes())
}

/// Verifies a seal as a receiver does, from the JSON alone.
pub fn seal_verifies(sheet: &Value) -> bool {
    let coordinate = |name: &str| {
        let text = sheet.pointer(&format!("/seal/device_key/{name}")).and_then(Value::as_str).expect("a key");
        URL_SAFE_NO_PAD.decode(text).expect("base64url")
    };
    let point: Vec<u8> = [vec![4], coordinate("x"), coordinate("y")].concat();
    let key = VerifyingKey::from_sec1_bytes(&point).expect("a point of the curve");
    let signature =
        URL_SAFE_NO_PAD.decode(sheet["seal"]["signature"].as_str().expect("a signature")).expect("base64url");
    let signature = Signature::from_slice(&signature).expect("r and s");
    let digest = seal_digest(sheet).expect("a canonical form");
    key.verify(&canonical::digest_bytes(&digest).expect("a digest"), &signature).is_ok()
}

/// Fills in the content digest, here and in every signature, and the seal.
pub fn sealed(mut sheet: Value) -> Value {
    let digest = content_digest(&sheet).expect("a canonical form");
    sheet["acknowledgement"]["content_digest"] = json!(digest);
    if let Some(Value::Array(signatures)) = sheet.pointer_mut("/acknowledgement/signatures") {
        for signature in signatures {
            signature["content_digest"] = json!(digest);
        }
    }
    with_seal(sheet)
}

/// Fills in the seal alone.
pub fn with_seal(mut sheet: Value) -> Value {
    let digest = seal_digest(&sheet).expect("a canonical form");
    sheet["seal"] = json!({"digest": digest, "device_key": device_key(), "signature": sign(&digest)});
    sheet
}

#[test]
fn a_changed_sheet_does_not_verify() {
    let mut sheet = sealed(super::sheets::minimal());
    assert!(seal_verifies(&sheet));
    sheet["vehicle"]["odometer"]["value"] = json!(38_215);
    assert!(!seal_verifies(&sheet));
}
