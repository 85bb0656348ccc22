//! What is said when a checklist was opened, wherever it came from. What was edited before and not applied can be had back.

use crate::state::{OpenedFile, TemplateBench, Toasts};
use crate::ui::i18n::I18n;

/// Says that it is open, under its name.
pub fn tell_opened(i18n: I18n, toasts: Toasts, bench: TemplateBench, name: &str, opened: OpenedFile) {
    let OpenedFile { unknown, in_use, put_away } = opened;
    let name = ("name", name.to_owned());
    let text = match unknown {
        _ if in_use => i18n.fill("templates.imported_same", &[name]),
        0 => i18n.fill("templates.imported", &[name]),
        _ => i18n.fill("templates.imported_unknown", &[name, ("count", unknown.to_string())]),
    };
    match put_away {
        None => toasts.done(text),
        Some(before) => {
            let text = i18n.fill("templates.opened_instead", &[("said", text)]);
            toasts.undoable(text, i18n.text("toast.undo"), move || {
                bench.edit(|template| *template = before.clone());
            });
        }
    }
}
