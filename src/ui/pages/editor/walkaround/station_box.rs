//! How a station or a panel was answered, as a small square: hatched, a tick, a number of marks, a dash. A number on a hatch: marked, and
//! something is still to look at.

use leptos::prelude::*;
use walkaround_contract::{Inspection, Station, Template};

use crate::domain::draft::Draft;
use crate::ui::components::Icon;
use crate::ui::i18n::I18n;

/// What is known of a station.
#[derive(Clone, Debug, PartialEq)]
pub struct StationState {
    pub answer: Inspection,
    pub reason: Option<String>,
    pub marks: usize,
    /// Panels nobody has answered.
    pub open: usize,
    /// Some panels are answered.
    pub begun: bool,
    pub photos_missing: usize,
    /// Somebody answered the station or a panel of it, beside marking; that can be taken back.
    pub answered: bool,
}

impl StationState {
    pub fn of(draft: &Draft, template: &Template, station: &Station) -> Self {
        let progress = draft.station_progress(station, template);
        Self {
            answer: draft.station_answer(station, template),
            reason: draft.station_reason(station, template).map(|reason| reason.as_str().to_owned()),
            marks: progress.marks,
            open: progress.total - progress.answered,
            begun: progress.answered > 0,
            photos_missing: progress.photos_missing,
            answered: draft.walkaround.stations.iter().any(|known| known.station == *station)
                || draft
                    .panels_of(station, template)
                    .iter()
                    .any(|panel| draft.walkaround.panels.iter().any(|known| known.panel == *panel)),
        }
    }

    /// In a line: `3 panels left`, `No damage`, `1 mark, photo missing`.
    pub fn line(&self, i18n: I18n) -> String {
        if self.marks > 0 {
            let marks = i18n.count("walkaround.marks_count", self.marks);
            return match (self.open, self.photos_missing) {
                (0, 0) => marks,
                (0, _) => i18n.fill("walkaround.photo_missing", &[("marks", marks)]),
                (open, _) => i18n.list(&[marks, i18n.count("walkaround.panels_left", open)]),
            };
        }
        match (&self.answer, &self.reason) {
            (Inspection::NotInspected, _) if self.begun => i18n.count("walkaround.panels_left", self.open),
            (answer, Some(reason)) => {
                let reason = i18n.label("inaccessible_reason", reason);
                i18n.fill(
                    "walkaround.because",
                    &[("answer", i18n.label("inspection", answer.as_str())), ("reason", reason)],
                )
            }
            (answer, None) => i18n.label("inspection", answer.as_str()),
        }
    }
}

/// The square's class: none is the hatch. `open`: something is still to look at.
pub fn box_class(answer: &Inspection, open: bool) -> &'static str {
    match answer {
        Inspection::NoDamage => "ok",
        Inspection::Marked if open => "mkd open",
        Inspection::Marked => "mkd",
        Inspection::NotAccessible => "na",
        Inspection::NotInspected | Inspection::Unlisted(_) => "",
    }
}

/// What stands in the square.
#[component]
pub fn BoxSign(answer: Inspection, marks: usize) -> impl IntoView {
    match answer {
        Inspection::NoDamage => view! { <Icon name="check" /> }.into_any(),
        Inspection::Marked => view! { <span>{marks}</span> }.into_any(),
        Inspection::NotAccessible => view! { <span>"–"</span> }.into_any(),
        Inspection::NotInspected | Inspection::Unlisted(_) => ().into_any(),
    }
}

/// The square: the answer, the number of marks, and whether something is still to look at. Decoration: all of it is said in words beside it.
#[component]
pub fn AnswerBox(#[prop(into)] answer: Signal<(Inspection, usize, bool)>) -> impl IntoView {
    view! {
        <span class=move || format!("station-box {}", answer.with(|(answer, _, open)| box_class(answer, *open))) aria-hidden="true">
            {move || {
                let (answer, marks, _) = answer.get();
                view! { <BoxSign answer=answer marks=marks /> }
            }}
        </span>
    }
}
