//! When the shop hands cars over: from which full hour to which. The promise offers these hours.

use leptos::prelude::*;

use crate::domain::settings::OpeningHours;
use crate::state::{Bound, use_session};
use crate::ui::components::{Hint, NumberField};
use crate::ui::i18n::use_i18n;

/// Opening and closing hour. A pair that is no opening time is said to be none, and the hours of before stay in force.
#[component]
pub fn OpeningHoursFields() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let kept = session.settings().with_untracked(|settings| settings.opening);
    let typed = RwSignal::new((Some(i64::from(kept.from())), Some(i64::from(kept.to()))));
    let read = |typed: (Option<i64>, Option<i64>)| {
        let hour = |typed: Option<i64>| typed.and_then(|hour| u8::try_from(hour).ok());
        OpeningHours::new(hour(typed.0)?, hour(typed.1)?)
    };
    let keep = move |next: (Option<i64>, Option<i64>)| {
        typed.set(next);
        if let Some(opening) = read(next) {
            session.change(|settings| settings.opening = opening);
        }
    };
    let done = Callback::new(|()| {});
    let from = Bound {
        value: Signal::derive(move || typed.get().0),
        set: Callback::new(move |from| keep((from, typed.get_untracked().1))),
        done,
    };
    let to = Bound {
        value: Signal::derive(move || typed.get().1),
        set: Callback::new(move |to| keep((typed.get_untracked().0, to))),
        done,
    };
    let hint = MaybeProp::derive(move || {
        let wrong = read(typed.get()).is_none();
        Some(if wrong {
            Hint::Bad(i18n.text("settings.opening_wrong"))
        } else {
            Hint::Plain(i18n.text("settings.opening_hint"))
        })
    });
    view! {
        <div class="grid2">
            <NumberField id="opens-at" label=t!(i18n, "settings.opens_at") bind=from max=23 unit=":00" />
            <NumberField id="closes-at" label=t!(i18n, "settings.closes_at") bind=to min=1 max=24 unit=":00" hint=hint />
        </div>
    }
}
