//! Fuel in eighths of the tank: touch the gauge where its needle is, or the level below it.

use std::f64::consts::PI;

use leptos::prelude::*;

use crate::domain::field;
use crate::state::{Bound, use_draft};
use crate::ui::components::{Icon, Scale, Touch, TouchSlider};
use crate::ui::i18n::{I18n, use_i18n};

/// A full tank, in eighths.
const FULL: u8 = 8;

/// The tank in eighths. A key begins in the middle, where nobody is warned yet.
const TANK: Scale = Scale { min: 0, max: FULL as i64, step: 1, leap: 2, start: FULL as i64 / 2 };

/// The picture: width, height and top of its box, the middle of the dial, the radius of its track.
const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 190.0;
const TOP: f64 = -24.0;
const CENTRE: (f64, f64) = (210.0, 150.0);
const RADIUS: f64 = 150.0;
/// Half the track's width, and a little more, so that the cuts go through.
const HALF_TRACK: f64 = 18.0;

/// The fuel gauge.
#[component]
pub fn FuelGauge() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let bind = draft.bind(|draft| draft.vehicle.fuel_eighths, |draft, eighths| draft.vehicle.fuel_eighths = eighths);
    let level = Bound {
        value: Signal::derive(move || bind.value.get().map(i64::from)),
        // The scale ends at 8.
        set: Callback::new(move |level: Option<i64>| bind.set.run(level.and_then(|level| u8::try_from(level).ok()))),
        done: bind.done,
    };
    let low = Signal::derive(move || bind.value.get().is_some_and(|eighths| eighths <= 1));
    let reading = move || bind.value.get().map_or_else(|| i18n.text("cabin.not_read"), |eighths| name(i18n, eighths));
    view! {
        <section aria-labelledby="fuel-title">
            <div class="sect">
                <h2 id="fuel-title">
                    <Icon name="fuel" />
                    <span>{t!(i18n, "cabin.fuel")}</span>
                </h2>
                <b class="num" class:c-warn=move || low.get() role="status">{reading}</b>
            </div>
            <div class="card pad col g3">
                <TouchSlider
                    id=field::FUEL
                    label=t!(i18n, "cabin.fuel_slider")
                    said=Signal::derive(reading)
                    class=Signal::derive(move || if low.get() { "fuel-dial low".to_owned() } else { "fuel-dial".to_owned() })
                    bind=level
                    scale=TANK
                    at=eighths_at
                >
                    <Dial level=bind.value />
                </TouchSlider>
                <div class="fuel-levels" role="group" aria-labelledby="fuel-title">
                    {(0..=FULL).map(|eighths| view! { <LevelButton eighths=eighths bind=bind /> }).collect_view()}
                </div>
            </div>
        </section>
    }
}

#[component]
fn LevelButton(eighths: u8, bind: Bound<Option<u8>>) -> impl IntoView {
    let i18n = use_i18n();
    let pressed = Memo::new(move |_| bind.value.get() == Some(eighths));
    view! {
        <button
            type="button"
            class="key"
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| {
                bind.set.run((!pressed.get_untracked()).then_some(eighths));
                bind.done.run(());
            }
        >
            <span>{short_name(eighths)}</span>
            {matches!(eighths, 0 | FULL).then(|| view! { <span class="hide">" "{move || name(i18n, eighths)}</span> })}
        </button>
    }
}

/// The dial. No needle where nobody has read it.
#[component]
fn Dial(level: Signal<Option<u8>>) -> impl IntoView {
    let view_box = format!("0 {TOP} {WIDTH} {HEIGHT}");
    let (from, to) = (point(0.0, RADIUS), point(1.0, RADIUS));
    let track = format!("M{} {}A{RADIUS} {RADIUS} 0 0 1 {} {}", from.0, from.1, to.0, to.1);
    let filled = move || {
        let share = f64::from(level.get().filter(|eighths| *eighths > 0)?) / f64::from(FULL);
        let end = point(share, RADIUS);
        Some(format!("M{} {}A{RADIUS} {RADIUS} 0 0 1 {:.1} {:.1}", from.0, from.1, end.0, end.1))
    };
    let cuts: String = (1..FULL)
        .map(|eighth| {
            let share = f64::from(eighth) / f64::from(FULL);
            let (inner, outer) = (point(share, RADIUS - HALF_TRACK), point(share, RADIUS + HALF_TRACK));
            format!("M{:.1} {:.1}L{:.1} {:.1}", inner.0, inner.1, outer.0, outer.1)
        })
        .collect();
    let needle = format!("M{} {}H{}", CENTRE.0, CENTRE.1, CENTRE.0 - RADIUS + 2.0 * HALF_TRACK);
    let turned = move |eighths: u8| {
        format!("rotate({} {} {})", f64::from(eighths) / f64::from(FULL) * 180.0, CENTRE.0, CENTRE.1)
    };
    view! {
        <svg class="fuel-gauge" viewBox=view_box>
            <path class="track" d=track />
            <path class="level" d=filled />
            <path class="cut-line" d=cuts />
            {move || level.get().map(|eighths| view! { <path class="needle" d=needle.clone() transform=turned(eighths) /> })}
            <circle class="hub" cx=CENTRE.0 cy=CENTRE.1 r="12" />
            <text x="28" y="156">"E"</text>
            <text x="392" y="156">"F"</text>
        </svg>
    }
}

/// A point on the dial, from empty (share 0, on the left) over the top to full (share 1).
fn point(share: f64, radius: f64) -> (f64, f64) {
    let angle = share * PI;
    (CENTRE.0 - radius * angle.cos(), CENTRE.1 - radius * angle.sin())
}

/// The eighths nearest to where the dial was touched. The picture is as large as the surface allows, in its middle.
fn eighths_at(touch: Touch) -> i64 {
    let scale = (touch.width / WIDTH).min(touch.height / HEIGHT);
    let x = (touch.x - touch.width / 2.0) / scale + WIDTH / 2.0;
    let y = (touch.y - touch.height / 2.0) / scale + HEIGHT / 2.0 + TOP;
    // Below the hub it is the nearer end that was meant.
    let angle = (CENTRE.1 - y).max(0.0).atan2(CENTRE.0 - x);
    (angle / PI * f64::from(FULL)).round().clamp(0.0, f64::from(FULL)) as i64
}

/// As it stands on gauges.
fn short_name(eighths: u8) -> &'static str {
    ["E", "1/8", "1/4", "3/8", "1/2", "5/8", "3/4", "7/8", "F"][usize::from(eighths.min(FULL))]
}

fn name(i18n: I18n, eighths: u8) -> String {
    match eighths {
        0 => i18n.text("cabin.fuel_empty"),
        FULL => i18n.text("cabin.fuel_full"),
        _ => short_name(eighths).to_owned(),
    }
}
