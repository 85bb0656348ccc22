//! Steps, stations, guided photos and required answers: what is gone through, and that it can end in a signed sheet.

use super::super::path::Pointer;
use super::super::problem::Findings;
use super::super::rules::rules;
use super::{distinct, word};
use crate::{Step, Template, is_own_word};

/// Without these no sheet can be signed: whose car it is, what is agreed, and the signatures themselves.
const INDISPENSABLE: [Step; 3] = [Step::CustomerAndVehicle, Step::Work, Step::Review];

/// The longest that a step may be planned for.
const BUDGET_SECONDS: u32 = 3_600;

/// Items of a list, at most.
const MOST: usize = 200;

impl Template {
    /// Whether an intake can do without a step.
    pub fn can_switch_off(step: &Step) -> bool {
        !INDISPENSABLE.contains(step)
    }
}

pub(super) fn check(template: &Template, findings: &mut Findings) {
    check_steps(template, findings);
    check_stations(template, findings);
    check_shots(template, findings);
    check_required(template, findings);
}

fn too_many(at: &Pointer, length: usize, findings: &mut Findings) {
    if length > MOST {
        findings.refuse(at.clone(), "too_many", format!("at most {MOST} items"));
    }
}

fn check_steps(template: &Template, findings: &mut Findings) {
    let list = Pointer::root().member("steps");
    too_many(&list, template.steps.len(), findings);
    let at = |index: usize| list.item(index).member("step");
    for (index, entry) in template.steps.iter().enumerate() {
        let name = entry.step.as_str();
        if word(name, at(index), findings) && !entry.step.is_known() {
            if is_own_word(name) {
                findings.refuse(
                    at(index),
                    "not_extensible",
                    "a shop can't add steps: nothing in the app would ask anything there",
                );
            } else {
                findings.warn(at(index), "unknown_word", "this version does not know the step; it is left out");
            }
        }
        if entry.budget_seconds > BUDGET_SECONDS {
            findings.refuse(
                list.item(index).member("budget_seconds"),
                "out_of_range",
                format!("from 0 to {BUDGET_SECONDS}"),
            );
        }
        if entry.enabled == Some(false) && INDISPENSABLE.contains(&entry.step) {
            findings.refuse(
                list.item(index).member("enabled"),
                "indispensable",
                "without this step no sheet can be signed",
            );
        }
    }
    distinct(template.steps.iter().enumerate().map(|(index, entry)| (at(index), entry.step.as_str())), findings);
    for step in INDISPENSABLE.iter().filter(|step| !template.steps.iter().any(|entry| entry.step == **step)) {
        findings.refuse(
            list.clone(),
            "indispensable",
            format!("the step {step} is missing: without it no sheet can be signed"),
        );
    }
    let review = template.steps.iter().position(|entry| entry.step == Step::Review);
    if let Some(review) = review
        && template.steps[review + 1..].iter().any(|entry| entry.enabled != Some(false) && entry.step.is_known())
    {
        findings.refuse(at(review), "review_not_last", "what comes after the signatures would not be signed");
    }
}

fn check_stations(template: &Template, findings: &mut Findings) {
    let list = Pointer::root().member("stations");
    too_many(&list, template.stations.len(), findings);
    for (index, entry) in template.stations.iter().enumerate() {
        named(template, "station", entry.station.as_str(), list.item(index).member("station"), findings);
        for side in ["left", "right"] {
            let Some(views) = &entry.view else { continue };
            let at = list.item(index).member("view").member(side);
            match views.get(side) {
                None => findings.refuse(at, "missing", "a view is named for either driver's side"),
                Some(view) if !view.is_known() => {
                    findings.refuse(at, "unknown_reference", "no drawing has this view");
                }
                Some(_) => {}
            }
        }
    }
    let keys = template.stations.iter().enumerate();
    distinct(keys.map(|(index, entry)| (list.item(index).member("station"), entry.station.as_str())), findings);
    if template.has_step(&Step::Walkaround) && template.stations_on().next().is_none() {
        findings.refuse(list, "empty_list", "a walk-around goes to at least one station");
    }
}

fn check_shots(template: &Template, findings: &mut Findings) {
    let list = Pointer::root().member("shots");
    too_many(&list, template.shots.len(), findings);
    let at = |index: usize| list.item(index).member("shot");
    for (index, entry) in template.shots.iter().enumerate() {
        named(template, "guided_shot", entry.shot.as_str(), at(index), findings);
    }
    distinct(template.shots.iter().enumerate().map(|(index, entry)| (at(index), entry.shot.as_str())), findings);
}

/// A word that stands in a list of its own is named in its catalogue: here, or in the shipped template.
fn named(template: &Template, catalogue: &str, name: &str, at: Pointer, findings: &mut Findings) {
    let is_named = template.entry(catalogue, name).is_some() || Template::standard().entry(catalogue, name).is_some();
    if word(name, at.clone(), findings) && !is_named {
        findings.refuse(at, "label_missing", format!("the catalogue {catalogue} does not name it"));
    }
}

fn check_required(template: &Template, findings: &mut Findings) {
    let list = Pointer::root().member("required");
    too_many(&list, template.required.len(), findings);
    for (index, required) in template.required.iter().enumerate() {
        let below = format!("{}/", required.path);
        let is_there = required.path.starts_with('/')
            && rules().iter().any(|(path, _)| *path == required.path || path.starts_with(&below));
        if !is_there {
            findings.refuse(list.item(index).member("path"), "not_in_sheet", "no sheet has this member");
        }
        if word(required.step.as_str(), list.item(index).member("step"), findings) && !required.step.is_known() {
            findings.refuse(list.item(index).member("step"), "unknown_reference", "there is no such step");
        }
    }
    let keys = template.required.iter().enumerate();
    distinct(keys.map(|(index, required)| (list.item(index).member("path"), required.path.as_str())), findings);
}
