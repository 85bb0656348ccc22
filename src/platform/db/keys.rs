//! The tablet's signing key. The private half is a `CryptoKey` that can't be exported: the database keeps a handle to it, never its bits.

use indexed_db_futures::prelude::*;
use walkaround_contract::DeviceKey;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

use super::Database;
use super::failure::Failure;
use super::schema::KEYS;
use crate::platform::js_object::{member, object, text};
use crate::ports::StorageError;

const KEY: &str = "device";

/// A pair of keys.
#[derive(Clone)]
pub(in crate::platform) struct KeyPair {
    pub(in crate::platform) private: CryptoKey,
    pub(in crate::platform) public: DeviceKey,
}

impl Database {
    /// The tablet's keys, if it has any.
    pub(in crate::platform) async fn device_keys(&self) -> Result<Option<KeyPair>, StorageError> {
        self.run(async |connection| {
            let kept = connection
                .read(&[KEYS], async |transaction| {
                    Ok(transaction.object_store(KEYS)?.get::<JsValue, _, _>(KEY).primitive()?.await?)
                })
                .await?;
            kept.map(|kept| decode(&kept)).transpose()
        })
        .await
    }

    /// Keeps these keys, unless the tablet has some already: then those count, and are returned. Two tabs may have made keys at once.
    pub(in crate::platform) async fn keep_device_keys(&self, made: &KeyPair) -> Result<KeyPair, StorageError> {
        self.run(async |connection| {
            connection
                .write(&[KEYS], async |transaction| {
                    let store = transaction.object_store(KEYS)?;
                    if let Some(kept) = store.get::<JsValue, _, _>(KEY).primitive()?.await? {
                        return decode(&kept);
                    }
                    let public = serde_json::to_string(&made.public).map_err(|cause| Failure::damaged(KEY, cause))?;
                    let record: JsValue =
                        object([("private", made.private.clone().into()), ("public", public.into())]).into();
                    store.add(record).with_key(KEY).without_key_type().primitive()?.await?;
                    Ok(made.clone())
                })
                .await
        })
        .await
    }
}

fn decode(record: &JsValue) -> Result<KeyPair, Failure> {
    let private = member(record, "private").dyn_into().map_err(|_| Failure::damaged(KEY, "its private key is none"))?;
    let public = text(record, "public").ok_or_else(|| Failure::damaged(KEY, "it has no public key"))?;
    let public = serde_json::from_str(&public).map_err(|cause| Failure::damaged(KEY, cause))?;
    Ok(KeyPair { private, public })
}
