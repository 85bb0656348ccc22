//! The browser's promise to keep what is stored, and how much room there is.
//!
//! `navigator.storage` is missing in some browsers and on insecure pages; then nothing is known, and the app says so.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::JsError;
use super::js_object::member;

/// What the browser answers when asked to keep this site's storage for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Persistence {
    /// It stays until the user removes it.
    Granted,
    /// It may go when the tablet runs out of room.
    Refused,
    /// The browser can't be asked.
    Unknown,
}

/// Room on this tablet, in bytes, as the browser estimates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) used: u64,
    pub(super) quota: u64,
}

/// What the browser promised so far, without asking it for more.
pub(super) async fn persisted() -> Persistence {
    let Some(manager) = manager() else { return Persistence::Unknown };
    let told = async { Ok::<_, JsValue>(JsFuture::from(manager.persisted()?).await?.is_truthy()) };
    match told.await {
        Ok(true) => Persistence::Granted,
        Ok(false) => Persistence::Refused,
        Err(_) => Persistence::Unknown,
    }
}

/// Asks the browser to keep what is stored. Some browsers ask the person.
pub(super) async fn persist() -> Persistence {
    let Some(manager) = manager() else { return Persistence::Unknown };
    let asked = async {
        // Asking again where it is granted already would show Firefox's question once more.
        if JsFuture::from(manager.persisted()?).await?.is_truthy() {
            return Ok::<_, JsValue>(true);
        }
        Ok(JsFuture::from(manager.persist()?).await?.is_truthy())
    };
    match asked.await {
        Ok(true) => Persistence::Granted,
        Ok(false) => Persistence::Refused,
        Err(_) => Persistence::Unknown,
    }
}

/// Estimates the room; `None` where the browser doesn't say.
pub(super) async fn room() -> Result<Option<Room>, JsError> {
    let Some(manager) = manager() else { return Ok(None) };
    let estimate = JsFuture::from(manager.estimate()?).await?;
    let bytes = |name| member(&estimate, name).as_f64().map(|bytes| bytes as u64);
    Ok(bytes("usage").zip(bytes("quota")).map(|(used, quota)| Room { used, quota }))
}

fn manager() -> Option<web_sys::StorageManager> {
    member(&web_sys::window()?.navigator(), "storage").dyn_into().ok()
}
