//! Step 2, customer and vehicle (30 s): which car, how far it has run, whose it is and who brought it. What few visits need stands behind one
//! tap.

mod body;
pub mod call_window;
mod car;
mod car_more;
mod changed_fields;
pub mod distance;
mod party;
mod party_more;
mod people;
mod phones;
mod plate_field;
mod plate_keys;
mod vin_field;

use leptos::prelude::*;
use walkaround_contract::Step;

use crate::state::use_draft;
use crate::ui::components::More;
use crate::ui::i18n::use_i18n;

use super::contradictions::Contradictions;

use self::{
    car::CarFields, car_more::CarMore, changed_fields::ChangedFields, party::Whose, party_more::PartyMore,
    people::People, plate_field::PlateField, vin_field::VinField,
};

/// The customer and vehicle step.
#[component]
pub fn CustomerVehicleStep() -> impl IntoView {
    let i18n = use_i18n();
    let second = use_draft().read(|draft| draft.customer.brought_by.is_some());
    view! {
        <div class="step-page customer-vehicle">
            <div class="step-head">
                <h1>{move || i18n.step(&Step::CustomerAndVehicle)}</h1>
            </div>
            <div class="cols">
                <div class="col g4">
                    <PlateField />
                    <VinField />
                    <CarFields />
                </div>
                <div class="col g4">
                    <Contradictions only=Step::CustomerAndVehicle />
                    <People />
                    <ChangedFields />
                </div>
            </div>
            <More label=t!(i18n, "customer.more")>
                <CarMore />
                <PartyMore whose=Whose::Owner />
                <Show when=move || second.get()>
                    <PartyMore whose=Whose::BroughtBy />
                </Show>
            </More>
        </div>
    }
}
