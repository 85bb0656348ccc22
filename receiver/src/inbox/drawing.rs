//! Marks over the vehicle's drawing. The drawing is an asset of the app (`drawings/<body>.json`), read when it is needed.
//!
//! Invariant: not inspected, not accessible and undamaged never look alike, in colour or without: hatch, small crosses, tick. A pin's shape is its severity.

use std::collections::HashMap;

use maud::{Markup, html};
use serde::Deserialize;
use walkaround_contract::{BodyType, DriverSide, Inspection, Mark, Origin, Powertrain, Template, Vehicle};

use super::view::{Reading, icon};
use crate::http::Desk;

/// A body's drawing as the app has it. The right side is the left one mirrored, and not in the file.
#[derive(Deserialize)]
pub(super) struct BodyDrawing {
    revision: String,
    views: HashMap<String, ViewDrawing>,
}

/// One view, in millimetres.
#[derive(Deserialize)]
struct ViewDrawing {
    w: u32,
    h: u32,
    panels: Vec<PanelDrawing>,
    details: Vec<DetailDrawing>,
    outline: String,
}

#[derive(Deserialize)]
struct PanelDrawing {
    id: String,
    kind: String,
    /// Its kind on an electric car, where that is another.
    electric: Option<String>,
    /// Where a tick stands, and how much room it has there.
    at: (i32, i32),
    room: i32,
    d: String,
}

#[derive(Deserialize)]
struct DetailDrawing {
    class: String,
    /// Cars that have it; all, where it says nothing.
    only: Option<String>,
    d: String,
}

/// What is different from car to car of a body: paint and lines, never an area.
#[derive(Clone, Copy)]
struct Build {
    electric: bool,
    right_hand: bool,
}

impl Build {
    fn of(vehicle: &Vehicle) -> Self {
        Self {
            electric: vehicle.powertrain == Some(Powertrain::BatteryElectric),
            right_hand: vehicle.driver_side == Some(DriverSide::Right),
        }
    }

    fn kind(self, panel: &PanelDrawing) -> &str {
        panel.electric.as_deref().filter(|_| self.electric).unwrap_or(&panel.kind)
    }

    fn has(self, detail: &DetailDrawing) -> bool {
        match detail.only.as_deref() {
            Some("electric") => self.electric,
            Some("burning") => !self.electric,
            Some("right_hand") => self.right_hand,
            Some("left_hand") => !self.right_hand,
            _ => true,
        }
    }
}

/// The views, in the order of the walk, and the drawing that each comes from.
const VIEWS: [(&str, &str); 5] =
    [("left", "left"), ("front", "front"), ("right", "left"), ("rear", "rear"), ("top", "top")];

/// A tick needs this much room around it, in millimetres.
const TICK_ROOM: i32 = 70;

impl BodyDrawing {
    /// The drawing a sheet's positions were taken on; `None` if it names none, or this receiver has none.
    pub async fn load(desk: &Desk, body: &BodyType) -> Option<Self> {
        let file = desk.app.as_ref()?.drawing(body.as_str())?;
        let bytes = tokio::fs::read(file).await.ok()?;
        match serde_json::from_slice(&bytes) {
            Ok(drawing) => Some(drawing),
            Err(error) => {
                tracing::warn!(
                    body = body.as_str(),
                    cause = &error as &dyn std::error::Error,
                    "the app's drawing cannot be read"
                );
                None
            }
        }
    }

    /// Whether the sheet's positions were taken on exactly this drawing.
    pub fn is_revision(&self, revision: &str) -> bool {
        self.revision == revision
    }

    /// All views with what was found.
    pub fn render(&self, reading: Reading, body: &BodyType) -> Markup {
        let answers: HashMap<&str, &Inspection> =
            reading.sheet.walkaround.panels.iter().map(|panel| (panel.panel.as_str(), &panel.answer)).collect();
        html! {
            (patterns())
            div.inbox-views {
                @for (view, drawn) in VIEWS {
                    @if let Some(drawing) = self.views.get(drawn) {
                        figure class={ "inbox-view " (view) } {
                            (drawing.render(reading, body, view, view != drawn, &answers))
                            figcaption { (reading.label("view", view)) }
                        }
                    }
                }
            }
            (legend(reading))
        }
    }
}

impl ViewDrawing {
    fn render(
        &self,
        reading: Reading,
        body: &BodyType,
        view: &str,
        mirrored: bool,
        answers: &HashMap<&str, &Inspection>,
    ) -> Markup {
        let marks: Vec<_> = reading
            .sheet
            .walkaround
            .marks
            .iter()
            .filter(|mark| mark.is_damage() && mark.view.as_ref().is_some_and(|seen| seen.as_str() == view))
            .collect();
        let panels: Vec<_> = self
            .panels
            .iter()
            .map(|panel| (panel, if mirrored { swap_sides(&panel.id) } else { panel.id.clone() }))
            .collect();
        // A panel's answer is drawn in the view that owns it; a bonnet seen from the side says nothing.
        let answer = |id: &str| {
            let owned = Template::standard().owner_view(id, body).is_some_and(|owner| owner.as_str() == view);
            owned.then(|| answers.get(id).copied().unwrap_or(&Inspection::NotInspected))
        };
        let build = Build::of(&reading.sheet.vehicle);
        let mirror = mirrored.then(|| format!("translate({} 0) scale(-1 1)", self.w));
        html! {
            svg.car viewBox={ "0 0 " (self.w) " " (self.h) } role="group" aria-label=(reading.label("view", view)) {
                g.vehicle transform=[mirror] {
                    g.panels { @for (panel, id) in &panels { path class={ "panel " (build.kind(panel)) " " (state(answer(id))) } d=(panel.d) {} } }
                    g.details {
                        @for detail in self.details.iter().filter(|detail| build.has(detail)) { path class={ "detail " (detail.class) } d=(detail.d) {} }
                        path.outline d=(self.outline) {}
                    }
                }
                @for (panel, id) in &panels {
                    @if answer(id) == Some(&Inspection::NoDamage) && panel.room >= TICK_ROOM {
                        @let x = if mirrored { self.w as i32 - panel.at.0 } else { panel.at.0 };
                        path.tk d={ "M" (x - 60) " " (panel.at.1) "l42 45 80 -92" } {}
                    }
                }
                @for mark in marks { (self.pin(reading, mark)) }
            }
        }
    }

    fn pin(&self, reading: Reading, mark: &Mark) -> Markup {
        let (Some(x), Some(y)) = (mark.x, mark.y) else { return Markup::default() };
        let at = |share: u16, of: u32| (f64::from(share) / 10_000.0 * f64::from(of)).round();
        let name = mark_name(mark);
        // In pixels: glyph 18, then 9 a character, with 7 of space at both ends and between. The style sheet knows how large a pixel is on the drawing.
        let glyph = has_glyph(mark);
        let width = (if glyph { 25 } else { 0 }) + 9 * name.chars().count() + 14;
        let half = width as f64 / 2.0;
        html! {
            a href={ "#mark-" (mark.number) } transform={ "translate(" (at(x, self.w)) " " (at(y, self.h)) ")" } {
                title { (name) " " (reading.label("damage_kind", mark.kind.as_str())) }
                g class={ "map-pin s" (mark.severity) @if mark.origin == Origin::KnownBefore { " old" } } {
                    @if mark.severity == 3 {
                        path.box d={ "M" (-half) " 0l8 -15h" (width - 16) "l8 15-8 15h-" (width - 16) "z" } {}
                    } @else {
                        rect.box x=(-half) y="-14" width=(width) height="28" rx="14" {}
                    }
                    @if glyph { use.map-glyph href={ "/inbox/icons.svg#icon-dmg-" (mark.kind.as_str()) } x=(-half + 7.0) y="-9" width="18" height="18" {} }
                    text x=(-half + if glyph { 28.0 } else { 7.0 }) y="5.5" { (name) }
                }
            }
        }
    }
}

/// A shop's own kind of damage has neither letter nor glyph.
fn has_glyph(mark: &Mark) -> bool {
    mark.kind.is_known()
}

/// What a mark is called everywhere: the letter of its kind, and its number. A shop's own kind has no letter.
pub(super) fn mark_name(mark: &Mark) -> String {
    format!("{}{}", Template::standard().short("damage_kind", mark.kind.as_str()).unwrap_or_default(), mark.number)
}

/// A mark's pin in running text.
pub(super) fn pin(mark: &Mark) -> Markup {
    html! {
        span class={ "pin s" (mark.severity) @if mark.origin == Origin::KnownBefore { " old" } } {
            @if has_glyph(mark) { (icon(&format!("dmg-{}", mark.kind.as_str()), "i")) }
            (mark_name(mark))
        }
    }
}

fn state(answer: Option<&Inspection>) -> &'static str {
    match answer {
        Some(Inspection::NotInspected) => "ni",
        Some(Inspection::NotAccessible) => "na",
        Some(Inspection::Marked) => "mkd",
        Some(Inspection::NoDamage) => "nd",
        Some(Inspection::Unlisted(_)) | None => "",
    }
}

/// The id of the same panel on the other side; left and right are the car's own.
fn swap_sides(id: &str) -> String {
    let swap = |word| match word {
        "left" => "right",
        "right" => "left",
        other => other,
    };
    id.split('_').map(swap).collect::<Vec<_>>().join("_")
}

fn patterns() -> Markup {
    html! {
        svg.sprite aria-hidden="true" {
            defs {
                pattern #hatch-v .on-screen width="54" height="54" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" { rect width="54" height="54" {} path d="M0 0V54" stroke-width="15" {} }
                pattern #dots-v ."on-screen crosses" width="63" height="63" patternUnits="userSpaceOnUse" { rect width="63" height="63" {} path d="M15 15l24 24M39 15l-24 24" stroke-width="8" {} }
            }
        }
    }
}

fn legend(reading: Reading) -> Markup {
    let words = reading.words();
    html! {
        div.legend {
            span { span.swatch.ok { (icon("check", "i")) } (words.seen_no_damage) }
            span { span.swatch {} (words.not_inspected) }
            span { span.swatch.na { (icon("crosses", "i")) } (words.not_accessible) }
            @for severity in ["1", "2", "3"] { span { i class={ "shape s" (severity) } {} (reading.label("severity", severity)) } }
            span { span.pin.old.sm { "…" } (words.known_before) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_electric_car_has_no_grille_and_its_own_lines() {
        let panel = |electric: Option<&str>| PanelDrawing {
            id: "grille".into(),
            kind: "dark".into(),
            electric: electric.map(str::to_owned),
            at: (0, 0),
            room: 0,
            d: String::new(),
        };
        let line = |only: &str| DetailDrawing { class: String::new(), only: Some(only.into()), d: String::new() };
        let vehicle = Vehicle { powertrain: Some(Powertrain::BatteryElectric), ..Vehicle::default() };
        let (electric, other) = (Build::of(&vehicle), Build::of(&Vehicle::default()));
        assert_eq!((electric.kind(&panel(Some("body"))), other.kind(&panel(Some("body")))), ("body", "dark"));
        assert_eq!(electric.kind(&panel(None)), "dark");
        assert!(electric.has(&line("electric")) && !electric.has(&line("burning")) && !other.has(&line("electric")));
        assert!(other.has(&line("left_hand")) && !other.has(&line("right_hand")));
    }

    #[test]
    fn a_mirrored_panel_is_the_other_sides() {
        assert_eq!(swap_sides("wheel_front_left_tyre"), "wheel_front_right_tyre");
        assert_eq!(swap_sides("bonnet"), "bonnet");
    }
}
