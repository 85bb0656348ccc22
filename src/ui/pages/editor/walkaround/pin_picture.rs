//! What the pins of a view have in common, drawn at one go: the lines to their damages and the hexagons below them, the glyphs over them.
//!
//! Invariant: however many pins there are, there are as few elements as there are kinds of glyphs; what each pin has of its own is a button
//! with its label. A browser composes, lays out and tests every icon of its own with each change of the drawing's size.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Id, Mark, Origin};

use crate::domain::drawing::{PinShape, PinSize};
use crate::ui::drawings::{PinLabel, damage_icon, pin_class};

/// What a pin says, its shape, and what is drawn on it.
#[derive(Clone, Debug, PartialEq)]
pub struct PinFace {
    pub label: String,
    pub class: String,
    pub shape: PinShape,
    known_before: bool,
    glyph: Glyph,
    clock: Glyph,
}

impl PinFace {
    pub fn of(mark: &Mark, size: PinSize) -> Self {
        let PinLabel { kind, label, severity, known_before } = PinLabel::of(mark);
        Self::with(label, severity, known_before, damage_icon(&kind), size)
    }

    /// The face of a pin that stands for several: how many, as bad as the worst of them. Its glyph says that they are told apart closer.
    pub fn of_group(marks: &[&Mark], size: PinSize) -> Self {
        let worst = marks.iter().map(|mark| mark.severity).max().unwrap_or_default();
        let known_before = marks.iter().all(|mark| mark.origin == Origin::KnownBefore);
        Self::with(marks.len().to_string(), worst, known_before, "zoom-in".into(), size)
    }

    fn with(label: String, severity: u8, known_before: bool, icon: String, size: PinSize) -> Self {
        let shape = PinShape::of(&label, severity, known_before, size);
        let drawn = |icon: String, px: i32| Glyph { icon, px, solid: severity > 1, old: known_before };
        let (glyph, clock) = (drawn(icon, shape.glyph_px()), drawn("history".into(), PinShape::CLOCK));
        Self { label, class: pin_class(severity, known_before), shape, known_before, glyph, clock }
    }
}

/// What a pin stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    Mark(Id),
    /// Marks too close together to be told apart, the earliest first.
    Group(Vec<Id>),
}

/// A pin as it stands on the board: its middle, and whence its line comes, in px of the view.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub of: Of,
    pub face: Arc<PinFace>,
    pub at: (i32, i32),
    pub damage: Option<(i32, i32)>,
}

impl Standing {
    /// Whether it is the pin of this mark alone.
    pub fn is(&self, mark: Option<Id>) -> bool {
        matches!(self.of, Of::Mark(id) if Some(id) == mark)
    }
}

/// The glyphs of one kind, size and colour.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Glyph {
    icon: String,
    px: i32,
    solid: bool,
    old: bool,
}

impl Glyph {
    fn class(&self) -> &'static str {
        match (self.solid, self.old) {
            (false, false) => "pin-glyph",
            (true, false) => "pin-glyph solid",
            (false, true) => "pin-glyph old",
            (true, true) => "pin-glyph old solid",
        }
    }

    fn id(&self) -> String {
        let colour = if self.solid { "solid" } else { "outline" };
        let age = if self.old { "old" } else { "new" };
        format!("pin-{}-{}-{colour}-{age}", self.icon, self.px)
    }
}

/// A line no glyph of which is in sight: markers stand on all points of a line but the first and the last.
const OFF: &str = "-9999,-9999";

/// Below the pins: the lines to their damages, and the hexagons of what is unsafe.
#[component]
pub fn UnderPins(pins: Memo<Vec<Standing>>, lifted: Memo<Option<Id>>) -> impl IntoView {
    let lines = move || {
        pins.with(|pins| {
            let lines = pins.iter().filter_map(|pin| {
                let ((x, y), (px, py)) = (pin.damage?, pin.at);
                Some(format!("M{x} {y}L{px} {py}"))
            });
            lines.collect::<String>()
        })
    };
    let hexagons = move |old: bool| {
        let lifted = lifted.get();
        pins.with(|pins| {
            let of_age = pins.iter().filter(|pin| pin.face.known_before == old && !pin.is(lifted));
            of_age.filter_map(|pin| pin.face.shape.hexagon_at(pin.at)).collect::<String>()
        })
    };
    view! {
        <svg class="pin-picture under" aria-hidden="true">
            <path class="leader" d=lines></path>
            <path class="hexagon" d=move || hexagons(false)></path>
            <path class="hexagon old" d=move || hexagons(true)></path>
        </svg>
    }
}

/// Over the pins: their glyphs.
#[component]
pub fn OverPins(pins: Memo<Vec<Standing>>, lifted: Memo<Option<Id>>) -> impl IntoView {
    let glyphs = Memo::new(move |_| {
        let lifted = lifted.get();
        pins.with(|pins| {
            let mut places = BTreeMap::<&Glyph, String>::new();
            for Standing { face, at, .. } in pins.iter().filter(|pin| !pin.is(lifted)) {
                let glyph = (&face.glyph, face.shape.glyph_at(*at));
                let clock = face.shape.clock_at(*at).map(|at| (&face.clock, at));
                for (glyph, (x, y)) in std::iter::once(glyph).chain(clock) {
                    // A String takes whatever is written to it.
                    let _written = write!(places.entry(glyph).or_default(), " {x},{y}");
                }
            }
            places.into_iter().map(|(glyph, places)| (glyph.clone(), places)).collect::<BTreeMap<_, _>>()
        })
    });
    let kinds = Memo::new(move |_| glyphs.with(|glyphs| glyphs.keys().cloned().collect::<Vec<_>>()));
    view! {
        <svg class="pin-picture" aria-hidden="true">
            <For each=move || kinds.get() key=Glyph::clone let:glyph>
                {
                    let (id, class) = (glyph.id(), glyph.class());
                    let marker = format!("url(#{id})");
                    let (icon, px) = (format!("#icon-{}", glyph.icon), glyph.px);
                    let points = move || {
                        let points = glyphs.with(|glyphs| glyphs.get(&glyph).cloned()).unwrap_or_default();
                        format!("{OFF}{points} {OFF}")
                    };
                    view! {
                        <marker id=id class=class viewBox="0 0 24 24" refX="12" refY="12" markerWidth=px markerHeight=px markerUnits="userSpaceOnUse">
                            <use_ href=icon width="24" height="24"></use_>
                        </marker>
                        <polyline points=points marker-mid=marker></polyline>
                    }
                }
            </For>
        </svg>
    }
}
