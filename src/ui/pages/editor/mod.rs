//! The intake editor: a bar that says whose car it is and that it is saved, the rail of steps, one step, and the bar that says what is
//! missing and where the button goes.

mod annotate;
mod bindings;
mod cabin;
mod camera;
mod concerns;
mod contradictions;
mod customer_vehicle;
mod open;
mod photo_strip;
mod rail;
mod reading;
mod review;
mod step_bar;
mod top_bar;
mod walkaround;
mod welcome;
mod work;

use leptos::prelude::*;
use walkaround_contract::{Id, Step};

use crate::state::use_draft;
use crate::ui::components::StorageBanner;

pub use open::WithDraft;
pub use reading::ForWriters;

use self::{
    annotate::{AnnotateLayer, provide_annotating},
    cabin::CabinStep,
    camera::{CameraDesk, CameraDialog},
    concerns::ConcernsStep,
    customer_vehicle::CustomerVehicleStep,
    rail::StepRail,
    reading::{ReadingBanner, WritersOnly},
    review::{ReviewBar, ReviewStep},
    step_bar::StepBar,
    top_bar::IntakeTopBar,
    walkaround::{WalkaroundBar, WalkaroundStep},
    welcome::WelcomeStep,
    work::WorkStep,
};

/// The editor of one intake at one step.
#[component]
pub fn EditorPage(id: Id, #[prop(into)] step: Signal<Step>) -> impl IntoView {
    view! {
        <WithDraft id=id>
            <Editor step=step />
        </WithDraft>
    }
}

#[component]
fn Editor(step: Signal<Step>) -> impl IntoView {
    let draft = use_draft();
    provide_annotating();
    CameraDesk::provide();
    // An address may name a step that the shop has switched off.
    let step = Signal::derive(move || {
        let (step, template) = (step.get(), draft.template().peek());
        if template.has_step(&step) { step } else { template.first_step().clone() }
    });
    Effect::new(move || draft.enter_step(step.get()));
    let writes = draft.writes();
    // The rail keeps its words where the stage has room for them.
    let slim = move || !matches!(step.get(), Step::Welcome | Step::CustomerAndVehicle);
    view! {
        <div class="app">
            <div class="app-top">
                <IntakeTopBar />
                <StorageBanner />
                <ReadingBanner />
            </div>
            <div class="editor" class:slim=slim>
                <StepRail current=step />
                <main class="main" id="step" tabindex=move || (!writes.get()).then_some("0")>
                    // Concerns and walk-around have pages of their own to go to, which readers go to as well.
                    {move || match step.get() {
                        Step::CustomerAndVehicle => view! { <WritersOnly><CustomerVehicleStep /></WritersOnly> }.into_any(),
                        Step::Concerns => view! { <ConcernsStep /> }.into_any(),
                        Step::Walkaround => view! { <WalkaroundStep /> }.into_any(),
                        Step::Cabin => view! { <WritersOnly><CabinStep /></WritersOnly> }.into_any(),
                        Step::Work => view! { <WritersOnly><WorkStep /></WritersOnly> }.into_any(),
                        Step::Review => view! { <WritersOnly><ReviewStep /></WritersOnly> }.into_any(),
                        Step::Welcome | Step::Unlisted(_) => view! { <WritersOnly><WelcomeStep /></WritersOnly> }.into_any(),
                    }}
                </main>
            </div>
            {move || match (step.get(), writes.get()) {
                (Step::Walkaround, true) => view! { <WalkaroundBar /> }.into_any(),
                (Step::Review, true) => view! { <ReviewBar /> }.into_any(),
                (other, _) => view! { <StepBar step=other /> }.into_any(),
            }}
        </div>
        <Show when=move || writes.get()>
            <CameraDialog />
            <AnnotateLayer />
        </Show>
    }
}
