//! Step 1, welcome (15 s): how the car came and whether it was expected, the covers before anybody sits down, what the visit is about.
//! A complaint about earlier work is rare and stands behind one tap.

mod arrival;
mod complaint;
mod covers;
mod greeting;
mod visit;

use leptos::prelude::*;
use walkaround_contract::Step;

use crate::state::use_draft;
use crate::ui::components::More;
use crate::ui::i18n::use_i18n;

use super::contradictions::Contradictions;

use self::{
    arrival::{ArrivalTiles, BookingFields},
    complaint::ComplaintField,
    covers::CoverTiles,
    greeting::Greeting,
    visit::VisitFields,
};

/// The welcome step.
#[component]
pub fn WelcomeStep() -> impl IntoView {
    let i18n = use_i18n();
    let complained = use_draft().peek(|draft| draft.complaint.is_some());
    view! {
        <div class="step-page welcome">
            <div class="step-head">
                <h1>{move || i18n.step(&Step::Welcome)}</h1>
            </div>
            <Greeting />
            <Contradictions only=Step::Welcome />
            <div class="cols">
                <div class="col g4">
                    <ArrivalTiles />
                    <BookingFields />
                    <CoverTiles />
                </div>
                <div class="col g4">
                    <VisitFields />
                    <More label=t!(i18n, "welcome.more") open=complained>
                        <ComplaintField />
                    </More>
                </div>
            </div>
        </div>
    }
}
