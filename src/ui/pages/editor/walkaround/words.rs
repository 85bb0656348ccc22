//! What marks are called on screen and read out.

use walkaround_contract::{Mark, SizeClass};

use crate::domain::walkaround::{MarkDeed, ShotDeed, What, mark_label};
use crate::ui::components::origin_words;
use crate::ui::i18n::{I18n, Language};

/// How large: the class with its unit, or what was measured.
fn size_text(i18n: I18n, mark: &Mark) -> Option<String> {
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
    let spoken = format!("{}: {place}, {}, {severity}", mark_label(mark), mark_line(i18n, mark));
    match origin_words(i18n, mark, false) {
        Some(known) => format!("{spoken}, {known}"),
        None => spoken,
    }
}

/// A word within a sentence: English starts it small.
pub fn within_sentence(i18n: I18n, word: &str) -> String {
    if i18n.language() == Language::En { word.to_lowercase() } else { word.to_owned() }
}

/// A severity of 2 or 3 has to be seen in a photo.
pub fn needs_photo(mark: &Mark) -> bool {
    mark.is_damage() && mark.severity >= 2 && mark.photos.is_empty()
}

/// A step of the history by its name: `mark S1, front door`.
pub fn step_name(i18n: I18n, what: &What) -> String {
    match what {
        What::Mark { deed, label, station, panel } => {
            let place = match panel {
                Some(panel) => i18n.label("panel", panel),
                None => i18n.label("station", station.as_str()),
            };
            let key = match deed {
                MarkDeed::Placed => "history.mark_placed",
                MarkDeed::Removed => "history.mark_removed",
                MarkDeed::Moved => "history.mark_moved",
                MarkDeed::Described => "history.mark_described",
                MarkDeed::Noted => "history.mark_noted",
                MarkDeed::PhotoAdded => "history.photo_added",
                MarkDeed::PhotoRemoved => "history.photo_removed",
                MarkDeed::PhotoChanged => "history.photo_changed",
            };
            i18n.fill(key, &[("mark", label.clone()), ("place", place)])
        }
        What::Marks(count) => i18n.count("history.marks", *count),
        What::Panel(panel) => i18n.fill("history.answer", &[("place", i18n.label("panel", panel))]),
        What::Panels(count) => i18n.count("history.panels", *count),
        What::Station(station) => i18n.fill("history.answer", &[("place", i18n.label("station", station.as_str()))]),
        What::Stations(count) => i18n.count("history.stations", *count),
        What::Wheel(wheel) => i18n.fill("history.wheel", &[("wheel", i18n.label("wheel_position", wheel.as_str()))]),
        What::Wheels(count) => i18n.count("history.wheels", *count),
        What::Shot { shot, deed } => {
            let key = match deed {
                ShotDeed::Taken => "history.shot_taken",
                ShotDeed::Removed => "history.shot_removed",
                ShotDeed::Skipped => "history.shot_skipped",
            };
            i18n.fill(key, &[("shot", i18n.label("guided_shot", shot.as_str()))])
        }
        What::Photo => i18n.text("history.photo"),
        What::Body => i18n.text("history.body"),
        What::DriverSide => i18n.text("history.driver_side"),
    }
}
