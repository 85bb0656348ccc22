//! The pages of a tablet that is in use, and how each is brought to what is pictured.

use super::tablet::Tablet;

/// What is done before a page is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Nothing,
    /// The first panel that nobody looked at is tapped.
    OpenPalette,
    /// The first mark is tapped.
    OpenMark,
    /// The walk-around without its drawing.
    AsList,
    /// A section of the settings, by the key of its name.
    Section(&'static str),
    /// A rescue file is about to be made: a passphrase is asked for.
    RescueExport,
    /// What is in the tablet's rescue file, before any of it is stored.
    RescueImport,
    /// The guided photos, on the camera.
    Camera,
    /// The photo of the first mark, to be drawn over.
    Annotate,
}

pub struct Scene {
    /// Its place among the pages.
    pub place: usize,
    pub name: String,
    pub path: String,
    /// Key of words that stand there once it has come.
    pub shows: &'static str,
    pub then: Then,
}

/// In the order they are gone through.
pub fn scenes(tablet: &Tablet) -> Vec<Scene> {
    let Tablet { draft, full, delivered, refused, .. } = tablet;
    let scene = |name: &str, path: String, shows, then| Scene { place: 0, name: name.to_owned(), path, shows, then };
    let mut scenes = vec![
        scene("board", "/".to_owned(), "board.refused", Then::Nothing),
        scene("outbox", "/outbox".to_owned(), "outbox.title", Then::Nothing),
        scene("end-of-shift", "/end-of-shift".to_owned(), "shift.still_here", Then::Nothing),
        scene("sheet-delivered", format!("/sheet/{delivered}"), "sheet.delivered", Then::Nothing),
        scene("sheet-refused", format!("/sheet/{refused}"), "sheet.refused", Then::Nothing),
        scene("no-such-intake", format!("/intake/{delivered}/welcome"), "editor.no_such_draft", Then::Nothing),
    ];
    for step in ["welcome", "customer_and_vehicle", "concerns", "walkaround", "cabin", "work", "review"] {
        let shows = match step {
            "walkaround" => "walkaround.tap_a_panel",
            "review" => "review.title",
            "concerns" => "concern.words",
            "cabin" => "cabin.lamps",
            "work" => "work.lines",
            "welcome" => "welcome.covers",
            _ => "customer.owner",
        };
        scenes.push(scene(&format!("step-{step}"), format!("/intake/{draft}/{step}"), shows, Then::Nothing));
    }
    let walk = || format!("/intake/{draft}/walkaround");
    scenes.push(scene("palette", walk(), "walkaround.not_yet", Then::OpenPalette));
    scenes.push(scene("walkaround-list", walk(), "walkaround.drawing", Then::AsList));
    scenes.push(scene("camera", walk(), "walkaround.photos", Then::Camera));
    scenes.push(scene("annotate", walk(), "annotate.undo", Then::Annotate));
    for (part, shows) in [
        ("marks", "customer_page.marks_title"),
        ("price", "customer_page.choices_title"),
        ("sign", "customer_page.sign_here"),
    ] {
        scenes.push(scene(
            &format!("customer-{part}"),
            format!("/intake/{draft}/customer/{part}"),
            shows,
            Then::Nothing,
        ));
    }
    for (name, section, shows) in [
        ("backend", "settings.backend", "settings.backend_title"),
        ("shop", "settings.shop", "settings.defaults"),
        ("look", "settings.look", "settings.theme"),
        ("storage", "settings.storage", "rescue.text"),
        ("about", "settings.about", "settings.update_text"),
    ] {
        let name = format!("settings-{name}");
        scenes.push(scene(&name, "/settings".to_owned(), shows, Then::Section(section)));
    }
    scenes.push(scene("rescue-export", "/settings".to_owned(), "rescue.open_to_all", Then::RescueExport));
    scenes.push(scene("rescue-import", "/settings".to_owned(), "rescue.preview", Then::RescueImport));
    for (name, section, shows) in [
        ("steps", "templates.steps", "templates.steps_title"),
        ("stations", "templates.stations", "templates.stations_title"),
        ("shots", "templates.shots", "templates.shots_title"),
        ("panels", "templates.panels", "templates.panels_title"),
        ("words", "templates.words", "templates.words_title"),
        ("required", "templates.required", "templates.required_title"),
        ("preview", "templates.preview", "templates.preview_title"),
        ("file", "templates.file", "templates.export_text"),
    ] {
        let name = format!("template-{name}");
        scenes.push(scene(&name, "/settings/templates".to_owned(), shows, Then::Section(section)));
    }
    let full = || format!("/intake/{full}/walkaround");
    scenes.push(scene("walkaround-full", full(), "walkaround.tap_a_panel", Then::Nothing));
    scenes.push(scene("mark-full", full(), "walkaround.severity", Then::OpenMark));
    for (place, scene) in scenes.iter_mut().enumerate() {
        scene.place = place;
    }
    scenes
}
