//! Bodies on their way in: bounded, timed, hashed while they stream.
//!
//! Invariants: not one byte over the limit is handled, a body counts only when all of it arrived and its `Content-Digest` agrees, and a client that is
//! refused half-way can still read why.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use sha2::{Digest as _, Sha256};
use tokio::time::timeout;

use crate::{
    digest::{ContentDigestError, Sha256Digest, announced_digest},
    problem::Problem,
};

/// How long a body may stand still. A tablet at the edge of the signal stalls for seconds; half a minute of silence is a dead connection.
const STALL: Duration = Duration::from_secs(30);

/// A body that is being received.
pub struct IncomingBody {
    body: Body,
    left: u64,
    limit: u64,
    hasher: Sha256,
    announced: Sha256Digest,
}

impl IncomingBody {
    /// Looks at the headers, and refuses without reading anything what they show to be too large or without a digest.
    pub fn open(headers: &HeaderMap, body: Body, limit: u64) -> Result<Self, Problem> {
        let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > limit) {
            return Err(Problem::TooLarge { limit });
        }
        let announced = announced_digest(headers).map_err(|error| match error {
            ContentDigestError::Missing => Problem::ContentDigestMissing,
            ContentDigestError::Malformed => Problem::ContentDigestMalformed,
        })?;
        Ok(Self { body, left: limit, limit, hasher: Sha256::new(), announced })
    }

    /// The next piece; `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Problem> {
        loop {
            let frame = match timeout(STALL, self.body.frame()).await {
                Err(_) => return Err(Problem::BodyTimeout),
                Ok(None) => return Ok(None),
                Ok(Some(Err(_))) => return Err(Problem::BodyIncomplete),
                Ok(Some(Ok(frame))) => frame,
            };
            // Trailers are not part of the body.
            let Ok(bytes) = frame.into_data() else { continue };
            self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Problem::TooLarge { limit: self.limit })?;
            self.hasher.update(&bytes);
            return Ok(Some(bytes));
        }
    }

    /// The digest of the whole body, which is the one that was announced. To be called after the last piece.
    pub fn verified(self) -> Result<Sha256Digest, Problem> {
        let digest = Sha256Digest::finished(self.hasher);
        if digest == self.announced { Ok(digest) } else { Err(Problem::ContentDigestMismatch) }
    }

    /// The whole body in memory, verified.
    pub async fn collect(mut self) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        self.verified()?;
        Ok(bytes)
    }
}

/// Lets what is left of a refused body run out, up to a bound.
///
/// A server that answers 401 or 413 and closes while the client is still sending makes the client's system drop the answer with the connection (RFC 9112,
/// §9.6): the tablet would see a dead line instead of the reason, and try the same again for ever.
pub async fn linger(request: Request, next: Next) -> Response {
    next.run(request.map(|body| Body::new(LingeringBody(Some(body))))).await
}

/// The rest of two attachments of the usual size, and as long as a slow line needs for them.
const LINGER_BYTES: u64 = 64 << 20;
const LINGER_TIME: Duration = Duration::from_secs(10);

struct LingeringBody(Option<Body>);

impl http_body::Body for LingeringBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Some(body) = &mut self.0 else { return Poll::Ready(None) };
        let polled = Pin::new(body).poll_frame(cx);
        // At the end, or after a failure, nothing is left to run out.
        if let Poll::Ready(None | Some(Err(_))) = polled {
            self.0 = None;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(http_body::Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map_or_else(|| SizeHint::with_exact(0), http_body::Body::size_hint)
    }
}

impl Drop for LingeringBody {
    fn drop(&mut self) {
        let Some(mut body) = self.0.take().filter(|body| !http_body::Body::is_end_stream(body)) else { return };
        // Without a runtime the server is going down, and the connection with it.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(timeout(LINGER_TIME, async move {
            let mut seen = 0;
            while let Some(Ok(frame)) = body.frame().await {
                seen += frame.data_ref().map_or(0, |bytes| bytes.len() as u64);
                if seen > LINGER_BYTES {
                    break;
                }
            }
        }));
    }
}
