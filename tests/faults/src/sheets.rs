//! Signed sheets with photos: a published one with an id, photos and a seal of its own.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use image::codecs::jpeg::JpegEncoder;
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use serde_json::{Value, json};
use walkaround::domain::outbox::{SheetAttachment, SheetRecord};
use walkaround_contract::{Id, Timestamp, canonical_bytes, content_digest, digest_bytes, seal_digest, sha256_hex};

/// A sheet as it lies in the outbox, and the bytes it names.
#[derive(Clone, Debug)]
pub struct SignedSheet {
    pub record: SheetRecord,
    pub bytes: Vec<(Id, Vec<u8>)>,
}

/// The `number`th sheet. Every photo is its own.
pub fn signed_sheet(number: u32) -> SignedSheet {
    let mut sheet: Value =
        serde_json::from_str(include_str!("../../../contract/fixtures/valid/electric_with_everything.json"))
            .expect("a published sheet is JSON");
    let id = Id::from_u128(0x019b_0000_0000_7000_8000_0000_0000_0000 | u128::from(number));
    let visit = Id::from_u128(0x019c_0000_0000_7000_8000_0000_0000_0000 | u128::from(number));
    sheet["id"] = json!(id);
    sheet["visit_id"] = json!(visit);
    sheet.as_object_mut().expect("an object").remove("supersedes");
    let mut attachments = Vec::new();
    let mut bytes = Vec::new();
    for (place, attachment) in sheet["attachments"].as_array_mut().expect("attachments").iter_mut().enumerate() {
        let content = photo(number, place);
        attachment["sha256"] = json!(sha256_hex(&content));
        attachment["byte_length"] = json!(content.len());
        attachment.as_object_mut().expect("an object").remove("data");
        let photo_id: Id = serde_json::from_value(attachment["id"].clone()).expect("an id");
        // On a tablet the ids of photos are unique; the published sheet's are the same every time.
        let stored = Id::from_u128(photo_id.as_u128() ^ (u128::from(number) << 64));
        attachments.push(SheetAttachment {
            id: stored,
            sha256: sha256_hex(&content),
            media_type: attachment["media_type"].as_str().expect("a media type").to_owned(),
            byte_length: content.len() as u64,
        });
        bytes.push((stored, content));
    }
    let sheet = sealed(sheet);
    let json = String::from_utf8(canonical_bytes(&sheet).expect("a canonical form")).expect("JSON is UTF-8");
    let record = SheetRecord {
        id,
        visit_id: visit,
        sealed_at: Timestamp::from_unix_ms(1_800_000_000_000 + i64::from(number), 480).expect("in range"),
        digest: sheet["seal"]["digest"].as_str().expect("a digest").to_owned(),
        json,
        code: String::new(),
        plate: String::new(),
        vehicle: String::new(),
        customer: String::new(),
        attachments,
        originals: Vec::new(),
    };
    SignedSheet { record, bytes }
}

/// A small JPEG that no other sheet has.
fn photo(number: u32, place: usize) -> Vec<u8> {
    let seed = number.wrapping_mul(31).wrapping_add(u32::try_from(place).unwrap_or(0));
    let picture = image::RgbImage::from_fn(96, 64, |x, y| {
        let shade = seed.wrapping_mul(2_654_435_761).wrapping_add(x * 7 + y * 13);
        image::Rgb([shade as u8, (shade >> 8) as u8, (shade >> 16) as u8])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 80).encode_image(&picture).expect("a picture in memory is written");
    bytes
}

/// Fills in both digests and seals with a key that is only this test's.
fn sealed(mut sheet: Value) -> Value {
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
        "device_key": {
            "kty": "EC",
            "crv": "P-256",
            "x": coordinate(point.x().expect("a point")),
            "y": coordinate(point.y().expect("uncompressed")),
        },
        "signature": coordinate(&signature.to_bytes()),
    });
    sheet
}
