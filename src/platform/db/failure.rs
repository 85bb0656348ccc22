//! What a failure of IndexedDB means.

use indexed_db_futures::error::{Error, OpenDbError};
use wasm_bindgen::JsValue;

use crate::platform::JsError;
use crate::ports::StorageError;

/// Why an operation failed, and whether a new connection could help.
#[derive(Debug)]
pub(super) enum Failure {
    /// The connection or its transaction died.
    Dead(JsError),
    /// It would fail again.
    Final(StorageError),
}

impl Failure {
    /// A record is not what it should be.
    pub(super) fn damaged(record: impl Into<String>, cause: impl std::fmt::Display) -> Self {
        Self::Final(StorageError::Damaged { record: record.into(), cause: cause.to_string() })
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Final(error)
    }
}

impl From<JsError> for Failure {
    fn from(error: JsError) -> Self {
        match error.name.as_str() {
            "QuotaExceededError" => Self::Final(StorageError::Full { cause: error.to_string() }),
            // Faults of this code, which no new connection mends.
            "DataError" | "DataCloneError" | "ReadOnlyError" | "ConstraintError" | "InvalidAccessError"
            | "NotFoundError" | "SyntaxError" | "TypeError" => {
                Self::Final(StorageError::Lost { cause: error.to_string() })
            }
            // `InvalidStateError` of a closed connection, `AbortError` and `TransactionInactiveError` of a transaction that went with it,
            // `UnknownError` of the disk, and whatever else an engine calls it.
            _ => Self::Dead(error),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        js_error(error).into()
    }
}

/// The error JavaScript threw, or in its clothes the library's own.
pub(super) fn js_error(error: Error) -> JsError {
    match error {
        Error::DomException(exception) => JsError::from(web_sys::DomException::from(exception)),
        Error::Unknown(thrown) => JsError::from(JsValue::from(thrown)),
        Error::Serialisation(cause) => JsError::new("DataError", cause.to_string()),
        Error::MissingData(cause) => JsError::new("AbortError", cause.to_string()),
    }
}

/// Why a database could not be opened.
pub(super) fn open_error(error: OpenDbError) -> JsError {
    match error {
        OpenDbError::Base(error) => js_error(error),
        none => JsError::new("NotSupportedError", none.to_string()),
    }
}
