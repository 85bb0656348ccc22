//! What is noticed, where, and under which conditions. Everything is optional; a second tap takes an answer back.

use leptos::prelude::*;
use walkaround_contract::{Action, Conditions, Frequency, Place, Road, Since, SpeedRange, Symptom, Weather, WhenState};

use crate::state::Bound;
use crate::ui::components::{Choice, More, Segmented, TextField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::{choices, some_text};

use super::open_concern::OpenConcern;
use super::tap_row::{TapRow, one_of};

const USUAL_SYMPTOMS: &[Symptom] = &[
    Symptom::Noise,
    Symptom::Vibration,
    Symptom::Leak,
    Symptom::Brakes,
    Symptom::AirConditioning,
    Symptom::WarningLamp,
    Symptom::ChargingOrRange,
];
const USUAL_PLACES: &[Place] = &[Place::FrontLeft, Place::FrontRight, Place::Rear];
const USUAL_ROADS: &[Road] = &[Road::Smooth, Road::Rough, Road::Uphill];
const USUAL_ACTIONS: &[Action] = &[Action::Starting, Action::Accelerating, Action::Braking];
const USUAL_SINCE: &[Since] = &[Since::Days, Since::Weeks];

/// Longest account of earlier attempts.
const ATTEMPTS: u32 = 1_000;

/// All rows.
#[component]
pub fn Taps(concern: OpenConcern) -> impl IntoView {
    view! {
        <div class="taps col g4">
            <div class="conditions">
                <WhatAndWhere concern=concern />
                <Circumstances concern=concern />
                <Course concern=concern />
            </div>
            <MoreConditions concern=concern />
        </div>
    }
}

#[component]
fn WhatAndWhere(concern: OpenConcern) -> impl IntoView {
    let i18n = use_i18n();
    let symptom = one_of(concern.bind(|concern| concern.symptom.clone(), |concern, symptom| concern.symptom = symptom));
    let places = concern.bind(|concern| concern.places.clone(), |concern, places| concern.places = places);
    view! {
        <TapRow
            id="symptom"
            label=t!(i18n, "concern.symptom")
            catalogue="symptom"
            usual=USUAL_SYMPTOMS
            word=Symptom::as_str
            bind=symptom
        />
        <TapRow
            id="places"
            label=t!(i18n, "concern.place")
            catalogue="place"
            usual=USUAL_PLACES
            word=Place::as_str
            bind=places
        />
    }
}

#[component]
fn Circumstances(concern: OpenConcern) -> impl IntoView {
    let i18n = use_i18n();
    let when = one_of(of(concern, |conditions| conditions.when.clone(), |conditions, when| conditions.when = when));
    let speed = of(concern, |conditions| conditions.speed.clone(), |conditions, speed| conditions.speed = speed);
    let road = of(concern, |conditions| conditions.road.clone(), |conditions, road| conditions.road = road);
    let action = of(concern, |conditions| conditions.action.clone(), |conditions, action| conditions.action = action);
    view! {
        <TapRow id="when" label=t!(i18n, "concern.when") catalogue="when_state" word=WhenState::as_str bind=when />
        <TapRow id="speed" label=t!(i18n, "concern.speed") catalogue="speed_range" word=SpeedRange::as_str bind=speed />
        <TapRow id="road" label=t!(i18n, "concern.road") catalogue="road" usual=USUAL_ROADS word=Road::as_str bind=road />
        <TapRow
            id="action"
            label=t!(i18n, "concern.action")
            catalogue="action"
            usual=USUAL_ACTIONS
            word=Action::as_str
            bind=action
        />
    }
}

#[component]
fn Course(concern: OpenConcern) -> impl IntoView {
    let i18n = use_i18n();
    let frequency = one_of(of(
        concern,
        |conditions| conditions.frequency.clone(),
        |conditions, frequency| conditions.frequency = frequency,
    ));
    let since =
        one_of(of(concern, |conditions| conditions.since.clone(), |conditions, since| conditions.since = since));
    let reproduced = of(
        concern,
        |conditions| conditions.reproduced.clone(),
        |conditions, reproduced| conditions.reproduced = reproduced,
    );
    view! {
        <TapRow
            id="frequency"
            label=t!(i18n, "concern.frequency")
            catalogue="frequency"
            word=Frequency::as_str
            bind=frequency
        />
        <TapRow id="since" label=t!(i18n, "concern.since") catalogue="since" usual=USUAL_SINCE word=Since::as_str bind=since />
        <span class="k" aria-hidden="true">{t!(i18n, "concern.reproduced")}</span>
        <Segmented
            id="reproduced"
            label=t!(i18n, "concern.reproduced")
            label_hidden=true
            choices=choices(i18n, "reproduced")
            bind=reproduced
        />
    }
}

/// Weather, a lamp, what was tried before.
#[component]
fn MoreConditions(concern: OpenConcern) -> impl IntoView {
    let i18n = use_i18n();
    let weather =
        of(concern, |conditions| conditions.weather.clone(), |conditions, weather| conditions.weather = weather);
    let lamp = of(concern, |conditions| conditions.lamp_shown, |conditions, lamp| conditions.lamp_shown = lamp);
    let earlier = of(
        concern,
        |conditions| conditions.earlier_attempts.clone().unwrap_or_default(),
        |conditions, typed| conditions.earlier_attempts = some_text(typed),
    );
    let lamp_choices = Signal::derive(move || {
        vec![Choice::new(true, i18n.text("concern.lamp_yes")), Choice::new(false, i18n.text("concern.lamp_no"))]
    });
    let filled = !weather.value.get_untracked().is_empty()
        || lamp.value.get_untracked().is_some()
        || !earlier.value.get_untracked().is_empty();
    view! {
        <More label=t!(i18n, "concern.more") open=filled>
            <div class="conditions">
                <TapRow id="weather" label=t!(i18n, "concern.weather") catalogue="weather" word=Weather::as_str bind=weather />
                <span class="k" aria-hidden="true">{t!(i18n, "concern.lamp")}</span>
                <Segmented id="lamp-shown" label=t!(i18n, "concern.lamp") label_hidden=true choices=lamp_choices bind=lamp />
            </div>
            <TextField id="earlier-attempts" label=t!(i18n, "concern.earlier") bind=earlier maxlength=ATTEMPTS />
        </More>
    }
}

/// A condition that a control shows and changes.
fn of<T: Default + PartialEq + Send + Sync + 'static>(
    concern: OpenConcern,
    get: impl Fn(&Conditions) -> T + Send + Sync + 'static,
    set: impl Fn(&mut Conditions, T) + Send + Sync + 'static,
) -> Bound<T> {
    concern.bind(move |concern| get(&concern.conditions), move |concern, value| set(&mut concern.conditions, value))
}
