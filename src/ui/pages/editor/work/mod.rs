//! Step 6, work and promise (35 s): what will be done and who pays for it, when the car is ready, how the customer is reached until then, and
//! what the customer agrees to.

mod consents;
mod contact;
mod decimal_field;
mod estimate;
mod hours;
mod line;
mod lines;
mod moment;
mod open_line;
mod promise;
mod suggestions;
mod totals;

use leptos::prelude::*;
use walkaround_contract::Step;

use crate::state::use_board;
use crate::ui::i18n::use_i18n;

use super::contradictions::Contradictions;

use self::{
    consents::Consents, contact::ContactFields, estimate::EstimateFields, lines::WorkLines, promise::PromiseCard,
};

/// The work step.
#[component]
pub fn WorkStep() -> impl IntoView {
    let i18n = use_i18n();
    // What else is promised is read from the drafts of this tablet.
    use_board().refresh();
    view! {
        <div class="step-page promise">
            <h1 class="hide">{move || i18n.step(&Step::Work)}</h1>
            <div class="col">
                <WorkLines />
                <EstimateFields />
                <Contradictions only=Step::Work />
            </div>
            <div class="col">
                <PromiseCard />
                <ContactFields />
                <Consents />
            </div>
        </div>
    }
}
