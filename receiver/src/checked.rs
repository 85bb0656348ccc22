//! A sheet that may be kept: it follows the contract, both digests are what it says, and the tablet's signature over the seal holds.
//!
//! Invariant: everything is computed over the JSON as it was received, never over a struct that was read from it; a member this version does not know is
//! bound by the digests like any other.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier as _};
use sha2::{Digest as _, Sha256};
use walkaround_contract::{Attachment, DeviceKey, Seal, Sheet, Warning, digest_bytes, read_sheet};

use crate::{
    digest::Sha256Digest,
    problem::Fault,
    store::{NamedAttachment, SheetLine, vehicle_key},
};

/// `code` of the only fault of a body that is no JSON at all.
pub const MALFORMED_JSON: &str = "malformed_json";

/// A sheet that passed every check.
#[derive(Debug)]
pub struct CheckedSheet {
    /// The sheet.
    pub sheet: Sheet,
    /// Its seal, which a finished sheet always has.
    pub seal: Seal,
    /// What is odd about it, but no reason to refuse it.
    pub warnings: Vec<Warning>,
}

impl CheckedSheet {
    /// Reads and checks the bytes of a finished sheet.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Fault>> {
        let (sheet, _, warnings) = read_sheet(bytes)?;
        let seal = sheet.seal.clone().ok_or_else(|| vec![fault("/seal", "missing", "a finished sheet is sealed")])?;
        check_signature(&seal).map_err(|fault| vec![fault])?;
        Ok(Self { sheet, seal, warnings })
    }

    /// The attachments it names.
    pub fn attachments(&self) -> impl Iterator<Item = (&Attachment, Sha256Digest)> {
        self.sheet.attachments.iter().map(|attachment| {
            let address = Sha256Digest::from_hex(&attachment.sha256)
                .expect("the contract refuses an attachment whose sha256 is not 64 hex digits");
            (attachment, address)
        })
    }

    /// The attachments as the store keeps them.
    pub fn named_attachments(&self) -> Vec<NamedAttachment> {
        self.attachments()
            .map(|(attachment, address)| NamedAttachment { address, media_type: attachment.media_type.clone() })
            .collect()
    }

    /// What lists show of it.
    pub fn line(&self) -> SheetLine {
        let sheet = &self.sheet;
        let vehicle = &sheet.vehicle;
        SheetLine {
            id: sheet.id,
            visit_id: sheet.visit_id,
            kind: sheet.kind.to_string(),
            digest: self.seal.digest.clone(),
            supersedes: sheet.supersedes.as_ref().map(|earlier| earlier.id),
            completed_at: sheet.completed_at,
            plate: vehicle.plate.as_ref().map(|plate| (plate.text.clone(), plate.kind.to_string())),
            vin: vehicle.vin.as_deref().map(vehicle_key),
            vehicle: [vehicle.make.as_deref(), vehicle.model.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            advisor: sheet.advisor.name.clone(),
            marks: u32::try_from(sheet.walkaround.marks.iter().filter(|mark| mark.is_damage()).count())
                .expect("a sheet of some megabytes holds fewer than 2^32 marks"),
        }
    }
}

fn fault(path: &str, code: &'static str, message: &str) -> Fault {
    Fault { path: path.to_owned(), code, message: message.to_owned() }
}

/// ES256 over the 32 bytes of the digest, as RFC 7518 §3.4 writes it: raw r‖s, base64url without padding.
fn check_signature(seal: &Seal) -> Result<(), Fault> {
    let digest = digest_bytes(&seal.digest)
        .ok_or_else(|| fault("/seal/digest", "digest_malformed", "the digest is not 64 lower-case hex digits"))?;
    let key = public_key(&seal.device_key)
        .ok_or_else(|| fault("/seal/device_key", "key_invalid", "x and y are not a point on the curve P-256"))?;
    let signature =
        URL_SAFE_NO_PAD.decode(&seal.signature).ok().and_then(|bytes| Signature::from_slice(&bytes).ok()).ok_or_else(
            || fault("/seal/signature", "signature_malformed", "the signature is not 64 bytes of r and s"),
        )?;
    key.verify(&digest, &signature)
        .map_err(|_| fault("/seal/signature", "signature_mismatch", "the device key did not sign this digest"))
}

fn public_key(key: &DeviceKey) -> Option<VerifyingKey> {
    // SEC 1, §2.3.3: an uncompressed point is 4, x, y.
    let mut point = vec![4];
    for coordinate in [&key.x, &key.y] {
        point.extend(URL_SAFE_NO_PAD.decode(coordinate).ok().filter(|bytes| bytes.len() == 32)?);
    }
    VerifyingKey::from_sec1_bytes(&point).ok()
}

/// The key's thumbprint (RFC 7638): which tablet sealed it, in a form to compare.
pub fn key_thumbprint(key: &DeviceKey) -> String {
    let members = serde_json::json!({ "crv": key.crv, "kty": key.kty, "x": key.x, "y": key.y });
    URL_SAFE_NO_PAD.encode(Sha256::digest(members.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thumbprint_orders_its_members() {
        // RFC 7638 asks for lexicographic order and no white space; serde_json's map is ordered, and this test says so if that ever changes.
        let key = DeviceKey {
            kty: "EC".into(),
            crv: "P-256".into(),
            x: "x".into(),
            y: "y".into(),
            extra: Default::default(),
        };
        assert_eq!(
            key_thumbprint(&key),
            URL_SAFE_NO_PAD.encode(Sha256::digest(br#"{"crv":"P-256","kty":"EC","x":"x","y":"y"}"#))
        );
    }
}
