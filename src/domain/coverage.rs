//! What a signed sheet says was looked at, station by station, with what was not and why. For reading: page, print.
//!
//! Invariant: a panel that nobody looked at, or that could not be seen, is named; it is never left to the drawing alone.

use walkaround_contract::{DriverSide, InaccessibleReason, Inspection, PanelAnswer, Sheet, Station, Template};

/// What is known of a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationCoverage {
    pub station: Station,
    pub answer: Inspection,
    pub reason: Option<InaccessibleReason>,
    /// Damage found there.
    pub marks: usize,
    /// Panels that could not be seen for another reason than the whole station.
    pub unseen: Vec<(String, Option<InaccessibleReason>)>,
    /// Panels that nobody looked at, where something else there was.
    pub open: Vec<String>,
}

/// What was looked at, in the order of the sheet.
pub fn coverage(sheet: &Sheet, template: &Template) -> Vec<StationCoverage> {
    let walkaround = &sheet.walkaround;
    let side = sheet.vehicle.driver_side.as_ref().unwrap_or(&DriverSide::Left);
    let body = walkaround.drawing.as_ref().map(|drawing| &drawing.body);
    let station_of = |answer: &PanelAnswer| template.station_of(&answer.panel, body?, side).cloned();
    let stations = walkaround.stations.iter().map(|known| {
        let panels: Vec<&PanelAnswer> =
            walkaround.panels.iter().filter(|panel| station_of(panel).as_ref() == Some(&known.station)).collect();
        let says_all = known.answer == Inspection::NotAccessible;
        let unseen = panels
            .iter()
            .filter(|panel| panel.answer == Inspection::NotAccessible && !(says_all && panel.reason == known.reason))
            .map(|panel| (panel.panel.clone(), panel.reason.clone()));
        let open: Vec<String> = panels
            .iter()
            .filter(|panel| panel.answer == Inspection::NotInspected)
            .map(|panel| panel.panel.clone())
            .collect();
        StationCoverage {
            station: known.station.clone(),
            answer: known.answer.clone(),
            reason: known.reason.clone(),
            marks: walkaround.marks.iter().filter(|mark| mark.is_damage() && mark.station == known.station).count(),
            unseen: unseen.collect(),
            // A station of which nobody saw anything says so by itself.
            open: if open.len() < panels.len() { open } else { Vec::new() },
        }
    });
    stations.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{complete_draft, minute, settings, template};
    use crate::domain::to_sheet::unsigned;

    #[test]
    fn what_was_not_seen_is_named() {
        let template = template();
        let mut draft = complete_draft();
        draft.answer_station(&Station::Front, Inspection::NotInspected, None, template);
        draft.answer_panel("bonnet", Inspection::NoDamage, None);
        draft.answer_panel("grille", Inspection::NotAccessible, Some(InaccessibleReason::Snow));
        draft.answer_station(&Station::Roof, Inspection::NotInspected, None, template);
        draft.answer_station(&Station::Boot, Inspection::NotAccessible, Some(InaccessibleReason::Blocked), template);
        let sheet = unsigned(&draft, template, &settings().device, minute(9));
        let found = coverage(&sheet, template);
        let of =
            |station: &Station| found.iter().find(|known| known.station == *station).expect("every station is there");

        let front = of(&Station::Front);
        assert_eq!(front.unseen, [("grille".to_owned(), Some(InaccessibleReason::Snow))]);
        assert!(!front.open.is_empty() && !front.open.contains(&"bonnet".to_owned()));
        let roof = of(&Station::Roof);
        assert_eq!((&roof.answer, roof.open.len(), roof.unseen.len()), (&Inspection::NotInspected, 0, 0));
        assert_eq!(of(&Station::Boot).reason, Some(InaccessibleReason::Blocked));
        assert_eq!(of(&Station::DriverSideRear).marks, 1);
    }
}
