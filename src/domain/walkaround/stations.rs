//! Which stations are gone to, and in which order: the template says it for a left-hand drive car, the driver's side turns it around.

use walkaround_contract::{DriverSide, Station, Template};

use super::Draft;

/// Stations on the way around the car. The others (roof, wheels …) lie on no side of it.
const AROUND: [Station; 5] =
    [Station::DriverSideFront, Station::Front, Station::PassengerSide, Station::Rear, Station::DriverSideRear];

/// The stations of a template in walking order: clockwise, seen from above, from the driver's door. Clockwise from a right-hand door leads
/// along that side to the rear first, so there the way around is gone the other way, from the same beginning.
pub fn station_order(template: &Template, driver_side: &DriverSide) -> Vec<Station> {
    let mut order: Vec<Station> = template.stations_on().cloned().collect();
    if *driver_side != DriverSide::Right {
        return order;
    }
    let around: Vec<usize> =
        order.iter().enumerate().filter(|(_, station)| AROUND.contains(station)).map(|(place, _)| place).collect();
    let turned: Vec<Station> = around.iter().skip(1).rev().map(|place| order[*place].clone()).collect();
    for (place, station) in around.iter().skip(1).zip(turned) {
        order[*place] = station;
    }
    order
}

impl Draft {
    /// The side the driver sits on.
    pub fn driver_side(&self) -> DriverSide {
        self.vehicle.driver_side.clone().unwrap_or(DriverSide::Left)
    }

    /// Stations that are gone to, in walking order.
    pub fn stations(&self, template: &Template) -> Vec<Station> {
        station_order(template, &self.driver_side())
    }

    /// Stations about which the sheet says something: those that are gone to, then every other that this version knows, and whatever was
    /// marked. Not gone to is not inspected, and the sheet says so.
    pub fn stations_on_sheet(&self, template: &Template) -> Vec<Station> {
        let mut stations = self.stations(template);
        let marked = self.walkaround.marks.iter().map(|mark| &mark.station);
        for station in Station::KNOWN.iter().chain(marked) {
            if !stations.contains(station) {
                stations.push(station.clone());
            }
        }
        stations
    }

    /// The station the advisor is at; the first one before any was chosen.
    pub fn station_at(&self, template: &Template) -> Station {
        let first = || self.stations(template).into_iter().next().unwrap_or(Station::DriverSideFront);
        self.place.station.clone().unwrap_or_else(first)
    }
}
