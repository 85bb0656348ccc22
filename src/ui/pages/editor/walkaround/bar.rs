//! The bar below the walk-around: what nobody has looked at yet, and the next station by its name.

use leptos::prelude::*;
use walkaround_contract::{Station, Step, Template};

use crate::domain::draft::Draft;
use crate::domain::field;
use crate::domain::walkaround::StationSurvey;
use crate::routes::{Page, use_go};
use crate::state::use_draft;
use crate::ui::components::{Icon, focus_field};
use crate::ui::i18n::use_i18n;

use super::super::step_bar::BackButton;
use super::showing::{current_station, go_to_station};
use super::undo::UndoButtons;
use super::words::needs_photo;

/// What is left of the round.
#[derive(Clone, Debug, PartialEq)]
struct Round {
    /// Stations with something nobody has looked at.
    open: usize,
    first_open: Option<Station>,
    /// The next station with something left, going on from here; none when there is none but this.
    next: Option<Station>,
    photos_missing: usize,
    /// Marks of the last visit that nobody has looked at again.
    ghosts: usize,
    first_without_photo: Option<u16>,
}

impl Round {
    fn of(draft: &Draft, template: &Template) -> Self {
        let survey = draft.survey(template);
        let stations = survey.stations();
        let here = current_station(draft, template);
        let at = stations.iter().position(|known| known.station == here).unwrap_or_default();
        let onwards = stations.iter().skip(at + 1).chain(stations.iter().take(at));
        let is_open = |known: &&StationSurvey| !known.progress.is_complete();
        let name = |known: &StationSurvey| known.station.clone();
        let without_photo: Vec<u16> =
            draft.walkaround.marks.iter().filter(|mark| needs_photo(mark)).map(|mark| mark.number).collect();
        Self {
            open: stations.iter().filter(is_open).count(),
            first_open: stations.iter().find(is_open).map(name),
            next: onwards.into_iter().find(is_open).map(name),
            photos_missing: without_photo.len(),
            ghosts: draft.ghosts_open(),
            first_without_photo: without_photo.first().copied(),
        }
    }
}

/// Back, what is missing, and on.
#[component]
pub fn WalkaroundBar() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let go = use_go();
    let id = draft.id();
    let round = draft.read_by(Round::of);
    // The review is always there, and always last.
    let after = draft.template().peek().step_from(&Step::Walkaround, 1).cloned().unwrap_or(Step::Review);
    let after = StoredValue::new(after);
    let forward = move || {
        let next = round.with(|round| round.next.clone());
        let word = match &next {
            Some(station) => {
                i18n.fill("walkaround.next_station", &[("station", i18n.label("station", station.as_str()))])
            }
            None => i18n.step(&after.get_value()),
        };
        view! {
            <button
                type="button"
                class="btn xl primary"
                on:click=move |_| match &next {
                    Some(station) => go_to_station(draft, station),
                    None => go.run(Page::Intake { id, step: after.get_value() }),
                }
            >
                <span>{word}</span>
                <Icon name="chevron-right" />
            </button>
        }
    };
    view! {
        <footer class="bar-bottom">
            <BackButton step=Step::Walkaround />
            <UndoButtons />
            <div class="grow ta-c missing" role="status">
                {move || {
                    let round = round.get();
                    if let Some(station) = round.first_open {
                        view! {
                            <button type="button" class="btn plain" on:click=move |_| go_to_station(draft, &station)>
                                {i18n.count("walkaround.stations_open", round.open)}
                            </button>
                        }
                            .into_any()
                    } else if round.ghosts > 0 {
                        view! {
                            <button type="button" class="btn plain" on:click=move |_| focus_field(field::GHOSTS)>
                                {i18n.count("ghosts.to_look_at", round.ghosts)}
                            </button>
                        }
                            .into_any()
                    } else if let Some(number) = round.first_without_photo {
                        view! {
                            <button type="button" class="btn plain" on:click=move |_| focus_field(&field::mark(number))>
                                {i18n.count("walkaround.photos_open", round.photos_missing)}
                            </button>
                        }
                            .into_any()
                    } else {
                        view! { <span class="c2">{i18n.text("walkaround.all_seen")}</span> }.into_any()
                    }
                }}
            </div>
            {forward}
        </footer>
    }
}
