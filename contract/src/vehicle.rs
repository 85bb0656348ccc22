//! The vehicle: what identifies it, what drives it, and what its gauges said at arrival.

use serde::{Deserialize, Serialize};

use crate::Extra;
use chrono::NaiveDate;

crate::word::open_words! {
    /// What drives the car.
    Powertrain {
        Petrol = "petrol",
        Diesel = "diesel",
        Hybrid = "hybrid",
        PlugInHybrid = "plug_in_hybrid",
        BatteryElectric = "battery_electric",
        FuelCell = "fuel_cell",
        LpgCng = "lpg_cng",
    }
    /// The body, which also names the drawing.
    BodyType {
        Sedan = "sedan",
        Hatchback = "hatchback",
        Estate = "estate",
        Suv = "suv",
        Mpv = "mpv",
        Pickup = "pickup",
        Van = "van",
        Coupe = "coupe",
    }
    /// The side the driver sits on.
    DriverSide {
        Left = "left",
        Right = "right",
    }
    /// The kind of a plate: blue and green are the Chinese ordinary and new-energy plates (GA 36), free is any other country's.
    PlateKind {
        Blue = "blue",
        Yellow = "yellow",
        Green = "green",
        Black = "black",
        White = "white",
        Free = "free",
    }
    /// Kilometres or miles.
    DistanceUnit {
        Km = "km",
        Mi = "mi",
    }
    /// Condition of the charge port or cable.
    PortCondition {
        Good = "good",
        Worn = "worn",
        Damaged = "damaged",
        Missing = "missing",
    }
    /// What the maker's warranty says.
    WarrantyState {
        InWarranty = "in_warranty",
        Expired = "expired",
        Extended = "extended",
        Unknown = "unknown",
    }
}

/// The vehicle. Absent means not asked.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Vehicle {
    /// Number plate.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub plate: Option<Plate>,
    /// Vehicle identification number: 17 characters of ISO 3779 (never I, O or Q). A wrong check digit warns, it does not refuse.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub vin: Option<String>,
    /// Maker.
    pub make: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Model year, 1900 to 2100.
    pub model_year: Option<u16>,
    /// Colour in the customer's words.
    pub colour: Option<String>,
    /// What drives the car.
    pub powertrain: Option<Powertrain>,
    /// The body.
    pub body_type: Option<BodyType>,
    /// The side the driver sits on; stations go clockwise from the driver's door.
    pub driver_side: Option<DriverSide>,
    /// First registration.
    pub first_registered_on: Option<NaiveDate>,
    /// Odometer reading. Mandatory on a completed sheet.
    pub odometer: Option<Distance>,
    /// Fuel level in eighths of the tank, 0 to 8.
    pub fuel_eighths: Option<u8>,
    /// State of charge in percent, 0 to 100.
    pub charge_percent: Option<u8>,
    /// Condition of the charge port.
    pub charge_port: Option<PortCondition>,
    /// Condition of the cable that came with the car.
    pub charge_cable: Option<PortCondition>,
    /// Last day of the insurance.
    pub insurance_expires_on: Option<NaiveDate>,
    /// When the next service is due.
    pub next_maintenance: Option<NextMaintenance>,
    /// The maker's warranty.
    pub warranty: Option<Warranty>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A number plate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plate {
    /// As written on the plate, upper-case, without spaces or separators. 1 to 16 characters.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub text: String,
    /// The kind of the plate.
    pub kind: PlateKind,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A distance in whole units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distance {
    /// How far, at most 9,999,999.
    pub value: u32,
    /// In which unit.
    pub unit: DistanceUnit,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// When the next service is due, whichever comes first.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextMaintenance {
    /// Odometer reading.
    pub distance: Option<Distance>,
    /// Day.
    pub on: Option<NaiveDate>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The maker's warranty.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warranty {
    /// What it says.
    pub state: WarrantyState,
    /// Its last day.
    pub expires_on: Option<NaiveDate>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
