//! `POST /intake-sheets`: a sheet is kept once, whole, and only with everything it names.
//!
//! Invariants: the answer 2xx goes out after the sheet is on stable storage; the same sheet again gets the same receipt; a refusal leaves no trace, so that a
//! sheet that was refused can be sent again under the same key.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use walkaround_contract::Id;

use super::{Desk, Device, IDEMPOTENCY_KEY, json};
use crate::{
    body::IncomingBody,
    checked::{CheckedSheet, MALFORMED_JSON},
    problem::{Fault, Problem},
    store::{Kept, NewSheet},
};

pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Device(device): Device,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    if !is_plain_json(&headers) {
        return Err(Problem::UnsupportedMediaType);
    }
    let key = idempotency_key(&headers)?;
    let body = IncomingBody::open(&headers, body, desk.limits.sheet_bytes)?.collect().await?;
    let length = body.len();
    let checked = read(&body)?;
    let (id, digest) = (checked.sheet.id, checked.seal.digest.as_str());
    if key != Some(id) {
        return Err(Problem::IdempotencyKeyMismatch);
    }
    // What was kept earlier is answered first: its attachments were here then, and may have been moved to an archive since.
    let kept = match desk.sheets.known(id, digest).await? {
        Some(kept) => kept,
        None => {
            require_attachments(&desk, &checked).await?;
            desk.sheets
                .keep(&NewSheet {
                    line: checked.line(),
                    body,
                    attachments: checked.named_attachments(),
                    delivered_by: device.clone(),
                })
                .await?
        }
    };
    let (status, receipt) = match kept {
        Kept::New(receipt) => (StatusCode::CREATED, receipt),
        Kept::Known(receipt) => (StatusCode::OK, receipt),
        Kept::Conflict { digest: kept } => {
            tracing::warn!(sheet = %id, digest, kept, device, "another sheet has this id");
            return Err(Problem::Conflict { digest: kept });
        }
    };
    tracing::info!(sheet = %id, digest, device, length, warnings = checked.warnings.len(), new = status == StatusCode::CREATED, "sheet kept");
    Ok((status, json(&receipt)).into_response())
}

fn read(body: &[u8]) -> Result<CheckedSheet, Problem> {
    CheckedSheet::read(body).map_err(|mut faults| match faults.as_mut_slice() {
        [only] if only.code == MALFORMED_JSON => Problem::NotJson(std::mem::take(&mut only.message)),
        _ => Problem::SheetRefused(faults),
    })
}

/// `application/json`, in UTF-8 (RFC 8259 knows no other), not compressed: the digest is over the bytes as they are.
fn is_plain_json(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?").trim().to_ascii_lowercase());
    let json = text(header::CONTENT_TYPE)
        .is_some_and(|media_type| media_type.split(';').next().map(str::trim) == Some("application/json"));
    json && text(header::CONTENT_ENCODING).is_none_or(|encoding| encoding == "identity")
}

/// The key as sent, bare or as a quoted string; `None` if it is no id at all and so cannot be the sheet's.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<Id>, Problem> {
    let value = headers.get(IDEMPOTENCY_KEY).ok_or(Problem::IdempotencyKeyMissing)?;
    Ok(value.to_str().ok().and_then(|text| Id::try_parse(text.trim().trim_matches('"')).ok()))
}

async fn require_attachments(desk: &Desk, checked: &CheckedSheet) -> Result<(), Problem> {
    let (mut missing, mut different) = (Vec::new(), Vec::new());
    for (n, (attachment, address)) in checked.attachments().enumerate() {
        match desk.attachments.length(address).await? {
            Some(length) if length == attachment.byte_length => {}
            Some(length) => different.push(Fault {
                path: format!("/attachments/{n}/byte_length"),
                code: "byte_length_mismatch",
                message: format!("the attachment with this sha256 has {length} bytes"),
            }),
            None => missing.push(Fault {
                path: format!("/attachments/{n}"),
                code: "attachment_missing",
                message: format!("no attachment {address} has arrived"),
            }),
        }
    }
    match (different.is_empty(), missing.is_empty()) {
        (false, _) => Err(Problem::SheetRefused(different)),
        (true, false) => Err(Problem::AttachmentsMissing(missing)),
        (true, true) => Ok(()),
    }
}
