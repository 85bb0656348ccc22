//! What every intake asks about the car: make and model, how far it has run, its body, and what drives it.

use leptos::prelude::*;
use walkaround_contract::GuidedShot;

use crate::domain::field;
use crate::state::use_draft;
use crate::ui::components::{ChipChoice, TextField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::{choices, text};
use crate::ui::pages::editor::camera::FieldShot;

use super::body::BodyChips;
use super::distance::DistanceField;

/// Longest make, model or colour.
pub const SHORT: u32 = 100;

/// The fields in front.
#[component]
pub fn CarFields() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let make = text(draft, |draft| draft.vehicle.make.clone(), |draft, typed| draft.vehicle.make = typed);
    let model = text(draft, |draft| draft.vehicle.model.clone(), |draft, typed| draft.vehicle.model = typed);
    let odometer =
        draft.bind(|draft| draft.vehicle.odometer.clone(), |draft, odometer| draft.vehicle.odometer = odometer);
    let powertrain =
        draft.bind(|draft| draft.vehicle.powertrain.clone(), |draft, powertrain| draft.vehicle.powertrain = powertrain);
    view! {
        <DistanceField id=field::ODOMETER label=t!(i18n, "vehicle.odometer") bind=odometer />
        <FieldShot shot=GuidedShot::Dashboard />
        <BodyChips />
        <div class="grid2">
            <TextField id=field::MAKE label=t!(i18n, "vehicle.make") bind=make maxlength=SHORT />
            <TextField id=field::MODEL label=t!(i18n, "vehicle.model") bind=model maxlength=SHORT />
        </div>
        <ChipChoice
            id=field::POWERTRAIN
            label=t!(i18n, "vehicle.powertrain")
            choices=choices(i18n, "powertrain")
            bind=powertrain
        />
    }
}
