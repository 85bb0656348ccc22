//! Rescue bundles under a passphrase, by WebCrypto: hashing, deriving and encrypting all run outside this thread.

use async_trait::async_trait;
use js_sys::{Array, JsString, Object, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use super::JsError;
use super::crypto::{sha256, subtle};
use super::js_object::{call, member, object};
use crate::domain::rescue::envelope::{HEADER, Header, ITERATIONS, key_check};
use crate::ports::{BundleLock, LockError, UnlockError};

/// Bits of the key.
const KEY_BITS: u32 = 256;

/// The browser's crypto.
#[derive(Clone, Copy, Debug, Default)]
pub struct WebCryptoLock;

#[async_trait(?Send)]
impl BundleLock for WebCryptoLock {
    async fn sha256(&self, bytes: &[u8]) -> Result<String, LockError> {
        let digest = sha256(bytes).await?;
        Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    async fn lock(&self, passphrase: &str, bundle: &[u8]) -> Result<Vec<u8>, LockError> {
        let (salt, nonce) = (random()?, random()?);
        let key = derive(passphrase, &salt, ITERATIONS).await?;
        let header = Header { iterations: ITERATIONS, salt, nonce, key_check: key_check(&key) }.to_bytes();
        let encrypting = subtle()?
            .encrypt_with_object_and_js_u8_array(
                &gcm(&nonce, &header),
                &aes_key(&key, "encrypt").await?,
                &Uint8Array::from(bundle),
            )
            .map_err(JsError::from)?;
        let locked = Uint8Array::new(&JsFuture::from(encrypting).await.map_err(JsError::from)?);
        let mut file = vec![0; HEADER + locked.length() as usize];
        file[..HEADER].copy_from_slice(&header);
        locked.copy_to(&mut file[HEADER..]);
        Ok(file)
    }

    async fn unlock(&self, passphrase: &str, file: &[u8]) -> Result<Vec<u8>, UnlockError> {
        let (header, body) = Header::read(file)?;
        let key = derive(passphrase, &header.salt, header.iterations).await.map_err(LockError::from)?;
        if key_check(&key) != header.key_check {
            return Err(UnlockError::WrongPassphrase);
        }
        let opened = async {
            let decrypting = subtle()?.decrypt_with_object_and_js_u8_array(
                &gcm(&header.nonce, &file[..HEADER]),
                &aes_key(&key, "decrypt").await?,
                &Uint8Array::from(body),
            )?;
            Ok::<_, JsError>(Uint8Array::new(&JsFuture::from(decrypting).await?).to_vec())
        };
        opened.await.map_err(|error| match error.name.as_str() {
            // What WebCrypto says of a tag that does not fit.
            "OperationError" => UnlockError::Damaged,
            _ => UnlockError::Failed { cause: error.to_string() },
        })
    }
}

impl From<JsError> for LockError {
    fn from(error: JsError) -> Self {
        Self { cause: error.to_string() }
    }
}

/// The key of a passphrase. Keyboards write the same letter in different ways, so it is brought into one (NFC).
async fn derive(passphrase: &str, salt: &[u8; 16], iterations: u32) -> Result<Vec<u8>, JsError> {
    let passphrase = String::from(JsString::from(passphrase).normalize("NFC"));
    let subtle = subtle()?;
    let importing = subtle.import_key_with_str(
        "raw",
        &Uint8Array::from(passphrase.as_bytes()),
        "PBKDF2",
        false,
        &Array::of1(&"deriveBits".into()),
    )?;
    let material: CryptoKey = JsFuture::from(importing).await?.unchecked_into();
    let algorithm = object([
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt.as_slice()).into()),
        ("iterations", iterations.into()),
    ]);
    let deriving = subtle.derive_bits_with_object(&algorithm, &material, KEY_BITS)?;
    Ok(Uint8Array::new(&JsFuture::from(deriving).await?).to_vec())
}

async fn aes_key(key: &[u8], usage: &str) -> Result<CryptoKey, JsError> {
    let importing =
        subtle()?.import_key_with_str("raw", &Uint8Array::from(key), "AES-GCM", false, &Array::of1(&usage.into()))?;
    Ok(JsFuture::from(importing).await?.unchecked_into())
}

/// AES-GCM with this nonce, the header being authenticated with what is encrypted.
fn gcm(nonce: &[u8; 12], header: &[u8]) -> Object {
    object([
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce.as_slice()).into()),
        ("additionalData", Uint8Array::from(header).into()),
    ])
}

/// Bytes from the browser's random source.
fn random<const N: usize>() -> Result<[u8; N], JsError> {
    let bytes = Uint8Array::new_with_length(N as u32);
    call(&member(&js_sys::global(), "crypto"), "getRandomValues", &[bytes.clone().into()])?;
    let mut random = [0; N];
    bytes.copy_to(&mut random);
    Ok(random)
}
