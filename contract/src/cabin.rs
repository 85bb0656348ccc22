//! Cabin and belongings: what the gauges show, what works, what is in the car and so in the shop's custody.

use serde::{Deserialize, Serialize};

use crate::{Extra, Id};

crate::word::open_words! {
    /// A warning lamp of the cluster.
    WarningLamp {
        Engine = "engine",
        Abs = "abs",
        Airbag = "airbag",
        OilPressure = "oil_pressure",
        Battery = "battery",
        Coolant = "coolant",
        TyrePressure = "tyre_pressure",
        EvSystem = "ev_system",
        BrakeSystem = "brake_system",
        Steering = "steering",
        Stability = "stability",
        Service = "service",
    }
    /// A function tried with the customer.
    CabinFunction {
        Windows = "windows",
        Locks = "locks",
        Wipers = "wipers",
        Horn = "horn",
        Lamps = "lamps",
        AirConditioning = "air_conditioning",
        Audio = "audio",
        Seats = "seats",
        Camera = "camera",
    }
    /// Whether a function works.
    FunctionState {
        Works = "works",
        Faulty = "faulty",
        NotTried = "not_tried",
    }
    /// An area of the interior.
    InteriorArea {
        Seats = "seats",
        Dashboard = "dashboard",
        Carpets = "carpets",
        Headliner = "headliner",
    }
    /// Condition of an area.
    InteriorCondition {
        Clean = "clean",
        Worn = "worn",
        Dirty = "dirty",
        Damaged = "damaged",
    }
    /// Something that belongs to the car.
    AccessoryKind {
        SpareWheel = "spare_wheel",
        Jack = "jack",
        Tools = "tools",
        WarningTriangle = "warning_triangle",
        Extinguisher = "extinguisher",
        FirstAidKit = "first_aid_kit",
        ChargingCable = "charging_cable",
        Keys = "keys",
        LicenceDocuments = "licence_documents",
        TollCard = "toll_card",
        Aerial = "aerial",
        FloorMats = "floor_mats",
        CigaretteLighter = "cigarette_lighter",
        MemoryCard = "memory_card",
        Dashcam = "dashcam",
    }
    /// Whether an accessory is there. Missing is not the same as unchecked.
    Presence {
        Present = "present",
        Missing = "missing",
        NotChecked = "not_checked",
    }
    /// What happened to the valuables.
    ValuablesOutcome {
        Removed = "removed",
        None = "none",
        Left = "left",
    }
}

/// Cabin and belongings.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cabin {
    /// Whether somebody looked at the cluster; only then does an empty list mean that no lamp was lit.
    pub lamps_checked: bool,
    /// Lamps that were lit.
    pub lamps: Vec<WarningLamp>,
    /// Functions tried.
    pub functions: Vec<FunctionAnswer>,
    /// Condition by area.
    pub interior: Vec<InteriorAnswer>,
    /// Accessories, present or missing.
    pub accessories: Vec<Accessory>,
    /// The reminder about valuables (贵重物品提醒).
    pub valuables: Option<Valuables>,
    /// A remark on the cabin. Up to 1,000 characters.
    pub note: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The answer for a function.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FunctionAnswer {
    /// Which function.
    pub function: CabinFunction,
    /// Whether it works.
    pub state: FunctionState,
    /// What is wrong with it.
    pub note: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The answer for an area of the interior.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InteriorAnswer {
    /// Which area.
    pub area: InteriorArea,
    /// Its condition.
    pub condition: InteriorCondition,
    /// A remark.
    pub note: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One accessory.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Accessory {
    /// Which one.
    pub accessory: AccessoryKind,
    /// Whether it is there.
    pub presence: Presence,
    /// How many, where that is asked (keys).
    pub count: Option<u8>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The valuables reminder and its outcome.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Valuables {
    /// Whether the customer was asked to take valuables along.
    pub reminder_spoken: bool,
    /// What the customer did.
    pub outcome: Option<ValuablesOutcome>,
    /// What was left, and so in the shop's custody.
    pub items: Vec<Valuable>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A valuable left in the car.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Valuable {
    /// What it is.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub what: String,
    /// Where it lies.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub place: Option<String>,
    /// Photos of it, by attachment id.
    pub photos: Vec<Id>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
