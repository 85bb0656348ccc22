//! Which panel a finger meant. A finger is wider than an indicator: a tap that hits nothing, or is next to something tiny, goes to what
//! is nearest; what else it may have meant is handed on, so that it can be chosen instead.

use leptos::prelude::*;

use crate::domain::drawing::ViewDrawing;

/// A tap on a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tap {
    pub panel: String,
    /// In 1/10,000 of the view's box.
    pub x: u16,
    pub y: u16,
    /// Other panels within reach of the finger, the nearest first; at most three.
    pub nearby: Vec<String>,
}

/// Rings around the tap on which panels are looked for, in px. 24 px make a target of 48.
const RINGS: [f32; 4] = [6.0, 12.0, 18.0, 24.0];

/// Directions on each ring.
const DIRECTIONS: u8 = 12;

/// A panel with less room than this (in px) can't be hit by a finger on purpose.
const TINY_PX: f64 = 7.0;

/// How near a tap must be to a tiny panel to go to it although it hit a large one, in px.
const TINY_REACH_PX: f32 = 12.0;

/// A panel found near the tap, and where.
struct Found {
    panel: String,
    ring: f32,
    x: f32,
    y: f32,
}

/// Finds the panel of a tap at client coordinates. `direct` is the panel that the browser says was hit.
pub fn resolve(svg: &web_sys::Element, view: &ViewDrawing, direct: Option<String>, x: f32, y: f32) -> Option<Tap> {
    let rect = svg.get_bounding_client_rect();
    let inside = rect.width() > 0.0
        && (rect.left()..=rect.right()).contains(&f64::from(x))
        && (rect.top()..=rect.bottom()).contains(&f64::from(y));
    if !inside {
        // A click that no finger made (a screen reader, a script) comes without a place.
        return direct.and_then(|panel| tap_at_middle(view, &panel));
    }
    let scale = rect.width() / view.width;
    let tiny = |id: &str| view.panel(id).is_some_and(|panel| panel.room * scale < TINY_PX);
    let around = panels_around(x, y);
    let chosen = match direct {
        Some(panel) if tiny(&panel) => Found { panel, ring: 0.0, x, y },
        Some(panel) => {
            match around.iter().find(|found| found.ring <= TINY_REACH_PX && found.panel != panel && tiny(&found.panel))
            {
                Some(near) => Found { panel: near.panel.clone(), ..*near },
                None => Found { panel, ring: 0.0, x, y },
            }
        }
        None => {
            let nearest = around.first()?;
            let small = around.iter().find(|found| tiny(&found.panel)).unwrap_or(nearest);
            Found { panel: small.panel.clone(), ..*small }
        }
    };
    let to_view = |client: f32, start: f64| (f64::from(client) - start) / scale;
    let (px, py) = view.position(to_view(chosen.x, rect.left()), to_view(chosen.y, rect.top()));
    let mut nearby: Vec<String> = Vec::new();
    for found in around {
        if found.panel != chosen.panel && !nearby.contains(&found.panel) && nearby.len() < 3 {
            nearby.push(found.panel);
        }
    }
    Some(Tap { panel: chosen.panel, x: px, y: py, nearby })
}

/// The panel itself, at its roomiest point: for the keyboard.
pub fn tap_at_middle(view: &ViewDrawing, panel: &str) -> Option<Tap> {
    let shape = view.panel(panel)?;
    let (x, y) = view.position(shape.at.0, shape.at.1);
    Some(Tap { panel: panel.to_owned(), x, y, nearby: Vec::new() })
}

/// The panel that an element draws.
pub fn panel_of(element: &web_sys::Element) -> Option<String> {
    element.get_attribute("data-panel")
}

fn panels_around(x: f32, y: f32) -> Vec<Found> {
    let mut found = Vec::new();
    for ring in RINGS {
        for direction in 0..DIRECTIONS {
            let angle = f32::from(direction) / f32::from(DIRECTIONS) * std::f32::consts::TAU;
            let (px, py) = (x + ring * angle.cos(), y + ring * angle.sin());
            if let Some(panel) = document().element_from_point(px, py).as_ref().and_then(panel_of)
                && !found.iter().any(|earlier: &Found| earlier.panel == panel)
            {
                found.push(Found { panel, ring, x: px, y: py });
            }
        }
    }
    found
}
