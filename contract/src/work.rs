//! Work and promise: what will be done, who pays how much, until when, and what the customer agreed to.
//!
//! Money is an integer in minor units of `work.currency`; a line's tax is rounded half-up, line by line.

use serde::{Deserialize, Serialize};

use crate::{CallWindow, Channel, Extra, Id, Timestamp};
use chrono::NaiveDate;

crate::word::open_words! {
    /// A kind of work, as the day report counts it.
    WorkKind {
        FirstFreeService = "first_free_service",
        Maintenance = "maintenance",
        Warranty = "warranty",
        LightRepair = "light_repair",
        HeavyRepair = "heavy_repair",
        Accident = "accident",
        Comeback = "comeback",
        Recall = "recall",
        Diagnosis = "diagnosis",
        Accessory = "accessory",
    }
    /// Who pays a line.
    Payer {
        Customer = "customer",
        Warranty = "warranty",
        FreeService = "free_service",
        GoodwillShop = "goodwill_shop",
        Campaign = "campaign",
        Insurance = "insurance",
        Other = "other",
    }
    /// Whether the customer waits in the shop.
    Waiting {
        Waits = "waits",
        Leaves = "leaves",
    }
    /// Whether a price includes tax.
    TaxMode {
        Included = "included",
        Excluded = "excluded",
        None = "none",
    }
    /// What happens when the estimate would be exceeded.
    AboveDeviation {
        CallFirst = "call_first",
        Stop = "stop",
        Continue = "continue",
    }
    /// What a customer is asked to agree to.
    ConsentKind {
        RoadTest = "road_test",
        CarWash = "car_wash",
        ReplacedPartsTaken = "replaced_parts_taken",
        TyrePressure = "tyre_pressure",
        BatteryCharged = "battery_charged",
        PhotosKept = "photos_kept",
        CallBack = "call_back",
    }
    /// The customer's answer. There is no default yes.
    ConsentAnswer {
        Yes = "yes",
        No = "no",
        NotAsked = "not_asked",
    }
    /// A contradiction that the app pointed out (domain: checks).
    CheckKind {
        OdometerBelowLastVisit = "odometer_below_last_visit",
        FuelLowForRoadTest = "fuel_low_for_road_test",
        ChargeLowWithoutConsent = "charge_low_without_consent",
        PromiseBeforeLabour = "promise_before_labour",
        DamageWithoutPhoto = "damage_without_photo",
        StationNotInspected = "station_not_inspected",
        ValuablesNotAsked = "valuables_not_asked",
        CoversNotOn = "covers_not_on",
        PlateAgainstPowertrain = "plate_against_powertrain",
        VinCheckDigit = "vin_check_digit",
        WarrantyExpired = "warranty_expired",
        ComebackWithoutVisit = "comeback_without_visit",
        ComplaintWithoutContact = "complaint_without_contact",
    }
}

/// What the visit is about.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Visit {
    /// Kinds of work, the main one first.
    pub kinds_of_work: Vec<WorkKind>,
    /// The earlier visit that a comeback belongs to.
    pub comeback_of: Option<Comeback>,
    /// Whether the customer waits.
    pub waiting: Option<Waiting>,
    /// Whether a loan car is given.
    pub loan_car: Option<bool>,
    /// How to reach the customer while the car is here.
    pub contact: Option<Contact>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The earlier visit that a comeback belongs to.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comeback {
    /// Its id, where known.
    pub visit_id: Option<Id>,
    /// The shop's number of it.
    pub reference: Option<String>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How to reach the customer while the car is here.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// By which channel.
    pub channel: Option<Channel>,
    /// At which number.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub phone: Option<String>,
    /// When.
    pub window: Option<CallWindow>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Work and price.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Work {
    /// ISO 4217 code of all amounts.
    pub currency: String,
    /// What will be done.
    pub lines: Vec<WorkLine>,
    /// Totals by payer, from the lines.
    pub totals: Vec<PayerTotal>,
    /// Deposit paid, in minor units.
    pub deposit: Option<i64>,
    /// Allowed deviation of the estimate.
    pub deviation: Option<Deviation>,
    /// When the car will be ready.
    pub promise: Option<Promise>,
    /// Every consent of the template with its answer.
    pub consents: Vec<Consent>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One line of work.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkLine {
    /// Id of the line.
    pub id: Id,
    /// What will be done. 1 to 500 characters.
    pub description: String,
    /// Parts needed.
    pub parts: Vec<String>,
    /// Who pays.
    pub payer: Payer,
    /// Planned labour.
    pub labour_minutes: Option<u32>,
    /// Price in minor units. Absent: not yet known.
    pub price: Option<i64>,
    /// Whether the price includes tax.
    pub tax_mode: TaxMode,
    /// Tax rate in 1/100 percent (1300 is 13 %).
    pub tax_basis_points: Option<u16>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The total of one payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PayerTotal {
    /// Who pays.
    pub payer: Payer,
    /// Without tax, in minor units.
    pub net: i64,
    /// Tax, in minor units.
    pub tax: i64,
    /// With tax, in minor units.
    pub gross: i64,
    /// Labour of this payer's lines.
    pub labour_minutes: u32,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How far the final price may leave the estimate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deviation {
    /// Percent of the estimate, 0 to 100.
    pub percent: u8,
    /// What happens above it.
    pub above: AboveDeviation,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// When the car will be ready.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Promise {
    /// Promised moment.
    pub at: Timestamp,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The answer to one consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Consent {
    /// Which consent.
    pub consent: ConsentKind,
    /// The customer's answer.
    pub answer: ConsentAnswer,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A contradiction that was pointed out.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckRecord {
    /// Which one.
    pub check: CheckKind,
    /// What it is about: a mark's number, a station.
    pub subject: Option<String>,
    /// When it was first shown.
    pub flagged_at: Timestamp,
    /// Who went on all the same, and why. Absent: flagged and left open.
    pub overridden: Option<CheckOverride>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Why a contradiction stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckOverride {
    /// Name of the advisor.
    pub by: String,
    /// In the advisor's words.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A complaint (抱怨/投诉).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Complaint {
    /// In the customer's own words.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub words: String,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// Deadline of the first contact: 24 hours after it was written down.
    pub first_contact_due_at: Timestamp,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The call after the visit.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FollowUp {
    /// Last day of the call-back, 3 to 7 days after the promised handover.
    pub call_back_due_on: Option<NaiveDate>,
    /// Preferred window of the day.
    pub window: Option<CallWindow>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}
