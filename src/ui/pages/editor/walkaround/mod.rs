//! The walk-around: the car is the screen. A tap on a panel says what is wrong there; what nobody looked at stays hatched.
//!
//! Invariant: the drawing, the list beside it and the list instead of it show the same draft and offer the same answers.

mod bar;
mod board;
mod body_choice;
mod coverage;
mod ghosts;
mod kinds;
mod legend;
mod list;
mod looking;
mod marking;
mod marks;
mod palette;
mod panel_row;
mod photo_dialog;
mod pin_button;
mod pin_group;
mod pin_moves;
mod pin_picture;
mod pins;
mod reason;
mod rest;
mod shots;
mod showing;
mod side;
mod stage;
mod station_box;
mod touching;
mod tyres;
mod undo;
mod view_tabs;
mod walk;
mod words;
mod zoom_tools;

use leptos::prelude::*;
use walkaround_contract::{BodyType, Step};

use crate::domain::drawing::Build;
use crate::state::use_draft;
use crate::ui::drawings::use_body_drawing;
use crate::ui::i18n::use_i18n;

pub use bar::WalkaroundBar;
pub use reason::ReasonDialog;

use self::{
    body_choice::BodyChoice,
    ghosts::{GhostDialog, Ghosts},
    list::StationList,
    palette::PaletteDialog,
    photo_dialog::PhotoDialog,
    reason::OutOfSightDialog,
    rest::RestDialog,
    side::WalkSide,
    stage::Stage,
    undo::use_undo_keys,
    walk::Walk,
};

/// The step of the walk-around.
#[component]
pub fn WalkaroundStep() -> impl IntoView {
    let draft = use_draft();
    let body = draft.read(|draft| draft.vehicle.body_type.clone().filter(BodyType::is_known));
    let load = use_body_drawing(body.into());
    let build = draft.read(|draft| Build::of(draft.vehicle.powertrain.as_ref(), &draft.driver_side()));
    let drawing = load.built(build);
    let walk = Walk::provide(drawing);
    Ghosts::provide();
    use_undo_keys();
    let i18n = use_i18n();
    let writes = draft.writes();
    Effect::new(move || {
        if let Some(drawing) = drawing.get() {
            walk.take_drawing(&drawing);
        }
    });
    // Choosing the body anew hides the drawing, but nothing of it changes before another body is chosen.
    let choosing = RwSignal::new(false);
    let no_body = Memo::new(move |_| body.with(Option::is_none));
    view! {
        {move || {
            // Readers have the list: a drawing is there to be touched.
            if walk.as_list.get() || !writes.get() {
                view! { <StationList /> }.into_any()
            } else if no_body.get() || choosing.get() {
                view! { <BodyChoice choosing=choosing /> }.into_any()
            } else {
                view! {
                    <div class="walk">
                        <Stage load=load choosing=choosing />
                        <WalkSide />
                    </div>
                }
                    .into_any()
            }
        }}
        <h1 class="hide">{move || i18n.step(&Step::Walkaround)}</h1>
        <p class="hide" role="status">{move || walk.said.get()}</p>
        <Show when=move || writes.get()>
            <PaletteDialog />
            <OutOfSightDialog />
            <GhostDialog />
            <RestDialog />
            <PhotoDialog />
        </Show>
    }
}
