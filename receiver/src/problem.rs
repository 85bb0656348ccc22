//! Every refusal the receiver knows, and the one place where a refusal becomes HTTP (RFC 9457).
//!
//! Invariant: what goes out is written for the person at the tablet or the author of a client. Causes (paths, SQL, system errors) are logged here, once,
//! and never leave the machine.

use std::error::Error;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use walkaround_contract::{ProblemDetails, ProblemItem};

use crate::store::StoreError;

/// One thing that is wrong with a sheet: a JSON pointer, a word for programs, a sentence for people.
pub use walkaround_contract::Problem as Fault;

/// A refusal.
#[derive(Debug)]
pub enum Problem {
    /// No token, or one that is not known.
    Unauthorized,
    /// The inbox wants a token as the password of HTTP Basic.
    InboxLocked,
    /// Nothing at this address.
    NotFound(&'static str),
    /// Something is at this address, but it does not do that.
    MethodNotAllowed,
    /// The body is not `application/json`, or it is compressed.
    UnsupportedMediaType,
    /// The body is larger than this receiver takes.
    TooLarge { limit: u64 },
    /// The body ended before its announced end.
    BodyIncomplete,
    /// The body stopped coming.
    BodyTimeout,
    /// `Content-Digest` is missing.
    ContentDigestMissing,
    /// `Content-Digest` carries no usable `sha-256`.
    ContentDigestMalformed,
    /// The bytes that arrived are not the bytes that were announced.
    ContentDigestMismatch,
    /// `Idempotency-Key` is missing.
    IdempotencyKeyMissing,
    /// `Idempotency-Key` is not the sheet's id.
    IdempotencyKeyMismatch,
    /// An attachment's address is not 64 lower-case hex digits.
    AddressMalformed,
    /// An attachment's bytes do not have the digest that its address says.
    AddressMismatch { actual: String },
    /// The body is not JSON.
    NotJson(String),
    /// The sheet breaks the contract, or its digests or signature do not match.
    SheetRefused(Vec<Fault>),
    /// The sheet names attachments that are not here.
    AttachmentsMissing(Vec<Fault>),
    /// Another sheet was kept under this id.
    Conflict { digest: String },
    /// The storage failed.
    Store(StoreError),
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Problem {
    /// Status, word for programs, title, and the sentence that says what to do.
    fn outline(&self) -> (StatusCode, &'static str, &'static str, String) {
        let say = |status, code, title, detail: &str| (status, code, title, detail.to_owned());
        match self {
            Self::Unauthorized => say(
                StatusCode::UNAUTHORIZED,
                "unauthorized",
                "The token is missing or not known",
                "Send `Authorization: Bearer <token>` with a token that this receiver issued.",
            ),
            Self::InboxLocked => say(
                StatusCode::UNAUTHORIZED,
                "inbox_locked",
                "The inbox wants a token",
                "Sign in with any user name and a device token as the password.",
            ),
            Self::NotFound(what) => {
                (StatusCode::NOT_FOUND, "not_found", "Not found", format!("There is no {what} at this address."))
            }
            Self::MethodNotAllowed => say(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "Method not allowed",
                "This address does not know this method.",
            ),
            Self::UnsupportedMediaType => say(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "Unsupported media type",
                "This receiver takes sheets as uncompressed `application/json` and attachments as their plain bytes, one PUT each.",
            ),
            Self::TooLarge { limit } => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "The body is too large",
                format!("This receiver takes at most {limit} bytes here."),
            ),
            Self::BodyIncomplete => say(
                StatusCode::BAD_REQUEST,
                "body_incomplete",
                "The body ended early",
                "The connection was cut before the whole body had arrived. Nothing was kept.",
            ),
            Self::BodyTimeout => say(
                StatusCode::REQUEST_TIMEOUT,
                "body_timeout",
                "The body stopped coming",
                "No bytes arrived for a while. Nothing was kept; send it again.",
            ),
            Self::ContentDigestMissing => say(
                StatusCode::BAD_REQUEST,
                "content_digest_missing",
                "Content-Digest is missing",
                "Every body carries `Content-Digest: sha-256=:<base64>:` (RFC 9530).",
            ),
            Self::ContentDigestMalformed => say(
                StatusCode::BAD_REQUEST,
                "content_digest_malformed",
                "Content-Digest cannot be read",
                "It needs a member `sha-256=:<32 bytes in base64>:` (RFC 9530).",
            ),
            Self::ContentDigestMismatch => say(
                StatusCode::BAD_REQUEST,
                "content_digest_mismatch",
                "The body does not match its Content-Digest",
                "The bytes that arrived are not the bytes that were announced. Nothing was kept.",
            ),
            Self::IdempotencyKeyMissing => say(
                StatusCode::BAD_REQUEST,
                "idempotency_key_missing",
                "Idempotency-Key is missing",
                "A sheet is posted with `Idempotency-Key: <sheet id>`.",
            ),
            Self::IdempotencyKeyMismatch => say(
                StatusCode::BAD_REQUEST,
                "idempotency_key_mismatch",
                "Idempotency-Key is not the sheet's id",
                "The key of a sheet is its own id, on every attempt.",
            ),
            Self::AddressMalformed => say(
                StatusCode::BAD_REQUEST,
                "address_malformed",
                "The attachment's address cannot be read",
                "An attachment's address is its SHA-256 in 64 lower-case hex digits.",
            ),
            Self::AddressMismatch { actual } => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "address_mismatch",
                "The attachment does not match its address",
                format!("The SHA-256 of the bytes that arrived is {actual}. Nothing was kept."),
            ),
            Self::NotJson(place) => (StatusCode::BAD_REQUEST, "not_json", "The body is not JSON", format!("{place}.")),
            Self::SheetRefused(faults) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "sheet_refused",
                "The sheet breaks the contract",
                counted(faults.len(), "fault", "`problems` says where."),
            ),
            Self::AttachmentsMissing(faults) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "attachments_missing",
                "Attachments are missing",
                counted(faults.len(), "attachment", "Send them with PUT first, then the sheet again."),
            ),
            Self::Conflict { .. } => say(
                StatusCode::CONFLICT,
                "conflict",
                "Another sheet has this id",
                "A signed sheet never changes. A correction is a new sheet with its own id that supersedes this one; `digest` is what was kept.",
            ),
            Self::Store(StoreError::Full(_)) => say(
                StatusCode::INSUFFICIENT_STORAGE,
                "storage_full",
                "The receiver's disk is full",
                "Nothing was kept. It will work again once space is made; nothing is lost on the tablet.",
            ),
            Self::Store(StoreError::Busy(_)) => say(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "The receiver is busy",
                "Its database is locked at the moment. Send it again.",
            ),
            Self::Store(StoreError::Failed(_)) => say(
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "Something broke in the receiver",
                "Its log says what. Send it again later.",
            ),
        }
    }

    fn faults(self) -> Vec<Fault> {
        match self {
            Self::SheetRefused(faults) | Self::AttachmentsMissing(faults) => faults,
            _ => Vec::new(),
        }
    }
}

fn counted(count: usize, thing: &str, rest: &str) -> String {
    format!("{count} {thing}{}. {rest}", if count == 1 { "" } else { "s" })
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code, title, detail) = self.outline();
        if let Self::Store(error) = &self {
            let cause: &dyn Error = error.cause();
            tracing::error!(problem = code, cause, "the storage failed");
        }
        let mut extra = Vec::new();
        match &self {
            Self::Unauthorized => {
                extra.push((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"walkaround\"")))
            }
            Self::InboxLocked => extra.push((
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"walkaround inbox\", charset=\"UTF-8\""),
            )),
            // Two seconds: longer than a writer holds the database, short enough that nobody waits for it.
            Self::Store(StoreError::Busy(_)) => extra.push((header::RETRY_AFTER, HeaderValue::from_static("2"))),
            _ => {}
        }
        let digest = match &self {
            Self::Conflict { digest } => Some(digest.clone()),
            _ => None,
        };
        let item = |fault: Fault| ProblemItem {
            path: fault.path,
            code: Some(fault.code.to_owned()),
            message: Some(fault.message),
            ..ProblemItem::default()
        };
        let details = ProblemDetails {
            kind: Some(format!("urn:walkaround:problem:{code}")),
            title: Some(title.to_owned()),
            status: Some(status.as_u16()),
            detail: Some(detail),
            digest,
            problems: self.faults().into_iter().map(item).collect(),
            ..ProblemDetails::default()
        };
        let body = serde_json::to_vec(&details).expect("a document of strings and numbers is always JSON");
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")], body)
                .into_response();
        response.headers_mut().extend(extra);
        response
    }
}
