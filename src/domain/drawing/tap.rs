//! Which panel a finger means. A finger is wider than an indicator: a tap beside something tiny goes to it, a tap beside the car to what
//! is nearest; what else it may have meant is handed on, so that it can be chosen instead.
//!
//! Invariant: a tap at a panel's roomiest point goes to that panel, at any size of the drawing.

use std::sync::OnceLock;

use super::shape::{Point, Shape};
use super::{PanelShape, ViewDrawing};

/// A tap on a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tap {
    pub panel: String,
    /// In 1/10,000 of the view's box; on the panel, even where the finger was beside it.
    pub x: u16,
    pub y: u16,
    /// Other panels within reach of the finger, the nearest first; at most three.
    pub nearby: Vec<String>,
}

/// How far from a tap panels are looked for, in px: together with the other side a target of 48.
const REACH_PX: f64 = 24.0;

/// A panel with less room than this around its roomiest point (in px) can't be hit by a finger on purpose.
const TINY_PX: f64 = 7.0;

/// How near to a tiny panel a tap goes to it although it hit a large one, in px.
const TINY_REACH_PX: f64 = 12.0;

/// Beside the car a tiny panel may be this much further off than a large one and is still the one that was meant, in px.
const TINY_LEAD_PX: f64 = 8.0;

/// How many other panels are offered.
const MOST_NEARBY: usize = 3;

/// The areas of a view's panels. Reading them takes a moment, so they are kept as long as the view is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct TapMap {
    targets: Vec<Target>,
    width: f64,
    height: f64,
}

/// The areas of a view, read when the first finger asks for them. They say nothing that the view's paths do not say.
#[derive(Debug, Default)]
pub(super) struct Taps(OnceLock<TapMap>);

impl Taps {
    pub(super) fn of(&self, view: &ViewDrawing) -> &TapMap {
        self.0.get_or_init(|| TapMap::of(view))
    }
}

impl Clone for Taps {
    /// A copy of a view may be changed, so it reads for itself.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Taps {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Target {
    id: String,
    at: Point,
    room: f64,
    shape: Shape,
}

/// A panel within reach.
struct Near<'a> {
    target: &'a Target,
    /// The nearest point of its edge.
    edge: Point,
    /// In mm; 0 for the panel that was hit.
    distance: f64,
}

impl TapMap {
    pub fn of(view: &ViewDrawing) -> Self {
        let target = |panel: &PanelShape| {
            let shape = Shape::read(&panel.path);
            Target {
                id: panel.id.clone(),
                at: panel.at,
                room: panel.room,
                shape: if view.mirrored { shape.mirrored(view.width) } else { shape },
            }
        };
        Self { targets: view.panels.iter().map(target).collect(), width: view.width, height: view.height }
    }

    /// The panel at a point of the view.
    pub fn panel_at(&self, point: Point) -> Option<&str> {
        // What is drawn later lies on top.
        self.targets.iter().rev().find(|target| target.shape.contains(point)).map(|target| target.id.as_str())
    }

    /// What a tap at a point of the view means, where a millimetre of the car is `scale` px.
    pub fn tap(&self, point: Point, scale: f64) -> Option<Tap> {
        let reach = REACH_PX / scale;
        let tiny = |target: &Target| target.room * scale < TINY_PX;
        let hit = self.panel_at(point);
        let mut near: Vec<Near> = self
            .targets
            .iter()
            .filter_map(|target| {
                let (edge, distance) = match target.shape.nearest_edge(point, reach) {
                    Some(near) => near,
                    None if hit == Some(target.id.as_str()) => (point, 0.0),
                    None => return None,
                };
                let distance = if hit == Some(target.id.as_str()) { 0.0 } else { distance };
                Some(Near { target, edge, distance })
            })
            .collect();
        near.sort_by(|one, other| one.distance.total_cmp(&other.distance));
        let chosen = match near.iter().find(|near| hit == Some(near.target.id.as_str())) {
            Some(direct) if tiny(direct.target) => direct,
            Some(direct) => {
                // Never past the middle of the large one: it must stay possible to hit that, too.
                let far = (TINY_REACH_PX / scale).min(direct.target.room / 2.0);
                near.iter()
                    .find(|near| near.distance > 0.0 && near.distance <= far && tiny(near.target))
                    .unwrap_or(direct)
            }
            None => {
                let lead = TINY_LEAD_PX / scale;
                let rank = |near: &Near| if tiny(near.target) { near.distance - lead } else { near.distance };
                near.iter().min_by(|one, other| rank(one).total_cmp(&rank(other)))?
            }
        };
        let hit_it = chosen.distance == 0.0 && self.keeps(chosen.target, point);
        let (x, y) = if hit_it { point } else { self.inside(chosen) };
        let nearby = near
            .iter()
            .filter(|near| near.target.id != chosen.target.id)
            .take(MOST_NEARBY)
            .map(|near| near.target.id.clone())
            .collect();
        let (x, y) = super::position(x, y, self.width, self.height);
        Some(Tap { panel: chosen.target.id.clone(), x, y, nearby })
    }

    /// Whether a point is still on the panel with the accuracy that a position has.
    fn keeps(&self, target: &Target, point: Point) -> bool {
        let (x, y) = super::position(point.0, point.1, self.width, self.height);
        target.shape.contains(super::point(x, y, self.width, self.height))
    }

    /// The nearest point of a panel that was not quite hit: from its edge as little towards its middle as it takes to be on it.
    fn inside(&self, near: &Near) -> Point {
        let (edge, at) = (near.edge, near.target.at);
        [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75]
            .into_iter()
            .map(|share| (edge.0 + (at.0 - edge.0) * share, edge.1 + (at.1 - edge.1) * share))
            .find(|point| self.keeps(near.target, *point))
            .unwrap_or(at)
    }

    /// The panel itself, at its roomiest point: for who has no finger on it.
    pub fn tap_at_middle(&self, panel: &str) -> Option<Tap> {
        let target = self.targets.iter().find(|target| target.id == panel)?;
        let (x, y) = super::position(target.at.0, target.at.1, self.width, self.height);
        Some(Tap { panel: panel.to_owned(), x, y, nearby: Vec::new() })
    }
}
