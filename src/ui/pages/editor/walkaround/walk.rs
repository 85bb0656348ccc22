//! Where the advisor is within the walk-around: which picture is on the stage, and which mark or panel is being described.
//!
//! Invariant: a mark is in the draft from the moment its kind is chosen and not before; so closing the palette leaves no empty mark behind.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{BodyType, DamageKind, Id, InaccessibleReason, Inspection, Mark, SizeClass, Station, View};

use crate::domain::draft::Draft;
use crate::domain::drawing::BodyDrawing;
use crate::domain::walkaround::{MarkPlace, PhotoTarget, mark_label};
use crate::state::{OpenDraft, Toasts, use_draft, use_ports, use_toasts};
use crate::ui::drawings::Tap;
use crate::ui::i18n::{I18n, standard_template, use_i18n};

/// What stands on the stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Showing {
    View(View),
    /// Tread, pressure and age of the tyres.
    Tyres,
    /// A station that has no drawing.
    Undrawn,
}

/// What the palette describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editing {
    /// A place about which nothing is said yet.
    Place(MarkPlace),
    /// A mark that is in the draft.
    Mark(Id),
}

/// What "can't see it" is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutOfSight {
    Station(Station),
    Panel(String),
}

/// A photo shown large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPhoto {
    pub id: Id,
    pub title: String,
    /// Where it belongs, and so where an undo puts it back.
    pub target: PhotoTarget,
}

/// The walk-around in the editor. A handle that can be copied into closures.
#[derive(Clone, Copy)]
pub struct Walk {
    pub draft: OpenDraft,
    pub i18n: I18n,
    toasts: Toasts,
    ports: crate::state::PortsHandle,
    pub station: Memo<Station>,
    pub showing: RwSignal<Showing>,
    pub editing: RwSignal<Option<Editing>>,
    /// Panels that the last tap may have meant as well.
    pub nearby: RwSignal<Vec<String>>,
    /// The same work without the drawing.
    pub as_list: RwSignal<bool>,
    pub out_of_sight: RwSignal<Option<OutOfSight>>,
    pub photo: RwSignal<Option<ShownPhoto>>,
    pub drawing: Memo<Option<Arc<BodyDrawing>>>,
}

impl Walk {
    pub fn provide(drawing: Memo<Option<Arc<BodyDrawing>>>) -> Self {
        let draft = use_draft();
        let station = draft.read(current_station);
        let walk = Self {
            draft,
            i18n: use_i18n(),
            toasts: use_toasts(),
            ports: StoredValue::new_local(use_ports()),
            station,
            showing: RwSignal::new(draft.peek(|draft| first_showing(draft, &current_station(draft)))),
            editing: RwSignal::new(None),
            nearby: RwSignal::new(Vec::new()),
            as_list: RwSignal::new(false),
            out_of_sight: RwSignal::new(None),
            photo: RwSignal::new(None),
            drawing,
        };
        provide_context(walk);
        // The bottom bar and "what is missing" change the station, too; the stage follows.
        Effect::new(move |earlier: Option<Station>| {
            let station = walk.station.get();
            if earlier.is_some_and(|earlier| earlier != station) {
                walk.close();
                walk.show_station(&station);
            }
            station
        });
        walk
    }

    /// Goes to a station.
    pub fn go_to(&self, station: &Station) {
        go_to_station(self.draft, station);
        self.show_station(station);
    }

    fn show_station(&self, station: &Station) {
        let fits = self.draft.peek(|draft| self.showing.with_untracked(|showing| fits(draft, showing, station)));
        if !fits {
            self.showing.set(self.draft.peek(|draft| first_showing(draft, station)));
        }
    }

    /// Shows a view. The station goes along where it is not seen from there: to the first one of that view with something left to do.
    pub fn show_view(&self, view: View) {
        self.close();
        let showing = Showing::View(view);
        let station = self.draft.peek(|draft| {
            let here = current_station(draft);
            if fits(draft, &showing, &here) {
                return None;
            }
            let mut seen =
                draft.stations().into_iter().filter(|station| first_showing(draft, station) == showing).peekable();
            let first = seen.peek().cloned();
            seen.find(|station| !draft.station_progress(station, standard_template()).is_complete()).or(first)
        });
        self.showing.set(showing);
        if let Some(station) = station {
            go_to_station(self.draft, &station);
        }
    }

    /// Shows the tyres, which belong to the station of the wheels.
    pub fn show_tyres(&self) {
        self.close();
        self.showing.set(Showing::Tyres);
        go_to_station(self.draft, &Station::Wheels);
    }

    /// A panel was tapped: its palette opens, and nothing is written yet.
    pub fn tap(&self, tap: Tap) {
        let Showing::View(view) = self.showing.get_untracked() else { return };
        let station = self.draft.peek(|draft| station_of_panel(draft, &tap.panel));
        self.nearby.set(tap.nearby);
        self.editing.set(Some(Editing::Place(MarkPlace::on_drawing(station, &tap.panel, view, tap.x, tap.y))));
    }

    /// The tap meant another panel: the place stays where it is, under another name.
    pub fn take_nearby(&self, panel: String) {
        let instead = self.editing.with_untracked(|editing| match editing {
            Some(Editing::Place(place)) => place.panel.clone(),
            _ => None,
        });
        self.nearby.update(|nearby| {
            nearby.retain(|other| *other != panel);
            nearby.extend(instead);
        });
        let station = self.draft.peek(|draft| station_of_panel(draft, &panel));
        self.editing.update(|editing| {
            if let Some(Editing::Place(place)) = editing {
                place.station = station;
                place.panel = Some(panel);
            }
        });
    }

    /// Describes a place chosen in a list.
    pub fn open_place(&self, place: MarkPlace) {
        self.nearby.set(Vec::new());
        self.editing.set(Some(Editing::Place(place)));
    }

    /// Opens a mark, on the drawing where it has a place there.
    pub fn open_mark(&self, id: Id) {
        let view =
            self.draft.peek(|draft| draft.mark(id).and_then(|mark| mark.view.clone().filter(|_| mark.x.is_some())));
        if let Some(view) = view.filter(|_| !self.as_list.get_untracked()) {
            self.showing.set(Showing::View(view));
        }
        self.nearby.set(Vec::new());
        self.editing.set(Some(Editing::Mark(id)));
    }

    /// Closes the palette. What was chosen stays; a place about which nothing was said is forgotten.
    pub fn close(&self) {
        if self.editing.with_untracked(Option::is_some) {
            // A note that is being typed is kept: leaving its field writes it.
            blur();
            self.editing.set(None);
            self.draft.save_now();
        }
    }

    /// Whether the palette stands on the drawing; else it is a dialog.
    pub fn on_drawing(&self) -> bool {
        let Showing::View(view) = self.showing.get() else { return false };
        if self.as_list.get() {
            return false;
        }
        match self.editing.get() {
            Some(Editing::Place(place)) => place.position.is_some_and(|position| position.view == view),
            Some(Editing::Mark(id)) => self
                .draft
                .with(|draft| draft.mark(id).is_some_and(|mark| mark.view.as_ref() == Some(&view) && mark.x.is_some())),
            None => false,
        }
    }

    /// What is wrong there. The mark exists from here on.
    pub fn set_kind(&self, kind: DamageKind) {
        match self.editing.get_untracked() {
            Some(Editing::Place(place)) => self.place(place, kind, 1, None),
            Some(Editing::Mark(id)) => {
                self.draft.edit(|draft| draft.edit_mark(id, |mark| mark.kind = kind));
                self.draft.save_now();
            }
            None => {}
        }
    }

    /// The same as another mark: kind, severity and size.
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
                self.draft.save_now();
            }
            None => {}
        }
    }

    fn place(&self, place: MarkPlace, kind: DamageKind, severity: u8, size: Option<SizeClass>) {
        let id = self.ports.with_value(|ports| ports.ids.new_id());
        self.draft.edit(|draft| {
            draft.place_mark(id, place, kind, severity, size);
        });
        self.editing.set(Some(Editing::Mark(id)));
        self.draft.save_now();
    }

    /// Takes a mark away; for ten seconds it can be put back.
    pub fn remove_mark(&self, id: Id) {
        self.close();
        let mut removed = None;
        self.draft.edit(|draft| removed = draft.remove_mark(id));
        self.draft.save_now();
        let Some(removed) = removed else { return };
        let mark = mark_label(&removed.mark);
        let place = self.place_name(&removed.mark.station, removed.mark.panel.as_deref());
        let text = match removed.attachments.len() {
            0 => self.i18n.fill("walkaround.mark_removed", &[("mark", mark), ("place", place)]),
            count => {
                let photos = self.i18n.count("walkaround.photos_count", count);
                self.i18n.fill(
                    "walkaround.mark_removed_with_photos",
                    &[("mark", mark), ("place", place), ("photos", photos)],
                )
            }
        };
        let draft = self.draft;
        self.toasts.undoable(text, self.i18n.text("toast.undo"), move || {
            let removed = removed.clone();
            draft.edit(|draft| draft.put_back_mark(removed));
            draft.save_now();
        });
    }

    /// Answers a panel, and closes its palette.
    pub fn answer_panel(&self, panel: &str, answer: Inspection, reason: Option<InaccessibleReason>) {
        self.draft.edit(|draft| draft.answer_panel(panel, answer, reason));
        self.close();
        self.draft.save_now();
    }

    /// Answers a station, and what is left open in it. Taking answers back can be undone; giving them is undone by taking them back.
    pub fn answer_station(&self, station: &Station, answer: Inspection, reason: Option<InaccessibleReason>) {
        self.close();
        let before = self.draft.peek(|draft| (draft.walkaround.stations.clone(), draft.walkaround.panels.clone()));
        let taken_back = answer == Inspection::NotInspected;
        self.draft.edit(|draft| draft.answer_station(station, answer, reason, standard_template()));
        self.draft.save_now();
        if !taken_back {
            return;
        }
        let text = self
            .i18n
            .fill("walkaround.answers_taken_back", &[("station", self.i18n.label("station", station.as_str()))]);
        let draft = self.draft;
        self.toasts.undoable(text, self.i18n.text("toast.undo"), move || {
            let (stations, panels) = before.clone();
            draft.edit(|draft| {
                draft.walkaround.stations = stations;
                draft.walkaround.panels = panels;
            });
            draft.save_now();
        });
    }

    /// Takes a photo away; for ten seconds it can be put back.
    pub fn remove_photo(&self, photo: &ShownPhoto) {
        let Some(attachment) = self.draft.peek(|draft| draft.attachment(photo.id).cloned()) else { return };
        self.draft.edit(|draft| draft.remove_attachment(photo.id));
        self.draft.save_now();
        let (draft, target) = (self.draft, photo.target.clone());
        let text = self.i18n.fill("walkaround.photo_removed", &[("of", photo.title.clone())]);
        self.toasts.undoable(text, self.i18n.text("toast.undo"), move || {
            let (attachment, target) = (attachment.clone(), target.clone());
            draft.edit(|draft| {
                if draft.attachment(attachment.id).is_none() {
                    draft.attach_photo(attachment, target);
                }
            });
            draft.save_now();
        });
    }

    /// Chooses another body; the drawing follows, and marks lose their place on the old one.
    pub fn choose_body(&self, body: BodyType) {
        self.close();
        self.draft.edit(|draft| draft.vehicle.body_type = Some(body));
        self.draft.save_now();
    }

    /// The drawing is there: positions are read on it from now on.
    pub fn take_drawing(&self, drawing: &BodyDrawing) {
        let known = self.draft.peek(|draft| {
            draft.drawing().is_some_and(|known| {
                let placed = draft.walkaround.marks.iter().any(|mark| mark.view.is_some());
                known.body == drawing.body && (known.revision == drawing.revision || placed)
            })
        });
        if known {
            return;
        }
        let mut lost = 0;
        self.draft.edit(|draft| lost = draft.choose_body(drawing.body.clone(), &drawing.revision, standard_template()));
        self.draft.save_now();
        let station = self.draft.peek(current_station);
        self.show_station(&station);
        if lost > 0 {
            self.toasts.done(self.i18n.count("walkaround.places_lost", lost));
        }
    }

    /// How a place is called: its panel, or its station.
    pub fn place_name(&self, station: &Station, panel: Option<&str>) -> String {
        match panel {
            Some(panel) => self.i18n.label("panel", panel),
            None => self.i18n.label("station", station.as_str()),
        }
    }
}

/// The walk-around this is part of.
pub fn use_walk() -> Walk {
    expect_context()
}

/// The station the advisor is at; the first one before any was chosen.
pub fn current_station(draft: &Draft) -> Station {
    draft.place.station.clone().unwrap_or_else(|| draft.stations()[0].clone())
}

/// Goes to a station; whatever shows it follows the draft.
pub fn go_to_station(draft: OpenDraft, station: &Station) {
    if draft.peek(|draft| draft.place.station.as_ref() != Some(station)) {
        let station = station.clone();
        draft.edit(|draft| draft.place.station = Some(station));
        draft.save_now();
    }
}

/// The station a panel belongs to; the current one for a panel that belongs to none.
fn station_of_panel(draft: &Draft, panel: &str) -> Station {
    draft
        .drawing()
        .and_then(|drawing| standard_template().station_of(panel, &drawing.body, &draft.driver_side()))
        .cloned()
        .unwrap_or_else(|| current_station(draft))
}

/// What a station shows first.
fn first_showing(draft: &Draft, station: &Station) -> Showing {
    match standard_template().view_of_station(station, &draft.driver_side()) {
        Some(view) => Showing::View(view.clone()),
        None => Showing::Undrawn,
    }
}

/// Whether what is shown belongs to a station: one of its panels is answered there.
fn fits(draft: &Draft, showing: &Showing, station: &Station) -> bool {
    match showing {
        Showing::Tyres => *station == Station::Wheels,
        Showing::Undrawn => first_showing(draft, station) == Showing::Undrawn,
        Showing::View(view) => {
            let owned = draft.drawing().is_some_and(|drawing| {
                draft
                    .panels_of(station, standard_template())
                    .iter()
                    .any(|panel| standard_template().owner_view(panel, &drawing.body) == Some(view))
            });
            owned || first_showing(draft, station) == *showing
        }
    }
}

/// Takes the focus from whatever has it, so that a field being typed in says that it was left.
fn blur() {
    use wasm_bindgen::JsCast;
    if let Some(element) =
        document().active_element().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // Nothing to do where it can't: then it had no focus to lose.
        let _blurred = element.blur();
    }
}
