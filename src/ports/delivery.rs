//! The way to a backend: requests as data, answers as data. What an answer means is `domain::outbox`'s business.

use async_trait::async_trait;

pub use crate::domain::outbox::Answer;
use crate::domain::settings::Backend;

/// What is asked of a backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Head,
    Put,
    Post,
}

/// One request. The transport adds the configured authorisation and `Content-Digest`, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    /// Path under the backend's base, beginning with `/`.
    pub path: String,
    pub media_type: Option<String>,
    pub idempotency_key: Option<String>,
    pub body: Option<Vec<u8>>,
}

/// No answer: refused, cut, timed out, blocked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAnswer {
    pub cause: String,
}

/// Sends requests to a backend.
#[async_trait(?Send)]
pub trait Transport {
    async fn send(&self, backend: &Backend, request: Request) -> Result<Answer, NoAnswer>;
    /// The backend that serves the app, if one does: `{base, token}` of `/walkaround.json`.
    async fn own_receiver(&self) -> Result<Backend, NoAnswer>;
}
