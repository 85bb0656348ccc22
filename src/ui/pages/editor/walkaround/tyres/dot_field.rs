//! Week and year as moulded into the tyre, and how old that makes it.

use leptos::prelude::*;

use crate::domain::walkaround::TyreAge;
use crate::state::{Bound, use_ports};
use crate::ui::components::{Hint, TextField};
use crate::ui::i18n::{I18n, use_i18n};

/// The field: four digits or nothing. `label` where it is not only the date of one tyre.
#[component]
pub fn DotField(
    #[prop(into)] id: String,
    bind: Bound<Option<String>>,
    #[prop(optional, into)] label: MaybeProp<String>,
    /// There is little room: how old it is, without the week.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let clock = StoredValue::new_local(use_ports().clock);
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
        if let Some(typed) = rejected.get() {
            // While the four digits are being typed there is nothing to say.
            let typed = typed.trim();
            let wrong = typed.len() >= 4 || !typed.bytes().all(|byte| byte.is_ascii_digit());
            return Some(if wrong {
                Hint::Bad(i18n.text("walkaround.dot_rejected"))
            } else {
                Hint::Plain(i18n.text("walkaround.dot_hint"))
            });
        }
        let age = TyreAge::read(&bind.value.get()?, clock.get_value().now())?;
        Some(age_hint(i18n, age, brief))
    });
    view! {
        <TextField
            id=id
            label=Signal::derive(move || label.get().unwrap_or_else(|| i18n.text("walkaround.dot")))
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

/// `Week 23 of 2021, 5 years old`, and what is to be done about it.
fn age_hint(i18n: I18n, age: TyreAge, brief: bool) -> Hint {
    let years = match age.years {
        0 => i18n.text("wheels.less_than_a_year"),
        years => i18n.count("wheels.years", years.into()),
    };
    let made = match brief {
        true => years,
        false => {
            i18n.fill("wheels.made", &[("week", age.week.to_string()), ("year", age.year.to_string()), ("age", years)])
        }
    };
    if age.is_too_old() {
        Hint::Warn(i18n.fill("wheels.too_old", &[("made", made)]))
    } else if age.is_old() {
        Hint::Warn(i18n.fill("wheels.old", &[("made", made)]))
    } else {
        Hint::Plain(made)
    }
}
