//! What marks are called on screen and read out.

use walkaround_contract::{Mark, SizeClass};

use crate::domain::walkaround::mark_label;
use crate::ui::i18n::{I18n, Language};

/// How large: the class with its unit, or what was measured.
pub fn size_text(i18n: I18n, mark: &Mark) -> Option<String> {
    if let Some(mm) = mark.measured_mm {
        return Some(i18n.fill("walkaround.millimetres", &[("mm", mm.to_string())]));
    }
    let size = mark.size.as_ref()?;
    let word = i18n.label("size_class", size.as_str());
    Some(match size {
        SizeClass::Point | SizeClass::Unlisted(_) => word,
        _ => i18n.fill("walkaround.centimetres", &[("cm", word)]),
    })
}

/// Kind and size: `Scratch · 5–15 cm`.
pub fn mark_line(i18n: I18n, mark: &Mark) -> String {
    let kind = i18n.label("damage_kind", mark.kind.as_str());
    match size_text(i18n, mark) {
        Some(size) => format!("{kind} · {size}"),
        None => kind,
    }
}

/// Everything a pin says, for who does not see it.
pub fn spoken_mark(i18n: I18n, mark: &Mark) -> String {
    let place = match &mark.panel {
        Some(panel) => i18n.label("panel", panel),
        None => i18n.label("station", mark.station.as_str()),
    };
    let severity = i18n.label("severity", &mark.severity.to_string());
    format!("{}: {place}, {}, {severity}", mark_label(mark), mark_line(i18n, mark))
}

/// A word within a sentence: English starts it small.
pub fn within_sentence(i18n: I18n, word: &str) -> String {
    if i18n.language() == Language::En { word.to_lowercase() } else { word.to_owned() }
}

/// A severity of 2 or 3 has to be seen in a photo.
pub fn needs_photo(mark: &Mark) -> bool {
    mark.severity >= 2 && mark.photos.is_empty()
}
