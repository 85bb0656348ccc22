//! From the screen to the drawing: which point of a view lies under client coordinates, and which panel is meant by it.

use crate::domain::drawing::{Point, Tap, ViewDrawing};

/// What a tap at client coordinates means, whatever lies over the drawing. `None` beside the car.
pub fn tap_through(svg: &web_sys::Element, view: &ViewDrawing, x: f32, y: f32) -> Option<Tap> {
    let (point, scale) = place(svg, view, f64::from(x), f64::from(y))?;
    view.taps().tap(point, scale)
}

/// The panel itself, at its roomiest point: for the keyboard, a screen reader, a script.
pub fn tap_at_middle(view: &ViewDrawing, panel: &str) -> Option<Tap> {
    view.taps().tap_at_middle(panel)
}

/// The point of the view below client coordinates, and how many px a millimetre is.
fn place(svg: &web_sys::Element, view: &ViewDrawing, x: f64, y: f64) -> Option<(Point, f64)> {
    let rect = svg.get_bounding_client_rect();
    let inside =
        rect.width() > 0.0 && (rect.left()..=rect.right()).contains(&x) && (rect.top()..=rect.bottom()).contains(&y);
    let scale = rect.width() / view.width;
    inside.then(|| (((x - rect.left()) / scale, (y - rect.top()) / scale), scale))
}

/// The panel that an element draws.
pub fn panel_of(element: &web_sys::Element) -> Option<String> {
    element.get_attribute("data-panel")
}
