//! A field for whole numbers. What can't be a number is said under the field and never enters the draft.

use leptos::prelude::*;

use crate::state::Bound;
use crate::ui::i18n::use_i18n;

use super::{Hint, TextField};

/// A labelled field for a whole number within `min..=max`; empty means not asked.
#[component]
pub fn NumberField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    bind: Bound<Option<i64>>,
    #[prop(default = 0)] min: i64,
    #[prop(default = 9_999_999)] max: i64,
    #[prop(optional, into)] hint: MaybeProp<Hint>,
    #[prop(optional, into)] unit: MaybeProp<String>,
    #[prop(optional, into)] class: String,
) -> impl IntoView {
    let i18n = use_i18n();
    // What is typed while it is no number; the draft keeps its last good value.
    let rejected = RwSignal::new(None::<String>);
    let text = Bound {
        value: Signal::derive(move || {
            rejected.get().unwrap_or_else(|| bind.value.get().map(|n| n.to_string()).unwrap_or_default())
        }),
        set: Callback::new(move |typed: String| {
            let digits: String = typed.chars().filter(|c| !matches!(c, ' ' | ',' | '\u{a0}' | '，')).collect();
            if digits.is_empty() {
                rejected.set(None);
                bind.set.run(None);
                return;
            }
            match digits.parse::<i64>() {
                Ok(number) if (min..=max).contains(&number) => {
                    rejected.set(None);
                    bind.set.run(Some(number));
                }
                _ => rejected.set(Some(typed)),
            }
        }),
        done: bind.done,
    };
    let shown_hint = MaybeProp::derive(move || {
        if rejected.with(Option::is_some) {
            let values = [("min", min.to_string()), ("max", max.to_string())];
            Some(Hint::Bad(i18n.fill("field.whole_number", &values)))
        } else {
            hint.get()
        }
    });
    view! { <TextField id=id label=label bind=text hint=shown_hint unit=unit class=class inputmode="numeric" maxlength=12 /> }
}
