//! "All remaining: no damage": asks once, and says before how much it answers and where nobody has looked at anything.

use leptos::prelude::*;
use walkaround_contract::Station;

use crate::domain::walkaround::Survey;
use crate::ui::components::{Dialog, Icon};
use crate::ui::i18n::{I18n, use_i18n};

use super::walk::use_walk;

/// The button, where something is left beside the station one is at: that one has an answer of its own.
#[component]
pub fn RestButton() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let remaining = Memo::new(move |_| walk.survey.with(Survey::remaining));
    let worth_it = Memo::new(move |_| {
        let here = walk.station.get();
        remaining.with(|remaining| remaining.stations.iter().any(|station| *station != here))
    });
    view! {
        <Show when=move || worth_it.get()>
            <button type="button" class="btn quiet rest-button" aria-haspopup="dialog" on:click=move |_| walk.asking_rest.set(true)>
                <Icon name="check-check" class="i-m" />
                <span>{t!(i18n, "walkaround.all_remaining")}</span>
            </button>
        </Show>
    }
}

/// The question.
#[component]
pub fn RestDialog() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let remaining = Memo::new(move |_| walk.survey.with(Survey::remaining));
    let open = walk.asking_rest;
    let title = Signal::derive(move || i18n.text("walkaround.rest_title"));
    let answers = move || {
        remaining.with(|remaining| {
            i18n.fill(
                "walkaround.rest_answers",
                &[
                    ("panels", i18n.count("walkaround.rest_panels", remaining.panels)),
                    ("stations", i18n.count("walkaround.rest_stations", remaining.stations.len())),
                    ("names", names(i18n, &remaining.stations)),
                ],
            )
        })
    };
    let untouched = move || {
        remaining.with(|remaining| {
            (!remaining.untouched.is_empty()).then(|| {
                let words = i18n.fill("walkaround.rest_untouched", &[("names", names(i18n, &remaining.untouched))]);
                view! {
                    <p class="flex top-a c-warn mt3">
                        <Icon name="triangle-alert" class="i-m" />
                        <span>{words}</span>
                    </p>
                }
            })
        })
    };
    view! {
        <Dialog open=open title=title>
            <p>{answers}</p>
            {untouched}
            <p class="c2 mt3">{t!(i18n, "walkaround.rest_relied_on")}</p>
            <div class="actions">
                <button type="button" class="btn lg" on:click=move |_| open.set(false)>{t!(i18n, "walkaround.rest_no")}</button>
                <button
                    type="button"
                    class="btn lg primary"
                    on:click=move |_| {
                        open.set(false);
                        walk.rest_of_car_no_damage();
                    }
                >
                    {t!(i18n, "walkaround.rest_yes")}
                </button>
            </div>
        </Dialog>
    }
}

fn names(i18n: I18n, stations: &[Station]) -> String {
    let names: Vec<String> = stations.iter().map(|station| i18n.label("station", station.as_str())).collect();
    names.join(" · ")
}
