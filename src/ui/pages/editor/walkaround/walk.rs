//! Where the advisor is within the walk-around: which picture is on the stage, and which mark or panel is being described.
//!
//! Invariant: a mark is in the draft from the moment its kind is chosen and not before; so closing the palette leaves no empty mark behind.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{BodyType, Id, Station, View};

use crate::domain::draft::Draft;
use crate::domain::drawing::BodyDrawing;
use crate::domain::walkaround::{MarkPlace, PhotoTarget, StationSurvey, Survey, What};
use crate::state::history::Way;
use crate::state::{OpenDraft, PortsHandle, Session, Toasts, use_draft, use_ports, use_session, use_toasts};
use crate::ui::components::focus_field;
use crate::ui::drawings::{Tap, tap_at_middle};
use crate::ui::i18n::{I18n, use_i18n};

use super::panel_row::add_mark_id;
use super::showing::{Showing, current_station, first_showing, fits, go_to_station, station_of_panel};
use super::words::step_name;

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

/// A mark being dragged: where it would be if it were let go now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drag {
    pub mark: Id,
    /// In 1/10,000 of the view's box.
    pub x: u16,
    pub y: u16,
    /// The panel there; none beside the car, where no mark can be.
    pub panel: Option<String>,
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
    pub(super) toasts: Toasts,
    pub(super) ports: PortsHandle,
    session: Session,
    pub station: Memo<Station>,
    /// What was looked at, for everything that shows it.
    pub survey: Memo<Survey>,
    pub showing: RwSignal<Showing>,
    pub editing: RwSignal<Option<Editing>>,
    /// Panels that the last tap may have meant as well.
    pub nearby: RwSignal<Vec<String>>,
    /// The same work without the drawing.
    pub as_list: RwSignal<bool>,
    pub out_of_sight: RwSignal<Option<OutOfSight>>,
    pub photo: RwSignal<Option<ShownPhoto>>,
    /// A mark on its way to another place.
    pub drag: RwSignal<Option<Drag>>,
    /// "All remaining: no damage" is being asked.
    pub asking_rest: RwSignal<bool>,
    /// What happened last, for who does not see it.
    pub said: RwSignal<String>,
    /// The message that offers to take a step back, and the step.
    pub(super) offered: StoredValue<Option<(u32, u64)>>,
    pub drawing: Memo<Option<Arc<BodyDrawing>>>,
}

impl Walk {
    pub fn provide(drawing: Memo<Option<Arc<BodyDrawing>>>) -> Self {
        let draft = use_draft();
        let session = use_session();
        let station = draft.read_by(current_station);
        let walk = Self {
            draft,
            i18n: use_i18n(),
            toasts: use_toasts(),
            ports: StoredValue::new_local(use_ports()),
            session,
            station,
            survey: draft.read_by(Draft::survey),
            showing: RwSignal::new(
                draft.peek_by(|draft, template| first_showing(draft, template, &current_station(draft, template))),
            ),
            editing: RwSignal::new(None),
            nearby: RwSignal::new(Vec::new()),
            as_list: RwSignal::new(session.settings().with_untracked(|settings| settings.walk_as_list)),
            out_of_sight: RwSignal::new(None),
            photo: RwSignal::new(None),
            drag: RwSignal::new(None),
            asking_rest: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            offered: StoredValue::new(None),
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
        // Whoever takes a step back or forth, by button, key or message: it is shown where it happened, and said.
        let turns = draft.history();
        Effect::new(move |seen: Option<u64>| {
            let (count, last, newest) =
                turns.with(|history| (history.turns(), history.last_turn().cloned(), history.newest()));
            if seen.is_some_and(|seen| seen != count)
                && let Some((way, what)) = last
            {
                walk.turned(way, &what);
            }
            walk.forget_what_is_gone(newest);
            count
        });
        walk
    }

    /// A station as it was answered.
    pub fn surveyed(&self, station: Station) -> Memo<StationSurvey> {
        let survey = self.survey;
        Memo::new(move |_| survey.with(|survey| survey.station(&station)))
    }

    /// A step was taken back or done again.
    fn turned(&self, way: Way, what: &What) {
        let what_text = step_name(self.i18n, what);
        let key = match way {
            Way::Back => "walkaround.undone",
            Way::Again => "walkaround.redone",
        };
        self.said.set(self.i18n.fill(key, &[("step", what_text)]));
        let template = self.draft.template().peek();
        let panel = match what {
            What::Mark { panel, .. } => panel.clone(),
            What::Panel(panel) => Some(panel.clone()),
            _ => None,
        };
        let station = match (what, &panel) {
            (What::Mark { station, .. } | What::Station(station), _) => Some(station.clone()),
            (_, Some(panel)) => Some(self.draft.peek_by(|draft, template| station_of_panel(draft, template, panel))),
            _ => None,
        };
        if let Some(station) = station {
            self.go_to(&station);
        }
        if matches!(what, What::Wheel(_) | What::Wheels(_)) {
            self.show_tyres();
        }
        let view = self.draft.peek(|draft| {
            let body = &draft.drawing()?.body;
            template.owner_view(panel.as_deref()?, body).cloned()
        });
        if let Some(view) = view {
            self.showing.set(Showing::View(view));
        }
    }

    /// The palette closes over a mark that was taken back, and a message no longer offers a step that is not the newest.
    fn forget_what_is_gone(&self, newest: Option<u64>) {
        let gone = self.editing.with_untracked(|editing| match editing {
            Some(Editing::Mark(id)) => self.draft.peek(|draft| draft.mark(*id).is_none()),
            _ => false,
        });
        if gone {
            self.editing.set(None);
        }
        if let Some((toast, _)) = self.offered.get_value().filter(|(_, step)| newest != Some(*step)) {
            self.toasts.dismiss(toast);
            self.offered.set_value(None);
        }
    }

    /// Chooses between drawing and list; this tablet remembers it.
    pub fn choose_list(&self, as_list: bool) {
        self.close();
        self.as_list.set(as_list);
        self.session.change(|settings| settings.walk_as_list = as_list);
    }

    /// Goes to a station.
    pub fn go_to(&self, station: &Station) {
        go_to_station(self.draft, station);
        self.show_station(station);
    }

    fn show_station(&self, station: &Station) {
        let fits = self
            .draft
            .peek_by(|draft, template| self.showing.with_untracked(|showing| fits(draft, template, showing, station)));
        if !fits {
            self.showing.set(self.draft.peek_by(|draft, template| first_showing(draft, template, station)));
        }
    }

    /// Shows a view. The station goes along where it is not seen from there: to the first one of that view with something left to do.
    pub fn show_view(&self, view: View) {
        self.close();
        let showing = Showing::View(view);
        let station = self.draft.peek_by(|draft, template| {
            let here = current_station(draft, template);
            if fits(draft, template, &showing, &here) {
                return None;
            }
            let mut seen = draft
                .stations(template)
                .into_iter()
                .filter(|station| first_showing(draft, template, station) == showing)
                .peekable();
            let first = seen.peek().cloned();
            seen.find(|station| !self.survey.with_untracked(|survey| survey.is_complete(station))).or(first)
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
        let station = self.draft.peek_by(|draft, template| station_of_panel(draft, template, &tap.panel));
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
        let station = self.draft.peek_by(|draft, template| station_of_panel(draft, template, &panel));
        self.editing.update(|editing| {
            if let Some(Editing::Place(place)) = editing {
                place.station = station;
                place.panel = Some(panel);
            }
        });
    }

    /// The middle of a panel, in the view that owns it: where a mark is placed that nobody pointed at.
    pub fn middle_of(&self, panel: &str) -> MarkPlace {
        let template = self.draft.template().peek();
        let station = self.draft.peek(|draft| station_of_panel(draft, &template, panel));
        let middle = self.drawing.get_untracked().and_then(|drawing| {
            let view = template.owner_view(panel, &drawing.body)?.clone();
            let tap = tap_at_middle(drawing.view(&view)?, panel)?;
            Some(MarkPlace::on_drawing(station.clone(), panel, view, tap.x, tap.y))
        });
        middle.unwrap_or_else(|| MarkPlace::on_panel(station, panel))
    }

    /// Gives the focus to where marks of this place are made, when the mark or the palette that had it is gone.
    pub(super) fn focus_place(&self, panel: Option<&str>) {
        if !self.as_list.get_untracked() && matches!(self.showing.get_untracked(), Showing::View(_)) {
            let panel = panel.map(str::to_owned);
            request_animation_frame(move || focus_panel(panel.as_deref()));
        } else {
            focus_field(&panel.map_or_else(|| "add-mark".to_owned(), add_mark_id));
        }
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
            blur_palette();
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
        self.draft.edit_by(|draft, template| {
            lost = draft.choose_body(drawing.body.clone(), &drawing.revision, template);
        });
        self.draft.save_now();
        let station = self.draft.peek_by(current_station);
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

/// Takes the focus from what has it in the palette, so that a field being typed in says that it was left. Outside it is where a dialog
/// has just given it back to.
fn blur_palette() {
    use wasm_bindgen::JsCast;
    let active = document().active_element();
    let in_palette = active.filter(|element| matches!(element.closest(".palette, .palette-sheet"), Ok(Some(_))));
    if let Some(element) = in_palette.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Nothing to do where it can't: then it had no focus to lose.
        let _blurred = element.blur();
    }
}

/// Gives the focus to a panel of the drawing, where it is shown.
pub(super) fn focus_panel(panel: Option<&str>) {
    use wasm_bindgen::JsCast;
    let path = panel.and_then(|panel| document().get_element_by_id(&format!("panel-{panel}")));
    if let Some(path) = path.and_then(|path| path.dyn_into::<web_sys::SvgElement>().ok()) {
        // The drawing may be gone; then there is nothing to give the focus to.
        let _focused = path.focus();
    }
}
