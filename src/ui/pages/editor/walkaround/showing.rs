//! What stands on the stage, and which station that belongs to.

use walkaround_contract::{Station, Template, View};

use crate::domain::draft::Draft;
use crate::state::OpenDraft;

/// What stands on the stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Showing {
    View(View),
    /// Tread, pressure and age of the tyres.
    Tyres,
    /// A station that has no drawing.
    Undrawn,
}

/// The station the advisor is at; the first one before any was chosen.
pub fn current_station(draft: &Draft, template: &Template) -> Station {
    draft.station_at(template)
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
pub fn station_of_panel(draft: &Draft, template: &Template, panel: &str) -> Station {
    draft
        .drawing()
        .and_then(|drawing| template.station_of(panel, &drawing.body, &draft.driver_side()))
        .cloned()
        .unwrap_or_else(|| current_station(draft, template))
}

/// What a station shows first.
pub fn first_showing(draft: &Draft, template: &Template, station: &Station) -> Showing {
    match template.view_of_station(station, &draft.driver_side()) {
        Some(view) => Showing::View(view.clone()),
        None => Showing::Undrawn,
    }
}

/// Whether what is shown belongs to a station: one of its panels is answered there.
pub fn fits(draft: &Draft, template: &Template, showing: &Showing, station: &Station) -> bool {
    match showing {
        Showing::Tyres => *station == Station::Wheels,
        Showing::Undrawn => first_showing(draft, template, station) == Showing::Undrawn,
        Showing::View(view) => {
            let owned = draft.drawing().is_some_and(|drawing| {
                draft
                    .panels_of(station, template)
                    .iter()
                    .any(|panel| template.owner_view(panel, &drawing.body) == Some(view))
            });
            owned || first_showing(draft, template, station) == *showing
        }
    }
}
