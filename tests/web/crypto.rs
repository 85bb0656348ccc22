//! The tablet's key.

use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use walkaround::platform::crypto::DeviceSigner;
use walkaround::platform::db::Database;
use walkaround::platform::ids::UuidV7;
use walkaround::ports::{Ids, RawExport, Signer};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::script::{replaced, run_async};

async fn fresh(name: &str) -> Rc<Database> {
    run_async(&format!("await new Promise(done => {{ indexedDB.deleteDatabase('{name}').onsuccess = done; }})")).await;
    Rc::new(Database::named(name))
}

#[wasm_bindgen_test]
async fn a_signature_can_be_checked_with_the_public_key() {
    let signer = DeviceSigner::new(fresh("test-signer").await);
    let digest: [u8; 32] = std::array::from_fn(|place| place as u8);
    let key = signer.public_key().await.expect("a key can be made");
    assert_eq!((key.kty.as_str(), key.crv.as_str()), ("EC", "P-256"));
    let signature = signer.sign(&digest).await.expect("a digest can be signed");
    assert_eq!(URL_SAFE_NO_PAD.decode(&signature).expect("it is base64url").len(), 64);
    let verdict = run_async(&format!(
        "const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
         const key = await crypto.subtle.importKey('jwk', {{ kty: 'EC', crv: 'P-256', x: '{}', y: '{}' }}, {{ name: 'ECDSA', namedCurve: 'P-256' }}, true, ['verify']);
         const digest = Uint8Array.from({{ length: 32 }}, (_, place) => place);
         const good = await crypto.subtle.verify({{ name: 'ECDSA', hash: 'SHA-256' }}, key, bytes('{signature}'), digest);
         digest[0] ^= 1;
         const bad = await crypto.subtle.verify({{ name: 'ECDSA', hash: 'SHA-256' }}, key, bytes('{signature}'), digest);
         return `${{good}} ${{bad}}`",
        key.x, key.y
    ))
    .await;
    assert_eq!(verdict.as_string().as_deref(), Some("true false"));
}

#[wasm_bindgen_test]
async fn the_key_stays_over_starts_and_tabs() {
    let database = fresh("test-key").await;
    let (one, two) = (DeviceSigner::new(database.clone()), DeviceSigner::new(Rc::new(Database::named("test-key"))));
    // Both at once, as two tabs on a first start.
    let (one, two) = futures::join!(one.public_key(), two.public_key());
    let one = one.expect("a key can be made");
    assert_eq!(Ok(&one), two.as_ref());
    let later = DeviceSigner::new(Rc::new(Database::named("test-key"))).public_key().await;
    assert_eq!(later, Ok(one));
}

#[wasm_bindgen_test]
async fn the_private_key_cannot_be_taken_out() {
    let database = fresh("test-private").await;
    DeviceSigner::new(database.clone()).public_key().await.expect("a key can be made");
    let tried = run_async(
        "const db = await new Promise(done => { const request = indexedDB.open('test-private'); request.onsuccess = () => done(request.result); });
         const { private: key } = await new Promise(done => { const request = db.transaction('keys').objectStore('keys').get('device'); request.onsuccess = () => done(request.result); });
         db.close();
         const taken = await crypto.subtle.exportKey('jwk', key).then(() => 'taken', error => error.name);
         return `${key.extractable} ${taken} ${key.usages}`",
    )
    .await;
    assert_eq!(tried.as_string().as_deref(), Some("false InvalidAccessError sign"));
    let export = database.export_raw().await.expect("it can be exported");
    assert!(!export.contains("\"d\""), "{export}");
}

#[wasm_bindgen_test]
async fn no_key_without_webcrypto() {
    let _undo = replaced("Crypto.prototype", "subtle", "{ get: () => undefined }");
    let refused =
        DeviceSigner::new(fresh("test-insecure").await).public_key().await.expect_err("there is no WebCrypto");
    assert!(refused.cause.contains("WebCrypto"), "{refused:?}");
}

#[wasm_bindgen_test]
fn ids_are_version_7_and_in_order() {
    let ids: Vec<_> = (0..1000).map(|_| UuidV7.new_id()).collect();
    assert!(ids.iter().all(|id| id.get_version_num() == 7));
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
}
