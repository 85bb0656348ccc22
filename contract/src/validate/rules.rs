//! The rules of single values, as a table: one line per leaf of the sheet. The schema takes its bounds and patterns from the same
//! table, and a test compares the two, so that no member can be added without saying what it may hold.

use std::collections::HashSet;

use serde_json::Value;

use super::Stage;
use super::path::Way;
use super::patterns::{HASH, ID, Pattern, WORD};
use super::problem::Findings;
use super::table::RULES;
use crate::Timestamp;

/// What a value may hold.
#[derive(Clone, Copy)]
pub enum Rule {
    /// UUID version 7, lower-case with hyphens.
    Id,
    /// SHA-256, 64 lower-case hex digits.
    Hash,
    /// RFC 3339 with offset, to the millisecond.
    Moment,
    /// RFC 3339 full-date.
    Day,
    /// So many Unicode scalar values.
    Text(usize, usize),
    /// A whole number in this range.
    Integer(i64, i64),
    /// true or false.
    Flag,
    /// A word of an open catalogue; the function says whether it is known.
    Word(fn(&str) -> bool),
    /// A text of a fixed shape.
    Shape(&'static Pattern),
    /// An array of at most so many items.
    Items(usize),
}

/// Every rule with its place.
pub fn rules() -> &'static [(&'static str, Rule)] {
    RULES
}

/// The rule of a place, `*` for each index: what a form may accept there.
pub fn rule_of(path: &str) -> Option<&'static Rule> {
    RULES.iter().find(|(at, _)| *at == path).map(|(_, rule)| rule)
}

/// The most characters a text may have at a place, for a form's `maxlength`. `None` where the rule is another one.
pub fn longest_text(path: &str) -> Option<usize> {
    match rule_of(path) {
        Some(Rule::Text(_, max)) => Some(*max),
        _ => None,
    }
}

/// Checks every value that has a rule. A value of another type is left to the typed reading.
pub(super) fn check(document: &Value, stage: Stage, findings: &mut Findings) {
    let labelled = labelled_words(document);
    for (path, rule) in RULES {
        // Before signing the digest is not computed, and may be any text.
        if stage == Stage::Content && *path == "/acknowledgement/content_digest" {
            continue;
        }
        visit(document, &path[1..], &Way::Document, &mut |value, at| apply(rule, value, at, &labelled, findings));
    }
}

/// The shop's own words that the sheet brings labels for.
fn labelled_words(document: &Value) -> HashSet<&str> {
    let labels = document.pointer("/template/own_labels").and_then(Value::as_array);
    labels.into_iter().flatten().filter_map(|label| label.get("word")?.as_str()).collect()
}

/// Calls `found` for every value at a path with `*`s.
fn visit(value: &Value, path: &str, at: &Way, found: &mut dyn FnMut(&Value, &Way)) {
    let (head, rest) = path.split_once('/').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let mut step = |value: &Value, at: &Way| match rest {
        Some(rest) => visit(value, rest, at, found),
        None => found(value, at),
    };
    match value {
        Value::Array(items) if head == "*" => {
            for (index, item) in items.iter().enumerate() {
                step(item, &at.item(index));
            }
        }
        Value::Array(items) => {
            if let Some((index, item)) = head.parse().ok().and_then(|index: usize| Some((index, items.get(index)?))) {
                step(item, &at.item(index));
            }
        }
        Value::Object(members) if head != "*" => {
            if let Some(member) = members.get(head) {
                step(member, &at.member(head));
            }
        }
        _ => {}
    }
}

fn apply(rule: &Rule, value: &Value, at: &Way, labelled: &HashSet<&str>, findings: &mut Findings) {
    match (rule, value) {
        (Rule::Text(min, max), Value::String(text)) => {
            // Counting stops at the limit: the text may be megabytes.
            let length = text.chars().take(max.saturating_add(1)).count();
            if length < *min || text.trim().is_empty() && *min > 0 {
                findings.refuse(at, "too_short", format!("at least {min} visible character(s)"));
            } else if length > *max {
                findings.refuse(at, "too_long", format!("at most {max} characters"));
            }
        }
        (Rule::Integer(min, max), Value::Number(number)) => {
            if number.as_i64().is_some_and(|integer| !(*min..=*max).contains(&integer)) {
                findings.refuse(at, "out_of_range", format!("from {min} to {max}"));
            }
        }
        (Rule::Items(max), Value::Array(items)) => {
            if items.len() > *max {
                findings.refuse(at, "too_many", format!("at most {max} items"));
            }
        }
        (Rule::Word(is_known), Value::String(word)) => {
            if !(WORD.accepts)(word) {
                findings.refuse(
                    at,
                    WORD.code,
                    "a word is snake_case: a letter, then letters, digits and underscores, 64 at most",
                );
            } else if word.starts_with("x_") && !labelled.contains(word.as_str()) {
                findings.warn(at, "label_missing", "the shop's own word has no label in template.own_labels");
            } else if !word.starts_with("x_") && !is_known(word) {
                findings.warn(at, "unknown_word", "this version does not know the word; it is kept");
            }
        }
        (Rule::Id, Value::String(text)) => shape(&ID, text, at, findings),
        (Rule::Hash, Value::String(text)) => shape(&HASH, text, at, findings),
        (Rule::Shape(pattern), Value::String(text)) => shape(pattern, text, at, findings),
        (Rule::Moment, Value::String(text)) => {
            let spelled = serde_json::from_value::<Timestamp>(value.clone()).map(|moment| moment.to_string());
            if spelled.ok().as_ref() != Some(text) {
                findings.refuse(
                    at,
                    "not_a_moment",
                    "RFC 3339 with the shop's offset, to the millisecond: 2026-11-21T10:37:00.000+08:00",
                );
            }
        }
        (Rule::Day, Value::String(text)) => {
            let spelled = text.parse::<chrono::NaiveDate>().map(|day| day.to_string());
            if text.len() != 10 || spelled.ok().as_ref() != Some(text) {
                findings.refuse(at, "not_a_day", "RFC 3339 full-date: 2026-11-21");
            }
        }
        _ => {}
    }
}

fn shape(pattern: &Pattern, text: &str, at: &Way, findings: &mut Findings) {
    if !(pattern.accepts)(text) {
        findings.refuse(at, pattern.code, format!("must match {}", pattern.regex));
    }
}
