//! Lines of JavaScript, for what a test must do behind the app's back.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Runs the body of a function.
pub fn run(body: &str) -> JsValue {
    js_sys::Function::new_no_args(body).call0(&JsValue::UNDEFINED).unwrap_or_else(|error| panic!("{body}: {error:?}"))
}

/// Runs the body of an async function to its end.
pub async fn run_async(body: &str) -> JsValue {
    let promise: Promise = run(&format!("return (async () => {{ {body} }})()")).unchecked_into();
    JsFuture::from(promise).await.unwrap_or_else(|error| panic!("{body}: {error:?}"))
}

/// Undoes what a test did to the page, also when it fails.
pub struct Undo(&'static str);

impl Drop for Undo {
    fn drop(&mut self) {
        run(self.0);
    }
}

/// Runs `doing` now and `undoing` when the test ends.
#[must_use]
pub fn until_dropped(doing: &str, undoing: &'static str) -> Undo {
    run(doing);
    Undo(undoing)
}
