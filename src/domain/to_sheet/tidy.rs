//! Tidying: a field that was opened and left empty was not asked, and absent is how the contract says so.
//!
//! Invariant: nothing that a person wrote is changed but for white space around it.

use walkaround_contract::{Party, Sheet};

/// Takes empty answers out of a sheet.
pub(super) fn tidy(sheet: &mut Sheet) {
    for text in [
        &mut sheet.shop.id,
        &mut sheet.shop.address,
        &mut sheet.shop.phone,
        &mut sheet.advisor.id,
        &mut sheet.device.name,
    ] {
        tidy_text(text);
    }
    tidy_party(&mut sheet.customer.owner);
    if let Some(brought_by) = &mut sheet.customer.brought_by {
        tidy_party(brought_by);
        if *brought_by == Party::default() {
            sheet.customer.brought_by = None;
        }
    }
    sheet.customer.changed_fields.retain(|change| !change.new.trim().is_empty());
    tidy_text(&mut sheet.customer.member_level);

    let vehicle = &mut sheet.vehicle;
    for text in [&mut vehicle.vin, &mut vehicle.make, &mut vehicle.model, &mut vehicle.colour] {
        tidy_text(text);
    }
    if vehicle.plate.as_ref().is_some_and(|plate| plate.text.trim().is_empty()) {
        vehicle.plate = None;
    }
    if vehicle.next_maintenance.as_ref().is_some_and(|next| *next == Default::default()) {
        vehicle.next_maintenance = None;
    }

    if let Some(appointment) = &mut sheet.arrival.appointment {
        tidy_text(&mut appointment.reference);
    }
    let visit = &mut sheet.visit;
    if let Some(earlier) = &mut visit.comeback_of {
        tidy_text(&mut earlier.reference);
    }
    if let Some(contact) = &mut visit.contact {
        tidy_text(&mut contact.phone);
    }

    for concern in &mut sheet.concerns {
        tidy_text(&mut concern.conditions.earlier_attempts);
    }
    for mark in &mut sheet.walkaround.marks {
        tidy_text(&mut mark.note);
    }
    for wheel in &mut sheet.walkaround.wheels {
        tidy_text(&mut wheel.dot);
    }
    let cabin = &mut sheet.cabin;
    tidy_text(&mut cabin.note);
    for answer in &mut cabin.functions {
        tidy_text(&mut answer.note);
    }
    for answer in &mut cabin.interior {
        tidy_text(&mut answer.note);
    }
    if let Some(valuables) = &mut cabin.valuables {
        for item in &mut valuables.items {
            tidy_text(&mut item.place);
        }
        // A line that was added and never filled; one with a photo is something that was left, and its name is asked for.
        valuables.items.retain(|item| !item.what.trim().is_empty() || item.place.is_some() || !item.photos.is_empty());
    }
    for line in &mut sheet.work.lines {
        line.parts.retain(|part| !part.trim().is_empty());
    }
    if sheet.complaint.as_ref().is_some_and(|complaint| complaint.words.trim().is_empty()) {
        sheet.complaint = None;
    }
    for answer in &mut sheet.acknowledgement.marks {
        tidy_text(&mut answer.words);
    }
}

fn tidy_party(party: &mut Party) {
    for text in [&mut party.name, &mut party.email, &mut party.address, &mut party.company, &mut party.language] {
        tidy_text(text);
    }
    party.phones.retain(|phone| !phone.trim().is_empty());
    for phone in &mut party.phones {
        *phone = phone.trim().to_owned();
    }
}

fn tidy_text(text: &mut Option<String>) {
    if let Some(written) = text {
        let trimmed = written.trim();
        if trimmed.len() != written.len() {
            *written = trimmed.to_owned();
        }
    }
    text.take_if(|written| written.is_empty());
}
