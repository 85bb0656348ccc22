//! Where on the round one is: the station by name, all nine as a strip, and the answers for the whole station.

use leptos::prelude::*;
use walkaround_contract::{Inspection, Station};

use crate::domain::draft::Draft;
use crate::domain::field;
use crate::domain::walkaround::StationSurvey;
use crate::ui::components::{Dialog, Icon};
use crate::ui::i18n::use_i18n;

use super::rest::RestButton;
use super::station_box::{AnswerBox, BoxSign, box_class, station_line};
use super::walk::{OutOfSight, use_walk};

/// Id of what names the station one is at: the head of the side column, or of the list.
pub const STATION_NAME: &str = "station-name";

/// The head of the side column.
#[component]
pub fn Coverage() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let stations = walk.draft.read_by(Draft::stations);
    let number = move || {
        stations.with(|stations| {
            stations.iter().position(|station| *station == walk.station.get()).map_or(0, |index| index + 1)
        })
    };
    let choosing = RwSignal::new(false);
    view! {
        <section class="side-coverage">
            <button type="button" class="station-head" id=STATION_NAME aria-haspopup="dialog" on:click=move |_| choosing.set(true)>
                <b class="grow">{move || i18n.label("station", walk.station.get().as_str())}</b>
                <span class="c2 num">
                    {move || i18n.fill("walkaround.station_of", &[("number", number().to_string()), ("total", stations.with(Vec::len).to_string())])}
                </span>
                <Icon name="chevron-down" class="i-m" />
                <span class="hide">{t!(i18n, "walkaround.other_station")}</span>
            </button>
            <div class="stations">
                <For each=move || stations.get() key=|station| station.clone() let:station>
                    <StripBox station=station />
                </For>
            </div>
            <StationAnswers />
            <RestButton />
        </section>
        <Dialog open=choosing title=Signal::derive(move || i18n.text("walkaround.stations"))>
            <nav class="col station-menu" aria-label=t!(i18n, "walkaround.stations")>
                {move || {
                    stations
                        .get()
                        .into_iter()
                        .map(|station| view! { <StationButton station=station on_choose=Callback::new(move |()| choosing.set(false)) /> })
                        .collect_view()
                }}
            </nav>
        </Dialog>
    }
}

/// A station in the strip: a picture, too small to be aimed at. "What is missing" leads here, and the station opens.
#[component]
fn StripBox(station: Station) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let state = walk.surveyed(station.clone());
    let (own, led_to, id) = (station.clone(), station.clone(), field::station(&station));
    view! {
        <i
            id=id
            role="img"
            tabindex="-1"
            class=move || {
                let current = if walk.station.with(|station| *station == own) { "cur" } else { "" };
                format!("station-box {} {current}", state.with(|state| box_class(&state.answer, state.open() > 0)))
            }
            aria-label=move || format!("{}: {}", i18n.label("station", station.as_str()), state.with(|state| station_line(i18n, state)))
            on:focus=move |_| walk.go_to(&led_to)
        >
            {move || state.with(|state| view! { <BoxSign answer=state.answer.clone() marks=state.progress.marks /> })}
        </i>
    }
}

/// A station in a list of all; choosing it goes there.
#[component]
pub fn StationButton(station: Station, #[prop(optional)] on_choose: Option<Callback<()>>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let state = walk.surveyed(station.clone());
    let (own, chosen) = (station.clone(), station.clone());
    view! {
        <button
            type="button"
            class="station"
            aria-current=move || walk.station.with(|station| *station == own).then_some("true")
            on:click=move |_| {
                walk.close();
                walk.go_to(&chosen);
                if let Some(chosen) = on_choose {
                    chosen.run(());
                }
            }
        >
            <AnswerBox answer=Signal::derive(move || state.with(|state| (state.answer.clone(), state.progress.marks, state.open() > 0))) />
            <span>
                <b class="block">{move || i18n.label("station", station.as_str())}</b>
                <span class="t1 c2">{move || state.with(|state| station_line(i18n, state))}</span>
            </span>
        </button>
    }
}

/// What can be said of the whole station at once.
#[component]
pub fn StationAnswers() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let state = Memo::new(move |_| walk.survey.with(|survey| walk.station.with(|station| survey.station(station))));
    let is_open = Memo::new(move |_| state.with(|state| state.open() > 0));
    // A damaged tyre or rim is no mark, but whoever said so has not found the wheels undamaged.
    let wheel_damaged = walk.draft.read(|draft| draft.is_a_wheel_damaged());
    let first = move || {
        let rest = state.with(|state| state.progress.answered > 0 || state.progress.marks > 0)
            || wheel_damaged.get() && walk.station.with(|station| *station == Station::Wheels);
        let key = if rest { "walkaround.rest_no_damage" } else { "walkaround.no_damage_here" };
        i18n.text(key)
    };
    view! {
        <div class="station-answers">
            {move || {
                if is_open.get() {
                    view! {
                        <button type="button" class="btn" on:click=move |_| walk.answer_station(&walk.station.get_untracked(), Inspection::NoDamage, None)>
                            <Icon name="check" class="i-m" />
                            <span>{first}</span>
                        </button>
                        <button
                            type="button"
                            class="btn"
                            on:click=move |_| walk.out_of_sight.set(Some(OutOfSight::Station(walk.station.get_untracked())))
                        >
                            <Icon name="eye-off" class="i-m" />
                            <span>{t!(i18n, "walkaround.cant_see")}</span>
                        </button>
                    }
                        .into_any()
                } else {
                    view! {
                        <StationAnswered state=state />
                        <Show when=move || state.with(|state| state.is_answered)>
                            <button
                                type="button"
                                class="btn quiet"
                                on:click=move |_| walk.answer_station(&walk.station.get_untracked(), Inspection::NotInspected, None)
                            >
                                <Icon name="rotate-ccw" class="i-m" />
                                <span>{t!(i18n, "walkaround.look_again")}</span>
                            </button>
                        </Show>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// What the answers of a station come to.
#[component]
fn StationAnswered(state: Memo<StationSurvey>) -> impl IntoView {
    let i18n = use_i18n();
    let unseen = Memo::new(move |_| state.with(|state| state.answer == Inspection::NotAccessible));
    view! {
        <span class=move || if unseen.get() { "tag" } else { "tag ok" }>
            <Icon name=Signal::derive(move || if unseen.get() { "eye-off".to_owned() } else { "check".to_owned() }) />
            <span>
                {move || {
                    let line = state.with(|state| station_line(i18n, state));
                    if state.with(|state| state.progress.marks > 0) { i18n.fill("walkaround.looked_at", &[("marks", line)]) } else { line }
                }}
            </span>
        </span>
    }
}
