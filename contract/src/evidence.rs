//! Evidence: what the customer saw, agreed to and signed, and the seal over the finished sheet.

use serde::{Deserialize, Serialize};

use crate::{Extra, Id, Timestamp};

crate::word::open_words! {
    /// Who signed.
    SignerRole {
        Customer = "customer",
        Advisor = "advisor",
    }
    /// How it was signed.
    SignatureMethod {
        Ink = "ink",
        Typed = "typed",
        Refused = "refused",
    }
    /// What the customer said to a mark.
    MarkAnswer {
        Seen = "seen",
        Disputed = "disputed",
    }
}

/// What the customer agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Acknowledgement {
    /// The sentence that was agreed to, in the customer's language.
    pub statement: String,
    /// BCP 47 tag of the statement.
    pub language: String,
    /// Digest of the content shown, 64 lower-case hex digits.
    pub content_digest: String,
    /// The customer's answer to each mark.
    pub marks: Vec<MarkAcknowledgement>,
    /// The signatures given for this content.
    pub signatures: Vec<Signature>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The customer's answer to one mark.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarkAcknowledgement {
    /// Which mark.
    pub mark: Id,
    /// Seen or disputed.
    pub answer: MarkAnswer,
    /// When.
    pub at: Timestamp,
    /// The customer's own words when disputed.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub words: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One signature.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signature {
    /// Who signed.
    pub role: SignerRole,
    /// Name of the signer.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub name: String,
    /// How.
    pub method: SignatureMethod,
    /// Why it was refused.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub reason: Option<String>,
    /// When.
    pub signed_at: Timestamp,
    /// Digest of the content it was given for.
    pub content_digest: String,
    /// Ink: strokes of points (x, y in 1/100 px; ms since the first point).
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub strokes: Vec<Vec<(i32, i32, u32)>>,
    /// The ink as an SVG path in the same units.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub svg_path: Option<String>,
    /// The ink as a picture, by attachment id.
    pub attachment: Option<Id>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The seal over the finished sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Seal {
    /// SHA-256 of the canonical sheet without `seal`, 64 lower-case hex digits.
    pub digest: String,
    /// The tablet's public key.
    pub device_key: DeviceKey,
    /// ES256 over the 32 digest bytes: raw r‖s in base64url without padding.
    pub signature: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A P-256 public key as a JWK (RFC 7517).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceKey {
    /// Always `EC`.
    pub kty: String,
    /// Always `P-256`.
    pub crv: String,
    /// base64url without padding.
    pub x: String,
    /// base64url without padding.
    pub y: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
