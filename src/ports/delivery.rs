//! The way to a backend: requests as data, answers as data. What an answer means is `domain::outbox`'s business.

use async_trait::async_trait;

use crate::domain::backend::Backend;
pub use crate::domain::backend::Download;
pub use crate::domain::outbox::Answer;

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

/// Why no answer came, as far as a browser lets a page know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A page served over HTTPS may not ask an address over HTTP.
    MixedContent,
    /// Something answers there, and does not allow pages of this origin to read it (CORS).
    OtherOrigin,
    /// Nothing answers: the name, the network, the certificate or the machine.
    Unreachable,
}

/// Sends requests to a backend.
#[async_trait(?Send)]
pub trait Transport {
    async fn send(&self, backend: &Backend, request: Request) -> Result<Answer, NoAnswer>;
    /// Asks for a document or the bytes of a photo.
    async fn download(&self, backend: &Backend, path: &str) -> Result<Download, NoAnswer>;
    /// Looks for the reason after `send` got no answer.
    async fn obstacle(&self, backend: &Backend) -> Obstacle;
    /// The backend that serves the app, if one does: `{base, token}` of `/walkaround.json`.
    async fn own_receiver(&self) -> Result<Backend, NoAnswer>;
}
