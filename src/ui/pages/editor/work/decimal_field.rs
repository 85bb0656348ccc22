//! A field for what is written with a decimal point and kept as a whole number: money in minor units, labour in minutes, a rate in 1/100
//! percent. What can't be read is said under the field and never enters the draft; what is typed stays as typed until the field is left.

use leptos::prelude::*;

use crate::domain::hours;
use crate::state::Bound;
use crate::ui::components::{Hint, TextField, decimal, parse_minor};
use crate::ui::i18n::use_i18n;

/// The longest labour a line can hold, in minutes.
const MOST_MINUTES: u32 = 100_000;
/// The highest rate, in 1/100 percent.
const WHOLE: i64 = 10_000;

/// What the number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Minor units of a currency with so many digits after the point.
    Money { digits: u32 },
    /// Minutes, written as hours.
    Hours,
    /// 1/100 percent, written as percent.
    Percent,
}

impl Quantity {
    fn show(self, number: i64) -> String {
        match self {
            Self::Money { digits } => decimal(number, digits),
            Self::Hours => hours::show(u32::try_from(number).unwrap_or(0)),
            Self::Percent => decimal(number, 2).trim_end_matches('0').trim_end_matches('.').to_owned(),
        }
    }

    fn read(self, text: &str) -> Option<i64> {
        match self {
            Self::Money { digits } => parse_minor(text, digits),
            Self::Hours => hours::read(text, MOST_MINUTES).map(i64::from),
            Self::Percent => {
                parse_minor(text.trim().trim_end_matches(['%', '％']), 2).filter(|points| *points <= WHOLE)
            }
        }
    }

    /// What to say of a text that is no such number.
    fn trouble(self) -> &'static str {
        match self {
            Self::Money { .. } => "work.not_an_amount",
            Self::Hours => "work.not_hours",
            Self::Percent => "work.not_a_rate",
        }
    }
}

/// The field. Empty means not known.
#[component]
pub fn DecimalField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    bind: Bound<Option<i64>>,
    quantity: Quantity,
    #[prop(optional, into)] unit: MaybeProp<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(None::<String>);
    let is_wrong = move || {
        typed.with(|typed| typed.as_ref().is_some_and(|text| !text.trim().is_empty() && quantity.read(text).is_none()))
    };
    let text = Bound {
        value: Signal::derive(move || {
            typed.get().unwrap_or_else(|| bind.value.get().map(|number| quantity.show(number)).unwrap_or_default())
        }),
        set: Callback::new(move |text: String| {
            let number = quantity.read(&text);
            if number.is_some() || text.trim().is_empty() {
                bind.set.run(number);
            }
            typed.set(Some(text));
        }),
        done: Callback::new(move |()| {
            // What could not be read stays in sight, with the reason.
            if typed.with_untracked(Option::is_some) && !untrack(is_wrong) {
                typed.set(None);
            }
            bind.done.run(());
        }),
    };
    let hint = MaybeProp::derive(move || is_wrong().then(|| Hint::Bad(i18n.text(quantity.trouble()))));
    view! { <TextField id=id label=label bind=text hint=hint unit=unit inputmode="decimal" maxlength=20 /> }
}
