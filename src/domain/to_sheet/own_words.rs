//! The shop's own words that a sheet uses, with their labels: whoever reads the sheet has not the shop's template.

use std::collections::BTreeSet;

use serde_json::Value;
use walkaround_contract::{Sheet, Template, is_own_word};

/// Adds the labels of every word of the shop's own that the sheet uses. A draft that is finished on another tablet keeps those it brought.
pub(super) fn label(sheet: &mut Sheet, template: &Template) {
    let has_own = template.catalogues.values().flatten().any(|entry| is_own_word(&entry.id));
    if !has_own {
        return;
    }
    // A sheet has no floats and no keys but strings, so it always has a JSON form.
    let Ok(value) = sheet.to_value() else { return };
    let mut used = BTreeSet::new();
    collect(&value, &mut used);
    sheet.template.own_labels = template.own_labels(|word| used.contains(word));
}

fn collect<'a>(value: &'a Value, used: &mut BTreeSet<&'a str>) {
    match value {
        Value::String(text) if is_own_word(text) => {
            used.insert(text);
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, used)),
        Value::Object(members) => members.values().for_each(|member| collect(member, used)),
        _ => {}
    }
}
