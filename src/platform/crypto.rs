//! WebCrypto: the tablet's signing key, and digests off the main thread.
//!
//! Invariant: the private key is made here as non-extractable and never leaves the browser's keeping.

use std::rc::Rc;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::lock::Mutex;
use js_sys::{Array, Uint8Array};
use walkaround_contract::DeviceKey;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKeyPair, SubtleCrypto};

use super::JsError;
use super::db::{Database, KeyPair};
use super::js_object::{member, object, text};
use crate::ports::{Signer, SignerError};

/// Signs with the tablet's own key, which is made at the first signature and kept in the database.
pub struct DeviceSigner {
    database: Rc<Database>,
    /// Locked while the key is fetched or made, so that one page never makes two.
    keys: Mutex<Option<KeyPair>>,
}

impl DeviceSigner {
    pub fn new(database: Rc<Database>) -> Self {
        Self { database, keys: Mutex::new(None) }
    }

    async fn keys(&self) -> Result<KeyPair, SignerError> {
        let mut slot = self.keys.lock().await;
        if let Some(keys) = &*slot {
            return Ok(keys.clone());
        }
        let keys = match self.database.device_keys().await.map_err(failed)? {
            Some(kept) => kept,
            None => {
                let made = make_keys().await.map_err(failed)?;
                self.database.keep_device_keys(&made).await.map_err(failed)?
            }
        };
        Ok(slot.insert(keys).clone())
    }
}

#[async_trait(?Send)]
impl Signer for DeviceSigner {
    async fn public_key(&self) -> Result<DeviceKey, SignerError> {
        Ok(self.keys().await?.public)
    }

    async fn sign(&self, digest: &[u8; 32]) -> Result<String, SignerError> {
        let keys = self.keys().await?;
        let signature = async {
            let algorithm = object([("name", "ECDSA".into()), ("hash", "SHA-256".into())]);
            let signing = subtle()?.sign_with_object_and_js_u8_array(
                &algorithm,
                &keys.private,
                &Uint8Array::from(digest.as_slice()),
            )?;
            // WebCrypto's form of an ECDSA signature is r‖s already.
            Ok::<_, JsError>(Uint8Array::new(&JsFuture::from(signing).await?).to_vec())
        };
        Ok(URL_SAFE_NO_PAD.encode(signature.await.map_err(failed)?))
    }
}

/// SHA-256 of some bytes, computed by the browser outside this thread.
pub(super) async fn sha256(bytes: &[u8]) -> Result<Vec<u8>, JsError> {
    let digesting = subtle()?.digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(bytes))?;
    Ok(Uint8Array::new(&JsFuture::from(digesting).await?).to_vec())
}

async fn make_keys() -> Result<KeyPair, JsError> {
    let subtle = subtle()?;
    let algorithm = object([("name", "ECDSA".into()), ("namedCurve", "P-256".into())]);
    let making = subtle.generate_key_with_object(&algorithm, false, &Array::of1(&"sign".into()))?;
    let pair: CryptoKeyPair = JsFuture::from(making).await?.unchecked_into();
    // The public half of a pair can always be exported.
    let jwk = JsFuture::from(subtle.export_key("jwk", &pair.get_public_key())?).await?;
    let part =
        |name| text(&jwk, name).ok_or_else(|| JsError::new("DataError", format!("the public key has no `{name}`")));
    let public =
        DeviceKey { kty: part("kty")?, crv: part("crv")?, x: part("x")?, y: part("y")?, extra: Default::default() };
    Ok(KeyPair { private: pair.get_private_key(), public })
}

/// Missing on pages that did not come over HTTPS or from this machine itself.
pub(super) fn subtle() -> Result<SubtleCrypto, JsError> {
    let crypto = member(&js_sys::global(), "crypto");
    member(&crypto, "subtle").dyn_into().map_err(|_| JsError::missing("WebCrypto"))
}

fn failed(cause: impl std::fmt::Display) -> SignerError {
    SignerError { cause: cause.to_string() }
}
