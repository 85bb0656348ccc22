//! Money as people read it, by the tablet's own Intl. Amounts stay integers in minor units until they are words.

use wasm_bindgen::JsValue;

use crate::ui::i18n::Language;

/// Digits after the point of a currency (ISO 4217).
pub fn minor_digits(currency: &str) -> u32 {
    match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        "KWD" | "BHD" | "OMR" | "JOD" | "TND" => 3,
        _ => 2,
    }
}

/// `¥848.00` from 84800.
pub fn money(minor: i64, currency: &str, language: Language) -> String {
    let digits = minor_digits(currency);
    let plain = decimal(minor, digits);
    let options = js_sys::Object::new();
    for (name, value) in [("style", "currency"), ("currency", currency), ("currencyDisplay", "narrowSymbol")] {
        // Setting a plain property of a fresh object can't fail.
        let _set = js_sys::Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    let locales = js_sys::Array::of1(&JsValue::from_str(language.tag()));
    let format = js_sys::Intl::NumberFormat::new(&locales, &options);
    // The decimal string is formatted as it is: it never becomes a binary fraction.
    let text = format.format().call1(&JsValue::UNDEFINED, &JsValue::from_str(&plain));
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| format!("{currency} {plain}"))
}

/// `848.00` from 84800 and 2.
pub fn decimal(minor: i64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    let sign = if minor < 0 { "-" } else { "" };
    let amount = minor.unsigned_abs();
    if digits == 0 {
        format!("{sign}{amount}")
    } else {
        format!("{sign}{}.{:0width$}", amount / unit, amount % unit, width = digits as usize)
    }
}

/// 84800 from `848`, `848.0` or `848.00`; `None` for what is no amount of money of this currency.
pub fn parse_minor(text: &str, digits: u32) -> Option<i64> {
    let text: String =
        text.chars().filter(|c| !matches!(c, ' ' | ',' | '，' | '\u{a0}' | '¥' | '€' | '£' | '$')).collect();
    let (whole, fraction) = text.split_once(['.', '。']).unwrap_or((&text, ""));
    if whole.is_empty()
        || fraction.len() > digits as usize
        || !whole.chars().chain(fraction.chars()).all(|c| c.is_ascii_digit())
    {
        return None;
    }
    let padded = format!("{fraction:0<width$}", width = digits as usize);
    let minor: i64 = format!("{whole}{padded}").parse().ok()?;
    // A billion in major units is more than any car costs, and far below 2^53.
    (minor < 100_000_000_000).then_some(minor)
}
