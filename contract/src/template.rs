//! The template: the checklist as data. Steps, stations, panels, catalogues with their words in every language.
//!
//! Invariant: the shipped template knows every word that this version of the contract knows, in both languages, and gives every panel
//! of every body to exactly one station and one view. Where a left-hand drive car has its driver's side, a right-hand drive
//! car has its passenger's: panels are given to zones of the car, and zones to stations by the driver's side.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{BodyType, CanonicalError, DriverSide, Extra, GuidedShot, Station, Step, TemplateRef, View, canonical};

static STANDARD: LazyLock<Template> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../templates/standard.json")).expect("the shipped template is checked by a test")
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplateStep {
    /// Which step.
    pub step: Step,
    /// How long it should take.
    pub budget_seconds: u32,
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A guided photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplateShot {
    /// Which photo.
    pub shot: GuidedShot,
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
    /// Members from a newer version.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Template {
    /// The checklist that the app ships with.
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// SHA-256 of its canonical form.
    pub fn digest(&self) -> Result<String, CanonicalError> {
        Ok(canonical::sha256_hex(&canonical::canonical_bytes(
            &serde_json::to_value(self).map_err(CanonicalError::from)?,
        )?))
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

    /// Words of a catalogue, in the order they are offered; none for an unknown catalogue.
    pub fn entries(&self, catalogue: &str) -> &[CatalogueEntry] {
        self.catalogues.get(catalogue).map_or(&[], Vec::as_slice)
    }

    /// One word of a catalogue.
    pub fn entry(&self, catalogue: &str, word: &str) -> Option<&CatalogueEntry> {
        self.entries(catalogue).iter().find(|entry| entry.id == word)
    }

    /// What a word is called, in a language or the nearest there is; the word itself if it is unknown. Catalogue `panel` is the panels.
    pub fn label<'a>(&'a self, catalogue: &str, word: &'a str, language: &str) -> &'a str {
        let labels = if catalogue == "panel" {
            self.panel(word).map(|panel| &panel.labels)
        } else {
            self.entry(catalogue, word).map(|entry| &entry.labels)
        };
        labels.and_then(|labels| self.in_language(labels, language)).unwrap_or(word)
    }

    /// How a word reads within a sentence; its label where the catalogue has no other wording.
    pub fn sentence<'a>(&'a self, catalogue: &str, word: &'a str, language: &str) -> &'a str {
        self.entry(catalogue, word)
            .and_then(|entry| entry.sentence.as_ref())
            .and_then(|labels| self.in_language(labels, language))
            .unwrap_or_else(|| self.label(catalogue, word, language))
    }

    /// The one letter of a word (damage kinds).
    pub fn short(&self, catalogue: &str, word: &str) -> Option<&str> {
        self.entry(catalogue, word)?.short.as_deref()
    }

    /// The language itself, then one with the same primary subtag (`zh` for `zh-CN`, either way), then the template's own.
    fn in_language<'a>(&self, labels: &'a Labels, language: &str) -> Option<&'a str> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        labels
            .get(language)
            .or_else(|| labels.iter().find(|(tag, _)| primary(tag) == primary(language)).map(|(_, label)| label))
            .or_else(|| labels.get(self.languages.first()?))
            .map(String::as_str)
    }

    /// A panel by its id.
    pub fn panel(&self, id: &str) -> Option<&TemplatePanel> {
        self.panels.iter().find(|panel| panel.id == id)
    }

    /// Panels that a body has, in the order of the drawings.
    pub fn panels_of_body<'a>(&'a self, body: &'a BodyType) -> impl Iterator<Item = &'a TemplatePanel> {
        self.panels.iter().filter(move |panel| panel.is_on(body))
    }

    /// The station a panel belongs to. `None` for a panel the body does not have.
    pub fn station_of(&self, panel: &str, body: &BodyType, driver_side: &DriverSide) -> Option<&Station> {
        self.place_of(self.panel(panel)?, body, driver_side)
    }

    /// As [`station_of`](Self::station_of), for a panel at hand: who goes through all panels need not search for each of them.
    pub fn place_of(&self, panel: &TemplatePanel, body: &BodyType, driver_side: &DriverSide) -> Option<&Station> {
        if !panel.is_on(body) {
            return None;
        }
        self.zones.get(driver_side.as_str())?.get(panel.zone_on(body))
    }

    /// The view that owns a panel. `None` for a panel the body does not have.
    pub fn owner_view(&self, panel: &str, body: &BodyType) -> Option<&View> {
        let panel = self.panel(panel).filter(|panel| panel.is_on(body))?;
        Some(panel.view_on(body))
    }

    /// The panels of a station, in the order of the drawings; none where there is no drawing.
    pub fn panels_of(&self, station: &Station, body: &BodyType, driver_side: &DriverSide) -> Vec<&str> {
        self.panels
            .iter()
            .filter(|panel| self.place_of(panel, body, driver_side) == Some(station))
            .map(|panel| panel.id.as_str())
            .collect()
    }

    /// The view to show first at a station. `None` where there is no drawing.
    pub fn view_of_station(&self, station: &Station, driver_side: &DriverSide) -> Option<&View> {
        self.stations.iter().find(|entry| entry.station == *station)?.view.as_ref()?.get(driver_side.as_str())
    }
}

impl TemplatePanel {
    /// Whether a body has this panel.
    pub fn is_on(&self, body: &BodyType) -> bool {
        self.bodies.as_ref().map_or(body.is_known(), |bodies| bodies.contains(body))
    }

    fn exception(&self, body: &BodyType) -> Option<&PanelException> {
        self.exceptions.as_ref()?.get(body.as_str())
    }

    /// The zone it lies in on a body.
    pub fn zone_on(&self, body: &BodyType) -> &str {
        self.exception(body).and_then(|exception| exception.zone.as_deref()).unwrap_or(&self.zone)
    }

    /// The view that owns it on a body.
    pub fn view_on(&self, body: &BodyType) -> &View {
        self.exception(body).and_then(|exception| exception.view.as_ref()).unwrap_or(&self.view)
    }
}
