//! The app's entry: everything is in the library, so that tests reach it.

#[cfg(target_arch = "wasm32")]
fn main() {
    walkaround::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Walkaround runs in a browser: `cargo xtask serve` builds and serves it.");
}
