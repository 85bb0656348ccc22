//! The number plate: typed, or put together on keys that begin with the province. Its kind is read from it; any other country's is free text.

use leptos::prelude::*;
use walkaround_contract::Plate;

use crate::domain::plate::{self, PlateClass, PlateProblem, PlateReading};
use crate::domain::{draft::Draft, field};
use crate::state::use_draft;
use crate::ui::components::{Hint, HintLine, Icon};
use crate::ui::i18n::{I18n, use_i18n};
use crate::ui::pages::editor::bindings::verbatim;

use super::plate_keys::PlateKeys;

/// The plate with what was read from it, and the way to the keys.
#[component]
pub fn PlateField() -> impl IntoView {
    let i18n = use_i18n();
    let keys_open = RwSignal::new(false);
    let (bind, typing) = verbatim(use_draft().bind(|draft| plate_text(draft).to_owned(), set_plate_text));
    let reading = Memo::new(move |_| plate::read(&bind.value.get()));
    // While somebody types, what is missing yet is no problem.
    let problem =
        move || reading.with(|reading| reading.problems.first().copied()).filter(|_| !typing.get() && !keys_open.get());
    let hint = MaybeProp::derive(move || problem().map(|problem| Hint::Warn(problem_text(i18n, problem))));
    let tag = move || {
        reading.with(|reading| {
            (reading.problems.is_empty() && !reading.text.is_empty()).then(|| class_text(i18n, reading))
        })
    };
    let hint_id = format!("{}-hint", field::PLATE);
    view! {
        <div class="field">
            <label class="lab" for=field::PLATE>
                {t!(i18n, "vehicle.plate")}
                {move || tag().map(|text| view! { <span class="tag ok"><Icon name="check" />{text}</span> })}
            </label>
            <div class="flex g2 top-a">
                <div class="input plate-input grow" class:flag=move || hint.get().is_some()>
                    <input
                        id=field::PLATE
                        name=field::PLATE
                        type="text"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        translate="no"
                        maxlength="24"
                        aria-describedby=hint_id.clone()
                        prop:value=move || bind.value.get()
                        on:input=move |event| bind.set.run(event_target_value(&event))
                        on:change=move |_| bind.done.run(())
                        on:blur=move |_| bind.done.run(())
                    />
                </div>
                <button type="button" class="btn lg" aria-haspopup="dialog" on:click=move |_| keys_open.set(true)>
                    <Icon name="grid-3x3" />
                    <span>{t!(i18n, "vehicle.plate_keys")}</span>
                </button>
            </div>
            <HintLine id=hint_id hint=hint />
        </div>
        <PlateKeys open=keys_open />
    }
}

/// The plate as it stands in the draft.
pub fn plate_text(draft: &Draft) -> &str {
    draft.vehicle.plate.as_ref().map_or("", |plate| plate.text.as_str())
}

/// Writes the plate. Its kind follows from the text, unless somebody chose another kind than the text says: a lorry's yellow stays yellow.
pub fn set_plate_text(draft: &mut Draft, typed: String) {
    let chosen = draft
        .vehicle
        .plate
        .as_ref()
        .filter(|known| plate::read(&known.text).kind != known.kind)
        .map(|known| known.kind.clone());
    draft.vehicle.plate =
        plate::read(&typed).to_plate().map(|read| Plate { kind: chosen.unwrap_or(read.kind), ..read });
}

fn class_text(i18n: I18n, reading: &PlateReading) -> String {
    i18n.text(match reading.class {
        PlateClass::Ordinary => "vehicle.plate_ordinary",
        PlateClass::NewEnergy { battery: true } => "vehicle.plate_battery",
        PlateClass::NewEnergy { battery: false } => "vehicle.plate_new_energy",
        PlateClass::Learner => "vehicle.plate_learner",
        PlateClass::Police => "vehicle.plate_police",
        PlateClass::HongKongOrMacau => "vehicle.plate_hong_kong_or_macau",
        PlateClass::Trailer => "vehicle.plate_trailer",
        PlateClass::Diplomatic => "vehicle.plate_diplomatic",
        PlateClass::Free => "vehicle.plate_free",
    })
}

fn problem_text(i18n: I18n, problem: PlateProblem) -> String {
    match problem {
        PlateProblem::NoLetter => i18n.text("vehicle.plate_no_letter"),
        PlateProblem::Serial { found } => i18n.fill("vehicle.plate_serial", &[("found", found.to_string())]),
        PlateProblem::ForbiddenLetter { letter } => {
            i18n.fill("vehicle.plate_letter", &[("letter", letter.to_string())])
        }
        PlateProblem::NewEnergyLetter => i18n.text("vehicle.plate_new_energy_letter"),
        PlateProblem::TooLong { found } => i18n
            .fill("vehicle.plate_too_long", &[("found", found.to_string()), ("limit", plate::MAX_LENGTH.to_string())]),
    }
}
