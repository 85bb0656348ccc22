//! What was looked at, station by station, in words.
//!
//! Invariant: a panel that nobody looked at, or that could not be seen, is named with its reason; it is never left to the drawing alone.

use maud::{Markup, html};
use walkaround_contract::{DriverSide, Inspection, PanelAnswer, StationAnswer, Template};

use super::view::{Reading, icon};

/// Every station of the sheet.
pub(super) fn stations(reading: Reading) -> Markup {
    html! {
        ul.inbox-answers { @for station in &reading.sheet.walkaround.stations { li { (station_answer(reading, station)) } } }
    }
}

fn station_answer<'a>(reading: Reading<'a>, station: &'a StationAnswer) -> Markup {
    let words = reading.words();
    let (class, sign) = match station.answer {
        Inspection::NoDamage => ("station-box ok", Some("check")),
        Inspection::Marked => ("station-box mkd", Some("pencil")),
        Inspection::NotAccessible => ("station-box na", Some("eye-off")),
        Inspection::NotInspected | Inspection::Unlisted(_) => ("station-box", None),
    };
    let panels = panels_of(reading, station);
    let says_all = station.answer == Inspection::NotAccessible;
    let unseen = panels
        .iter()
        .filter(|panel| panel.answer == Inspection::NotAccessible && !(says_all && panel.reason == station.reason))
        .map(|panel| {
            let name = reading.label("panel", &panel.panel);
            match &panel.reason {
                Some(why) => {
                    format!("{name}{}", reading.view.in_brackets(reading.label("inaccessible_reason", why.as_str())))
                }
                None => name.to_owned(),
            }
        })
        .collect::<Vec<_>>();
    let reason = station.reason.as_ref().map(|why| reading.label("inaccessible_reason", why.as_str()));
    let open: Vec<&str> = panels
        .iter()
        .filter(|panel| panel.answer == Inspection::NotInspected)
        .map(|panel| reading.label("panel", &panel.panel))
        .collect();
    html! {
        span class=(class) { @if let Some(sign) = sign { (icon(sign, "i")) } }
        span.hd {
            span.block.m { (reading.label("station", station.station.as_str())) }
            span.block.t1.c2 { (reading.label("inspection", station.answer.as_str())) @if let Some(reason) = reason { (reading.view.colon()) (reason) } }
            @if !unseen.is_empty() { span.block.t1.c2 { (words.not_accessible) (reading.view.colon()) (unseen.join(reading.separator())) } }
            // A station of which nobody saw anything says so by itself.
            @if !open.is_empty() && open.len() < panels.len() { span.block.t1.c2 { (words.not_inspected) (reading.view.colon()) (open.join(reading.separator())) } }
        }
    }
}

/// The answers of a station's panels, as the drawing of this car divides it.
fn panels_of<'a>(reading: Reading<'a>, station: &StationAnswer) -> Vec<&'a PanelAnswer> {
    let walkaround = &reading.sheet.walkaround;
    let side = reading.sheet.vehicle.driver_side.as_ref().unwrap_or(&DriverSide::Left);
    let Some(drawing) = &walkaround.drawing else { return Vec::new() };
    let is_here = |answer: &&PanelAnswer| {
        Template::standard().station_of(&answer.panel, &drawing.body, side) == Some(&station.station)
    };
    walkaround.panels.iter().filter(is_here).collect()
}
