//! What a word is called: the label of a control, the wording within a sentence, the one letter.
//!
//! Invariant: a word that the shipped template knows always has a label, in a shop's template that leaves it out as well.

use super::{CatalogueEntry, Labels, Template, catalogues::is_own_word};
use crate::{Extra, OwnLabel};

impl Template {
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
        let labels = self.labels(catalogue, word).or_else(|| Self::standard().labels(catalogue, word));
        labels.and_then(|labels| self.in_language(labels, language)).unwrap_or(word)
    }

    /// Every label of a word, as the template itself has them.
    pub fn labels(&self, catalogue: &str, word: &str) -> Option<&Labels> {
        if catalogue == "panel" {
            self.panel(word).map(|panel| &panel.labels)
        } else {
            self.entry(catalogue, word).map(|entry| &entry.labels)
        }
    }

    /// How a word reads within a sentence; its label where the catalogue has no other wording.
    pub fn sentence<'a>(&'a self, catalogue: &str, word: &'a str, language: &str) -> &'a str {
        self.known_entry(catalogue, word)
            .and_then(|entry| entry.sentence.as_ref())
            .and_then(|labels| self.in_language(labels, language))
            .unwrap_or_else(|| self.label(catalogue, word, language))
    }

    /// The one letter of a word (damage kinds).
    pub fn short(&self, catalogue: &str, word: &str) -> Option<&str> {
        self.known_entry(catalogue, word)?.short.as_deref()
    }

    /// One word of a catalogue, or of the shipped template's where this one leaves it out.
    fn known_entry(&self, catalogue: &str, word: &str) -> Option<&CatalogueEntry> {
        self.entry(catalogue, word).or_else(|| Self::standard().entry(catalogue, word))
    }

    /// Takes the words that a sheet brings along, where the template has no word of that name: what was signed can be read with the
    /// shop's words by somebody who has another template.
    pub fn add_own_labels(&mut self, labels: &[OwnLabel]) {
        for OwnLabel { catalogue, word, language, label, .. } in labels {
            let entries = self.catalogues.entry(catalogue.clone()).or_default();
            let at = entries.iter().position(|entry| entry.id == *word).unwrap_or_else(|| {
                entries.push(CatalogueEntry::own(word, Labels::new()));
                entries.len() - 1
            });
            entries[at].labels.entry(language.clone()).or_insert_with(|| label.clone());
        }
    }

    /// The labels that a sheet with these words brings along: of every word of the shop's own, in every language there is.
    pub fn own_labels(&self, is_used: impl Fn(&str) -> bool) -> Vec<OwnLabel> {
        let own = |entry: &&CatalogueEntry| is_own_word(&entry.id) && is_used(&entry.id);
        self.catalogues
            .iter()
            .flat_map(|(catalogue, entries)| entries.iter().filter(own).map(move |entry| (catalogue, entry)))
            .flat_map(|(catalogue, entry)| {
                entry.labels.iter().map(move |(language, label)| OwnLabel {
                    catalogue: catalogue.clone(),
                    word: entry.id.clone(),
                    language: language.clone(),
                    label: label.clone(),
                    extra: Extra::new(),
                })
            })
            .collect()
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
}

impl CatalogueEntry {
    /// A word of the shop's own.
    pub fn own(word: &str, labels: Labels) -> Self {
        Self { id: word.to_owned(), labels, sentence: None, short: None, enabled: None, extra: Extra::new() }
    }
}
