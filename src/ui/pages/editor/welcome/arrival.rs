//! How the car arrived, and whether it was expected.

use chrono::NaiveTime;
use leptos::prelude::*;
use walkaround_contract::{Appointment, ArrivalMode, Booking, Timestamp};

use crate::domain::{draft::Draft, field};
use crate::state::{Bound, use_draft};
use crate::ui::components::{Icon, Segmented, TextField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::{choices, text};

/// Driven in, towed in, carried in, after an accident.
#[component]
pub fn ArrivalTiles() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let bind = draft.bind(|draft| draft.arrival.mode.clone(), |draft, mode| draft.arrival.mode = mode);
    let modes = draft.template().peek().words::<ArrivalMode>("arrival_mode");
    view! {
        <div class="field" id=field::ARRIVAL_MODE tabindex="-1">
            <span class="lab" id="arrival-mode-label">{t!(i18n, "welcome.arrival_mode")}</span>
            <div class="tiles four" role="group" aria-labelledby="arrival-mode-label">
                {modes.into_iter().map(|mode| view! { <ArrivalTile mode=mode bind=bind /> }).collect_view()}
            </div>
        </div>
    }
}

#[component]
fn ArrivalTile(mode: ArrivalMode, bind: Bound<Option<ArrivalMode>>) -> impl IntoView {
    let i18n = use_i18n();
    // A word of the shop's own has no picture of its own.
    let icon = if mode.is_known() { format!("arrival-{mode}") } else { "car-front".into() };
    let word = mode.clone();
    let own = mode.clone();
    let chosen = Memo::new(move |_| bind.value.get().as_ref() == Some(&own));
    view! {
        <button
            type="button"
            class="tile lg"
            aria-pressed=move || chosen.get().to_string()
            on:click=move |_| {
                bind.set.run((!chosen.get_untracked()).then(|| mode.clone()));
                bind.done.run(());
            }
        >
            <Icon name=icon />
            <span>{move || i18n.label("arrival_mode", word.as_str())}</span>
        </button>
    }
}

/// Appointment or walk-in; for an appointment its time and number.
#[component]
pub fn BookingFields() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let booking = draft.bind(|draft| draft.arrival.booking.clone(), |draft, booking| draft.arrival.booking = booking);
    // An appointment that was entered stays in sight, whatever is chosen afterwards.
    let appointed =
        draft.read(|draft| draft.arrival.booking == Some(Booking::Appointment) || draft.arrival.appointment.is_some());
    view! {
        <Segmented
            id=field::BOOKING
            label=t!(i18n, "welcome.booking")
            choices=choices(i18n, "booking")
            bind=booking
        />
        <Show when=move || appointed.get()>
            <AppointmentFields />
        </Show>
    }
}

#[component]
fn AppointmentFields() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let at = draft.bind(
        |draft| appointment(draft, |known| known.at.map(|at| at.0.format("%H:%M").to_string())).unwrap_or_default(),
        |draft, typed: String| {
            let at = today_at(draft.opened_at, &typed);
            change_appointment(draft, |appointment| appointment.at = at);
        },
    );
    let reference = text(
        draft,
        |draft| appointment(draft, |known| known.reference.clone()),
        |draft, typed| change_appointment(draft, |appointment| appointment.reference = typed),
    );
    view! {
        <div class="grid2">
            <TextField id="appointment-at" label=t!(i18n, "welcome.appointment_at") bind=at kind="time" />
            <TextField id="appointment-reference" label=t!(i18n, "welcome.appointment_reference") bind=reference />
        </div>
    }
}

fn appointment<T>(draft: &Draft, get: impl FnOnce(&Appointment) -> Option<T>) -> Option<T> {
    draft.arrival.appointment.as_ref().and_then(get)
}

fn change_appointment(draft: &mut Draft, change: impl FnOnce(&mut Appointment)) {
    let mut appointment = draft.arrival.appointment.take().unwrap_or_default();
    change(&mut appointment);
    draft.arrival.appointment = (appointment != Appointment::default()).then_some(appointment);
}

/// A time of the day the intake was opened: a visit is received on the day it was booked for.
fn today_at(opened_at: Timestamp, typed: &str) -> Option<Timestamp> {
    let time = NaiveTime::parse_from_str(typed, "%H:%M").ok()?;
    let local = opened_at.0.date_naive().and_time(time);
    local.and_local_timezone(*opened_at.0.offset()).single().map(Timestamp)
}
