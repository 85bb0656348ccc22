//! Clock, ids, and the tablet's signing key.

use async_trait::async_trait;
use walkaround_contract::{DeviceKey, Id, Timestamp};

/// The tablet's clock, with the offset of its time zone.
pub trait Clock {
    fn now(&self) -> Timestamp;
}

/// Makes UUIDs of version 7.
pub trait Ids {
    fn new_id(&self) -> Id;
}

/// Why a seal could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignerError {
    pub cause: String,
}

/// The tablet's own key (P-256), which never leaves it.
#[async_trait(?Send)]
pub trait Signer {
    async fn public_key(&self) -> Result<DeviceKey, SignerError>;
    /// ES256 over the digest's 32 bytes: raw r‖s in base64url without padding.
    async fn sign(&self, digest: &[u8; 32]) -> Result<String, SignerError>;
}
