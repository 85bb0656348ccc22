//! Trying a backend: what answers at its address, and whether it knows this tablet. Nothing is left behind there.

use crate::domain::settings::Backend;
use crate::ports::{Answer, Method, NoAnswer, Request};

use super::{Ports, resolve};

/// What answers at the address of a backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackendFound {
    Good,
    Credentials,
    WrongAddress { status: u16 },
    NotABackend,
    Trouble { status: u16 },
    NoAnswer { cause: String },
}

/// Asks the backend and says what was found.
pub async fn find_backend(ports: &Ports, configured: Backend) -> BackendFound {
    match resolve(ports, configured).await {
        Ok(backend) => {
            let request = Request {
                method: Method::Head,
                path: PROBE.into(),
                media_type: None,
                idempotency_key: None,
                body: None,
            };
            judge(ports.transport.send(&backend, request).await)
        }
        Err(NoAnswer { cause }) => BackendFound::NoAnswer { cause },
    }
}

/// Asks for an attachment that nobody has: SHA-256 of nothing. 404 is the right answer of a backend that knows the address and the token.
const PROBE: &str = "/attachments/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn judge(answer: Result<Answer, NoAnswer>) -> BackendFound {
    match answer {
        Err(NoAnswer { cause }) => BackendFound::NoAnswer { cause },
        Ok(answer) if answer.redirected => BackendFound::NotABackend,
        Ok(answer) => match answer.status {
            401 | 403 => BackendFound::Credentials,
            200 | 404 if answer.content_type.as_deref().is_some_and(|kind| kind.starts_with("text/html")) => {
                BackendFound::NotABackend
            }
            200..=299 | 404 => BackendFound::Good,
            405 | 300..=399 => BackendFound::WrongAddress { status: answer.status },
            status => BackendFound::Trouble { status },
        },
    }
}
