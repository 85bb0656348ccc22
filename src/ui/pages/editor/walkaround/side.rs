//! Beside the drawing: where one is on the round, what was marked, which photos are still to take.

use leptos::prelude::*;

use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use super::{coverage::Coverage, ghosts::GhostList, marks::MarkList, shots::Shots, walk::use_walk};

/// The side column; in portrait it stands below.
#[component]
pub fn WalkSide() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let as_list = move || {
        view! {
            <button type="button" class="btn bare square tuck" aria-label=t!(i18n, "walkaround.as_list") on:click=move |_| walk.choose_list(true)>
                <Icon name="list" />
            </button>
        }
        .into_any()
    };
    view! {
        <aside class="walk-side" aria-label=t!(i18n, "walkaround.side")>
            <Coverage />
            <GhostList />
            <section class="side-marks">
                <MarkList action=ViewFn::from(as_list) />
            </section>
            <section class="side-photos">
                <Shots />
            </section>
        </aside>
    }
}
