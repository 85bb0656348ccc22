//! How a station or a panel was answered, as a small square: hatched, a tick, a number of marks, a dash. A number on a hatch: marked, and
//! something is still to look at.

use leptos::prelude::*;
use walkaround_contract::Inspection;

use crate::domain::walkaround::{StationProgress, StationSurvey};
use crate::ui::components::Icon;
use crate::ui::i18n::I18n;

/// A station in a line: `3 panels left`, `No damage`, `1 mark, photo missing`.
pub fn station_line(i18n: I18n, station: &StationSurvey) -> String {
    let StationProgress { marks, photos_missing, answered, .. } = station.progress;
    if marks > 0 {
        let marks = i18n.count("walkaround.marks_count", marks);
        return match (station.open(), photos_missing) {
            (0, 0) => marks,
            (0, _) => i18n.fill("walkaround.photo_missing", &[("marks", marks)]),
            (open, _) => i18n.list(&[marks, i18n.count("walkaround.panels_left", open)]),
        };
    }
    match (&station.answer, &station.reason) {
        (Inspection::NotInspected, _) if answered > 0 => i18n.count("walkaround.panels_left", station.open()),
        (answer, Some(reason)) => {
            let reason = i18n.label("inaccessible_reason", reason.as_str());
            i18n.fill(
                "walkaround.because",
                &[("answer", i18n.label("inspection", answer.as_str())), ("reason", reason)],
            )
        }
        (answer, None) => i18n.label("inspection", answer.as_str()),
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
