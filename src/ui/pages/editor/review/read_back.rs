//! The whole intake on one card, to be read back to the customer; each row leads to its step.

use leptos::prelude::*;
use walkaround_contract::{Payer, Step, totals};

use crate::routes::{Page, use_go};
use crate::state::use_draft;
use crate::ui::components::{Icon, clock_time, day, money, origin_words};
use crate::ui::i18n::{I18n, use_i18n};

use crate::domain::completion::consents_open;
use crate::domain::draft::Draft;
use crate::domain::plate;
use crate::domain::walkaround::mark_label;

/// One row a step.
#[component]
pub fn ReadBack() -> impl IntoView {
    let steps: Vec<Step> =
        use_draft().template().peek().steps_on().filter(|step| **step != Step::Review).cloned().collect();
    view! { <div class="card rows read-back">{steps.into_iter().map(|step| view! { <Row step=step /> }).collect_view()}</div> }
}

#[component]
fn Row(step: Step) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let go = use_go();
    let id = draft.id();
    let word = step.clone();
    let own = step.clone();
    let lines = move || draft.with(|draft| lines(i18n, draft, &own));
    view! {
        <button type="button" class="row" on:click=move |_| go.run(Page::Intake { id, step: step.clone() })>
            <span class="grow col">
                <span class="t1 c2">{move || i18n.step(&word)}</span>
                {move || lines().into_iter().map(|line| view! { <span class="pre some-lines">{line}</span> }).collect_view()}
            </span>
            <Icon name="chevron-right" class="i-m" />
        </button>
    }
}

fn lines(i18n: I18n, draft: &Draft, step: &Step) -> Vec<String> {
    let found = match step {
        Step::Welcome => welcome(i18n, draft),
        Step::CustomerAndVehicle => customer(i18n, draft),
        Step::Concerns => concerns(i18n, draft),
        Step::Walkaround => walkaround(i18n, draft),
        Step::Cabin => cabin(i18n, draft),
        _ => work(i18n, draft),
    };
    let found: Vec<String> = found.into_iter().filter(|line| !line.trim().is_empty()).collect();
    if found.is_empty() { vec![i18n.text("review.nothing")] } else { found }
}

fn join(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn welcome(i18n: I18n, draft: &Draft) -> Vec<String> {
    let kinds = draft.visit.kinds_of_work.iter().map(|kind| Some(i18n.label("work_kind", kind.as_str())));
    vec![
        join([
            draft.arrival.mode.as_ref().map(|mode| i18n.label("arrival_mode", mode.as_str())),
            draft.arrival.booking.as_ref().map(|booking| i18n.label("booking", booking.as_str())),
        ]),
        join(kinds),
    ]
}

fn customer(i18n: I18n, draft: &Draft) -> Vec<String> {
    let vehicle = &draft.vehicle;
    let owner = &draft.customer.owner;
    let brought = draft.customer.brought_by.as_ref().and_then(|party| party.name.clone());
    vec![
        join([
            vehicle.plate.as_ref().map(|plate| plate::format(&plate.text)),
            vehicle.make.clone(),
            vehicle.model.clone(),
            vehicle.model_year.map(|year| year.to_string()),
            vehicle
                .odometer
                .as_ref()
                .map(|distance| format!("{} {}", distance.value, i18n.label("distance_unit", distance.unit.as_str()))),
        ]),
        join([
            owner.name.clone(),
            owner.phones.first().cloned(),
            brought.map(|name| i18n.fill("editor.brought_by", &[("name", name)])),
        ]),
    ]
}

fn concerns(i18n: I18n, draft: &Draft) -> Vec<String> {
    if draft.concerns.is_empty() && draft.no_concerns {
        return vec![i18n.text("review.no_concerns")];
    }
    let tag = i18n.tag();
    draft
        .concerns
        .iter()
        .map(|concern| {
            let sentence = concern
                .sentences
                .iter()
                .find(|sentence| sentence.language == tag)
                .map(|sentence| sentence.text.clone());
            join([Some(concern.words.clone()), sentence])
        })
        .collect()
}

fn walkaround(i18n: I18n, draft: &Draft) -> Vec<String> {
    let (done, total) = draft.survey(&i18n.template().get()).complete();
    let mut lines = vec![i18n.fill("review.stations", &[("done", done.to_string()), ("total", total.to_string())])];
    let compared = draft.last_visit().is_some_and(|last| !last.marks.is_empty());
    lines.extend(draft.walkaround.marks.iter().map(|mark| {
        let place = match &mark.panel {
            Some(panel) => i18n.label("panel", panel),
            None => i18n.label("station", mark.station.as_str()),
        };
        join([
            Some(mark_label(mark)),
            Some(place),
            Some(i18n.label("damage_kind", mark.kind.as_str())),
            Some(i18n.label("severity", &mark.severity.to_string())),
            mark.size.as_ref().map(|size| i18n.in_sentence("size_class", size.as_str())),
            origin_words(i18n, mark, compared),
        ])
    }));
    lines
}

fn cabin(i18n: I18n, draft: &Draft) -> Vec<String> {
    let lamps = draft.cabin.lamps.iter().map(|lamp| Some(i18n.label("warning_lamp", lamp.as_str())));
    let valuables = draft.cabin.valuables.as_ref();
    vec![
        join([
            draft.vehicle.fuel_eighths.map(|eighths| i18n.fill("review.fuel", &[("eighths", eighths.to_string())])),
            draft.vehicle.charge_percent.map(|percent| i18n.fill("review.charge", &[("percent", percent.to_string())])),
        ]),
        join(lamps),
        join(
            [valuables
                .and_then(|valuables| valuables.outcome.as_ref())
                .map(|outcome| i18n.label("valuables_outcome", outcome.as_str()))]
            .into_iter()
            .chain(valuables.into_iter().flat_map(|valuables| &valuables.items).map(|item| Some(item.what.clone()))),
        ),
    ]
}

fn work(i18n: I18n, draft: &Draft) -> Vec<String> {
    let language = i18n.language();
    let mut lines: Vec<String> = draft.work.lines.iter().map(|line| line.description.clone()).collect();
    lines.extend(
        totals(&draft.work.lines).into_iter().filter(|total| total.payer == Payer::Customer || total.gross != 0).map(
            |total| {
                format!(
                    "{} {}",
                    i18n.label("payer", total.payer.as_str()),
                    money(total.gross, &draft.work.currency, language)
                )
            },
        ),
    );
    lines.extend(
        draft
            .work
            .promise
            .as_ref()
            .map(|promise| format!("{} {}", day(promise.at, language), clock_time(promise.at, false))),
    );
    let open = consents_open(draft, &i18n.template().get()).len();
    if open > 0 {
        lines.push(i18n.count("review.not_asked", open));
    }
    lines
}
