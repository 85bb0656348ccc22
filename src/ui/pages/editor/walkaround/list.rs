//! The walk-around as a list: the same work without the drawing, for a keyboard, a screen reader, or a car that has none.
//!
//! Invariant: whatever can be said on the drawing can be said here, with keys alone.

use leptos::prelude::*;
use walkaround_contract::Station;

use crate::domain::draft::Draft;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use super::super::reading::WritersOnly;
use super::coverage::{STATION_NAME, StationButton};
use super::ghosts::GhostList;
use super::legend::Legend;
use super::marks::MarkList;
use super::panel_row::StationWork;
use super::rest::RestButton;
use super::shots::Shots;
use super::tyres::Tyres;
use super::walk::use_walk;

/// Stations on the left, the panels of one on the right.
#[component]
pub fn StationList() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let stations = walk.draft.read_by(Draft::stations);
    let only_open = RwSignal::new(false);
    let at_wheels = Memo::new(move |_| walk.station.get() == Station::Wheels);
    view! {
        <div class="walk-list">
            <nav class="station-nav" aria-label=t!(i18n, "walkaround.stations")>
                <For each=move || stations.get() key=|station| station.clone() let:station>
                    <StationButton station=station />
                </For>
                <WritersOnly>
                    <RestButton />
                </WritersOnly>
            </nav>
            <section class="panel-list" aria-labelledby=STATION_NAME>
                <WritersOnly>
                    <div class="flex between wrap">
                        <h2 id=STATION_NAME tabindex="-1">{move || i18n.label("station", walk.station.get().as_str())}</h2>
                        <span class="flex wrap">
                            <button
                                type="button"
                                class="chip"
                                aria-pressed=move || only_open.get().to_string()
                                on:click=move |_| only_open.update(|only| *only = !*only)
                            >
                                <Icon name=Signal::derive(move || if only_open.get() { "check".to_owned() } else { "circle-dashed".to_owned() }) class="i-m" />
                                <span>{t!(i18n, "walkaround.only_open")}</span>
                            </button>
                            <button type="button" class="btn quiet" on:click=move |_| walk.choose_list(false)>
                                <Icon name="car" class="i-m" />
                                <span>{t!(i18n, "walkaround.drawing")}</span>
                            </button>
                        </span>
                    </div>
                    <GhostList with_rest=true />
                    <StationWork with_answers=true only_open=Signal::from(only_open) />
                    <Show when=move || at_wheels.get()>
                        <Tyres />
                    </Show>
                    <section class="card pad">
                        <MarkList />
                    </section>
                    <section class="card pad">
                        <Shots />
                    </section>
                    <Legend />
                </WritersOnly>
            </section>
        </div>
    }
}
