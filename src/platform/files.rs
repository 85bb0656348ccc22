//! Bytes that leave the app's memory: as a download, or under an address that the page can show.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::JsError;

/// How long a download may take to begin before its bytes are let go.
const KEPT_FOR_DOWNLOAD_MS: u32 = 60_000;

/// Offers bytes to the user as a file of this name.
pub(super) fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsError> {
    let document =
        web_sys::window().and_then(|window| window.document()).ok_or_else(|| JsError::missing("document"))?;
    let address = object_url(media_type, bytes)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download reads the address after this function has returned.
    Timeout::new(KEPT_FOR_DOWNLOAD_MS, move || revoke_url(&address)).forget();
    Ok(())
}

/// An address under which the page can show these bytes, until it is revoked.
pub(super) fn object_url(media_type: &str, bytes: &[u8]) -> Result<String, JsError> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    Ok(Url::create_object_url_with_blob(&blob)?)
}

/// Lets go of the bytes behind an address; one that is not known is ignored.
pub(super) fn revoke_url(address: &str) {
    let _ = Url::revoke_object_url(address);
}
