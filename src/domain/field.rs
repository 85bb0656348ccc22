//! Ids of the inputs, so that "what is missing" and "what contradicts" can lead to the place where it is mended.
//!
//! Invariant: the pages give their inputs exactly these ids; nobody writes one by hand.

use walkaround_contract::{ConsentKind, Station};

pub const ARRIVAL_MODE: &str = "arrival-mode";
pub const BOOKING: &str = "booking";
pub const COVERS: &str = "covers";
pub const OWNER_NAME: &str = "owner-name";
pub const OWNER_PHONE: &str = "owner-phone";
pub const BROUGHT_BY_NAME: &str = "brought-by-name";
pub const BROUGHT_BY_PHONE: &str = "brought-by-phone";
pub const PLATE: &str = "plate";
pub const VIN: &str = "vin";
pub const MAKE: &str = "make";
pub const MODEL: &str = "model";
pub const COLOUR: &str = "colour";
pub const POWERTRAIN: &str = "powertrain";
pub const BODY_TYPE: &str = "body-type";
pub const ODOMETER: &str = "odometer";
pub const WARRANTY: &str = "warranty";
pub const ADD_CONCERN: &str = "add-concern";
pub const COMPLAINT: &str = "complaint";
pub const FUEL: &str = "fuel";
pub const CHARGE: &str = "charge";
pub const LAMPS: &str = "lamps";
pub const FUNCTIONS: &str = "functions";
pub const INTERIOR: &str = "interior";
pub const ACCESSORIES: &str = "accessories";
pub const VALUABLES: &str = "valuables";
pub const GHOSTS: &str = "ghosts";
pub const KINDS_OF_WORK: &str = "kinds-of-work";
pub const COMEBACK: &str = "comeback";
pub const ADD_LINE: &str = "add-line";
pub const LINES: &str = "lines";
pub const PROMISE: &str = "promise";
pub const WAITING: &str = "waiting";
pub const CUSTOMER_SIGNATURE: &str = "customer-signature";
pub const ADVISOR_SIGNATURE: &str = "advisor-signature";

/// The words of a concern, counted from 1.
pub fn concern(number: usize) -> String {
    format!("concern-{number}")
}

/// The description of a line of work, counted from 1.
pub fn line(number: usize) -> String {
    format!("line-{number}")
}

/// A valuable left in the car, counted from 1.
pub fn valuable(number: usize) -> String {
    format!("valuable-{number}")
}

/// A station of the walk-around.
pub fn station(station: &Station) -> String {
    format!("station-{station}")
}

/// A mark, by its running number.
pub fn mark(number: u16) -> String {
    format!("mark-{number}")
}

/// The customer's answer to a mark.
pub fn mark_answer(number: u16) -> String {
    format!("mark-answer-{number}")
}

/// The three answers of a consent.
pub fn consent(consent: &ConsentKind) -> String {
    format!("consent-{consent}")
}
