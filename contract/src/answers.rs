//! What a backend says: its answer to a sheet, and what it offers to be fetched. Read leniently, because others write it:
//! nothing here is hashed, everything but the receipt's digest can be missing, and an unknown member is kept.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Extra, Party, Vehicle, WorkKind};

/// A refusal in the backend's own words (RFC 9457 problem details).
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProblemDetails {
    /// What kind of problem, as a URI.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The problem in a few words.
    pub title: Option<String>,
    /// The HTTP status again.
    pub status: Option<u16>,
    /// What happened this time, for the advisor to read.
    pub detail: Option<String>,
    /// This occurrence, as a URI.
    pub instance: Option<String>,
    /// With 409: the seal's digest of the sheet that the backend keeps under this id.
    pub digest: Option<String>,
    /// What is wrong with the sheet, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<ProblemItem>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One thing that is wrong with a sheet.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProblemItem {
    /// JSON pointer to it.
    pub path: String,
    /// What is wrong, as a word.
    pub code: Option<String>,
    /// What is wrong, as a sentence.
    pub message: Option<String>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Answer of `GET health`.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Health {
    /// `ok`.
    pub status: String,
    /// Name and version of the backend.
    pub software: Option<String>,
    /// The highest version of the contract that it reads.
    pub contract_version: Option<String>,
    /// The backend's own time, RFC 3339.
    pub time: Option<String>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Answer of `GET appointments`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppointmentDay {
    /// The day asked for, in the shop's time zone.
    pub date: NaiveDate,
    /// Its appointments, in any order.
    pub appointments: Vec<ExpectedVisit>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A visit that is expected. What is known of it fills the sheet in; the advisor confirms it with the customer.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpectedVisit {
    /// The planning system's own number; becomes `arrival.appointment.reference`.
    pub reference: String,
    /// The appointed time, RFC 3339 with offset; becomes `arrival.appointment.at`.
    pub at: String,
    /// Who is expected, as the file knows it.
    pub customer: Option<Party>,
    /// With which car.
    pub vehicle: Option<Vehicle>,
    /// For which work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds_of_work: Vec<WorkKind>,
    /// What was said when it was made.
    #[cfg_attr(feature = "schema", schemars(extend("x-personal" = true)))]
    pub note: Option<String>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}
