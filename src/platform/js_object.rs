//! Plain JavaScript objects, member by member.

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::JsError;

/// An object with these members.
pub(super) fn object<const N: usize>(members: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a plain object can't fail, and answers `true`.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}

/// A member, `undefined` where there is none.
pub(super) fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a method that not every browser has.
pub(super) fn call(of: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsError> {
    let function: Function = member(of, method).dyn_into().map_err(|_| JsError::missing(method))?;
    Ok(function.apply(of, &arguments.iter().collect::<Array>())?)
}

/// A member that is text.
pub(super) fn text(of: &JsValue, name: &str) -> Option<String> {
    member(of, name).as_string()
}

/// A member that is a whole number from 0 to 2³² − 1.
pub(super) fn number(of: &JsValue, name: &str) -> Option<u32> {
    let number = member(of, name).as_f64()?;
    (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(number as u32)
}

/// A member that is bytes.
pub(super) fn bytes(of: &JsValue, name: &str) -> Option<Vec<u8>> {
    as_bytes(&member(of, name))
}

/// A value that is bytes, as an array or as the buffer of one.
pub(super) fn as_bytes(value: &JsValue) -> Option<Vec<u8>> {
    if let Some(array) = value.dyn_ref::<Uint8Array>() {
        return Some(array.to_vec());
    }
    value.is_instance_of::<js_sys::ArrayBuffer>().then(|| Uint8Array::new(value).to_vec())
}
