//! Trying a backend: what answers at its address, and whether it knows this tablet. Nothing is left behind there.

use walkaround_contract::{Health, VERSION};

use crate::domain::backend::{Backend, Profile};
use crate::ports::{Answer, Method, NoAnswer, Obstacle, Request};

use super::{Ports, resolve};

/// What answers at the address of a backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackendFound {
    /// It takes sheets. What it says of itself, where it does.
    Good {
        software: Option<String>,
    },
    /// It says that it reads an older form of the sheet.
    OlderContract {
        version: String,
    },
    Credentials,
    WrongAddress {
        status: u16,
    },
    NotABackend,
    Trouble {
        status: u16,
    },
    /// The app is not served by a receiver, and no other address is entered.
    NoOwnReceiver {
        cause: String,
    },
    /// No answer, and what stands in the way as far as a browser lets a page know.
    NoAnswer {
        cause: String,
        obstacle: Obstacle,
    },
}

/// Asks the backend and says what was found.
pub async fn find_backend(ports: &Ports, configured: Backend) -> BackendFound {
    let backend = match resolve(ports, configured).await {
        Ok(backend) => backend,
        Err(NoAnswer { cause }) => return BackendFound::NoOwnReceiver { cause },
    };
    match ports.transport.send(&backend, probe(&backend)).await {
        Err(NoAnswer { cause }) => BackendFound::NoAnswer { cause, obstacle: ports.transport.obstacle(&backend).await },
        Ok(answer) => match judge(&answer, backend.profile) {
            Some(found) => found,
            None => what_it_says(ports.transport.send(&backend, get("/health".into())).await.ok()),
        },
    }
}

/// SHA-256 of nothing: an attachment that nobody has.
const NOBODY_HAS: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Asks for an attachment that is not there: 404 is the right answer of a backend that knows the address and the token. Where attachments
/// travel with the sheet, only the sheet's own address can be asked.
fn probe(backend: &Backend) -> Request {
    let path = match backend.profile {
        Profile::Separate => backend.attachment_path(NOBODY_HAS),
        Profile::Inline | Profile::Multipart => backend.sheets_path(),
    };
    Request { method: Method::Head, ..get(path) }
}

fn get(path: String) -> Request {
    Request { method: Method::Get, path, media_type: None, idempotency_key: None, body: None }
}

/// `None` where the answer is the right one.
fn judge(answer: &Answer, profile: Profile) -> Option<BackendFound> {
    let is_page = answer.content_type.as_deref().is_some_and(|kind| kind.starts_with("text/html"));
    Some(match answer.status {
        _ if answer.redirected => BackendFound::NotABackend,
        401 | 403 => BackendFound::Credentials,
        // A 404 for HEAD may well be a page, and so may the answer to a request that a web hook was never meant for.
        200..=299 if is_page => BackendFound::NotABackend,
        404 if is_page && profile == Profile::Separate => BackendFound::NotABackend,
        200..=299 => return None,
        404 if profile == Profile::Separate => return None,
        405 | 400 | 422 if profile != Profile::Separate => return None,
        404 | 405 | 300..=399 => BackendFound::WrongAddress { status: answer.status },
        status => BackendFound::Trouble { status },
    })
}

/// What the backend says of itself; many say nothing, and are none the worse for it.
fn what_it_says(health: Option<Answer>) -> BackendFound {
    let health: Option<Health> = health
        .filter(|answer| answer.status == 200 && !answer.redirected)
        .and_then(|answer| serde_json::from_str(&answer.body).ok());
    let Some(health) = health else { return BackendFound::Good { software: None } };
    match health.contract_version {
        Some(version) if version_of(&version) < version_of(VERSION) => BackendFound::OlderContract { version },
        _ => BackendFound::Good { software: health.software },
    }
}

/// Major and minor number, for comparing.
fn version_of(text: &str) -> (u32, u32) {
    let mut numbers = text.split('.').map(|number| number.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}
