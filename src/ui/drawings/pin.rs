//! Marks on a drawing and beside their words: a pin with glyph, letter and number, and the stroke that shows where and how large.

use leptos::prelude::*;
use walkaround_contract::{DamageKind, Mark, Origin, SizeClass};

use crate::domain::walkaround::mark_label;
use crate::ui::components::Icon;

/// What a pin says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinLabel {
    pub kind: DamageKind,
    /// Letter and running number.
    pub label: String,
    pub severity: u8,
    pub known_before: bool,
}

impl PinLabel {
    pub fn of(mark: &Mark) -> Self {
        Self {
            kind: mark.kind.clone(),
            label: mark_label(mark),
            severity: mark.severity,
            known_before: mark.origin == Origin::KnownBefore,
        }
    }

    pub fn class(&self) -> String {
        pin_class(self.severity, self.known_before)
    }
}

/// How bad it is, and known before, as the shape of its pin.
pub fn pin_class(severity: u8, known_before: bool) -> String {
    let severity = match severity {
        0 | 1 => "",
        2 => "s2",
        _ => "s3",
    };
    format!("pin {severity}{}", if known_before { " old" } else { "" })
}

/// Icon of a damage kind; one that this version does not know has the dots of "more".
pub fn damage_icon(kind: &DamageKind) -> String {
    if kind.is_known() { format!("dmg-{kind}") } else { "ellipsis".into() }
}

/// A pin. Severity is its shape, known before is dashed and has the clock turned back, so it is read without colour.
#[component]
pub fn Pin(#[prop(into)] pin: Signal<PinLabel>, #[prop(optional)] small: bool) -> impl IntoView {
    view! {
        <span class=move || format!("{}{}", pin.with(PinLabel::class), if small { " sm" } else { "" })>
            <Icon name=Signal::derive(move || pin.with(|pin| damage_icon(&pin.kind))) />
            {move || pin.with(|pin| pin.label.clone())}
            {move || pin.with(|pin| pin.known_before).then(|| view! { <Icon name="history" class="since" /> })}
        </span>
    }
}

/// Half the extent of a damage in mm of the car, by its class; where nobody said, as large as can just be seen (4 px on a tablet).
fn half_extent(size: Option<&SizeClass>, measured_mm: Option<u32>) -> f64 {
    /// Below this a stroke is a dot on the screen.
    const LEAST: f64 = 28.0;
    if let Some(mm) = measured_mm {
        return (f64::from(mm) / 2.0).clamp(LEAST, 400.0);
    }
    match size {
        Some(SizeClass::From5To15Cm) => 50.0,
        Some(SizeClass::Above15Cm) => 120.0,
        _ => LEAST,
    }
}

/// Where a damage is and how large, drawn to scale in the view's millimetres: a line for what is long, a circle for the rest. A path, to be
/// drawn together with others as `stroke`.
pub fn mark_stroke(mark: &Mark, (x, y): (f64, f64)) -> String {
    let r = half_extent(mark.size.as_ref(), mark.measured_mm);
    match mark.kind {
        DamageKind::Scratch | DamageKind::Scuff | DamageKind::Crack => {
            format!("M{:.0} {:.0}L{:.0} {:.0}", x - r, y + r * 0.4, x + r, y - r * 0.4)
        }
        _ => {
            format!("M{:.0} {y:.0}a{r:.0} {r:.0} 0 1 0 {:.0} 0a{r:.0} {r:.0} 0 1 0 {:.0} 0z", x - r, 2.0 * r, -2.0 * r)
        }
    }
}
