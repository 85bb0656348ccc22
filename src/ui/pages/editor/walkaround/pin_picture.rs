//! What the pins of a view have in common, drawn at one go: the lines to their damages and the hexagons below them, the glyphs over them.
//!
//! Invariant: however many pins there are, there are as few elements as there are kinds of glyphs; what each pin has of its own is a button
//! with its label. A browser composes, lays out and tests every icon of its own with each change of the drawing's size.

use std::collections::BTreeMap;

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::drawing::PinSize;
use crate::ui::drawings::{PinLabel, damage_icon};

/// The measures of a pin, in px: glyph, label, and the clock of what was known before, side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Measures {
    height: f64,
    glyph: f64,
    /// Before the glyph, and behind the label.
    start: f64,
    end: f64,
    /// A letter, and a digit.
    letter: f64,
    digit: f64,
    /// How far a hexagon's points reach out.
    point: f64,
}

impl Measures {
    const FULL: Self = Self { height: 30.0, glyph: 18.0, start: 8.0, end: 11.0, letter: 11.0, digit: 8.6, point: 8.0 };
    const SMALL: Self = Self { height: 22.0, glyph: 14.0, start: 6.0, end: 8.0, letter: 9.0, digit: 6.9, point: 6.0 };
}

/// Between the parts of a pin, in px.
const GAP: f64 = 3.0;
/// What has six corners has none.
const BORDER: f64 = 2.0;
/// The clock is as large on every pin.
const CLOCK: f64 = 14.0;

/// The shape of one pin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PinFace {
    pub width: f64,
    /// Between its border and its label, where the glyph is.
    pub indent: f64,
    text: f64,
    measures: Measures,
    hexagon: bool,
    old: bool,
}

impl PinFace {
    pub fn of(pin: &PinLabel, size: PinSize) -> Self {
        let mut measures = if size == PinSize::SMALL { Measures::SMALL } else { Measures::FULL };
        let hexagon = pin.is_hexagon();
        if hexagon {
            measures.height += 2.0;
            measures.start += measures.point - 4.0;
            measures.end += measures.point - 4.0;
        }
        let digits = u8::try_from(pin.label.chars().count()).unwrap_or(u8::MAX).saturating_sub(1);
        let label = measures.letter + measures.digit * f64::from(digits);
        let text = measures.start + measures.glyph + GAP;
        let clock = if pin.known_before { GAP + CLOCK } else { 0.0 };
        // Even, so that its edges lie on whole pixels.
        let width = ((text + label + clock + measures.end) / 2.0).round() * 2.0;
        let indent = if hexagon { text } else { text - BORDER };
        Self { width, indent, text, measures, hexagon, old: pin.known_before }
    }

    fn glyph_at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x - self.width / 2.0 + self.measures.start + self.measures.glyph / 2.0, y)
    }

    fn clock_at(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        self.old.then(|| (x + self.width / 2.0 - self.measures.end - CLOCK / 2.0, y))
    }

    fn outline(&self, (x, y): (f64, f64)) -> Option<String> {
        let (point, half) = (self.measures.point, self.measures.height / 2.0);
        let straight = self.width - 2.0 * point;
        self.hexagon.then(|| {
            format!(
                "M{:.1} {y:.1}l{point} {}h{straight}l{point} {half}-{point} {half}h-{straight}z",
                x - self.width / 2.0,
                -half
            )
        })
    }
}

/// A pin as it stands on the board: its middle, and whence its line comes, in px of the view.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub id: Id,
    pub pin: PinLabel,
    pub face: PinFace,
    pub at: (f64, f64),
    pub damage: Option<(f64, f64)>,
}

/// The glyphs of one kind, size and colour.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Glyph {
    icon: String,
    px: u32,
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
pub fn UnderPins(pins: Memo<Vec<Standing>>, lifted: Signal<Option<Id>>) -> impl IntoView {
    let lines = move || {
        pins.with(|pins| {
            let lines = pins.iter().filter_map(|pin| {
                let ((x, y), (px, py)) = (pin.damage?, pin.at);
                Some(format!("M{x:.0} {y:.0}L{px:.0} {py:.0}"))
            });
            lines.collect::<String>()
        })
    };
    let hexagons = move |old: bool| {
        let lifted = lifted.get();
        pins.with(|pins| {
            let of_age = pins.iter().filter(|pin| pin.face.old == old && Some(pin.id) != lifted);
            of_age.filter_map(|pin| pin.face.outline(pin.at)).collect::<String>()
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
pub fn OverPins(pins: Memo<Vec<Standing>>, lifted: Signal<Option<Id>>) -> impl IntoView {
    let glyphs = Memo::new(move |_| {
        let mut glyphs = BTreeMap::<Glyph, String>::new();
        let lifted = lifted.get();
        pins.with(|pins| {
            for Standing { pin, face, at, .. } in pins.iter().filter(|pin| Some(pin.id) != lifted) {
                let mut put = |icon: String, px: f64, (x, y): (f64, f64)| {
                    // Glyphs are a few px.
                    let glyph = Glyph { icon, px: px as u32, solid: pin.severity > 1, old: pin.known_before };
                    glyphs.entry(glyph).or_default().push_str(&format!(" {x:.1},{y:.1}"));
                };
                put(damage_icon(&pin.kind), face.measures.glyph, face.glyph_at(*at));
                if let Some(clock) = face.clock_at(*at) {
                    put("history".into(), CLOCK, clock);
                }
            }
        });
        glyphs
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

#[cfg(test)]
mod tests {
    use super::*;
    use walkaround_contract::DamageKind;

    fn pin(label: &str, severity: u8, known_before: bool) -> PinLabel {
        PinLabel { kind: DamageKind::Dent, label: label.into(), severity, known_before }
    }

    #[test]
    fn a_small_pin_of_two_digits_fits_where_small_pins_are_placed() {
        for severity in [1, 2] {
            let face = PinFace::of(&pin("D99", severity, false), PinSize::SMALL);
            assert!(face.width <= 54.0 && face.measures.height <= 26.0, "{face:?}");
        }
    }

    #[test]
    fn glyph_label_and_clock_lie_within_the_pin_and_not_on_each_other() {
        for (severity, old) in [(1, false), (2, true), (3, false), (3, true)] {
            let face = PinFace::of(&pin("W12", severity, old), PinSize::FULL);
            let (left, right) = (-face.width / 2.0, face.width / 2.0);
            let (glyph, _) = face.glyph_at((0.0, 0.0));
            assert!(glyph - 9.0 > left && glyph + 9.0 < left + face.text, "{face:?}");
            if let Some((clock, _)) = face.clock_at((0.0, 0.0)) {
                assert!(clock - 7.0 > left + face.text && clock + 7.0 < right, "{face:?}");
            }
        }
    }
}
