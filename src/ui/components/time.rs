//! Moments and durations as people read them, by the tablet's own Intl.

use walkaround_contract::Timestamp;
use wasm_bindgen::JsValue;

use crate::ui::i18n::Language;

/// `10:32` or `10:32:05`.
pub fn clock_time(at: Timestamp, seconds: bool) -> String {
    at.0.format(if seconds { "%H:%M:%S" } else { "%H:%M" }).to_string()
}

/// A day with its weekday: `11月21日 周六`, `Sat 21 Nov`.
pub fn day(at: Timestamp, language: Language) -> String {
    format_with(
        at,
        language,
        &[
            ("month", if language == Language::ZhCn { "long" } else { "short" }),
            ("day", "numeric"),
            ("weekday", "short"),
        ],
    )
}

/// A day with its year.
pub fn full_day(at: Timestamp, language: Language) -> String {
    format_with(at, language, &[("year", "numeric"), ("month", "long"), ("day", "numeric")])
}

/// The same moment on the clock of the shop that wrote `like`.
pub fn on_the_clock_of(at: Timestamp, like: Timestamp) -> Timestamp {
    Timestamp(at.0.with_timezone(like.0.offset()))
}

/// `4:12` from milliseconds.
pub fn minutes_seconds(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn format_with(at: Timestamp, language: Language, parts: &[(&str, &str)]) -> String {
    let options = js_sys::Object::new();
    for (name, value) in parts {
        // Setting a plain property of a fresh object can't fail.
        let _set = js_sys::Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    // British English orders day before month, as the wording of the app does.
    let tag = if language == Language::ZhCn { "zh-CN" } else { "en-GB" };
    let locales = js_sys::Array::of1(&JsValue::from_str(tag));
    let format = js_sys::Intl::DateTimeFormat::new(&locales, &options);
    let date = js_sys::Date::new(&JsValue::from_f64(at.unix_ms() as f64));
    format
        .format()
        .call1(&JsValue::UNDEFINED, &date)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| at.0.format("%Y-%m-%d").to_string())
}
