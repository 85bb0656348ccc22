//! The full hours of today or tomorrow. The first by which the work can be done is marked; where this tablet has promised cars already, each
//! hour shows how many.

use leptos::prelude::*;
use walkaround_contract::Timestamp;

use crate::domain::draft::Draft;
use crate::domain::promise::{earliest, full_hours, load, promised};
use crate::state::{Bound, use_board, use_draft, use_outbox, use_ports, use_session, use_toasts};
use crate::ui::components::{Choice, Icon, Segmented, clock_time};
use crate::ui::i18n::use_i18n;

use super::promise::day_word;

/// Height of the bar of the fullest hour, in CSS pixels.
const BAR: usize = 28;

/// Hours by one tap.
#[component]
pub fn HourChoice(promise: Bound<Option<Timestamp>>, now: Signal<Timestamp>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let today = Memo::new(move |_| now.get().0.date_naive());
    let opening = use_session().settings().with_untracked(|settings| settings.opening);
    // Begins at the day that was promised; else today, as long as an hour is left.
    let is_tomorrow = RwSignal::new(untrack(|| match promise.value.get() {
        Some(at) => at.0.date_naive() > today.get(),
        None => full_hours(today.get(), opening, now.get()).is_empty(),
    }));
    let hours = Memo::new(move |_| {
        let now = now.get();
        let day = if is_tomorrow.get() { today.get().succ_opt() } else { Some(today.get()) };
        day.map(|day| full_hours(day, opening, now)).unwrap_or_default()
    });
    let labour = draft.read(Draft::labour_minutes);
    let ready = Memo::new(move |_| earliest(now.get(), labour.get()));
    // Without planned labour any hour is as good as the next.
    let first = Memo::new(move |_| {
        hours.with(|hours| hours.iter().copied().find(|hour| labour.get() > 0 && *hour >= ready.get()))
    });
    let others = use_promised(now);
    // The fullest hour in sight is the measure of the bars; nought where nothing is promised.
    let fullest = Memo::new(move |_| {
        hours.with(|hours| others.with(|others| hours.iter().map(|hour| load(others, *hour)).max().unwrap_or(0)))
    });
    let day_choices = Signal::derive(move || {
        vec![Choice::new(false, i18n.text("work.today")), Choice::new(true, i18n.text("work.tomorrow"))]
    });
    let day_bind = Bound {
        value: Signal::derive(move || Some(is_tomorrow.get())),
        set: Callback::new(move |chosen: Option<bool>| is_tomorrow.set(chosen.unwrap_or(false))),
        done: Callback::new(|()| {}),
    };
    let from = move || {
        let (ready, now) = (ready.get(), now.get());
        let time = clock_time(ready, false);
        let time = if ready.0.date_naive() == now.0.date_naive() {
            time
        } else {
            format!("{} {time}", day_word(i18n, ready, now))
        };
        i18n.fill("work.earliest", &[("time", time)])
    };
    view! {
        <div class="flex wrap between">
            <Segmented
                id="promise-day"
                label=t!(i18n, "work.promise_day")
                label_hidden=true
                choices=day_choices
                bind=day_bind
                required=true
            />
            <Show when=move || { labour.get() > 0 }>
                <span class="t1 b c-ok flex g1">
                    <Icon name="check" class="i-s" />
                    <span>{from}</span>
                </span>
            </Show>
        </div>
        <div class="day-load" role="group" aria-label=t!(i18n, "work.promise_hour")>
            <For each=move || hours.get() key=|hour| *hour let:hour>
                <HourButton hour=hour promise=promise first=first others=others fullest=fullest />
            </For>
        </div>
        <Show when=move || hours.with(Vec::is_empty)>
            <p class="c2">{t!(i18n, "work.no_hour_left")}</p>
        </Show>
        <Show when=move || { fullest.get() > 0 }>
            <p class="t1 c2">{t!(i18n, "work.bars")}</p>
        </Show>
    }
}

#[component]
fn HourButton(
    hour: Timestamp,
    promise: Bound<Option<Timestamp>>,
    first: Memo<Option<Timestamp>>,
    others: Memo<Vec<Timestamp>>,
    fullest: Memo<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let clock = StoredValue::new_local(use_ports().clock);
    let pressed = Memo::new(move |_| promise.value.get() == Some(hour));
    let is_first = Memo::new(move |_| first.get() == Some(hour));
    let cars = Memo::new(move |_| others.with(|others| load(others, hour)));
    let height = move || match fullest.get() {
        0 => String::new(),
        fullest => format!("{}px", BAR * cars.get() / fullest),
    };
    let tap = move |_| {
        if pressed.get_untracked() {
            promise.set.run(None);
        } else if hour > clock.with_value(|clock| clock.now()) {
            promise.set.run(Some(hour));
        } else {
            toasts.trouble(i18n.text("work.moment_passed"));
        }
        promise.done.run(());
    };
    view! {
        <button type="button" class:first=move || is_first.get() aria-pressed=move || pressed.get().to_string() on:click=tap>
            <span class="num">{clock_time(hour, false)}</span>
            {move || {
                is_first
                    .get()
                    .then(|| {
                        view! {
                            <Icon name="check" class="i-s" />
                            <span class="hide">{i18n.text("work.earliest_hour")}</span>
                        }
                    })
            }}
            {move || {
                (fullest.get() > 0)
                    .then(|| {
                        view! {
                            <i style:--h=height></i>
                            <span class="num t1" aria-hidden="true">{move || cars.get()}</span>
                            {move || {
                                (cars.get() > 0).then(|| view! { <span class="hide">{move || i18n.count("work.cars_promised", cars.get())}</span> })
                            }}
                        }
                    })
            }}
        </button>
    }
}

/// What else this tablet has promised. Signed sheets are read again only when one was added or removed, not while one is being sent.
fn use_promised(now: Signal<Timestamp>) -> Memo<Vec<Timestamp>> {
    let drafts = use_board().drafts();
    let entries = use_outbox().entries();
    let own = use_draft().peek(|draft| draft.visit_id);
    let signed = Memo::new(move |_| {
        entries.with(|entries| entries.iter().flatten().map(|entry| entry.sheet.id).collect::<Vec<_>>())
    });
    Memo::new(move |_| {
        // A memo that is only tracked is never computed, and so never changes.
        signed.with(|_| ());
        drafts.with(|drafts| {
            entries.with_untracked(|entries| {
                let sheets = entries.iter().flatten().map(|entry| &entry.sheet);
                promised(drafts.as_deref().unwrap_or_default(), sheets, own, now.get_untracked())
            })
        })
    })
}
