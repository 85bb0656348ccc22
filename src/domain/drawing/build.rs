//! What is different about a drawing from car to car of the same body: an electric car has no grille, and the steering wheel is on one side.
//!
//! Invariant: only paint and lines differ, never a panel's area; so a position means the same on every build.

use serde::Deserialize;
use walkaround_contract::{DriverSide, Powertrain};

/// What a drawing has to know of the car.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// Nothing burns: the grille is closed and the flap hides a socket. A fuel cell breathes, so it keeps the grille.
    pub electric: bool,
    pub driver_side: DriverSide,
}

impl Build {
    pub fn of(powertrain: Option<&Powertrain>, driver_side: &DriverSide) -> Self {
        Self { electric: powertrain == Some(&Powertrain::BatteryElectric), driver_side: driver_side.clone() }
    }

    /// Whether lines that are on some cars only are on this one.
    pub(super) fn has(&self, only: Only) -> bool {
        let right_hand = self.driver_side == DriverSide::Right;
        match only {
            Only::Electric => self.electric,
            Only::Burning => !self.electric,
            Only::LeftHand => !right_hand,
            Only::RightHand => right_hand,
        }
    }
}

/// Which cars have a line of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    Electric,
    Burning,
    LeftHand,
    RightHand,
}
