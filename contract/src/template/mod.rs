//! The template: the checklist as data. Steps, stations, panels, catalogues with their words in every language.
//!
//! Invariant: the shipped template knows every word that this version of the contract knows, in both languages, and gives every panel
//! of every body to exactly one station and one view. Where a left-hand drive car has its driver's side, a right-hand drive
//! car has its passenger's: panels are given to zones of the car, and zones to stations by the driver's side.

mod catalogues;
mod offered;
mod panels;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use catalogues::{Catalogue, is_own_word};

use crate::{BodyType, CanonicalError, Extra, GuidedShot, Station, Step, TemplateRef, View, canonical};

static STANDARD: LazyLock<Template> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../templates/standard.json"))
        .expect("the shipped template is checked by a test")
});

/// A text by language (BCP 47 tag).
pub type Labels = BTreeMap<String, String>;

/// A checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Template {
    /// Its id.
    pub id: String,
    /// Its version, one higher with every change.
    pub version: u32,
    /// The languages every label is in, the shop's first.
    pub languages: Vec<String>,
    /// Reception steps, in order.
    pub steps: Vec<TemplateStep>,
    /// Guided photos, in order.
    pub shots: Vec<TemplateShot>,
    /// Answers that must be there before anybody signs.
    pub required: Vec<RequiredAnswer>,
    /// Stations, in walking order.
    pub stations: Vec<TemplateStation>,
    /// Which station a zone of the car belongs to, by the driver's side.
    pub zones: BTreeMap<String, BTreeMap<String, Station>>,
    /// Panels of all bodies.
    pub panels: Vec<TemplatePanel>,
    /// Words of every catalogue, in the order they are offered.
    pub catalogues: BTreeMap<String, Vec<CatalogueEntry>>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A reception step.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplateStep {
    /// Which step.
    pub step: Step,
    /// How long it should take.
    pub budget_seconds: u32,
    /// Whether it is in use. Absent: yes.
    pub enabled: Option<bool>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A guided photo.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplateShot {
    /// Which photo.
    pub shot: GuidedShot,
    /// Whether it is in use. Absent: yes.
    pub enabled: Option<bool>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An answer that must be there before anybody signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequiredAnswer {
    /// The step in which it is asked.
    pub step: Step,
    /// Its place in the sheet, as a JSON pointer.
    pub path: String,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A station.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplateStation {
    /// Which station.
    pub station: Station,
    /// The view to show first, by the driver's side. Absent where there is no drawing.
    pub view: Option<BTreeMap<String, View>>,
    /// Whether it is in use. Absent: yes.
    pub enabled: Option<bool>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A panel of the drawings.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplatePanel {
    /// Its id, the same on every body.
    pub id: String,
    /// Its name.
    pub labels: Labels,
    /// The zone of the car it lies in.
    pub zone: String,
    /// The view that owns it: where its state is drawn and where a tap in the list leads.
    pub view: View,
    /// Every view it is seen in.
    pub views: Vec<View>,
    /// The bodies that have it. Absent: all.
    pub bodies: Option<Vec<BodyType>>,
    /// The panel it lies within, on cars that do not have it.
    pub within: Option<String>,
    /// Bodies on which it lies in another zone or belongs to another view.
    pub exceptions: Option<BTreeMap<String, PanelException>>,
    /// Whether it is in use. Absent: yes.
    pub enabled: Option<bool>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What is different about a panel on one body.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PanelException {
    /// Another zone.
    pub zone: Option<String>,
    /// Another owner view.
    pub view: Option<View>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A word of a catalogue.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CatalogueEntry {
    /// The word on the wire.
    pub id: String,
    /// What a control calls it.
    pub labels: Labels,
    /// How it reads within a sentence: the technician's for concerns, the customer's for damage and consents.
    pub sentence: Option<Labels>,
    /// One letter, shown where the label has no room.
    pub short: Option<String>,
    /// Whether it is in use. Absent: yes.
    pub enabled: Option<bool>,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Template {
    /// The checklist that the app ships with.
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// Its RFC 8785 canonical form: what is hashed, and what is kept under the hash.
    pub fn canonical_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::canonical_bytes(&self.to_value()?)
    }

    /// SHA-256 of its canonical form.
    pub fn digest(&self) -> Result<String, CanonicalError> {
        Ok(canonical::sha256_hex(&self.canonical_bytes()?))
    }

    /// The file that is exported: its members in the order of the canonical form, indented for people. Reading the file and exporting
    /// again gives the same bytes.
    pub fn file(&self) -> Result<String, CanonicalError> {
        Ok(serde_json::to_string_pretty(&self.to_value()?).map_err(CanonicalError::from)? + "\n")
    }

    /// It as a JSON value, members of newer versions included.
    pub fn to_value(&self) -> Result<serde_json::Value, CanonicalError> {
        serde_json::to_value(self).map_err(CanonicalError::from)
    }

    /// How a sheet names this template. The shop's own words are added by whoever uses them.
    pub fn reference(&self) -> Result<TemplateRef, CanonicalError> {
        Ok(TemplateRef {
            id: self.id.clone(),
            version: self.version,
            sha256: self.digest()?,
            own_labels: Vec::new(),
            extra: Extra::new(),
        })
    }
}
