//! Validation of a template: can an intake be made with it? Everything wrong is named at once, by JSON pointer, so that whoever wrote the
//! file can mend it without guessing.
//!
//! Invariant: what passes here serialises back to the same canonical bytes, names every word that it offers in every language it says it
//! has, and leaves out nothing without which no sheet can be signed. A member that this version does not know is kept.

mod catalogues;
mod lists;
mod panels;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::path::Pointer;
use super::patterns::LANGUAGE;
use super::problem::{Findings, Problem, Warning};
use super::{strict, types, values};
use crate::{
    CatalogueEntry, Labels, RequiredAnswer, Template, TemplatePanel, TemplateShot, TemplateStation, TemplateStep,
};

/// Longest name of anything, in characters.
const LABEL: usize = 80;

/// Longest wording within a sentence, in characters.
const SENTENCE: usize = 200;

/// More languages than any shop speaks.
const LANGUAGES: usize = 20;

/// Reads a template from the bytes of a file: the template, and what is odd but no reason to refuse.
pub fn read_template(bytes: &[u8]) -> Result<(Template, Vec<Warning>), Vec<Problem>> {
    validate_template(&strict::parse(bytes)?)
}

/// Validates a template.
pub fn validate_template(value: &Value) -> Result<(Template, Vec<Warning>), Vec<Problem>> {
    let mut findings = Findings::default();
    if !value.is_object() {
        findings.refuse(Pointer::root(), "wrong_type", "a template is a JSON object");
        return Err(findings.into_problems());
    }
    values::check(value, &mut findings);
    let template = read(value, &mut findings);
    if let Some(template) = &template {
        check_head(template, &mut findings);
        lists::check(template, &mut findings);
        panels::check(template, &mut findings);
        catalogues::check(template, &mut findings);
    }
    findings.into_result(template)
}

/// The typed template. On failure each item of each list is read on its own, so that one wrong item does not hide another's fault.
fn read(value: &Value, findings: &mut Findings) -> Option<Template> {
    match types::read_whole(value, findings) {
        Ok(template) => Some(template),
        Err(error) => {
            read_items::<TemplateStep>(value, "steps", findings);
            read_items::<TemplateShot>(value, "shots", findings);
            read_items::<RequiredAnswer>(value, "required", findings);
            read_items::<TemplateStation>(value, "stations", findings);
            read_items::<TemplatePanel>(value, "panels", findings);
            let catalogues = value.get("catalogues").and_then(Value::as_object);
            for (name, entries) in catalogues.into_iter().flatten() {
                read_each::<CatalogueEntry>(entries, &Pointer::root().member("catalogues").member(name), findings);
            }
            types::refuse(&error, &Pointer::root(), findings);
            None
        }
    }
}

fn read_items<T: DeserializeOwned>(document: &Value, list: &str, findings: &mut Findings) {
    if let Some(items) = document.get(list) {
        read_each::<T>(items, &Pointer::root().member(list), findings);
    }
}

fn read_each<T: DeserializeOwned>(items: &Value, at: &Pointer, findings: &mut Findings) {
    for (index, item) in items.as_array().into_iter().flatten().enumerate() {
        if let Err(error) = serde_path_to_error::deserialize::<_, T>(item) {
            types::refuse(&error, &at.item(index), findings);
        }
    }
}

fn check_head(template: &Template, findings: &mut Findings) {
    word(&template.id, Pointer::root().member("id"), findings);
    if template.version == 0 {
        findings.refuse("/version", "out_of_range", "versions count from 1");
    }
    let languages = Pointer::root().member("languages");
    if template.languages.is_empty() {
        findings.refuse(languages.clone(), "empty_list", "a template speaks at least one language");
    }
    if template.languages.len() > LANGUAGES {
        findings.refuse(languages.clone(), "too_many", format!("at most {LANGUAGES} languages"));
    }
    for (index, language) in template.languages.iter().enumerate() {
        if !(LANGUAGE.accepts)(language) {
            findings.refuse(languages.item(index), LANGUAGE.code, format!("must match {}", LANGUAGE.regex));
        } else if template.languages[..index].contains(language) {
            findings.refuse(languages.item(index), "duplicate", "this language stands in the list already");
        }
    }
}

/// A word is written as on the wire.
fn word(word: &str, at: Pointer, findings: &mut Findings) -> bool {
    let is_word = (super::Pattern::word().accepts)(word);
    if !is_word {
        findings.refuse(
            at,
            super::Pattern::word().code,
            "a word is snake_case: a letter, then letters, digits and underscores, 64 at most",
        );
    }
    is_word
}

/// A text in every language of the template, neither empty nor too long for a control.
fn labels(labels: &Labels, longest: usize, template: &Template, at: &Pointer, findings: &mut Findings) {
    for language in &template.languages {
        if !labels.contains_key(language) {
            findings.refuse(at.member(language), "label_missing", "it has no name in this language");
        }
    }
    for (language, label) in labels {
        let here = at.member(language);
        if label.trim().is_empty() {
            findings.refuse(here, "too_short", "a name has at least one visible character");
        } else if label.chars().count() > longest {
            findings.refuse(here, "too_long", format!("at most {longest} characters"));
        } else if label.chars().any(char::is_control) {
            findings.refuse(here, "control_character", "a name stands on one line, without control characters");
        }
    }
}

/// Refuses the second and every later item with one key.
fn distinct<'a>(keys: impl Iterator<Item = (Pointer, &'a str)>, findings: &mut Findings) {
    let mut seen = std::collections::BTreeSet::new();
    for (at, key) in keys {
        if !seen.insert(key) {
            findings.refuse(at, "duplicate", "this stands in the list already");
        }
    }
}
