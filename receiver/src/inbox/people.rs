//! The first sections of a sheet: how the car came, whose it is, what it is, and what the visit is about.

use maud::{Markup, html};
use walkaround_contract::{Arrival, Party};

use super::view::{Facts, Reading, date, section, window};

pub(super) fn arrival(reading: Reading) -> Markup {
    let words = reading.words();
    let arrival = &reading.sheet.arrival;
    let appointment = arrival.appointment.as_ref();
    let facts = Facts::default()
        .add(words.mode, arrival.mode.as_ref().map(|mode| reading.label("arrival_mode", mode.as_str())))
        .add(words.booking, arrival.booking.as_ref().map(|booking| reading.label("booking", booking.as_str())))
        .add(words.appointment_reference, appointment.and_then(|appointment| appointment.reference.as_deref()))
        .add(words.appointed_at, appointment.and_then(|appointment| Some(reading.view.time(appointment.at.as_ref()?))))
        .add(words.covers, covers(reading, arrival));
    section(words.arrival, "car-front", None, facts.render())
}

fn covers(reading: Reading, arrival: &Arrival) -> Option<String> {
    let words = reading.words();
    let covers = arrival.covers.as_ref()?;
    let on: Vec<_> = [
        (covers.seat, words.seat_cover),
        (covers.steering_wheel, words.steering_wheel_cover),
        (covers.floor_mat, words.floor_mat_cover),
    ]
    .into_iter()
    .filter_map(|(on, name)| on.then_some(name))
    .collect();
    Some(if on.is_empty() { words.none.to_owned() } else { on.join(reading.separator()) })
}

pub(super) fn customer(reading: Reading) -> Markup {
    let words = reading.words();
    let customer = &reading.sheet.customer;
    let file = Facts::default()
        .add(words.member_level, customer.member_level.as_deref())
        .add(words.first_visit_on, customer.first_visit_on.as_ref().map(date))
        .add_markup(words.changed_fields, (!customer.changed_fields.is_empty()).then(|| changed_fields(reading)));
    let body = html! {
        @if customer.brought_by.is_some() { h3 { (words.owner) } }
        (party(reading, &customer.owner))
        @if let Some(brought_by) = &customer.brought_by { h3 { (words.brought_by) } (party(reading, brought_by)) }
        (file.render())
    };
    section(words.customer, "user", None, body)
}

fn party(reading: Reading, party: &Party) -> Markup {
    let words = reading.words();
    let salutation = party.salutation.as_ref().map(|salutation| reading.label("salutation", salutation.as_str()));
    let name = [party.name.as_deref(), salutation].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Facts::default()
        .add(words.name, Some(name))
        .add(words.phones, Some(party.phones.join(reading.separator())))
        .add(words.email, party.email.as_deref())
        .add(words.address, party.address.as_deref())
        .add(words.company, party.company.as_deref())
        .add(words.relation, party.relation.as_ref().map(|relation| reading.label("relation", relation.as_str())))
        .add(words.reads, party.language.as_deref())
        .add(
            words.preferred_channel,
            party.preferred_channel.as_ref().map(|channel| reading.label("channel", channel.as_str())),
        )
        .add(words.call_window, party.call_window.as_ref().map(window))
        .render()
}

fn changed_fields(reading: Reading) -> Markup {
    html! {
        ul { @for changed in &reading.sheet.customer.changed_fields {
            li { (reading.label("file_field", changed.field.as_str())) (reading.view.colon()) @if let Some(old) = &changed.old { del { (old) } " → " } ins { (changed.new) } }
        } }
    }
}

pub(super) fn vehicle(reading: Reading) -> Markup {
    let words = reading.words();
    let vehicle = &reading.sheet.vehicle;
    let model = [vehicle.make.as_deref(), vehicle.model.as_deref()]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .chain(vehicle.model_year.map(|year| year.to_string()));
    let port = |port: Option<_>| {
        port.map(|port: &walkaround_contract::PortCondition| reading.label("port_condition", port.as_str()).to_owned())
    };
    let next = vehicle.next_maintenance.as_ref();
    let next = next.map(|next| {
        next.distance
            .iter()
            .map(|distance| reading.distance(distance))
            .chain(next.on.iter().map(date))
            .collect::<Vec<_>>()
            .join(" / ")
    });
    let warranty = vehicle.warranty.as_ref();
    let warranty = warranty.map(|warranty| {
        let state = reading.label("warranty_state", warranty.state.as_str()).to_owned();
        std::iter::once(state).chain(warranty.expires_on.iter().map(date)).collect::<Vec<_>>().join(" · ")
    });
    let facts = Facts::default()
        .add(
            words.plate,
            vehicle
                .plate
                .as_ref()
                .map(|plate| format!("{} · {}", plate.text, reading.label("plate_kind", plate.kind.as_str()))),
        )
        .add_markup("VIN", vehicle.vin.as_ref().map(|vin| html! { span.code { (vin) } }))
        .add(words.make_model, Some(model.collect::<Vec<_>>().join(" ")))
        .add(words.colour, vehicle.colour.as_deref())
        .add(
            words.powertrain,
            vehicle.powertrain.as_ref().map(|powertrain| reading.label("powertrain", powertrain.as_str())),
        )
        .add(words.body_type, vehicle.body_type.as_ref().map(|body| reading.label("body_type", body.as_str())))
        .add(words.driver_side, vehicle.driver_side.as_ref().map(|side| reading.label("driver_side", side.as_str())))
        .add(words.first_registered_on, vehicle.first_registered_on.as_ref().map(date))
        .add(words.odometer, vehicle.odometer.as_ref().map(|odometer| reading.distance(odometer)))
        .add(words.fuel, vehicle.fuel_eighths.map(|eighths| format!("{eighths}/8")))
        .add(words.charge, vehicle.charge_percent.map(|percent| format!("{percent} %")))
        .add(words.charge_port, port(vehicle.charge_port.as_ref()))
        .add(words.charge_cable, port(vehicle.charge_cable.as_ref()))
        .add(words.insurance_expires_on, vehicle.insurance_expires_on.as_ref().map(date))
        .add(words.next_maintenance, next)
        .add(words.warranty, warranty);
    section(words.vehicle, "car", None, facts.render())
}

pub(super) fn visit(reading: Reading) -> Markup {
    let words = reading.words();
    let visit = &reading.sheet.visit;
    let comeback = visit.comeback_of.as_ref().map(|comeback| {
        comeback
            .reference
            .clone()
            .or_else(|| comeback.visit_id.map(|id| id.to_string()))
            .unwrap_or_else(|| words.yes.to_owned())
    });
    let contact = visit.contact.as_ref().map(|contact| {
        let channel = contact.channel.as_ref().map(|channel| reading.label("channel", channel.as_str()).to_owned());
        channel
            .into_iter()
            .chain(contact.phone.clone())
            .chain(contact.window.as_ref().map(window))
            .collect::<Vec<_>>()
            .join(" · ")
    });
    let facts = Facts::default()
        .add(words.kinds_of_work, reading.labels("work_kind", visit.kinds_of_work.iter().map(|kind| kind.as_str())))
        .add(words.comeback_of, comeback)
        .add(words.waiting, visit.waiting.as_ref().map(|waiting| reading.label("waiting", waiting.as_str())))
        .add(words.loan_car, visit.loan_car.map(|loan_car| reading.view.yes_no(loan_car)))
        .add(words.contact, contact);
    section(words.visit, "wrench", None, facts.render())
}
