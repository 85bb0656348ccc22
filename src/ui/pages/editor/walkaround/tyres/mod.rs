//! The tyres: tread by one drag each, pressure and age, and what is damaged. What all four have in common is said once.

mod all_four;
mod dot_field;
mod tread_field;
mod tread_gauge;

use leptos::prelude::*;
use walkaround_contract::{Wheel, WheelPosition};

use crate::domain::walkaround::Tread;
use crate::state::Bound;
use crate::ui::components::{Choice, Icon, NumberField, Segmented};
use crate::ui::i18n::{I18n, use_i18n};

use super::walk::use_walk;

use self::{all_four::AllFour, dot_field::DotField, tread_field::TreadField, tread_gauge::TreadGauge};

/// Highest pressure that can be given, in kPa.
const HIGHEST_KPA: i64 = 1_500;

/// The wheels of the car, where they sit: the front above the rear, left and right as seen from above.
#[component]
pub fn Tyres() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="tyres" aria-label=t!(i18n, "walkaround.tyres")>
            <AllFour />
            {WheelPosition::KNOWN.iter().map(|position| view! { <WheelCard position=position.clone() /> }).collect_view()}
        </section>
    }
}

#[component]
fn WheelCard(position: WheelPosition) -> impl IntoView {
    let i18n = use_i18n();
    let field = |what: &str| format!("wheel-{position}-{what}");
    let (gauge_id, tread_id, pressure_id, dot_id, tyre_id, rim_id) =
        (field("gauge"), field("tread"), field("pressure"), field("dot"), field("tyre"), field("rim"));
    let tread =
        of_wheel(&position, |wheel| wheel.tread_tenths_mm, |wheel, tenths: Option<u16>| wheel.tread_tenths_mm = tenths);
    let pressure = of_wheel(
        &position,
        |wheel| wheel.pressure_kpa.map(i64::from),
        // The field takes nothing above the limit, which fits.
        |wheel, kpa: Option<i64>| wheel.pressure_kpa = kpa.and_then(|kpa| u16::try_from(kpa).ok()),
    );
    let dot = of_wheel(&position, |wheel| wheel.dot.clone(), |wheel, dot| wheel.dot = dot);
    let tyre = of_wheel(&position, |wheel| wheel.tyre_damaged, |wheel, damaged| wheel.tyre_damaged = damaged);
    let rim = of_wheel(&position, |wheel| wheel.rim_damaged, |wheel, damaged| wheel.rim_damaged = damaged);
    let choices = Signal::derive(move || {
        vec![Choice::new(false, i18n.text("walkaround.sound")), Choice::new(true, i18n.text("walkaround.damaged"))]
    });
    let name = Signal::derive(move || i18n.label("wheel_position", position.as_str()));
    view! {
        <fieldset class="card tyre">
            <legend class="hide">{move || name.get()}</legend>
            <div class="flex between" aria-hidden="true">
                <b>{move || name.get()}</b>
                {move || tread.value.get().map(|tenths| view! { <TreadTag tenths=tenths /> })}
            </div>
            <TreadGauge id=gauge_id wheel=name bind=tread />
            <div class="tyre-fields">
                <TreadField id=tread_id bind=tread />
                <NumberField id=pressure_id label=Signal::derive(move || i18n.text("walkaround.pressure")) bind=pressure max=HIGHEST_KPA unit="kPa" />
                <DotField id=dot_id bind=dot brief=true />
            </div>
            <div class="tyre-damage">
                <Segmented id=tyre_id label=Signal::derive(move || i18n.text("walkaround.tyre")) choices=choices bind=tyre class="spread" />
                <Segmented id=rim_id label=Signal::derive(move || i18n.text("walkaround.rim")) choices=choices bind=rim class="spread" />
            </div>
        </fieldset>
    }
}

/// Something about one wheel, `None` where nobody has said anything.
fn of_wheel<T: PartialEq + Send + Sync + 'static>(
    position: &WheelPosition,
    get: fn(&Wheel) -> Option<T>,
    set: fn(&mut Wheel, Option<T>),
) -> Bound<Option<T>> {
    let (read, written) = (position.clone(), position.clone());
    use_walk().draft.bind(
        move |draft| draft.wheel(&read).and_then(get),
        move |draft, value| draft.edit_wheel(&written, |wheel| set(wheel, value)),
    )
}

/// What a tread depth means: a colour, a sign and a word.
#[component]
fn TreadTag(tenths: u16) -> impl IntoView {
    let i18n = use_i18n();
    let tread = Tread::of(tenths);
    let (class, icon) = match tread {
        Tread::BelowLimit => ("tag danger", "octagon-alert"),
        Tread::Soon => ("tag warn", "triangle-alert"),
        Tread::Advisory => ("tag warn", "eye"),
        Tread::Good => ("tag ok", "check"),
    };
    view! {
        <span class=class>
            <Icon name=icon />
            <span>{move || tread_word(i18n, tread)}</span>
        </span>
    }
}

fn tread_word(i18n: I18n, tread: Tread) -> String {
    i18n.text(match tread {
        Tread::BelowLimit => "wheels.below_limit",
        Tread::Soon => "wheels.soon",
        Tread::Advisory => "wheels.advisory",
        Tread::Good => "wheels.good",
    })
}

/// `7.5` from 75 tenths.
fn millimetres(tenths: u16) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}
