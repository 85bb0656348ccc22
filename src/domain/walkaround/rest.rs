//! "All remaining: no damage": one answer for everything that nobody has answered yet.
//!
//! Invariant: it answers what is open and nothing else. It is an answer that the customer relies on, so whoever gives it is told first how
//! much it says, and where nobody has looked at anything so far.

use walkaround_contract::{Inspection, Station, Template};

use super::{Draft, StationSurvey, Survey};

/// What is left of the walk-around.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remaining {
    /// Stations with something that nobody has answered, in walking order.
    pub stations: Vec<Station>,
    /// Panels that nobody has answered; a station without a drawing is one thing to look at and counts as one.
    pub panels: usize,
    /// Of the stations, those where nothing was answered or marked: nobody was there yet, as far as the draft knows.
    pub untouched: Vec<Station>,
}

impl Draft {
    /// All that is left has no damage.
    pub fn rest_of_car_no_damage(&mut self, template: &Template) {
        for station in self.survey(template).remaining().stations {
            self.answer_station(&station, Inspection::NoDamage, None, template);
        }
    }
}

impl Survey {
    /// What nobody has answered yet.
    pub fn remaining(&self) -> Remaining {
        let mut remaining = Remaining::default();
        for StationSurvey { station, progress, .. } in self.stations() {
            if progress.is_complete() {
                continue;
            }
            remaining.panels += progress.total - progress.answered;
            if progress.answered == 0 && progress.marks == 0 {
                remaining.untouched.push(station.clone());
            }
            remaining.stations.push(station.clone());
        }
        remaining
    }
}
