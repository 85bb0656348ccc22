//! Lists: nothing stands twice, and everything that is referred to is there.

use std::collections::HashSet;
use std::hash::Hash;

use super::path::Pointer;
use super::problem::Findings;
use crate::{Id, Sheet};

pub(super) fn check(sheet: &Sheet, findings: &mut Findings) {
    check_duplicates(sheet, findings);
    check_references(sheet, findings);
}

/// Refuses the second and every later item with one key. `below` is the key's place in its item.
fn distinct<K: Hash + Eq>(list: &str, below: &str, keys: impl Iterator<Item = K>, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, key) in keys.enumerate() {
        if !seen.insert(key) {
            findings.refuse(
                Pointer::from(list).item(index).below(below),
                "duplicate",
                "this stands in the list already",
            );
        }
    }
}

fn check_duplicates(sheet: &Sheet, findings: &mut Findings) {
    let walk = &sheet.walkaround;
    let cabin = &sheet.cabin;
    distinct("/concerns", "/id", sheet.concerns.iter().map(|concern| concern.id), findings);
    distinct("/walkaround/stations", "/station", walk.stations.iter().map(|answer| &answer.station), findings);
    distinct("/walkaround/panels", "/panel", walk.panels.iter().map(|answer| &answer.panel), findings);
    distinct("/walkaround/marks", "/id", walk.marks.iter().map(|mark| mark.id), findings);
    distinct("/walkaround/marks", "/number", walk.marks.iter().map(|mark| mark.number), findings);
    distinct("/walkaround/wheels", "/position", walk.wheels.iter().map(|wheel| &wheel.position), findings);
    distinct("/walkaround/shots", "/shot", walk.shots.iter().map(|shot| &shot.shot), findings);
    distinct("/cabin/lamps", "", cabin.lamps.iter(), findings);
    distinct("/cabin/functions", "/function", cabin.functions.iter().map(|answer| &answer.function), findings);
    distinct("/cabin/interior", "/area", cabin.interior.iter().map(|answer| &answer.area), findings);
    distinct(
        "/cabin/accessories",
        "/accessory",
        cabin.accessories.iter().map(|accessory| &accessory.accessory),
        findings,
    );
    distinct("/visit/kinds_of_work", "", sheet.visit.kinds_of_work.iter(), findings);
    distinct("/work/lines", "/id", sheet.work.lines.iter().map(|line| line.id), findings);
    distinct("/work/totals", "/payer", sheet.work.totals.iter().map(|total| &total.payer), findings);
    distinct("/work/consents", "/consent", sheet.work.consents.iter().map(|consent| &consent.consent), findings);
    distinct("/attachments", "/id", sheet.attachments.iter().map(|attachment| attachment.id), findings);
    distinct("/acknowledgement/marks", "/mark", sheet.acknowledgement.marks.iter().map(|answer| answer.mark), findings);
}

fn check_references(sheet: &Sheet, findings: &mut Findings) {
    let attachments: HashSet<Id> = sheet.attachments.iter().map(|attachment| attachment.id).collect();
    let mut attachment = |at: Pointer, id: &Id| {
        if !attachments.contains(id) {
            findings.refuse(at, "unknown_reference", "no attachment of this sheet has this id");
        }
    };
    for (index, concern) in sheet.concerns.iter().enumerate() {
        for (place, id) in concern.attachments.iter().enumerate() {
            attachment(Pointer::from("/concerns").item(index).member("attachments").item(place), id);
        }
    }
    for (index, mark) in sheet.walkaround.marks.iter().enumerate() {
        for (place, id) in mark.photos.iter().enumerate() {
            attachment(Pointer::from("/walkaround/marks").item(index).member("photos").item(place), id);
        }
    }
    for (index, shot) in sheet.walkaround.shots.iter().enumerate() {
        if let Some(id) = &shot.attachment {
            attachment(Pointer::from("/walkaround/shots").item(index).member("attachment"), id);
        }
    }
    for (index, item) in sheet.cabin.valuables.iter().flat_map(|valuables| &valuables.items).enumerate() {
        for (place, id) in item.photos.iter().enumerate() {
            attachment(Pointer::from("/cabin/valuables/items").item(index).member("photos").item(place), id);
        }
    }
    for (index, signature) in sheet.acknowledgement.signatures.iter().enumerate() {
        if let Some(id) = &signature.attachment {
            attachment(Pointer::from("/acknowledgement/signatures").item(index).member("attachment"), id);
        }
    }

    let marks: HashSet<Id> = sheet.walkaround.marks.iter().map(|mark| mark.id).collect();
    for (index, answer) in sheet.acknowledgement.marks.iter().enumerate() {
        if !marks.contains(&answer.mark) {
            let at = Pointer::from("/acknowledgement/marks").item(index).member("mark");
            findings.refuse(at, "unknown_reference", "no mark of this sheet has this id");
        }
    }
    let panels: HashSet<&str> = sheet.walkaround.panels.iter().map(|answer| answer.panel.as_str()).collect();
    for (index, mark) in sheet.walkaround.marks.iter().enumerate() {
        if mark.panel.as_deref().is_some_and(|panel| !panels.contains(panel)) {
            let at = Pointer::from("/walkaround/marks").item(index).member("panel");
            findings.refuse(at, "unknown_reference", "no panel of this sheet has this id");
        }
    }
}
