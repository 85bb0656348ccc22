//! Tests in a real browser: what only a browser can show.
//!
//! `cargo test --target wasm32-unknown-unknown --test web`, with a WebDriver for it; `webdriver.json` says how the browser is started.
#![cfg(target_arch = "wasm32")]

mod audio;
mod bundle_lock;
mod closed_connections;
mod crypto;
mod database;
mod device;
mod ink;
mod locks;
mod migrations;
mod net;
mod outside;
mod photo;
#[path = "../ports_suite/mod.rs"]
mod ports_suite;
mod script;
mod tabs;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
