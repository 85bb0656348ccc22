//! Catalogues: every word is named, and what the app itself understands is neither taken away nor added to.

use super::super::path::Pointer;
use super::super::problem::Findings;
use super::{LABEL, SENTENCE, distinct, labels, word};
use crate::{Catalogue, CatalogueEntry, Template, is_own_word};

/// Words of a catalogue, and catalogues, at most.
const MOST: usize = 200;

/// Longest one-letter name: a letter, or a letter and its accent.
const SHORT: usize = 2;

/// Answers that have to be given somewhere, so that there has to be one to give.
const ANSWERED: [&str; 9] = [
    "arrival_mode",
    "body_type",
    "damage_kind",
    "inaccessible_reason",
    "interior_condition",
    "powertrain",
    "skip_reason",
    "size_class",
    "work_kind",
];

/// Words that the app gives by itself, by catalogue.
const INDISPENSABLE: [(&str, &str); 1] = [("payer", "customer")];

impl Template {
    /// Whether an intake can do without a word of a catalogue.
    pub fn can_switch_off_word(catalogue: &str, word: &str) -> bool {
        Catalogue::of(catalogue).may_be_chosen() && !INDISPENSABLE.contains(&(catalogue, word))
    }
}

pub(super) fn check(template: &Template, findings: &mut Findings) {
    let all = Pointer::root().member("catalogues");
    if template.catalogues.len() > MOST {
        findings.refuse(all.clone(), "too_many", format!("at most {MOST} catalogues"));
    }
    for (name, entries) in &template.catalogues {
        let list = all.member(name);
        word(name, list.clone(), findings);
        if entries.len() > MOST {
            findings.refuse(list.clone(), "too_many", format!("at most {MOST} words"));
        }
        for (index, entry) in entries.iter().enumerate() {
            check_entry(template, name, entry, &list.item(index), findings);
        }
        let keys = entries.iter().enumerate();
        distinct(keys.map(|(index, entry)| (list.item(index).member("id"), entry.id.as_str())), findings);
        if ANSWERED.contains(&name.as_str()) && !entries.iter().any(CatalogueEntry::is_on) {
            findings.refuse(list.clone(), "empty_list", "there has to be an answer to give");
        }
        for (_, needed) in INDISPENSABLE.iter().filter(|(catalogue, _)| catalogue == name) {
            if !entries.iter().any(|entry| entry.id == *needed) {
                findings.refuse(list.clone(), "indispensable", format!("the app itself gives the answer {needed}"));
            }
        }
    }
}

fn check_entry(template: &Template, catalogue: &str, entry: &CatalogueEntry, at: &Pointer, findings: &mut Findings) {
    // Severity is a number on the wire.
    let is_word = if catalogue == "severity" {
        let is_severity = matches!(entry.id.as_str(), "1" | "2" | "3");
        if !is_severity {
            findings.refuse(at.member("id"), "not_extensible", "severity is 1, 2 or 3");
        }
        is_severity
    } else {
        word(&entry.id, at.member("id"), findings)
    };
    let is_shipped = Template::standard().entry(catalogue, &entry.id).is_some();
    if is_word && !is_shipped {
        if !is_own_word(&entry.id) {
            findings.warn(at.member("id"), "unknown_word", "this version does not know the word; it is kept");
        } else if !Catalogue::of(catalogue).may_grow() {
            findings.refuse(
                at.member("id"),
                "not_extensible",
                "a shop can't add words here: nothing would know what they mean",
            );
        }
    }
    if entry.enabled == Some(false) && !Template::can_switch_off_word(catalogue, &entry.id) {
        findings.refuse(at.member("enabled"), "indispensable", "the app itself gives this answer");
    }
    labels(&entry.labels, LABEL, template, &at.member("labels"), findings);
    if let Some(sentence) = &entry.sentence {
        labels(sentence, SENTENCE, template, &at.member("sentence"), findings);
    }
    if entry.short.as_ref().is_some_and(|short| !(1..=SHORT).contains(&short.chars().count())) {
        findings.refuse(at.member("short"), "too_long", "one letter");
    }
}
