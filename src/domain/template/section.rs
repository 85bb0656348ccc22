//! The sections of a template as lists of rows: what a shop can change about each of them.

use std::ops::RangeInclusive;

use walkaround_contract::{Catalogue, CatalogueEntry, Labels, Step, Template, is_own_word};

/// A part of a template that is a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Section {
    Steps,
    Stations,
    Shots,
    Panels,
    Catalogue(String),
}

/// One line of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The word on the wire.
    pub id: String,
    pub labels: Labels,
    /// How it reads within a sentence, where it has another wording there.
    pub sentence: Option<Labels>,
    pub on: bool,
    /// It can be switched.
    pub can_switch: bool,
    pub can_rise: bool,
    pub can_fall: bool,
    /// The shop's own word, which can be removed.
    pub own: bool,
}

/// Catalogues in the order in which an advisor meets them; those that are not named here come after them.
const AS_MET: [&str; 32] = [
    "arrival_mode",
    "work_kind",
    "salutation",
    "channel",
    "relation",
    "file_field",
    "body_type",
    "powertrain",
    "port_condition",
    "warranty_state",
    "symptom",
    "place",
    "when_state",
    "speed_range",
    "road",
    "action",
    "weather",
    "frequency",
    "since",
    "reproduced",
    "damage_kind",
    "size_class",
    "inaccessible_reason",
    "skip_reason",
    "warning_lamp",
    "cabin_function",
    "interior_area",
    "interior_condition",
    "accessory_kind",
    "payer",
    "above_deviation",
    "consent_kind",
];

/// Catalogues that are a section of their own: those of which a shop can choose the words, or those that can only be called something else.
/// The words of steps, stations and photos stand in their lists.
pub fn catalogues(template: &Template, may_be_chosen: bool) -> Vec<String> {
    const ELSEWHERE: [&str; 3] = ["step", "station", "guided_shot"];
    let shipped = &Template::standard().catalogues;
    let added = template.catalogues.keys().filter(|name| !shipped.contains_key(*name));
    let is_here =
        |name: &&String| !ELSEWHERE.contains(&name.as_str()) && Catalogue::of(name).may_be_chosen() == may_be_chosen;
    let mut names: Vec<String> = shipped.keys().chain(added).filter(is_here).cloned().collect();
    names.sort_by_key(|name| AS_MET.iter().position(|met| met == name).unwrap_or(AS_MET.len()));
    names
}

impl Section {
    /// The catalogue that names its words; panels name themselves.
    pub fn catalogue(&self) -> &str {
        match self {
            Self::Steps => "step",
            Self::Stations => "station",
            Self::Shots => "guided_shot",
            Self::Panels => "panel",
            Self::Catalogue(name) => name,
        }
    }

    /// Whether words of the shop's own can be added.
    pub fn may_grow(&self) -> bool {
        match self {
            Self::Steps | Self::Panels => false,
            Self::Stations | Self::Shots => true,
            Self::Catalogue(name) => Catalogue::of(name).may_grow(),
        }
    }

    /// Whether its lines can be put in another order. Panels stand in the order of the drawings.
    pub fn has_order(&self) -> bool {
        match self {
            Self::Steps | Self::Stations | Self::Shots => true,
            Self::Panels => false,
            Self::Catalogue(name) => Catalogue::of(name).may_be_chosen(),
        }
    }

    /// Whether a line can be switched off.
    pub(super) fn can_switch(&self, id: &str) -> bool {
        match self {
            Self::Steps => Template::can_switch_off(&Step::from(id)),
            Self::Stations | Self::Shots | Self::Panels => true,
            Self::Catalogue(name) => Template::can_switch_off_word(name, id),
        }
    }

    /// Ids that the template lists, each with whether it is on.
    pub(super) fn listed(&self, template: &Template) -> Vec<(String, bool)> {
        let is_on = |enabled: Option<bool>| enabled != Some(false);
        match self {
            Self::Steps => template.steps.iter().map(|entry| (entry.step.to_string(), is_on(entry.enabled))).collect(),
            Self::Stations => {
                template.stations.iter().map(|entry| (entry.station.to_string(), is_on(entry.enabled))).collect()
            }
            Self::Shots => template.shots.iter().map(|entry| (entry.shot.to_string(), is_on(entry.enabled))).collect(),
            Self::Panels => template.panels.iter().map(|panel| (panel.id.clone(), panel.is_in_use())).collect(),
            Self::Catalogue(name) => {
                let entries = template.catalogues.get(name).or_else(|| Template::standard().catalogues.get(name));
                entries.into_iter().flatten().map(|entry| (entry.id.clone(), entry.is_on())).collect()
            }
        }
    }

    /// Its lines: what the template lists, then what only the shipped one does, which is off.
    pub fn rows(&self, template: &Template) -> Vec<Row> {
        let mut listed = self.listed(template);
        let length = listed.len();
        for (id, _) in self.listed(Template::standard()) {
            if !listed.iter().any(|(known, _)| *known == id) {
                // Every word that only has another name elsewhere is offered, whoever leaves it out.
                listed.push((id, !self.has_order() && *self != Self::Panels));
            }
        }
        let ids: Vec<String> = listed.iter().map(|(id, _)| id.clone()).collect();
        listed
            .into_iter()
            .enumerate()
            .map(|(place, (id, on))| Row {
                labels: self.labels(template, &id),
                sentence: self.entry(template, &id).and_then(|entry| entry.sentence.clone()),
                on,
                can_switch: self.can_switch(&id),
                can_rise: place < length && place > 0 && self.may_pass(&ids[place - 1], &id),
                can_fall: place + 1 < length && self.may_pass(&id, &ids[place + 1]),
                own: is_own_word(&id),
                id,
            })
            .collect()
    }

    /// The places in the list that a line may take, its own among them. `None` for one that the template does not list.
    pub fn reach(&self, template: &Template, id: &str) -> Option<RangeInclusive<usize>> {
        let listed = self.listed(template);
        let from = listed.iter().position(|(known, _)| known == id)?;
        let above = listed[..from].iter().rev().take_while(|(upper, _)| self.may_pass(upper, id)).count();
        let below = listed[from + 1..].iter().take_while(|(lower, _)| self.may_pass(id, lower)).count();
        Some(from - above..=from + below)
    }

    /// Whether two neighbours may change places: nothing comes after the signatures.
    pub(super) fn may_pass(&self, upper: &str, lower: &str) -> bool {
        let is_review = |id: &str| *self == Self::Steps && id == Step::Review.as_str();
        self.has_order() && !is_review(upper) && !is_review(lower)
    }

    fn labels(&self, template: &Template, id: &str) -> Labels {
        let catalogue = self.catalogue();
        let labels = template.labels(catalogue, id).or_else(|| Template::standard().labels(catalogue, id));
        labels.cloned().unwrap_or_default()
    }

    fn entry<'a>(&self, template: &'a Template, id: &str) -> Option<&'a CatalogueEntry> {
        template.entry(self.catalogue(), id).or_else(|| Template::standard().entry(self.catalogue(), id))
    }
}
