//! Hashing what is in a rescue bundle, and locking the whole of it with a passphrase. Neither on the main thread.

use async_trait::async_trait;

pub use crate::domain::rescue::envelope::HeaderError;

/// Why a bundle could not be hashed or locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockError {
    pub cause: String,
}

impl std::fmt::Display for LockError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.cause)
    }
}

impl std::error::Error for LockError {}

/// Why a locked bundle was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnlockError {
    /// The file is whole as far as can be told, and this is not its passphrase.
    WrongPassphrase,
    /// The passphrase is right, or can't be tried, because bytes of the file were changed or are missing.
    Damaged,
    /// Of a newer app.
    Newer { found: u32, known: u32 },
    /// The browser can't do it.
    Failed { cause: String },
}

impl std::fmt::Display for UnlockError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::WrongPassphrase => f.write_str("the passphrase is another"),
            Self::Damaged => f.write_str("the locked bundle is damaged"),
            Self::Newer { found, known } => write!(f, "header version {found} is newer than {known}"),
            Self::Failed { cause } => f.write_str(cause),
        }
    }
}

impl std::error::Error for UnlockError {}

impl From<HeaderError> for UnlockError {
    fn from(error: HeaderError) -> Self {
        match error {
            HeaderError::NotLocked | HeaderError::Damaged => Self::Damaged,
            HeaderError::Newer { found, known } => Self::Newer { found, known },
        }
    }
}

impl From<LockError> for UnlockError {
    fn from(error: LockError) -> Self {
        Self::Failed { cause: error.cause }
    }
}

/// Hashes, locks and unlocks, in the form of [`crate::domain::rescue::envelope`].
#[async_trait(?Send)]
pub trait BundleLock {
    /// SHA-256 in lower-case hex.
    async fn sha256(&self, bytes: &[u8]) -> Result<String, LockError>;
    /// A bundle under a passphrase, with a salt and a nonce that were never used before.
    async fn lock(&self, passphrase: &str, bundle: &[u8]) -> Result<Vec<u8>, LockError>;
    /// The bundle out of a locked file.
    async fn unlock(&self, passphrase: &str, file: &[u8]) -> Result<Vec<u8>, UnlockError>;
}
