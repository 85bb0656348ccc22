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

/// Puts back what a test replaced.
pub struct Undo(String);

impl Drop for Undo {
    fn drop(&mut self) {
        run(&self.0);
    }
}

/// Puts something else in the place of a member of the page until the guard is dropped. `descriptor` may use what is there as `plain`.
/// A test that fails can't put anything back: the next one that replaces the same member begins with the page's own again.
#[must_use]
pub fn replaced(object: &str, member: &str, descriptor: &str) -> Undo {
    run(&format!(
        "globalThis.plains ??= new Map();
         const name = `{object}.{member}`;
         if (!plains.has(name)) plains.set(name, Object.getOwnPropertyDescriptor({object}, '{member}'));
         const own = plains.get(name);
         const plain = own && (own.value ?? own.get);
         Object.defineProperty({object}, '{member}', {{ configurable: true, ...({descriptor}) }});"
    ));
    Undo(format!(
        "const own = plains.get(`{object}.{member}`);
         if (own) Object.defineProperty({object}, '{member}', own); else delete {object}.{member};"
    ))
}
