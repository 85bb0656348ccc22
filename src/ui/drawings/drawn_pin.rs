//! Pins as part of a picture, in the view's own millimetres: for drawings that are read and printed at any size. On the board, where pins
//! are touched, they keep their size instead.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::Mark;

use crate::domain::drawing::{PicturePins, PinShape, PinSize, ViewDrawing};

use super::pin::{PinLabel, damage_icon, mark_stroke};

/// These marks, all placed on this view: the stroke at each damage, its pin, and a line between them where the pin had to stand further off.
#[component]
pub fn DrawnPins(view: Arc<ViewDrawing>, marks: Vec<Mark>, pins: PicturePins) -> impl IntoView {
    let PicturePins { mm, damages, offsets } = pins;
    let lines: String = damages
        .iter()
        .zip(&offsets)
        .filter(|(_, offset)| offset.needs_line())
        .map(|((x, y), offset)| format!("M{x:.0} {y:.0}l{} {}", offset.dx, offset.dy))
        .collect();
    // Where the damage is and how large, as on the board.
    let strokes: String =
        marks.iter().filter_map(|mark| Some(mark_stroke(mark, view.point(mark.x?, mark.y?)))).collect();
    let pins = marks.iter().zip(&damages).zip(offsets).map(|((mark, (x, y)), offset)| {
        let at = (x + f64::from(offset.dx), y + f64::from(offset.dy));
        view! { <DrawnPin pin=PinLabel::of(mark) at=at /> }
    });
    view! {
        <path class="stroke" d=strokes></path>
        <g class="drawn-pins" transform=format!("scale({mm:.4})")>
            <path class="leader" d=lines></path>
            {pins.collect_view()}
        </g>
    }
}

/// Glyph, letter and number; the severity is the shape.
#[component]
fn DrawnPin(pin: PinLabel, at: (f64, f64)) -> impl IntoView {
    // What was known before is dashed here and has no clock.
    let shape = PinShape::of(&pin.label, pin.severity, false, PinSize::SMALL);
    let middle = (0, 0);
    let class = if pin.severity > 1 { "drawn-pin solid" } else { "drawn-pin" };
    let class = if pin.known_before { format!("{class} old") } else { class.to_owned() };
    let outline = match shape.hexagon_at(middle) {
        Some(path) => view! { <path class="box" d=path></path> }.into_any(),
        None => {
            let half = shape.height() / 2;
            view! { <rect class="box" x=-shape.width / 2 y=-half width=shape.width height=2 * half rx=half></rect> }
                .into_any()
        }
    };
    let (px, (x, y)) = (shape.glyph_px(), shape.glyph_at(middle));
    view! {
        <g class=class transform=format!("translate({:.1} {:.1})", at.0, at.1)>
            {outline}
            <use href=format!("#icon-{}", damage_icon(&pin.kind)) x=x - px / 2 y=y - px / 2 width=px height=px></use>
            <text x=shape.label_from(middle) y="4.5">{pin.label}</text>
        </g>
    }
}
