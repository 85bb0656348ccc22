//! What was looked at, as the sheet says: on the drawing, and in words. The same on screen and on paper.
//!
//! Invariant: not inspected, no damage, marked and not accessible differ without colour, and what was not seen is named with its reason.

use leptos::prelude::*;
use walkaround_contract::{BodyType, DriverSide, Inspection, Mark, Sheet, View};

use crate::domain::coverage::{StationCoverage, coverage};
use crate::domain::drawing::{Build, PicturePins};
use crate::ui::components::Icon;
use crate::ui::drawings::{AnswerSigns, CarPicture, DrawnPins, PanelLook, SeveritySigns, use_body_drawing};
use crate::ui::i18n::{I18n, use_i18n};

/// The walk-around of a sheet.
#[component]
pub fn SheetCoverage(sheet: Memo<Option<Sheet>>) -> impl IntoView {
    let i18n = use_i18n();
    let stations = Memo::new(move |_| {
        let template = i18n.template().get();
        sheet.with(|sheet| sheet.as_ref().map(|sheet| coverage(sheet, &template))).unwrap_or_default()
    });
    view! {
        <section class="card pad sheet-coverage" aria-labelledby="coverage-title">
            <h2 id="coverage-title">{t!(i18n, "sheet.coverage")}</h2>
            <Views sheet=sheet />
            <ul class="sheet-stations">
                {move || stations.get().into_iter().map(|station| view! { <StationLine station=station /> }).collect_view()}
            </ul>
        </section>
    }
}

/// The five views with every answer and mark, and what the signs mean.
#[component]
fn Views(sheet: Memo<Option<Sheet>>) -> impl IntoView {
    let i18n = use_i18n();
    let body = Memo::new(move |_| {
        sheet.with(|sheet| sheet.as_ref()?.walkaround.drawing.as_ref().map(|drawing| drawing.body.clone()))
    });
    let build = Memo::new(move |_| {
        sheet.with(|sheet| {
            let vehicle = sheet.as_ref().map(|sheet| &sheet.vehicle);
            let side = vehicle.and_then(|vehicle| vehicle.driver_side.clone()).unwrap_or(DriverSide::Left);
            Build::of(vehicle.and_then(|vehicle| vehicle.powertrain.as_ref()), &side)
        })
    });
    let drawing = use_body_drawing(body.into()).built(build);
    let other_revision = Memo::new(move |_| {
        let drawn = drawing.get().map(|drawing| drawing.revision.clone());
        let taken_on =
            sheet.with(|sheet| sheet.as_ref()?.walkaround.drawing.as_ref().map(|drawing| drawing.revision.clone()));
        drawn.is_some_and(|drawn| taken_on.is_some_and(|taken_on| taken_on != drawn))
    });
    let pictures = move || {
        let drawing = drawing.get()?;
        let template = i18n.template().get();
        let pictures = View::KNOWN.iter().filter_map(|view| {
            let picture = drawing.view(view)?.clone();
            let (marks, look) = sheet.with(|sheet| {
                let sheet = sheet.as_ref()?;
                Some((marks_in(sheet, view), look_of(sheet, &template, &drawing.body, view)))
            })?;
            let (named, drawn) = (view.clone(), picture.clone());
            let name = move || i18n.label("view", named.as_str());
            let damages: Vec<_> = marks.iter().filter_map(|mark| Some(picture.point(mark.x?, mark.y?))).collect();
            let highest = marks.iter().map(|mark| mark.number).max().unwrap_or_default();
            let pins = PicturePins::of(&damages, highest, (picture.width, picture.height));
            let class = format!("sheet-view {view}{}", if pins.are_small() { " many" } else { "" });
            Some(view! {
                <figure class=class>
                    <CarPicture view=picture class="read" look=look>
                        <DrawnPins view=drawn marks=marks pins=pins />
                    </CarPicture>
                    <figcaption>{name}</figcaption>
                </figure>
            })
        });
        Some(view! { <div class="sheet-views">{pictures.collect_view()}</div> })
    };
    view! {
        {pictures}
        <Show when=move || drawing.get().is_some()>
            <div class="legend">
                <AnswerSigns />
                <SeveritySigns />
            </div>
        </Show>
        <Show when=move || other_revision.get()>
            <p class="c-warn flex top-a">
                <Icon name="triangle-alert" class="i-m" />
                <span>{t!(i18n, "sheet.drawing_changed")}</span>
            </p>
        </Show>
    }
}

/// The damages that were placed on this view.
fn marks_in(sheet: &Sheet, view: &View) -> Vec<Mark> {
    let here =
        |mark: &&Mark| mark.is_damage() && mark.view.as_ref() == Some(view) && mark.x.is_some() && mark.y.is_some();
    sheet.walkaround.marks.iter().filter(here).cloned().collect()
}

/// Each panel's answer is drawn in the view that owns it; a bonnet seen from the side says nothing.
fn look_of(sheet: &Sheet, template: &walkaround_contract::Template, body: &BodyType, view: &View) -> PanelLook {
    let mut answers = std::collections::HashMap::new();
    for panel in template.panels_of_body(body).filter(|panel| template.owner_view(&panel.id, body) == Some(view)) {
        let known = sheet.walkaround.panels.iter().find(|known| known.panel == panel.id);
        answers.insert(panel.id.clone(), known.map_or(Inspection::NotInspected, |known| known.answer.clone()));
    }
    Box::new(move |panel| answers.get(panel).cloned())
}

/// A station in words: its answer, and by name what was not looked at or could not be seen, with the reason.
#[component]
fn StationLine(station: StationCoverage) -> impl IntoView {
    let i18n = use_i18n();
    let (class, sign) = match station.answer {
        Inspection::NoDamage => ("station-box ok", view! { <Icon name="check" /> }.into_any()),
        Inspection::Marked => ("station-box mkd", view! { <span>{station.marks}</span> }.into_any()),
        Inspection::NotAccessible => ("station-box na", view! { <span>"–"</span> }.into_any()),
        Inspection::NotInspected | Inspection::Unlisted(_) => ("station-box", ().into_any()),
    };
    let name = station.station.clone();
    view! {
        <li>
            <span class=class aria-hidden="true">{sign}</span>
            <span>
                <b class="block">{move || i18n.label("station", name.as_str())}</b>
                {move || said(i18n, &station).into_iter().map(|line| view! { <span class="block t1 c2">{line}</span> }).collect_view()}
            </span>
        </li>
    }
}

fn said(i18n: I18n, station: &StationCoverage) -> Vec<String> {
    let reason_of = |reason: &str| i18n.label("inaccessible_reason", reason);
    let answer = match station.answer {
        Inspection::Marked => i18n.count("walkaround.marks_count", station.marks),
        _ => i18n.label("inspection", station.answer.as_str()),
    };
    let mut lines = vec![match &station.reason {
        Some(reason) => i18n.fill("walkaround.because", &[("answer", answer), ("reason", reason_of(reason.as_str()))]),
        None => answer,
    }];
    let unseen: Vec<String> = station
        .unseen
        .iter()
        .map(|(panel, reason)| {
            let panel = i18n.label("panel", panel);
            match reason {
                Some(reason) => {
                    i18n.fill("sheet.panel_because", &[("panel", panel), ("reason", reason_of(reason.as_str()))])
                }
                None => panel,
            }
        })
        .collect();
    if !unseen.is_empty() {
        lines.push(i18n.fill("sheet.panels_unseen", &[("panels", i18n.list(&unseen))]));
    }
    let open: Vec<String> = station.open.iter().map(|panel| i18n.label("panel", panel)).collect();
    if !open.is_empty() {
        lines.push(i18n.fill("sheet.panels_open", &[("panels", i18n.list(&open))]));
    }
    lines
}
