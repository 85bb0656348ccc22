//! The drawing of a body: five views, each panel a closed area of its own, in millimetres of the car.
//!
//! Invariant: the right view is the left one mirrored, number by number, with `left` and `right` swapped in every id; so there is one
//! source for both sides of a car. The form of the files stands in `src/ui/drawings/README.md`.

mod build;
mod fingers;
mod picture_pins;
mod pin_groups;
mod pin_shape;
mod pins;
mod shape;
mod surroundings;
mod tap;
mod zoom;

#[cfg(test)]
mod panel_tests;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::Deserialize;
use walkaround_contract::{BodyType, View};

pub use build::{Build, Only};
pub use fingers::{Click, Doing, Fingers};
pub use picture_pins::PicturePins;
pub use pin_groups::pin_groups;
pub use pin_shape::PinShape;
pub use pins::{PinBounds, PinOffset, PinSize, pin_offsets, pin_within, whole_px};
pub use shape::{Point, Shape};
pub use surroundings::Surroundings;
pub use tap::{Tap, TapMap};
pub use zoom::{Room, Zoom};

/// Why a drawing could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawingError {
    /// Not the JSON it should be.
    Unreadable { cause: String },
    /// The file of another body.
    OtherBody { found: String },
}

impl std::fmt::Display for DrawingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable { cause } => write!(f, "the drawing can't be read: {cause}"),
            Self::OtherBody { found } => write!(f, "the drawing shows another body: {found}"),
        }
    }
}

impl std::error::Error for DrawingError {}

/// All views of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyDrawing {
    pub body: BodyType,
    /// Which state of the drawing this is; a mark's position is read on it.
    pub revision: String,
    views: [Arc<ViewDrawing>; 5],
}

/// One view. Its box is `0 0 width height`.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewDrawing {
    pub view: View,
    pub width: f64,
    pub height: f64,
    /// The paths are those of the left view and have to be drawn mirrored. `at` of a panel is in this view's own coordinates already.
    pub mirrored: bool,
    /// In drawing order: what comes later lies on top.
    pub panels: Vec<PanelShape>,
    pub details: Vec<Detail>,
    pub outline: Arc<str>,
    taps: tap::Taps,
}

/// A panel as drawn in one view.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelShape {
    pub id: String,
    /// What it is made of, for its paint: `body`, `glass`, `lamp`, `tyre`…
    pub kind: String,
    /// What it is made of on an electric car, where that is something else.
    pub electric: Option<String>,
    /// The point with the most room around it.
    pub at: (f64, f64),
    /// Distance from there to the nearest edge.
    pub room: f64,
    pub path: Arc<str>,
}

/// Lines over the panels.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    pub class: String,
    /// Cars that have it; `None`: all.
    pub only: Option<Only>,
    pub path: Arc<str>,
}

#[derive(Deserialize)]
struct BodyFile {
    body: BodyType,
    revision: String,
    views: ViewFiles,
}

#[derive(Deserialize)]
struct ViewFiles {
    left: ViewFile,
    front: ViewFile,
    rear: ViewFile,
    top: ViewFile,
}

#[derive(Deserialize)]
struct ViewFile {
    w: f64,
    h: f64,
    panels: Vec<PanelFile>,
    details: Vec<DetailFile>,
    outline: String,
}

#[derive(Deserialize)]
struct PanelFile {
    id: String,
    kind: String,
    electric: Option<String>,
    at: (f64, f64),
    room: f64,
    d: String,
}

#[derive(Deserialize)]
struct DetailFile {
    class: String,
    only: Option<Only>,
    d: String,
}

impl BodyDrawing {
    /// Reads the file of a body.
    pub fn parse(json: &str, body: &BodyType) -> Result<Self, DrawingError> {
        let file: BodyFile =
            serde_json::from_str(json).map_err(|error| DrawingError::Unreadable { cause: error.to_string() })?;
        if file.body != *body {
            return Err(DrawingError::OtherBody { found: file.body.to_string() });
        }
        let left = ViewDrawing::from_file(View::Left, file.views.left);
        let right = left.mirror_image(View::Right);
        let front = ViewDrawing::from_file(View::Front, file.views.front);
        let rear = ViewDrawing::from_file(View::Rear, file.views.rear);
        let top = ViewDrawing::from_file(View::Top, file.views.top);
        Ok(Self { body: file.body, revision: file.revision, views: [left, front, right, rear, top].map(Arc::new) })
    }

    /// A view; `None` for one that this version does not know.
    pub fn view(&self, view: &View) -> Option<&Arc<ViewDrawing>> {
        self.views.iter().find(|drawing| drawing.view == *view)
    }

    /// The drawing of one car: with the lines it has and the paint that is right for it. Areas are the same for all.
    pub fn built(&self, build: &Build) -> Self {
        Self {
            body: self.body.clone(),
            revision: self.revision.clone(),
            views: self.views.each_ref().map(|view| Arc::new(view.built(build))),
        }
    }
}

impl ViewDrawing {
    fn from_file(view: View, file: ViewFile) -> Self {
        Self {
            view,
            width: file.w,
            height: file.h,
            mirrored: false,
            panels: file
                .panels
                .into_iter()
                .map(|panel| PanelShape {
                    id: panel.id,
                    kind: panel.kind,
                    electric: panel.electric,
                    at: panel.at,
                    room: panel.room,
                    path: panel.d.into(),
                })
                .collect(),
            details: file
                .details
                .into_iter()
                .map(|detail| Detail { class: detail.class, only: detail.only, path: detail.d.into() })
                .collect(),
            outline: file.outline.into(),
            taps: tap::Taps::default(),
        }
    }

    fn mirror_image(&self, view: View) -> Self {
        Self {
            view,
            mirrored: !self.mirrored,
            panels: self
                .panels
                .iter()
                .map(|panel| PanelShape {
                    id: other_side(&panel.id),
                    at: (self.width - panel.at.0, panel.at.1),
                    ..panel.clone()
                })
                .collect(),
            ..self.clone()
        }
    }

    fn built(&self, build: &Build) -> Self {
        let mut built = self.clone();
        built.details.retain(|detail| detail.only.is_none_or(|only| build.has(only)));
        for panel in &mut built.panels {
            if build.electric
                && let Some(kind) = panel.electric.take()
            {
                panel.kind = kind;
            }
        }
        built
    }

    /// What fingers mean on this view.
    pub fn taps(&self) -> &TapMap {
        self.taps.of(self)
    }

    /// A panel seen in this view.
    pub fn panel(&self, id: &str) -> Option<&PanelShape> {
        self.panels.iter().find(|panel| panel.id == id)
    }

    /// A point of the view in 1/10,000 of its box, as the contract places marks. Taken into the box.
    pub fn position(&self, x: f64, y: f64) -> (u16, u16) {
        position(x, y, self.width, self.height)
    }

    /// Where in the view a position is.
    pub fn point(&self, x: u16, y: u16) -> (f64, f64) {
        point(x, y, self.width, self.height)
    }

    /// The attribute that draws the paths of this view the right way round.
    pub fn transform(&self) -> Option<String> {
        self.mirrored.then(|| format!("translate({} 0) scale(-1 1)", self.width))
    }
}

/// A point in 1/10,000 of a box, taken into it.
fn position(x: f64, y: f64, width: f64, height: f64) -> (u16, u16) {
    // A float that is clamped to 0..=10,000 fits; `as` then only rounds.
    let part = |value: f64, whole: f64| (value / whole * 10_000.0).round().clamp(0.0, 10_000.0) as u16;
    (part(x, width), part(y, height))
}

/// A position, which the contract counts in 1/10,000, as a share.
pub fn share(position: u16) -> f64 {
    f64::from(position) / 10_000.0
}

/// Where in a box a position is.
fn point(x: u16, y: u16, width: f64, height: f64) -> Point {
    (share(x) * width, share(y) * height)
}

/// `door_front_left` for `door_front_right`, and the other way round; the id itself where a panel has no side.
fn other_side(id: &str) -> String {
    id.split('_')
        .map(|word| match word {
            "left" => "right",
            "right" => "left",
            other => other,
        })
        .collect::<Vec<_>>()
        .join("_")
}
