//! Panels and the zones they lie in. The drawings are the app's, so a template can leave panels out and call them otherwise, but it can't
//! invent any.

use super::super::path::Pointer;
use super::super::problem::Findings;
use super::{LABEL, distinct, labels, word};
use crate::{Template, TemplatePanel, View, is_own_word};

/// Sides for which zones are given to stations.
const SIDES: [&str; 2] = ["left", "right"];

/// Panels, at most: five times as many as the drawings have.
const MOST: usize = 500;

pub(super) fn check(template: &Template, findings: &mut Findings) {
    check_zones(template, findings);
    let list = Pointer::root().member("panels");
    if template.panels.len() > MOST {
        findings.refuse(list.clone(), "too_many", format!("at most {MOST} panels"));
    }
    for (index, panel) in template.panels.iter().enumerate() {
        check_panel(template, panel, &list.item(index), findings);
    }
    let keys = template.panels.iter().enumerate();
    distinct(keys.map(|(index, panel)| (list.item(index).member("id"), panel.id.as_str())), findings);
}

/// Every zone leads to a station of the list.
fn check_zones(template: &Template, findings: &mut Findings) {
    let zones = Pointer::root().member("zones");
    for side in SIDES {
        let Some(stations) = template.zones.get(side) else {
            findings.refuse(zones.member(side), "missing", "zones are given for either driver's side");
            continue;
        };
        for (zone, station) in stations {
            if !template.stations.iter().any(|entry| entry.station == *station) {
                findings.refuse(
                    zones.member(side).member(zone),
                    "unknown_reference",
                    "this station is not in the list of stations",
                );
            }
        }
    }
}

fn check_panel(template: &Template, panel: &TemplatePanel, at: &Pointer, findings: &mut Findings) {
    let is_shipped = Template::standard().panel(&panel.id).is_some();
    if word(&panel.id, at.member("id"), findings) && !is_shipped {
        if is_own_word(&panel.id) {
            findings.refuse(at.member("id"), "not_extensible", "a shop can't add panels: no drawing has them");
        } else {
            findings.warn(at.member("id"), "unknown_word", "this version's drawings do not have the panel");
        }
    }
    labels(&panel.labels, LABEL, template, &at.member("labels"), findings);
    zone(template, &panel.zone, at.member("zone"), findings);
    view(panel, &panel.view, at.member("view"), findings);
    for (index, seen) in panel.views.iter().enumerate().filter(|(_, seen)| !seen.is_known()) {
        findings.refuse(at.member("views").item(index), "unknown_reference", format!("no drawing has the view {seen}"));
    }
    if panel.within.as_ref().is_some_and(|other| template.panel(other).is_none()) {
        findings.refuse(at.member("within"), "unknown_reference", "no panel of the list has this id");
    }
    for (body, exception) in panel.exceptions.iter().flatten() {
        let here = at.member("exceptions").member(body);
        if let Some(other) = &exception.zone {
            zone(template, other, here.member("zone"), findings);
        }
        if let Some(other) = &exception.view {
            view(panel, other, here.member("view"), findings);
        }
    }
}

fn zone(template: &Template, zone: &str, at: Pointer, findings: &mut Findings) {
    // A side that is missing altogether is said once, of the zones.
    if SIDES.iter().filter_map(|side| template.zones.get(*side)).any(|zones| !zones.contains_key(zone)) {
        findings.refuse(at, "unknown_reference", "no station is given this zone");
    }
}

fn view(panel: &TemplatePanel, view: &View, at: Pointer, findings: &mut Findings) {
    if !panel.views.contains(view) {
        findings.refuse(at, "unknown_reference", "the panel is not seen in this view");
    }
}
