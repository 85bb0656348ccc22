//! Walkaround: vehicle reception and walk-around inspection on a tablet, with no network.
//!
//! `domain`, `ports` and `photo` build everywhere and are tested natively; the rest needs a browser.

pub mod domain;
pub mod photo;
pub mod ports;
pub mod state;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
pub mod routes;
#[cfg(target_arch = "wasm32")]
pub mod ui;
