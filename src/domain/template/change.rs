//! Changes to a section: switch, move, rename, add, remove.

use walkaround_contract::{
    CatalogueEntry, Extra, GuidedShot, Labels, Station, Step, Template, TemplateShot, TemplateStation, is_own_word,
};

use super::new_word::word_for;
use super::section::Section;

impl Section {
    /// Switches a line on or off. What the template leaves out is taken from the shipped one. A line that no intake can do without stays on.
    pub fn switch(&self, template: &mut Template, id: &str, on: bool) {
        if !on && !self.can_switch(id) {
            return;
        }
        let enabled = (!on).then_some(false);
        match self {
            Self::Steps => match template.steps.iter_mut().find(|entry| entry.step.as_str() == id) {
                Some(known) => known.enabled = enabled,
                None => {
                    let shipped = Template::standard().steps.iter().find(|entry| entry.step.as_str() == id);
                    let last = template.steps.iter().position(|entry| entry.step == Step::Review);
                    let place = last.unwrap_or(template.steps.len());
                    template.steps.splice(place..place, shipped.cloned());
                }
            },
            Self::Stations => match template.stations.iter_mut().find(|entry| entry.station.as_str() == id) {
                Some(known) => known.enabled = enabled,
                None => {
                    let shipped = Template::standard().stations.iter().filter(|entry| entry.station.as_str() == id);
                    template.stations.extend(shipped.cloned());
                }
            },
            Self::Shots => match template.shots.iter_mut().find(|entry| entry.shot.as_str() == id) {
                Some(known) => known.enabled = enabled,
                None => {
                    let shipped = Template::standard().shots.iter().filter(|entry| entry.shot.as_str() == id);
                    template.shots.extend(shipped.cloned());
                }
            },
            Self::Panels => match template.panels.iter_mut().find(|panel| panel.id == id) {
                Some(known) => known.enabled = enabled,
                None => template.panels.extend(Template::standard().panel(id).cloned()),
            },
            Self::Catalogue(name) => {
                if let Some(entry) = entry_mut(template, name, id) {
                    entry.enabled = enabled;
                }
            }
        }
    }

    /// Moves a line up (-1) or down (+1), where it may.
    pub fn shift(&self, template: &mut Template, id: &str, by: isize) {
        let from = self.listed(template).iter().position(|(known, _)| known == id);
        if let Some(to) = from.and_then(|from| from.checked_add_signed(by)) {
            self.put(template, id, to);
        }
    }

    /// Puts a line at another place of its list, where it may stand there; those between move up.
    pub fn put(&self, template: &mut Template, id: &str, to: usize) {
        let from = self.listed(template).iter().position(|(known, _)| known == id);
        let may = self.reach(template, id).is_some_and(|reach| reach.contains(&to));
        let Some(from) = from.filter(|_| may) else { return };
        match self {
            Self::Steps => carry(&mut template.steps, from, to),
            Self::Stations => carry(&mut template.stations, from, to),
            Self::Shots => carry(&mut template.shots, from, to),
            Self::Panels => {}
            Self::Catalogue(name) => {
                if from != to {
                    carry(own_copy(template, name), from, to);
                }
            }
        }
    }

    /// Calls a line something else in a language.
    pub fn rename(&self, template: &mut Template, id: &str, language: &str, label: String) {
        if *self == Self::Panels {
            if let Some(panel) = template.panels.iter_mut().find(|panel| panel.id == id) {
                panel.labels.insert(language.to_owned(), label);
            }
        } else if let Some(entry) = entry_mut(template, self.catalogue(), id) {
            entry.labels.insert(language.to_owned(), label);
        }
    }

    /// Words a line otherwise within a sentence, in a language.
    pub fn reword(&self, template: &mut Template, id: &str, language: &str, words: String) {
        let entry = entry_mut(template, self.catalogue(), id);
        if let Some(sentence) = entry.and_then(|entry| entry.sentence.as_mut()) {
            sentence.insert(language.to_owned(), words);
        }
    }

    /// Adds a word of the shop's own, at the end of the list. `None` where the section takes none.
    pub fn add(&self, template: &mut Template, labels: Labels) -> Option<String> {
        if !self.may_grow() {
            return None;
        }
        let taken: Vec<String> = self.rows(template).into_iter().map(|row| row.id).collect();
        let word = word_for(&labels, &taken);
        own_copy(template, self.catalogue()).push(CatalogueEntry::own(&word, labels));
        match self {
            Self::Stations => template.stations.push(TemplateStation {
                station: Station::from(word.as_str()),
                view: None,
                enabled: None,
                extra: Extra::new(),
            }),
            Self::Shots => template.shots.push(TemplateShot {
                shot: GuidedShot::from(word.as_str()),
                enabled: None,
                extra: Extra::new(),
            }),
            Self::Steps | Self::Panels | Self::Catalogue(_) => {}
        }
        Some(word)
    }

    /// Removes a word of the shop's own. A shipped one can only be switched off.
    pub fn remove(&self, template: &mut Template, id: &str) {
        if !is_own_word(id) {
            return;
        }
        match self {
            Self::Stations => {
                template.stations.retain(|entry| entry.station.as_str() != id);
                // A zone that led there leads nowhere now; the shipped table is the way back.
                for (side, zones) in &mut template.zones {
                    for (zone, station) in zones.iter_mut().filter(|(_, station)| station.as_str() == id) {
                        let shipped = Template::standard().zones.get(side).and_then(|zones| zones.get(zone));
                        if let Some(shipped) = shipped {
                            *station = shipped.clone();
                        }
                    }
                }
            }
            Self::Shots => template.shots.retain(|entry| entry.shot.as_str() != id),
            Self::Steps | Self::Panels | Self::Catalogue(_) => {}
        }
        if let Some(entries) = template.catalogues.get_mut(self.catalogue()) {
            entries.retain(|entry| entry.id != id);
        }
    }
}

/// Takes an item out and puts it in again elsewhere.
fn carry<T>(items: &mut [T], from: usize, to: usize) {
    if from < to {
        items[from..=to].rotate_left(1);
    } else {
        items[to..=from].rotate_right(1);
    }
}

/// The words of a catalogue, as the template's own from here on: a catalogue that it says nothing of is the shipped one.
fn own_copy<'a>(template: &'a mut Template, catalogue: &str) -> &'a mut Vec<CatalogueEntry> {
    template.catalogues.entry(catalogue.to_owned()).or_insert_with(|| Template::standard().entries(catalogue).to_vec())
}

/// A word of a catalogue, taken from the shipped one where the template leaves it out. `None` for a word that nobody knows.
fn entry_mut<'a>(template: &'a mut Template, catalogue: &str, id: &str) -> Option<&'a mut CatalogueEntry> {
    let entries = own_copy(template, catalogue);
    if !entries.iter().any(|entry| entry.id == id) {
        entries.push(Template::standard().entry(catalogue, id)?.clone());
    }
    entries.iter_mut().find(|entry| entry.id == id)
}
