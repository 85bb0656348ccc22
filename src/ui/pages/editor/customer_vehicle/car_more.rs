//! What few intakes ask about the car: plate of another colour, year, colour, driver's side, registration, insurance, service, warranty.

use leptos::prelude::*;
use walkaround_contract::{Distance, DriverSide, NextMaintenance, PlateKind, Warranty, WarrantyState};

use crate::domain::{draft::Draft, field};
use crate::state::use_draft;
use crate::ui::components::{ChipChoice, NumberField, Segmented, TextField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::{choices, day, text};

use super::car::SHORT;
use super::distance::DistanceField;

/// Model years that a sheet can hold.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

/// The fields behind "more" about the car.
#[component]
pub fn CarMore() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="more-part" aria-labelledby="car-more">
            <h2 id="car-more">{t!(i18n, "vehicle.more")}</h2>
            <div class="fields">
                <Identity />
                <Dates />
                <WarrantyFields />
            </div>
            <PlateKindChips />
        </section>
    }
}

#[component]
fn Identity() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let colour = text(draft, |draft| draft.vehicle.colour.clone(), |draft, typed| draft.vehicle.colour = typed);
    let year = draft.bind(
        |draft| draft.vehicle.model_year.map(i64::from),
        |draft, year: Option<i64>| draft.vehicle.model_year = year.and_then(|year| u16::try_from(year).ok()),
    );
    let template = draft.template();
    let side = draft.bind(
        |draft| Some(draft.driver_side()),
        move |draft, side: Option<DriverSide>| {
            if let Some(side) = side {
                draft.choose_driver_side(side, &template.peek());
            }
        },
    );
    view! {
        <TextField id=field::COLOUR label=t!(i18n, "vehicle.colour") bind=colour maxlength=SHORT />
        <NumberField id="model-year" label=t!(i18n, "vehicle.model_year") bind=year min=*YEARS.start() max=*YEARS.end() />
        <Segmented
            id="driver-side"
            label=t!(i18n, "vehicle.driver_side")
            choices=choices(i18n, "driver_side")
            bind=side
            required=true
        />
    }
}

#[component]
fn Dates() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let registered =
        day(draft, |draft| draft.vehicle.first_registered_on, |draft, on| draft.vehicle.first_registered_on = on);
    let insured =
        day(draft, |draft| draft.vehicle.insurance_expires_on, |draft, on| draft.vehicle.insurance_expires_on = on);
    let due_on = day(
        draft,
        |draft| draft.vehicle.next_maintenance.as_ref().and_then(|next| next.on),
        |draft, on| change_maintenance(draft, |next| next.on = on),
    );
    let due_at = draft.bind(
        |draft| draft.vehicle.next_maintenance.as_ref().and_then(|next| next.distance.clone()),
        |draft, distance: Option<Distance>| change_maintenance(draft, |next| next.distance = distance),
    );
    view! {
        <TextField id="first-registered" label=t!(i18n, "vehicle.first_registered") bind=registered kind="date" />
        <TextField id="insurance" label=t!(i18n, "vehicle.insurance") bind=insured kind="date" />
        <TextField id="maintenance-on" label=t!(i18n, "vehicle.maintenance_on") bind=due_on kind="date" />
        <DistanceField id="maintenance-at" label=t!(i18n, "vehicle.maintenance_at") bind=due_at />
    }
}

fn change_maintenance(draft: &mut Draft, change: impl FnOnce(&mut NextMaintenance)) {
    let mut next = draft.vehicle.next_maintenance.take().unwrap_or_default();
    change(&mut next);
    draft.vehicle.next_maintenance = (next != NextMaintenance::default()).then_some(next);
}

/// The colour of the plate where the text alone does not tell: a lorry's ordinary plate is yellow.
#[component]
fn PlateKindChips() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let there = draft.read(|draft| draft.vehicle.plate.is_some());
    let kind = draft.bind(
        |draft| draft.vehicle.plate.as_ref().map(|plate| plate.kind.clone()),
        |draft, kind: Option<PlateKind>| {
            // Taking the choice back leaves the kind that the text says.
            if let Some(plate) = &mut draft.vehicle.plate {
                plate.kind = kind.unwrap_or_else(|| crate::domain::plate::read(&plate.text).kind);
            }
        },
    );
    view! {
        <Show when=move || there.get()>
            <ChipChoice
                id="plate-kind"
                label=t!(i18n, "vehicle.plate_kind")
                choices=choices(i18n, "plate_kind")
                bind=kind
            />
        </Show>
    }
}

#[component]
fn WarrantyFields() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let state = draft.bind(
        |draft| draft.vehicle.warranty.as_ref().map(|warranty| warranty.state.clone()),
        |draft, state: Option<WarrantyState>| {
            let known = draft.vehicle.warranty.take();
            draft.vehicle.warranty = state.map(|state| match known {
                Some(known) => Warranty { state, ..known },
                None => Warranty { state, expires_on: None, extra: Default::default() },
            });
        },
    );
    let there = draft.read(|draft| draft.vehicle.warranty.is_some());
    let expires = day(
        draft,
        |draft| draft.vehicle.warranty.as_ref().and_then(|warranty| warranty.expires_on),
        |draft, on| {
            if let Some(warranty) = &mut draft.vehicle.warranty {
                warranty.expires_on = on;
            }
        },
    );
    view! {
        <ChipChoice
            id=field::WARRANTY
            label=t!(i18n, "vehicle.warranty")
            choices=choices(i18n, "warranty_state")
            bind=state
        />
        <Show when=move || there.get()>
            <TextField id="warranty-expires" label=t!(i18n, "vehicle.warranty_expires") bind=expires kind="date" />
        </Show>
    }
}
