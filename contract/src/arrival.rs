//! Arrival: how the car came in, whether it was expected, and the covers put on before anyone sat in it.

use serde::{Deserialize, Serialize};

use crate::{Extra, Timestamp};

crate::word::open_words! {
    /// How the car arrived (domain: reception step 1).
    ArrivalMode {
        Driven = "driven",
        Towed = "towed",
        Carried = "carried",
        Accident = "accident",
    }
    /// Whether the visit was expected.
    Booking {
        Appointment = "appointment",
        WalkIn = "walk_in",
    }
}

/// How the visit began.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Arrival {
    /// How the car arrived.
    pub mode: Option<ArrivalMode>,
    /// Expected or not.
    pub booking: Option<Booking>,
    /// The appointment the visit belongs to.
    pub appointment: Option<Appointment>,
    /// Protective covers put on before anyone sat in the car.
    pub covers: Option<Covers>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An appointment as the shop's planning knows it.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Appointment {
    /// The planning system's own number.
    pub reference: Option<String>,
    /// The appointed time.
    pub at: Option<Timestamp>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The three protective covers (三件套).
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Covers {
    /// Seat cover.
    pub seat: bool,
    /// Steering wheel cover.
    pub steering_wheel: bool,
    /// Floor mat cover.
    pub floor_mat: bool,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
