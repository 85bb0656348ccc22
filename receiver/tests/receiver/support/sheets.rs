//! Sheets to deliver: the contract's published ones, changed and sealed again as a tablet would.

use std::net::SocketAddr;

use base64::{Engine as _, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};
use http::Request;
use http_body_util::Full;
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use serde_json::{Value, json};
use walkaround_contract::{content_digest, digest_bytes, seal_digest, sha256_hex};
use walkaround_receiver::digest::Sha256Digest;

use super::client::{Reply, body, request, send};

/// A published valid sheet.
pub fn fixture(name: &str) -> Value {
    let path = format!("{}/../contract/fixtures/valid/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).expect("a published sheet is JSON")
}

/// Every published valid sheet.
pub fn fixtures() -> Vec<(String, Value)> {
    let folder = format!("{}/../contract/fixtures/valid", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<_> =
        std::fs::read_dir(folder).expect("the folder of fixtures").map(|entry| entry.expect("a file").path()).collect();
    names.sort();
    names
        .iter()
        .map(|path| {
            let name = path.file_stem().expect("a fixture has a name").to_string_lossy().into_owned();
            let sheet = fixture(&name);
            (name, sheet)
        })
        .collect()
}

/// The `n`th other id.
pub fn id(n: u32) -> String {
    format!("019a0000-0000-7000-8000-{n:012x}")
}

/// The bytes of a fixture's attachment: its own sentence, or what the sheet carries inline.
pub fn attachment_bytes(attachment: &Value) -> Vec<u8> {
    if let Some(inline) = attachment["data"].as_str() {
        return STANDARD.decode(inline).expect("inline bytes are base64");
    }
    let sha256 = attachment["sha256"].as_str().expect("an attachment has a hash");
    (0..1000)
        .map(|n| format!("walkaround fixture attachment {n}\n").into_bytes())
        .find(|bytes| sha256_hex(bytes) == sha256)
        .expect("the bytes of a fixture's attachment are its own sentence")
}

/// Fills in both digests and seals with a key that is only this test's.
pub fn sealed(mut sheet: Value) -> Value {
    let content = content_digest(&sheet).expect("a canonical form");
    sheet["acknowledgement"]["content_digest"] = json!(content);
    for signature in sheet["acknowledgement"]["signatures"].as_array_mut().expect("signatures") {
        signature["content_digest"] = json!(content);
    }
    let key = SigningKey::from_slice(&[7; 32]).expect("a number below the order of the curve is a key");
    let point = key.verifying_key().to_sec1_point(false);
    let digest = seal_digest(&sheet).expect("a canonical form");
    let signature: Signature = key.sign(&digest_bytes(&digest).expect("a digest"));
    let coordinate = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    sheet["seal"] = json!({
        "digest": digest,
        "device_key": {"kty": "EC", "crv": "P-256", "x": coordinate(point.x().expect("a point")), "y": coordinate(point.y().expect("uncompressed"))},
        "signature": coordinate(&signature.to_bytes()),
    });
    sheet
}

/// A sheet without attachments, like the minimal one but with an id of its own.
pub fn sheet(n: u32, change: impl FnOnce(&mut Value)) -> Value {
    let mut sheet = fixture("walk_in_minimal");
    sheet.as_object_mut().expect("a sheet is an object").remove("seal");
    sheet["id"] = json!(id(n));
    sheet["visit_id"] = json!(id(n + 1_000_000));
    change(&mut sheet);
    sealed(sheet)
}

/// A sheet on its way to a receiver. Each part of the delivery can be spoilt.
#[derive(Clone)]
pub struct Delivery {
    pub token: Option<String>,
    pub key: Option<String>,
    pub content_type: String,
    /// Replaces the right `Content-Digest`; an empty one leaves it out.
    pub content_digest: Option<String>,
    pub bytes: Vec<u8>,
}

impl Delivery {
    /// As the app sends it.
    pub fn of(sheet: &Value, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            key: sheet["id"].as_str().map(str::to_owned),
            content_type: "application/json".to_owned(),
            content_digest: None,
            bytes: serde_json::to_vec(sheet).expect("JSON"),
        }
    }

    pub fn request(&self) -> Request<Full<bytes::Bytes>> {
        let mut request = request("POST", "/api/v1/intake-sheets").header("content-type", &self.content_type);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(key) = &self.key {
            request = request.header("idempotency-key", key);
        }
        let digest = self.content_digest.clone().unwrap_or_else(|| Sha256Digest::of(&self.bytes).to_content_digest());
        if !digest.is_empty() {
            request = request.header("content-digest", digest);
        }
        request.body(body(self.bytes.clone())).expect("a request")
    }

    pub async fn send(&self, to: SocketAddr) -> Reply {
        send(to, self.request()).await
    }
}

/// Puts bytes under an address.
pub async fn put(to: SocketAddr, token: &str, address: &str, bytes: &[u8]) -> Reply {
    let request = request("PUT", &format!("/api/v1/attachments/{address}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "image/jpeg")
        .header("content-digest", Sha256Digest::of(bytes).to_content_digest())
        .body(body(bytes.to_vec()))
        .expect("a request");
    send(to, request).await
}

/// Puts all attachments that a sheet names.
pub async fn put_attachments(to: SocketAddr, token: &str, sheet: &Value) {
    for attachment in sheet["attachments"].as_array().expect("attachments") {
        let bytes = attachment_bytes(attachment);
        let reply = put(to, token, &sha256_hex(&bytes), &bytes).await;
        assert!(reply.status.is_success(), "{reply:?}");
    }
}

/// Asks something with the token.
pub async fn ask(to: SocketAddr, token: &str, method: &str, path: &str) -> Reply {
    send(
        to,
        request(method, path).header("authorization", format!("Bearer {token}")).body(body("")).expect("a request"),
    )
    .await
}
