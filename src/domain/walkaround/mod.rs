//! The walk-around in a draft: stations and panels with their answers.
//!
//! Invariant: nothing counts as looked at until somebody said so, or marked it. Marks win over an answer, because they are what was seen.

mod change;
mod marks;
mod photos;
mod rest;
mod shots;
mod stations;
mod survey;
mod trace;
mod wheels;

#[cfg(test)]
mod tests;

use walkaround_contract::{
    BodyType, Drawing, DriverSide, GuidedShot, InaccessibleReason, Inspection, PanelAnswer, Shot, SkipReason, Station,
    StationAnswer, Template, TemplatePanel,
};

pub use change::{Change, MarkDeed, ShotDeed, What};
pub use marks::{MarkPlace, MarkPosition, mark_label, mark_letter, usual_severity, usual_size};
pub use photos::PhotoTarget;
pub use rest::Remaining;
pub use shots::{GuidedPhoto, next_open_photo};
pub use stations::station_order;
pub use survey::{PanelSurvey, StationSurvey, Survey};
pub use trace::Traced;
pub use wheels::{ROAD_WHEELS, Tread, TyreAge};

use super::draft::Draft;

/// How far a station has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StationProgress {
    /// Panels that were answered or marked; 1 for an answered station without a drawing.
    pub answered: usize,
    /// Panels of the station; 1 without a drawing.
    pub total: usize,
    /// Marks found there.
    pub marks: usize,
    /// Marks of severity 2 and 3 that have no photo yet.
    pub photos_missing: usize,
}

impl StationProgress {
    /// Everything was looked at, or said to be out of reach.
    pub fn is_complete(&self) -> bool {
        self.answered == self.total
    }
}

/// What is taken as an answer: a reason belongs to `not_accessible` and to nothing else, and without one it is no answer. `marked` is what
/// marks say, not what somebody answers.
fn answered(
    answer: Inspection,
    reason: Option<InaccessibleReason>,
) -> Option<(Inspection, Option<InaccessibleReason>)> {
    match (answer, reason) {
        (Inspection::NotAccessible, None) | (Inspection::Marked, _) => None,
        (Inspection::NotAccessible, reason) => Some((Inspection::NotAccessible, reason)),
        (answer, _) => Some((answer, None)),
    }
}

impl Draft {
    /// Chooses the body, and with it the drawing. On another body every mark has to be placed again: it keeps its panel where the new
    /// body has one of that name, and loses its position. Returns how many marks lost theirs.
    pub fn choose_body(&mut self, body: BodyType, revision: &str, template: &Template) -> usize {
        self.vehicle.body_type = Some(body.clone());
        let same_body = self.drawing().is_some_and(|drawing| drawing.body == body);
        let mut lost = 0;
        if same_body && self.walkaround.marks.iter().any(|mark| mark.view.is_some()) {
            // Positions stand on the revision they were taken on.
            return 0;
        }
        self.walkaround.drawing =
            Some(Drawing { body: body.clone(), revision: revision.to_owned(), extra: Default::default() });
        if same_body {
            return 0;
        }
        for mark in &mut self.walkaround.marks {
            lost += usize::from(mark.view.is_some());
            mark.view = None;
            mark.x = None;
            mark.y = None;
            if mark.panel.as_deref().is_some_and(|panel| !template.panel(panel).is_some_and(|panel| panel.is_on(&body)))
            {
                mark.panel = None;
            }
        }
        self.walkaround.panels.retain(|answer| template.panel(&answer.panel).is_some_and(|panel| panel.is_on(&body)));
        self.give_marks_their_stations(template);
        // Who answered a whole station answered for each of its panels.
        for StationAnswer { station, answer, reason, .. } in self.walkaround.stations.clone() {
            self.answer_open_panels(&station, &answer, reason.as_ref(), template);
        }
        lost
    }

    /// Sets the side the driver sits on. Panels keep their answers; which station they belong to changes.
    pub fn choose_driver_side(&mut self, side: DriverSide, template: &Template) {
        if self.vehicle.driver_side.as_ref() == Some(&side) {
            return;
        }
        self.vehicle.driver_side = Some(side);
        self.give_marks_their_stations(template);
        let mut drawn = self.stations_on_sheet(template);
        drawn.retain(|station| !self.panels_of(station, template).is_empty());
        self.walkaround.stations.retain(|answer| !drawn.contains(&answer.station));
    }

    fn give_marks_their_stations(&mut self, template: &Template) {
        let side = self.driver_side();
        let Some(body) = self.drawing().map(|drawing| drawing.body.clone()) else { return };
        for mark in &mut self.walkaround.marks {
            if let Some(station) = mark.panel.as_deref().and_then(|panel| template.station_of(panel, &body, &side)) {
                mark.station = station.clone();
            }
        }
    }

    /// Panels of a station on the chosen body that are in use; none without a drawing.
    pub fn panels_of<'a>(&self, station: &Station, template: &'a Template) -> Vec<&'a str> {
        let side = self.driver_side();
        match self.drawing() {
            // The ids are the template's; the body only selects among them.
            Some(drawing) => template
                .panels
                .iter()
                .filter(|panel| panel.is_in_use() && template.place_of(panel, &drawing.body, &side) == Some(station))
                .map(|panel| panel.id.as_str())
                .collect(),
            None => Vec::new(),
        }
    }

    /// Panels of the chosen body that are asked about: in use, at a station that is gone to.
    pub fn panels_asked<'a>(&self, template: &'a Template) -> Vec<&'a TemplatePanel> {
        let (side, stations) = (self.driver_side(), self.stations(template));
        let Some(drawing) = self.drawing() else { return Vec::new() };
        let is_asked = |panel: &&TemplatePanel| {
            panel.is_in_use()
                && template.place_of(panel, &drawing.body, &side).is_some_and(|station| stations.contains(station))
        };
        template.panels.iter().filter(is_asked).collect()
    }

    /// Answers a panel. `not_accessible` needs its reason; without one, like `marked`, it is no answer and changes nothing.
    pub fn answer_panel(&mut self, panel: &str, answer: Inspection, reason: Option<InaccessibleReason>) {
        let Some((answer, reason)) = answered(answer, reason) else { return };
        self.walkaround.panels.retain(|known| known.panel != panel);
        if answer != Inspection::NotInspected {
            self.walkaround.panels.push(PanelAnswer {
                panel: panel.to_owned(),
                answer,
                reason,
                extra: Default::default(),
            });
        }
    }

    /// Answers a station, and with it those of its panels that nobody answered. `not_inspected` takes back the answers of its panels too.
    /// `not_accessible` needs its reason; without one, like `marked`, it is no answer and changes nothing.
    pub fn answer_station(
        &mut self,
        station: &Station,
        answer: Inspection,
        reason: Option<InaccessibleReason>,
        template: &Template,
    ) {
        let Some((answer, reason)) = answered(answer, reason) else { return };
        self.walkaround.stations.retain(|known| known.station != *station);
        if answer == Inspection::NotInspected {
            let panels = self.panels_of(station, template);
            self.walkaround.panels.retain(|known| !panels.contains(&known.panel.as_str()));
            return;
        }
        self.answer_open_panels(station, &answer, reason.as_ref(), template);
        self.walkaround.stations.push(StationAnswer {
            station: station.clone(),
            answer,
            reason,
            extra: Default::default(),
        });
    }

    fn answer_open_panels(
        &mut self,
        station: &Station,
        answer: &Inspection,
        reason: Option<&InaccessibleReason>,
        template: &Template,
    ) {
        let survey = self.survey(template);
        for panel in self.panels_of(station, template) {
            if survey.panel(panel).answer == Inspection::NotInspected {
                self.answer_panel(panel, answer.clone(), reason.cloned());
            }
        }
    }

    /// The rest of this station has no damage: every panel that nobody answered or marked.
    pub fn rest_no_damage(&mut self, station: &Station, template: &Template) {
        self.answer_station(station, Inspection::NoDamage, None, template);
    }

    /// A guided photo as it stands: taken, skipped, or `None` while it is still to do.
    pub fn shot(&self, shot: &GuidedShot) -> Option<&Shot> {
        self.walkaround
            .shots
            .iter()
            .find(|known| known.shot == *shot && (known.attachment.is_some() || known.skipped.is_some()))
    }

    /// Guided photos taken or skipped, of all that are asked for.
    pub fn shots_done(&self, template: &Template) -> (usize, usize) {
        (template.shots_on().filter(|shot| self.shot(shot).is_some()).count(), template.shots_on().count())
    }

    /// Says why a guided photo is not taken. One that was taken stays.
    pub fn skip_shot(&mut self, shot: GuidedShot, reason: SkipReason) {
        if self.shot(&shot).is_some_and(|known| known.attachment.is_some()) {
            return;
        }
        self.walkaround.shots.retain(|known| known.shot != shot);
        self.walkaround.shots.push(Shot { shot, attachment: None, skipped: Some(reason), extra: Default::default() });
    }
}
