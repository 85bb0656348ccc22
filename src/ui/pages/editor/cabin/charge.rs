//! State of charge in percent: typed, touched on the battery, or one up and down; and what the charge port and the cable look like.

use leptos::prelude::*;
use walkaround_contract::{ConsentAnswer, ConsentKind};

use crate::domain::field;
use crate::state::{Bound, use_draft};
use crate::ui::components::{Hint, Icon, NumberField, Scale, Segmented, Touch, TouchSlider};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::choices;

/// At this charge and below, charging has to be asked about (domain §10).
const LOW: i64 = 20;
/// Cells of the drawn battery, ten percent each.
const CELLS: i64 = 10;
/// The battery in percent. A key begins in the middle, where nobody is warned yet.
const BATTERY: Scale = Scale { min: 0, max: 100, step: 1, leap: 10, start: 50 };
/// Space around the cells, in CSS pixels: step_cabin.css has the same.
const PADDING: f64 = 10.5;

/// The charge gauge.
#[component]
pub fn ChargeGauge() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let bind = draft.bind(
        |draft| draft.vehicle.charge_percent.map(i64::from),
        // Outside the range of the field no number comes here.
        |draft, percent: Option<i64>| {
            draft.vehicle.charge_percent = percent.and_then(|percent| u8::try_from(percent).ok())
        },
    );
    let low = Signal::derive(move || bind.value.get().is_some_and(|percent| percent <= LOW));
    let said = move || match bind.value.get() {
        Some(percent) => i18n.fill("cabin.percent", &[("percent", percent.to_string())]),
        None => i18n.text("cabin.not_read"),
    };
    let unasked = draft.read(|draft| draft.consent(&ConsentKind::BatteryCharged) == ConsentAnswer::NotAsked);
    let hint = MaybeProp::derive(move || {
        (low.get() && unasked.get()).then(|| Hint::Warn(i18n.fill("cabin.charge_low", &[("percent", LOW.to_string())])))
    });
    view! {
        <section aria-labelledby="charge-title">
            <div class="sect">
                <h2 id="charge-title">
                    <Icon name="battery-charging" />
                    <span>{t!(i18n, "cabin.charge")}</span>
                </h2>
            </div>
            <div class="card pad col g3">
                <div class="charge-number">
                    <NumberField id=field::CHARGE label=t!(i18n, "cabin.charge_percent") bind=bind max=100 unit="%" hint=hint />
                    <StepButton by=-1 icon="minus" word=t!(i18n, "cabin.charge_less") bind=bind />
                    <StepButton by=1 icon="plus" word=t!(i18n, "cabin.charge_more") bind=bind />
                </div>
                <TouchSlider
                    id="charge-slider"
                    label=t!(i18n, "cabin.charge_slider")
                    said=Signal::derive(said)
                    class=Signal::derive(move || if low.get() { "charge-cells low".to_owned() } else { "charge-cells".to_owned() })
                    bind=bind
                    scale=BATTERY
                    at=percent_at
                >
                    {(0..CELLS)
                        .map(|cell| {
                            let fill = move || {
                                let percent = bind.value.get().unwrap_or(0);
                                format!("{}%", (percent - cell * CELLS).clamp(0, CELLS) * CELLS)
                            };
                            view! { <span style:--fill=fill></span> }
                        })
                        .collect_view()}
                </TouchSlider>
                <PortFields />
            </div>
        </section>
    }
}

#[component]
fn StepButton(
    by: i64,
    icon: &'static str,
    #[prop(into)] word: Signal<String>,
    bind: Bound<Option<i64>>,
) -> impl IntoView {
    let next =
        Memo::new(move |_| bind.value.get().map(|percent| percent + by).filter(|percent| (0..=100).contains(percent)));
    view! {
        <button
            type="button"
            class="btn square"
            aria-label=move || word.get()
            disabled=move || next.get().is_none()
            on:click=move |_| {
                bind.set.run(next.get_untracked());
                bind.done.run(());
            }
        >
            <Icon name=icon class="i-m" />
        </button>
    }
}

#[component]
fn PortFields() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let port =
        draft.bind(|draft| draft.vehicle.charge_port.clone(), |draft, condition| draft.vehicle.charge_port = condition);
    let cable = draft
        .bind(|draft| draft.vehicle.charge_cable.clone(), |draft, condition| draft.vehicle.charge_cable = condition);
    let conditions = choices(i18n, "port_condition");
    view! {
        <Segmented id="vehicle-charge-port" class="spread" label=t!(i18n, "cabin.charge_port") choices=conditions bind=port />
        <Segmented id="vehicle-charge-cable" class="spread" label=t!(i18n, "cabin.charge_cable") choices=conditions bind=cable />
    }
}

/// The percent at which the battery was touched: each with a finger that moves, every fifth with a tap, which is no more exact.
fn percent_at(touch: Touch) -> i64 {
    let step = if touch.moving { 1 } else { 5 };
    let percent = touch.across(PADDING) * 100.0;
    // A share of 100 fits.
    (percent / f64::from(step)).round() as i64 * i64::from(step)
}
