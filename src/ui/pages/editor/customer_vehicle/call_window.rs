//! When somebody prefers to be called: one of the shop's usual windows by one tap, or any other from–to.

use chrono::{NaiveTime, Timelike};
use leptos::prelude::*;
use walkaround_contract::CallWindow;

use crate::state::Bound;
use crate::ui::components::{ChipChoice, Choice, Hint, HintLine, TextField};
use crate::ui::i18n::use_i18n;

/// 10:00–12:00 and 15:00–18:00 (domain §3), in minutes after midnight.
const USUAL: [(u16, u16); 2] = [(600, 720), (900, 1080)];

/// A window of the day. `id` names the group; the times are `{id}-from` and `{id}-to`.
#[component]
pub fn CallWindowField(#[prop(into)] id: String, bind: Bound<Option<CallWindow>>) -> impl IntoView {
    let i18n = use_i18n();
    // A window needs both ends; one alone waits here.
    let typed = RwSignal::new((None::<String>, None::<String>));
    let from = Memo::new(move |_| {
        typed.get().0.unwrap_or_else(|| {
            bind.value.with(|known| known.as_ref().map(|known| clock(known.from_minute)).unwrap_or_default())
        })
    });
    let to = Memo::new(move |_| {
        typed.get().1.unwrap_or_else(|| {
            bind.value.with(|known| known.as_ref().map(|known| clock(known.to_minute)).unwrap_or_default())
        })
    });
    let keep = move || bind.set.run(window(&from.get_untracked(), &to.get_untracked()));
    let from_bind = Bound {
        value: from.into(),
        set: Callback::new(move |text: String| {
            let to = to.get_untracked();
            typed.set((Some(text), Some(to)));
            keep();
        }),
        done: bind.done,
    };
    let to_bind = Bound {
        value: to.into(),
        set: Callback::new(move |text: String| {
            let from = from.get_untracked();
            typed.set((Some(from), Some(text)));
            keep();
        }),
        done: bind.done,
    };
    let usual = Bound {
        value: bind.value,
        set: Callback::new(move |chosen: Option<CallWindow>| {
            typed.set((None, None));
            bind.set.run(chosen);
        }),
        done: bind.done,
    };
    let hint = MaybeProp::derive(move || {
        let (from, to) = (from.get(), to.get());
        let unfinished = !(from.is_empty() && to.is_empty()) && window(&from, &to).is_none();
        unfinished.then(|| Hint::Warn(i18n.text("customer.call_window_unfinished")))
    });
    let choices = Signal::derive(move || {
        USUAL
            .map(|(from, to)| {
                Choice::new(
                    CallWindow { from_minute: from, to_minute: to, extra: Default::default() },
                    format!("{}–{}", clock(from), clock(to)),
                )
            })
            .to_vec()
    });
    let (from_id, to_id, hint_id) = (format!("{id}-from"), format!("{id}-to"), format!("{id}-hint"));
    view! {
        <ChipChoice id=id label=t!(i18n, "customer.call_window") choices=choices bind=usual />
        <div class="field">
            <div class="from-to">
                <TextField id=from_id label=t!(i18n, "customer.call_from") bind=from_bind kind="time" />
                <TextField id=to_id label=t!(i18n, "customer.call_to") bind=to_bind kind="time" />
            </div>
            <HintLine id=hint_id hint=hint />
        </div>
    }
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// A window from two times as time fields write them; `None` unless the second is later. Midnight as an end is the end of the day.
fn window(from: &str, to: &str) -> Option<CallWindow> {
    let minute = |text: &str| {
        let time = NaiveTime::parse_from_str(text, "%H:%M").ok()?;
        u16::try_from(time.hour() * 60 + time.minute()).ok()
    };
    let (from_minute, to_minute) = (minute(from)?, minute(to).map(|to| if to == 0 { 1440 } else { to })?);
    (from_minute < to_minute).then(|| CallWindow { from_minute, to_minute, extra: Default::default() })
}
