//! What is done to marks and answers: one call each, one step of the history each.
//!
//! Invariant: whatever takes something away says so in a message that offers it back, as long as it is the last thing that was done.

use walkaround_contract::{DamageKind, Id, InaccessibleReason, Inspection, Mark, SizeClass, Station};

use leptos::prelude::*;

use crate::domain::walkaround::{MarkPlace, Survey, mark_label, usual_severity, usual_size};
use crate::ui::components::focus_field;

use super::coverage::STATION_NAME;
use super::walk::{Editing, ShownPhoto, Walk};

impl Walk {
    /// What is wrong there. The mark exists from here on, as bad and as large as its kind usually is.
    pub fn set_kind(&self, kind: DamageKind) {
        match self.editing.get_untracked() {
            Some(Editing::Place(place)) => {
                let offered = self.draft.template().peek().words::<SizeClass>("size_class");
                let size = usual_size(&kind).filter(|size| offered.contains(size));
                let severity = usual_severity(&kind);
                self.place(place, kind, severity, size);
            }
            Some(Editing::Mark(id)) => {
                self.draft.edit(|draft| draft.rename_mark(id, kind));
                self.draft.save_now();
            }
            None => {}
        }
    }

    /// The same as another mark: kind, severity and size. Nothing else is to be said, so the palette closes.
    pub fn same_as(&self, other: &Mark) {
        match self.editing.get_untracked() {
            Some(Editing::Place(place)) => self.place(place, other.kind.clone(), other.severity, other.size.clone()),
            Some(Editing::Mark(id)) => {
                let (kind, severity, size) = (other.kind.clone(), other.severity, other.size.clone());
                self.draft.edit(|draft| {
                    draft.edit_mark(id, |mark| {
                        mark.kind = kind;
                        mark.severity = severity;
                        mark.size = size;
                    });
                });
            }
            None => {}
        }
        self.close();
        self.draft.save_now();
    }

    fn place(&self, place: MarkPlace, kind: DamageKind, severity: u8, size: Option<SizeClass>) {
        let id = self.ports.with_value(|ports| ports.ids.new_id());
        self.draft.edit(|draft| {
            draft.place_mark(id, place, kind, severity, size);
        });
        self.editing.set(Some(Editing::Mark(id)));
        self.draft.save_now();
        if let Some(mark) = self.draft.peek(|draft| draft.mark(id).map(mark_label)) {
            self.said.set(self.i18n.fill("walkaround.placed", &[("mark", mark)]));
        }
    }

    /// Moves a mark to where it was dragged or pushed.
    pub fn move_mark(&self, id: Id, place: MarkPlace) {
        let moved_on = place.panel.clone();
        let before = self.draft.peek(|draft| draft.mark(id).and_then(|mark| mark.panel.clone()));
        self.draft.edit(|draft| draft.move_mark(id, place));
        if let Some(panel) = moved_on.filter(|panel| before.as_ref() != Some(panel)) {
            self.said.set(self.i18n.label("panel", &panel));
        }
    }

    /// Takes a mark away, with its photos.
    pub fn remove_mark(&self, id: Id) {
        self.close();
        let mut removed = None;
        self.draft.edit(|draft| removed = draft.remove_mark(id));
        self.draft.save_now();
        let Some(removed) = removed else { return };
        let mark = mark_label(&removed);
        let place = self.place_name(&removed.station, removed.panel.as_deref());
        self.focus_place(removed.panel.as_deref());
        self.offer_undo(match removed.photos.len() {
            0 => self.i18n.fill("walkaround.mark_removed", &[("mark", mark), ("place", place)]),
            count => {
                let photos = self.i18n.count("walkaround.photos_count", count);
                self.i18n.fill(
                    "walkaround.mark_removed_with_photos",
                    &[("mark", mark), ("place", place), ("photos", photos)],
                )
            }
        });
    }

    /// Answers a panel, and closes its palette.
    pub fn answer_panel(&self, panel: &str, answer: Inspection, reason: Option<InaccessibleReason>) {
        let in_palette = self.editing.with_untracked(Option::is_some);
        self.draft.edit(|draft| draft.answer_panel(panel, answer, reason));
        self.close();
        self.draft.save_now();
        if in_palette {
            self.focus_place(Some(panel));
        }
    }

    /// Answers a station, and what is left open in it.
    pub fn answer_station(&self, station: &Station, answer: Inspection, reason: Option<InaccessibleReason>) {
        self.close();
        let taken_back = answer == Inspection::NotInspected;
        self.draft.edit_by(|draft, template| draft.answer_station(station, answer, reason, template));
        self.draft.save_now();
        if taken_back {
            let station = self.i18n.label("station", station.as_str());
            self.offer_undo(self.i18n.fill("walkaround.answers_taken_back", &[("station", station)]));
        }
    }

    /// All that is left has no damage. The advisor was asked.
    pub fn rest_of_car_no_damage(&self) {
        self.close();
        let answered = self.survey.with_untracked(Survey::remaining).stations.len();
        self.draft.edit_by(|draft, template| draft.rest_of_car_no_damage(template));
        self.draft.save_now();
        // The button that asked is gone with what it asked about.
        focus_field(STATION_NAME);
        self.offer_undo(self.i18n.count("walkaround.rest_answered", answered));
    }

    /// Takes a photo away.
    pub fn remove_photo(&self, photo: &ShownPhoto) {
        if self.draft.peek(|draft| draft.attachment(photo.id).is_none()) {
            return;
        }
        self.draft.edit(|draft| draft.remove_attachment(photo.id));
        self.draft.save_now();
        self.offer_undo(self.i18n.fill("walkaround.photo_removed", &[("of", photo.title.clone())]));
    }

    /// Says what was done, and offers to take it back as long as nothing else is done.
    fn offer_undo(&self, text: String) {
        let (draft, step) = (self.draft, self.draft.newest_step());
        let toast = self.toasts.undoable(text, self.i18n.text("toast.undo"), move || {
            if draft.newest_step() == step {
                draft.undo();
            }
        });
        self.offered.set_value(toast.zip(step));
    }
}
