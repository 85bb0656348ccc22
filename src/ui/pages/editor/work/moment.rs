//! A promise at any other time: a day and a time. Only the future can be promised.

use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;
use walkaround_contract::Timestamp;

use crate::domain::promise::moment;
use crate::state::Bound;
use crate::ui::components::{Hint, TextField, clock_time};
use crate::ui::i18n::use_i18n;

/// What is typed but not a promise yet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Typed {
    day: String,
    time: String,
}

impl Typed {
    fn of(promise: Option<Timestamp>) -> Self {
        match promise {
            Some(at) => Self { day: at.0.date_naive().to_string(), time: clock_time(at, false) },
            None => Self { day: String::new(), time: String::new() },
        }
    }

    /// The moment on the shop's clock, where both are there.
    fn moment(&self, now: Timestamp) -> Option<Timestamp> {
        let day: NaiveDate = self.day.parse().ok()?;
        moment(day, NaiveTime::parse_from_str(&self.time, "%H:%M").ok()?, now)
    }

    fn is_empty(&self) -> bool {
        self.day.is_empty() && self.time.is_empty()
    }
}

/// Day and time of the promise.
#[component]
pub fn MomentFields(promise: Bound<Option<Timestamp>>, now: Signal<Timestamp>) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(None::<Typed>);
    let shown = Memo::new(move |_| typed.get().unwrap_or_else(|| Typed::of(promise.value.get())));
    // A tap on an hour is a newer word than what was typed.
    Effect::new(move |before: Option<Option<Timestamp>>| {
        let at = promise.value.get();
        let typed_at = typed.with_untracked(|typed| typed.as_ref().and_then(|typed| typed.moment(now.get_untracked())));
        if before.is_some_and(|before| before != at) && at.is_some() && typed_at != at {
            typed.set(None);
        }
        at
    });
    let keep = move |next: Typed| {
        let now = now.get_untracked();
        match next.moment(now) {
            Some(at) if at > now => promise.set.run(Some(at)),
            // Half a moment and one that has passed wait here; the draft keeps the promise that was.
            _ if !next.is_empty() => {}
            _ => promise.set.run(None),
        }
        typed.set(Some(next));
    };
    let done = Callback::new(move |()| {
        let is_kept = typed.with_untracked(|typed| {
            typed.as_ref().is_some_and(|typed| typed.moment(now.get_untracked()) == promise.value.get_untracked())
        });
        if is_kept {
            typed.set(None);
        }
        promise.done.run(());
    });
    let day = Bound {
        value: Signal::derive(move || shown.get().day),
        set: Callback::new(move |day: String| keep(Typed { day, ..shown.get_untracked() })),
        done,
    };
    let time = Bound {
        value: Signal::derive(move || shown.get().time),
        set: Callback::new(move |time: String| {
            let known = shown.get_untracked().day;
            // A time alone is one of today.
            let day = if known.is_empty() && !time.is_empty() {
                now.get_untracked().0.date_naive().to_string()
            } else {
                known
            };
            keep(Typed { day, time });
        }),
        done,
    };
    let hint = MaybeProp::derive(move || {
        let typed = typed.get()?;
        match typed.moment(now.get()) {
            Some(at) if at <= now.get() => Some(Hint::Bad(i18n.text("work.moment_passed"))),
            None if !typed.is_empty() => Some(Hint::Warn(i18n.text("work.moment_unfinished"))),
            _ => None,
        }
    });
    view! {
        <div class="grid2">
            <TextField id="promise-date" label=t!(i18n, "work.promise_date") bind=day kind="date" />
            <TextField id="promise-time" label=t!(i18n, "work.promise_time") bind=time kind="time" hint=hint />
        </div>
    }
}
