//! Step 5, cabin and belongings (30 s): what the dash says, what works, how it looks inside, what came with the car, and the question about
//! valuables. The usual answer is one tap each; only what differs is said one by one.

mod accessories;
mod charge;
mod fuel;
mod functions;
mod gauges;
mod interior;
mod lamps;
mod usual_button;
mod valuable;
mod valuables;

use leptos::prelude::*;
use walkaround_contract::Step;

use crate::state::use_draft;
use crate::ui::components::{More, TextArea};
use crate::ui::i18n::use_i18n;

use super::bindings::text;
use super::contradictions::Contradictions;

use self::{
    accessories::Accessories, functions::Functions, gauges::Gauges, interior::Interior, lamps::Lamps,
    valuables::ValuablesQuestion,
};

/// Longest remark on the cabin.
const NOTE: u32 = 1_000;

/// The cabin step.
#[component]
pub fn CabinStep() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="step-page cabin">
            <h1 class="hide">{move || i18n.step(&Step::Cabin)}</h1>
            <div class="col">
                <Contradictions only=Step::Cabin />
                <Gauges />
                <Lamps />
                <Functions />
            </div>
            <div class="col">
                <Interior />
                <Accessories />
                <ValuablesQuestion />
                <Remark />
            </div>
        </div>
    }
}

#[component]
fn Remark() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let note = text(draft, |draft| draft.cabin.note.clone(), |draft, typed| draft.cabin.note = typed);
    let written = draft.peek(|draft| draft.cabin.note.is_some());
    view! {
        <More label=t!(i18n, "cabin.note") open=written>
            <TextArea id="cabin-note" label=t!(i18n, "cabin.note") bind=note rows=2 maxlength=NOTE />
        </More>
    }
}
