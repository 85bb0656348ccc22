//! What was looked at, reckoned up in one go: every panel and every station with its answer, for everything on the screen that asks.
//!
//! Invariant: nothing counts as looked at until somebody said so, or marked it. Marks win over an answer, because they are what was seen.

use std::collections::{BTreeMap, HashMap};

use walkaround_contract::{InaccessibleReason, Inspection, Mark, PanelAnswer, Station, StationAnswer, Template};

use super::{Draft, StationProgress};

/// A panel as it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelSurvey {
    pub answer: Inspection,
    /// Why it could not be inspected.
    pub reason: Option<InaccessibleReason>,
    /// Damage found on it.
    pub marks: usize,
    /// Somebody answered it, beside marking.
    pub is_answered: bool,
}

impl PanelSurvey {
    const UNTOUCHED: Self = Self { answer: Inspection::NotInspected, reason: None, marks: 0, is_answered: false };
}

/// A station as it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationSurvey {
    pub station: Station,
    /// Marked if there is a mark; else what its panels say, and with one of them unanswered it is not inspected.
    pub answer: Inspection,
    /// Why it could not be inspected: as said for the station, else as said for its first panel.
    pub reason: Option<InaccessibleReason>,
    pub progress: StationProgress,
    /// Somebody answered the station or a panel of it, beside marking; that can be taken back.
    pub is_answered: bool,
}

impl StationSurvey {
    /// One of which nobody has said anything.
    pub fn untouched(station: Station) -> Self {
        let progress = StationProgress { total: 1, ..StationProgress::default() };
        Self { station, answer: Inspection::NotInspected, reason: None, progress, is_answered: false }
    }

    /// Panels that nobody has answered.
    pub fn open(&self) -> usize {
        self.progress.total - self.progress.answered
    }
}

/// The whole car.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    stations: Vec<StationSurvey>,
    /// How many of the stations are gone to; the others come after them.
    gone_to: usize,
    panels: BTreeMap<String, PanelSurvey>,
}

impl Survey {
    /// The stations that are gone to, in walking order.
    pub fn stations(&self) -> &[StationSurvey] {
        &self.stations[..self.gone_to]
    }

    /// Every station of which the sheet says something, those that are gone to first.
    pub fn on_sheet(&self) -> &[StationSurvey] {
        &self.stations
    }

    /// Stations of the sheet that nobody looked at, or could.
    pub fn unseen(&self) -> impl Iterator<Item = &Station> {
        let seen = |answer: &Inspection| !matches!(answer, Inspection::NotInspected | Inspection::NotAccessible);
        self.stations.iter().filter(move |known| !seen(&known.answer)).map(|known| &known.station)
    }

    /// A station, gone to or not.
    pub fn station(&self, station: &Station) -> StationSurvey {
        let known = self.stations.iter().find(|known| known.station == *station);
        known.cloned().unwrap_or_else(|| StationSurvey::untouched(station.clone()))
    }

    /// Stations with everything looked at, of all that are gone to.
    pub fn complete(&self) -> (usize, usize) {
        let complete = self.stations().iter().filter(|known| known.progress.is_complete()).count();
        (complete, self.gone_to)
    }

    /// Everything of a station was looked at, or said to be out of reach.
    pub fn is_complete(&self, station: &Station) -> bool {
        self.stations.iter().any(|known| known.station == *station && known.progress.is_complete())
    }

    /// A panel.
    pub fn panel(&self, panel: &str) -> &PanelSurvey {
        self.panels.get(panel).unwrap_or(&PanelSurvey::UNTOUCHED)
    }
}

impl Draft {
    /// Reckons up what was looked at.
    pub fn survey(&self, template: &Template) -> Survey {
        let panels = self.surveyed_panels();
        let stations = self.stations_on_sheet(template);
        let gone_to = self.stations(template).len();
        let side = self.driver_side();
        let mut panels_of: HashMap<&Station, Vec<&str>> = HashMap::new();
        if let Some(drawing) = self.drawing() {
            for panel in template.panels.iter().filter(|panel| panel.is_in_use()) {
                if let Some(station) = template.place_of(panel, &drawing.body, &side) {
                    panels_of.entry(station).or_default().push(&panel.id);
                }
            }
        }
        let mut marks_of: HashMap<&Station, Vec<&Mark>> = HashMap::new();
        for mark in self.damage() {
            marks_of.entry(&mark.station).or_default().push(mark);
        }
        let survey = Survey { stations: Vec::new(), gone_to, panels };
        let stations = stations
            .into_iter()
            .map(|station| {
                let stored = self.walkaround.stations.iter().find(|known| known.station == station);
                let panels = panels_of.get(&station).map(Vec::as_slice).unwrap_or_default();
                let marks = marks_of.get(&station).map(Vec::as_slice).unwrap_or_default();
                let panels = panels.iter().map(|panel| survey.panel(panel)).collect::<Vec<_>>();
                surveyed_station(station, stored, &panels, marks)
            })
            .collect();
        Survey { stations, ..survey }
    }

    fn surveyed_panels(&self) -> BTreeMap<String, PanelSurvey> {
        let mut panels: BTreeMap<String, PanelSurvey> = BTreeMap::new();
        for PanelAnswer { panel, answer, reason, .. } in self.walkaround.panels.iter().rev() {
            // Of two answers to one panel the first counts.
            let unseen = *answer == Inspection::NotAccessible;
            let reason = reason.clone().filter(|_| unseen);
            panels.insert(panel.clone(), PanelSurvey { answer: answer.clone(), reason, marks: 0, is_answered: true });
        }
        for panel in self.damage().filter_map(|mark| mark.panel.as_ref()) {
            let known = panels.entry(panel.clone()).or_insert(PanelSurvey::UNTOUCHED);
            known.answer = Inspection::Marked;
            known.reason = None;
            known.marks += 1;
        }
        panels
    }
}

fn surveyed_station(
    station: Station,
    stored: Option<&StationAnswer>,
    panels: &[&PanelSurvey],
    marks: &[&Mark],
) -> StationSurvey {
    let any = |wanted: &Inspection| panels.iter().any(|panel| panel.answer == *wanted);
    let is_stored = |wanted: &Inspection| stored.is_some_and(|stored| stored.answer == *wanted);
    let answer = if !marks.is_empty() {
        Inspection::Marked
    } else if panels.is_empty() {
        stored.map_or(Inspection::NotInspected, |stored| stored.answer.clone())
    } else if any(&Inspection::NotInspected) {
        Inspection::NotInspected
    } else if is_stored(&Inspection::NotAccessible)
        || panels.iter().all(|panel| panel.answer == Inspection::NotAccessible)
    {
        Inspection::NotAccessible
    } else {
        Inspection::NoDamage
    };
    let said = stored.and_then(|stored| stored.reason.clone());
    let reason = if answer == Inspection::NotAccessible {
        said.or_else(|| panels.iter().find_map(|panel| panel.reason.clone()))
    } else {
        None
    };
    let (answered, total) = if panels.is_empty() {
        (usize::from(answer != Inspection::NotInspected), 1)
    } else {
        (panels.iter().filter(|panel| panel.answer != Inspection::NotInspected).count(), panels.len())
    };
    let photos_missing = marks.iter().filter(|mark| mark.severity >= 2 && mark.photos.is_empty()).count();
    StationSurvey {
        station,
        answer,
        reason,
        progress: StationProgress { answered, total, marks: marks.len(), photos_missing },
        is_answered: stored.is_some() || panels.iter().any(|panel| panel.is_answered),
    }
}
