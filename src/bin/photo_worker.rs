//! The photo worker's entry: everything is in the library, so that tests reach it.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    walkaround::platform::photo::inside::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The photo worker runs in a browser; the build of the app makes it.");
}
