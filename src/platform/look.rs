//! Language and theme of the document, and their mirror in `localStorage` from which `first.js` paints the first frame of the next start.
//!
//! The settings in the database are the truth; a mirror that can't be written only costs a flash of the wrong colours.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::domain::settings::Theme;

const LANGUAGE: &str = "walkaround.language";
const THEME: &str = "walkaround.theme";

/// The colours of `--surface` in tokens.css: the system's bar continues the app's own.
const SURFACE_LIGHT: &str = "#ffffff";
const SURFACE_DARK: &str = "#181b1e";

/// Applies both to the document and remembers them for the next start.
pub(super) fn apply(language: &str, theme: Theme) {
    let Some(window) = web_sys::window() else { return };
    let name = match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    if let Ok(Some(storage)) = window.local_storage() {
        // Refused in some private windows; the module's own words say what that costs.
        let _ = storage.set_item(LANGUAGE, language);
        let _ = storage.set_item(THEME, name);
    }
    let Some(root) = window
        .document()
        .and_then(|document| document.document_element())
        .and_then(|root| root.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    root.set_lang(language);
    // Neither call fails: the name of the attribute is a valid one.
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light | Theme::Dark => root.set_attribute("data-theme", name),
    };
    paint_system_bar(&root, theme);
}

/// Each of the page's two `theme-color` tags is for one theme of the system; a theme of the app's own goes into both.
fn paint_system_bar(root: &HtmlElement, theme: Theme) {
    let Ok(tags) = root.query_selector_all("meta[name=\"theme-color\"]") else { return };
    for index in 0..tags.length() {
        let Some(tag) = tags.get(index).and_then(|tag| tag.dyn_into::<web_sys::Element>().ok()) else { continue };
        let dark = match theme {
            Theme::Dark => true,
            Theme::Light => false,
            Theme::System => tag.get_attribute("media").is_some_and(|media| media.contains("dark")),
        };
        let _ = tag.set_attribute("content", if dark { SURFACE_DARK } else { SURFACE_LIGHT });
    }
}

/// The first of the browser's languages that the app speaks: `zh-CN` or `en`.
pub(super) fn preferred_language() -> &'static str {
    let wished = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    wished
        .iter()
        .filter_map(|language| language.as_string())
        .find_map(|language| match language.get(..2)?.to_ascii_lowercase().as_str() {
            "zh" => Some("zh-CN"),
            "en" => Some("en"),
            _ => None,
        })
        .unwrap_or("en")
}
