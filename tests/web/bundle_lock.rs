//! Rescue bundles under a passphrase: the suite over WebCrypto, and that the documented header is all a stock tool needs.

use walkaround::platform::bundle_lock::WebCryptoLock;
use walkaround::ports::{BundleLock, UnlockError};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::ports_suite::bundle_lock;
use crate::script::{replaced, run_async};

macro_rules! over_webcrypto {
    ($($name:ident)*) => {
        $(#[wasm_bindgen_test]
        async fn $name() {
            bundle_lock::$name(&WebCryptoLock).await;
        })*
    };
}
bundle_lock::lock_suite!(over_webcrypto);

#[wasm_bindgen_test]
async fn whoever_knows_the_header_opens_it_without_the_app() {
    let file = WebCryptoLock.lock("four rusty gearboxes", "PK 沪A12345".as_bytes()).await.expect("it can be locked");
    let bytes: Vec<String> = file.iter().map(u8::to_string).collect();
    let opened = run_async(&format!(
        "const file = Uint8Array.from([{}]), view = new DataView(file.buffer);
         const material = await crypto.subtle.importKey('raw', new TextEncoder().encode('four rusty gearboxes'), 'PBKDF2', false, ['deriveKey']);
         const pbkdf2 = {{ name: 'PBKDF2', hash: 'SHA-256', salt: file.slice(16, 32), iterations: view.getUint32(12) }};
         const key = await crypto.subtle.deriveKey(pbkdf2, material, {{ name: 'AES-GCM', length: 256 }}, false, ['decrypt']);
         const gcm = {{ name: 'AES-GCM', iv: file.slice(32, 44), additionalData: file.slice(0, 64) }};
         const plain = await crypto.subtle.decrypt(gcm, key, file.slice(64));
         return new TextDecoder().decode(file.slice(0, 8)) + view.getUint32(8) + ' ' + view.getUint32(12) + ' ' + new TextDecoder().decode(plain)",
        bytes.join(",")
    ))
    .await;
    assert_eq!(opened.as_string().as_deref(), Some("WKRESCUE1 600000 PK 沪A12345"));
}

#[wasm_bindgen_test]
async fn keyboards_that_write_a_letter_differently_open_it() {
    let file = WebCryptoLock.lock("Caf\u{e9}", b"PK").await.expect("it can be locked");
    assert_eq!(WebCryptoLock.unlock("Cafe\u{301}", &file).await, Ok(b"PK".to_vec()));
}

#[wasm_bindgen_test]
async fn without_webcrypto_it_is_said() {
    let file = WebCryptoLock.lock("right", b"PK").await.expect("it can be locked");
    let _undo = replaced("Crypto.prototype", "subtle", "{ get: () => undefined }");
    let refused = WebCryptoLock.lock("right", b"PK").await.expect_err("there is no WebCrypto");
    assert!(refused.cause.contains("WebCrypto"), "{refused:?}");
    assert!(matches!(WebCryptoLock.unlock("right", &file).await, Err(UnlockError::Failed { .. })));
}
