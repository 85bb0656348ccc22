//! What the dash says: the odometer, and the gauges that this powertrain has. What was read once stays in sight.

use leptos::prelude::*;

use crate::domain::completion::gauges;
use crate::state::use_draft;
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::customer_vehicle::distance::DistanceField;

use super::charge::ChargeGauge;
use super::fuel::FuelGauge;

/// Odometer, fuel, charge.
#[component]
pub fn Gauges() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let odometer =
        draft.bind(|draft| draft.vehicle.odometer.clone(), |draft, odometer| draft.vehicle.odometer = odometer);
    let fuel = draft.read(|draft| gauges(draft.vehicle.powertrain.as_ref()).0 || draft.vehicle.fuel_eighths.is_some());
    let charge =
        draft.read(|draft| gauges(draft.vehicle.powertrain.as_ref()).1 || draft.vehicle.charge_percent.is_some());
    view! {
        <DistanceField id="cabin-odometer" label=t!(i18n, "cabin.odometer") bind=odometer />
        <Show when=move || fuel.get()>
            <FuelGauge />
        </Show>
        <Show when=move || charge.get()>
            <ChargeGauge />
        </Show>
    }
}
