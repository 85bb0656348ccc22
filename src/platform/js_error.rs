//! The border to JavaScript: whatever was thrown there, as a name and a message.

use wasm_bindgen::{JsCast, JsValue};

/// Something JavaScript threw or rejected with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsError {
    /// The error's name, as `QuotaExceededError`; `Error` where it has none.
    pub name: String,
    pub message: String,
}

impl JsError {
    /// An error of our own making, for what a browser leaves out.
    pub fn new(name: &str, message: impl Into<String>) -> Self {
        Self { name: name.into(), message: message.into() }
    }

    /// The browser has no such thing, or not here.
    pub fn missing(what: &str) -> Self {
        Self::new("NotSupportedError", format!("this browser has no {what} on this page"))
    }
}

impl From<JsValue> for JsError {
    fn from(thrown: JsValue) -> Self {
        // A DOMException is an Error in every way but `instanceof` in some engines, so it is asked for first.
        if let Some(exception) = thrown.dyn_ref::<web_sys::DomException>() {
            return Self { name: exception.name(), message: exception.message() };
        }
        if let Some(error) = thrown.dyn_ref::<js_sys::Error>() {
            return Self { name: error.name().into(), message: error.message().into() };
        }
        Self::new("Error", thrown.as_string().unwrap_or_else(|| format!("{thrown:?}")))
    }
}

impl From<web_sys::DomException> for JsError {
    fn from(exception: web_sys::DomException) -> Self {
        Self { name: exception.name(), message: exception.message() }
    }
}

impl std::fmt::Display for JsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.message)
    }
}

impl std::error::Error for JsError {}
