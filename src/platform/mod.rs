//! The browser behind the ports: database, worker, crypto, network, and the events of a page's life.
//!
//! Invariant: no JavaScript error leaves this module. What fails comes out as a port's typed error, or as [`JsError`] where no port
//! speaks for it.

pub mod audio;
pub mod bundle_lock;
pub mod camera;
pub mod clock;
pub mod crypto;
pub mod db;
pub mod device;
pub mod ids;
pub mod ink;
pub mod js_error;
pub mod locks;
pub mod net;
pub mod outside;
pub mod photo;
pub mod service_worker;
pub mod tabs;

mod files;
mod js_object;
mod look;
mod page_life;
mod storage;

use wasm_bindgen::JsCast;

pub use js_error::JsError;

/// The element of `index.html` that the app is mounted in.
pub fn app_element() -> web_sys::HtmlElement {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"))
        .and_then(|element| element.dyn_into().ok())
        .expect("index.html has an element `app`")
}
