//! The tyres: tread, pressure and age as measured, and what is damaged. Five wheels, a line each.

use leptos::prelude::*;
use walkaround_contract::{Wheel, WheelPosition};

use crate::domain::walkaround::TREAD_LIMIT_TENTHS_MM;
use crate::state::Bound;
use crate::ui::components::{Choice, Hint, NumberField, Segmented, TextField};
use crate::ui::i18n::use_i18n;

use super::walk::use_walk;

/// Deepest tread that can be given, in tenths of a millimetre.
const DEEPEST_TENTHS_MM: u16 = 200;

/// Highest pressure that can be given, in kPa.
const HIGHEST_KPA: i64 = 1_500;

/// The wheels of the car.
#[component]
pub fn Tyres() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card tyres" aria-label=t!(i18n, "walkaround.tyres")>
            {WheelPosition::KNOWN.iter().map(|position| view! { <WheelLine position=position.clone() /> }).collect_view()}
        </section>
    }
}

#[component]
fn WheelLine(position: WheelPosition) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let field = |what: &str| format!("wheel-{position}-{what}");
    let (tread_id, pressure_id, dot_id, tyre_id, rim_id) =
        (field("tread"), field("pressure"), field("dot"), field("tyre"), field("rim"));
    let read = position.clone();
    let written = position.clone();
    let tread = walk.draft.bind(
        move |draft| draft.wheel(&read).and_then(|wheel| wheel.tread_tenths_mm),
        move |draft, tenths: Option<u16>| draft.edit_wheel(&written, |wheel| wheel.tread_tenths_mm = tenths),
    );
    let read = position.clone();
    let written = position.clone();
    let pressure = walk.draft.bind(
        move |draft| draft.wheel(&read).and_then(|wheel| wheel.pressure_kpa).map(i64::from),
        // The field takes nothing above the limit, which fits.
        move |draft, kpa: Option<i64>| {
            draft.edit_wheel(&written, |wheel| wheel.pressure_kpa = kpa.and_then(|kpa| u16::try_from(kpa).ok()))
        },
    );
    let read = position.clone();
    let written = position.clone();
    let dot = walk.draft.bind(
        move |draft| draft.wheel(&read).and_then(|wheel| wheel.dot.clone()),
        move |draft, dot: Option<String>| draft.edit_wheel(&written, |wheel| wheel.dot = dot),
    );
    let tyre = yes_no(&position, |wheel| wheel.tyre_damaged, |wheel, damaged| wheel.tyre_damaged = damaged);
    let rim = yes_no(&position, |wheel| wheel.rim_damaged, |wheel, damaged| wheel.rim_damaged = damaged);
    let choices = Signal::derive(move || {
        vec![Choice::new(false, i18n.text("walkaround.sound")), Choice::new(true, i18n.text("walkaround.damaged"))]
    });
    view! {
        <fieldset class="tyre-line">
            <legend>{move || i18n.label("wheel_position", position.as_str())}</legend>
            <TreadField id=tread_id bind=tread />
            <NumberField id=pressure_id label=Signal::derive(move || i18n.text("walkaround.pressure")) bind=pressure max=HIGHEST_KPA unit="kPa" />
            <DotField id=dot_id bind=dot />
            <Segmented id=tyre_id label=Signal::derive(move || i18n.text("walkaround.tyre")) choices=choices bind=tyre class="tight" />
            <Segmented id=rim_id label=Signal::derive(move || i18n.text("walkaround.rim")) choices=choices bind=rim class="tight" />
        </fieldset>
    }
}

/// Seen damage of a wheel: yes, no, or not asked.
fn yes_no(
    position: &WheelPosition,
    get: fn(&Wheel) -> Option<bool>,
    set: fn(&mut Wheel, Option<bool>),
) -> Bound<Option<bool>> {
    let (read, written) = (position.clone(), position.clone());
    super::walk::use_walk().draft.bind(
        move |draft| draft.wheel(&read).and_then(get),
        move |draft, damaged| draft.edit_wheel(&written, |wheel| set(wheel, damaged)),
    )
}

/// Tread depth in mm with one decimal. What is no depth is said below and never enters the draft.
#[component]
fn TreadField(#[prop(into)] id: String, bind: Bound<Option<u16>>) -> impl IntoView {
    let i18n = use_i18n();
    let rejected = RwSignal::new(None::<String>);
    // What was typed for the depth that the draft has: `7.` on the way to `7.5`, `7.50`.
    let typed_for = RwSignal::new((String::new(), None::<u16>));
    let text = Bound {
        value: Signal::derive(move || {
            let tenths = bind.value.get();
            rejected.get().unwrap_or_else(|| match typed_for.get() {
                (typed, of) if of == tenths && tenths.is_some() => typed,
                _ => tenths.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or_default(),
            })
        }),
        set: Callback::new(move |typed: String| {
            let read = if typed.trim().is_empty() { Ok(None) } else { tenths(&typed).map(Some).ok_or(()) };
            match read {
                Ok(tenths) => {
                    typed_for.set((typed, tenths));
                    rejected.set(None);
                    bind.set.run(tenths);
                }
                Err(()) => rejected.set(Some(typed)),
            }
        }),
        done: bind.done,
    };
    let hint = MaybeProp::derive(move || {
        if rejected.with(Option::is_some) {
            Some(Hint::Bad(i18n.text("walkaround.tread_rejected")))
        } else if bind.value.get().is_some_and(|tenths| tenths < TREAD_LIMIT_TENTHS_MM) {
            Some(Hint::Warn(i18n.text("walkaround.tread_below_limit")))
        } else {
            None
        }
    });
    view! {
        <TextField
            id=id
            label=Signal::derive(move || i18n.text("walkaround.tread"))
            bind=text
            hint=hint
            unit="mm"
            inputmode="decimal"
            maxlength=5
        />
    }
}

/// `7`, `7.5`, `7,5` and `7.50` in tenths; `None` for what is no depth of a tread.
fn tenths(typed: &str) -> Option<u16> {
    let typed = typed.trim().replace([',', '，', '。'], ".");
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tenth: u16 = match part.trim_end_matches('0') {
        "" => 0,
        digit if digit.len() == 1 => digit.parse().ok()?,
        _ => return None,
    };
    let tenths = whole.parse::<u16>().ok()?.checked_mul(10)?.checked_add(tenth)?;
    (tenths <= DEEPEST_TENTHS_MM).then_some(tenths)
}

/// Week and year as moulded into the tyre. Four digits or nothing.
#[component]
fn DotField(#[prop(into)] id: String, bind: Bound<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let rejected = RwSignal::new(None::<String>);
    let text = Bound {
        value: Signal::derive(move || rejected.get().unwrap_or_else(|| bind.value.get().unwrap_or_default())),
        set: Callback::new(move |typed: String| {
            let digits = typed.trim().to_owned();
            if digits.is_empty() || is_dot(&digits) {
                rejected.set(None);
                bind.set.run((!digits.is_empty()).then_some(digits));
            } else {
                rejected.set(Some(typed));
            }
        }),
        done: bind.done,
    };
    let hint = MaybeProp::derive(move || {
        // While the four digits are being typed there is nothing to say.
        rejected
            .with(|rejected| {
                rejected.as_ref().is_some_and(|typed| {
                    typed.trim().len() >= 4 || !typed.trim().bytes().all(|byte| byte.is_ascii_digit())
                })
            })
            .then(|| Hint::Bad(i18n.text("walkaround.dot_rejected")))
            .or_else(|| rejected.with(Option::is_some).then(|| Hint::Plain(i18n.text("walkaround.dot_hint"))))
    });
    view! {
        <TextField
            id=id
            label=Signal::derive(move || i18n.text("walkaround.dot"))
            bind=text
            hint=hint
            placeholder=Signal::derive(move || Some(i18n.text("walkaround.dot_example")))
            inputmode="numeric"
            maxlength=6
        />
    }
}

/// Week 01 to 53 and two digits of the year.
fn is_dot(digits: &str) -> bool {
    digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(digits[..2].parse(), Ok(1_u8..=53))
}
