//! Tread depth by one drag: the gauge goes to 10 mm, which no new tyre of a car exceeds by much; what is deeper is typed.

use leptos::prelude::*;

use crate::domain::walkaround::Tread;
use crate::state::Bound;
use crate::ui::components::{Scale, Touch, TouchSlider};
use crate::ui::i18n::use_i18n;

use super::{millimetres, tread_word};

/// Tenths of a millimetre. A key begins at half a new tyre.
const DEPTH: Scale = Scale { min: 0, max: 100, step: 1, leap: 5, start: 40 };

/// Space at both ends of the gauge, in CSS pixels: tyres.css has the same.
const PADDING: f64 = 14.0;

/// The gauge of one wheel.
#[component]
pub fn TreadGauge(
    #[prop(into)] id: String,
    /// The wheel's name.
    wheel: Signal<String>,
    bind: Bound<Option<u16>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let level = Bound {
        value: Signal::derive(move || bind.value.get().map(i64::from)),
        // The scale ends at 100.
        set: Callback::new(move |tenths: Option<i64>| {
            bind.set.run(tenths.and_then(|tenths| u16::try_from(tenths).ok()));
        }),
        done: bind.done,
    };
    let said = move || match bind.value.get() {
        Some(tenths) => {
            i18n.fill("wheels.tread_mm", &[("mm", millimetres(tenths)), ("state", tread_word(i18n, Tread::of(tenths)))])
        }
        None => i18n.text("wheels.tread_not_measured"),
    };
    let class = move || match bind.value.get().map(Tread::of) {
        None => "tread-gauge",
        Some(Tread::BelowLimit) => "tread-gauge set bad",
        Some(Tread::Soon | Tread::Advisory) => "tread-gauge set low",
        Some(Tread::Good) => "tread-gauge set",
    };
    let share = move || f64::from(bind.value.get().unwrap_or_default().min(100)).to_string();
    view! {
        <TouchSlider
            id=id
            label=Signal::derive(move || i18n.fill("wheels.tread_of", &[("wheel", wheel.get())]))
            said=Signal::derive(said)
            class=Signal::derive(move || class().to_owned())
            bind=level
            scale=DEPTH
            at=tenths_at
        >
            <span class="tread-track" style:--depth=share>
                <span class="tread-level"></span>
                <span class="tread-thumb"></span>
            </span>
            <span class="tread-scale" aria-hidden="true">
                {[0_u8, 2, 4, 6, 8, 10].map(|mm| view! { <span>{mm}</span> }).into_iter().collect_view()}
            </span>
        </TouchSlider>
    }
}

/// Where the gauge was touched: each tenth with a finger that moves, every half millimetre with a tap, which is no more exact.
fn tenths_at(touch: Touch) -> i64 {
    let step = if touch.moving { 1 } else { 5 };
    let tenths = touch.across(PADDING) * 100.0;
    // A share of 100 fits.
    (tenths / f64::from(step)).round() as i64 * i64::from(step)
}
