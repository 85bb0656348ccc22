//! What the four wheels on the road have in common, said once: pressure, age, and that nothing is damaged.

use leptos::prelude::*;

use crate::domain::draft::Draft;
use crate::domain::walkaround::ROAD_WHEELS;
use crate::ui::components::{Icon, NumberField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::walkaround::walk::use_walk;

use super::{HIGHEST_KPA, dot_field::DotField};

/// One line for all four. Where they differ the fields are empty, and a single wheel can be changed below.
#[component]
pub fn AllFour() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_walk().draft;
    let pressure = draft.bind(
        |draft| draft.on_all_wheels(|wheel| wheel.pressure_kpa).map(i64::from),
        // The field takes nothing above the limit, which fits.
        |draft, kpa: Option<i64>| {
            let kpa = kpa.and_then(|kpa| u16::try_from(kpa).ok());
            draft.edit_all_wheels(|wheel| wheel.pressure_kpa = kpa);
        },
    );
    let dot = draft.bind(
        |draft| draft.on_all_wheels(|wheel| wheel.dot.clone()),
        |draft, dot: Option<String>| draft.edit_all_wheels(|wheel| wheel.dot.clone_from(&dot)),
    );
    let seen = draft.read(Draft::are_wheels_seen);
    let damaged = draft.read(|draft| {
        ROAD_WHEELS
            .iter()
            .filter_map(|position| draft.wheel(position))
            .any(|wheel| wheel.tyre_damaged == Some(true) || wheel.rim_damaged == Some(true))
    });
    view! {
        <fieldset class="card tyre-all">
            <legend class="hide">{t!(i18n, "wheels.all_four")}</legend>
            <NumberField id="wheels-pressure" label=t!(i18n, "wheels.same_pressure") bind=pressure max=HIGHEST_KPA unit="kPa" />
            <DotField id="wheels-dot" bind=dot label=Signal::derive(move || Some(i18n.text("wheels.same_dot"))) />
            <button
                type="button"
                class="btn soft"
                class:yes=move || seen.get()
                aria-pressed=move || seen.get().to_string()
                on:click=move |_| {
                    draft.edit(Draft::toggle_the_rest_is_sound);
                    draft.save_now();
                }
            >
                <Icon name="check-check" class="i-m" />
                <span>{move || i18n.text(if damaged.get() { "wheels.rest_sound" } else { "wheels.all_sound" })}</span>
            </button>
        </fieldset>
    }
}
