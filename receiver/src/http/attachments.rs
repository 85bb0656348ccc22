//! `HEAD`, `PUT` and `GET /attachments/{sha256}`: bytes under the address that they themselves give.
//!
//! Invariant: what lies at an address has that SHA-256. Bytes are hashed while they stream to a place of their own, and moved to their address when the
//! whole of them agrees.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

use super::{
    Desk, Device,
    ranges::{Asked, asked},
};
use crate::{body::IncomingBody, digest::Sha256Digest, problem::Problem};

pub(super) async fn head(
    State(desk): State<Arc<Desk>>,
    _: Device,
    Path(address): Path<String>,
) -> Result<Response, Problem> {
    let length = desk.attachments.length(parse(&address)?).await?.ok_or(Problem::NotFound("attachment"))?;
    Ok(([(header::CONTENT_LENGTH, length)], Body::empty()).into_response())
}

pub(super) async fn put(
    State(desk): State<Arc<Desk>>,
    Device(device): Device,
    Path(address): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Problem> {
    let address = parse(&address)?;
    let mut incoming = IncomingBody::open(&headers, body, desk.limits.attachment_bytes)?;
    let mut upload = desk.attachments.begin(address).await?;
    let mut length = 0;
    while let Some(chunk) = incoming.chunk().await? {
        length += chunk.len();
        upload.write(chunk).await?;
    }
    let digest = incoming.verified()?;
    if digest != address {
        return Err(Problem::AddressMismatch { actual: digest.to_string() });
    }
    let known = desk.attachments.length(address).await?.is_some();
    upload.keep().await?;
    tracing::info!(attachment = %address, device, length, new = !known, "attachment kept");
    Ok(if known { StatusCode::NO_CONTENT } else { StatusCode::CREATED })
}

pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    _: Device,
    Path(address): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    content(&desk, &address, &headers).await
}

/// The bytes of an attachment, or the part of them that was asked for: Safari plays no audio from a server that cannot send parts.
pub(crate) async fn content(desk: &Desk, address: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let address = parse(address)?;
    let length = desk.attachments.length(address).await?.ok_or(Problem::NotFound("attachment"))?;
    let (status, from, until) = match asked(headers, length) {
        Asked::All => (StatusCode::OK, 0, length),
        Asked::Part { from, until } => (StatusCode::PARTIAL_CONTENT, from, until),
        Asked::Impossible => {
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, format!("bytes */{length}"))])
                .into_response());
        }
    };
    let reader = desk.attachments.open(address, from).await?.ok_or(Problem::NotFound("attachment"))?;
    let named = desk.sheets.media_type(address).await?;
    let mut response = (
        status,
        [
            (header::CONTENT_LENGTH, HeaderValue::from(until - from)),
            (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
            (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable")),
            // Whatever the bytes are, opened on their own they can do nothing.
            (
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static(
                    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
                ),
            ),
            (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
            (header::CONTENT_TYPE, HeaderValue::from_static(media_type_to_serve(named.as_deref()))),
        ],
        Body::from_stream(ReaderStream::new(reader.take(until - from))),
    )
        .into_response();
    if status == StatusCode::PARTIAL_CONTENT {
        let range = HeaderValue::from_str(&format!("bytes {from}-{}/{length}", until - 1)).expect("numbers are ASCII");
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

/// The media type to serve bytes as. A sheet may call its attachments anything; only what a browser shows without running it is believed.
pub(crate) fn media_type_to_serve(named: Option<&str>) -> &'static str {
    const SHOWN: [&str; 13] = [
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/heic",
        "audio/webm",
        "audio/mp4",
        "audio/mpeg",
        "audio/ogg",
        "audio/wav",
        "audio/aac",
        "audio/flac",
        "video/mp4",
        "video/webm",
    ];
    // `audio/webm;codecs=opus` is `audio/webm`.
    let essence = named.and_then(|named| named.split(';').next()).map(str::trim);
    SHOWN
        .into_iter()
        .find(|shown| essence.is_some_and(|named| named.eq_ignore_ascii_case(shown)))
        .unwrap_or("application/octet-stream")
}

fn parse(address: &str) -> Result<Sha256Digest, Problem> {
    Sha256Digest::from_hex(address).ok_or(Problem::AddressMalformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_served_as_a_page() {
        assert_eq!(media_type_to_serve(Some("image/jpeg")), "image/jpeg");
        assert_eq!(media_type_to_serve(Some("Audio/WebM; codecs=opus")), "audio/webm");
        for other in [None, Some("text/html"), Some("image/svg+xml"), Some(""), Some("image/jpeg2; x")] {
            assert_eq!(media_type_to_serve(other), "application/octet-stream", "{other:?}");
        }
    }
}
