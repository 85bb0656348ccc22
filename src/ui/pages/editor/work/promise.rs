//! When the car is ready: a full hour by one tap, or any other time; whether the customer waits for it, and with which car otherwise.

use leptos::prelude::*;
use walkaround_contract::{Promise, Timestamp};

use crate::domain::{draft::Draft, field};
use crate::state::{Bound, OpenDraft, use_draft, use_ports};
use crate::ui::components::{Choice, Icon, Segmented, clock_time, day};
use crate::ui::i18n::{I18n, use_i18n};
use crate::ui::pages::editor::bindings::choices;

use super::hours::HourChoice;
use super::moment::MomentFields;

/// How often the page looks at the clock: hours that have passed leave within that time.
const LOOK_MS: u32 = 20_000;

/// The promise.
#[component]
pub fn PromiseCard() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let now = use_now();
    let promise = promise(draft);
    let passed = Memo::new(move |_| promise.value.get().is_some_and(|at| at <= now.get()));
    let when = move || match promise.value.get() {
        Some(at) => format!("{} {}", day_word(i18n, at, now.get()), clock_time(at, false)),
        None => i18n.text("work.no_promise"),
    };
    view! {
        <section class="card pad col g3 promise-card" id=field::PROMISE tabindex="-1" aria-labelledby="promise-title">
            <div class="flex wrap between">
                <div>
                    <h2 class="t1 c2 normal" id="promise-title">{t!(i18n, "work.promise")}</h2>
                    <p class="when num" role="status">{when}</p>
                </div>
                <WaitingChoice />
            </div>
            <Show when=move || passed.get()>
                <p class="flex c-danger b">
                    <Icon name="octagon-alert" class="i-m" />
                    <span>{t!(i18n, "work.promise_passed")}</span>
                </p>
            </Show>
            <HourChoice promise=promise now=now />
            <MomentFields promise=promise now=now />
            <LoanCar />
        </section>
    }
}

/// The promised moment as controls show and change it.
fn promise(draft: OpenDraft) -> Bound<Option<Timestamp>> {
    draft.bind(
        |draft| draft.work.promise.as_ref().map(|promise| promise.at),
        |draft: &mut Draft, at: Option<Timestamp>| {
            let known = draft.work.promise.take();
            draft.work.promise = at.map(|at| match known {
                Some(known) => Promise { at, ..known },
                None => Promise { at, extra: Default::default() },
            });
        },
    )
}

/// The shop's clock, looked at again and again.
fn use_now() -> Signal<Timestamp> {
    let ports = use_ports();
    let now = RwSignal::new(ports.clock.now());
    let clock = ports.clock.clone();
    let guard = StoredValue::new_local(ports.device.every(
        LOOK_MS,
        Box::new(move || {
            now.try_set(clock.now());
        }),
    ));
    on_cleanup(move || guard.dispose());
    now.into()
}

/// Today, tomorrow, or the day itself.
pub fn day_word(i18n: I18n, at: Timestamp, now: Timestamp) -> String {
    let (of, today) = (at.0.date_naive(), now.0.date_naive());
    if of == today {
        i18n.text("work.today")
    } else if Some(of) == today.succ_opt() {
        i18n.text("work.tomorrow")
    } else {
        day(at, i18n.language())
    }
}

#[component]
fn WaitingChoice() -> impl IntoView {
    let i18n = use_i18n();
    let bind = use_draft().bind(|draft| draft.visit.waiting.clone(), |draft, waiting| draft.visit.waiting = waiting);
    view! {
        <Segmented
            id=field::WAITING
            label=t!(i18n, "work.waiting")
            label_hidden=true
            choices=choices(i18n, "waiting")
            bind=bind
        />
    }
}

#[component]
fn LoanCar() -> impl IntoView {
    let i18n = use_i18n();
    let bind = use_draft().bind(|draft| draft.visit.loan_car, |draft, given| draft.visit.loan_car = given);
    let choices = Signal::derive(move || {
        vec![Choice::new(true, i18n.text("work.loan_car_yes")), Choice::new(false, i18n.text("work.loan_car_no"))]
    });
    view! {
        <div class="flex wrap between">
            <span class="m c2" aria-hidden="true">{t!(i18n, "work.loan_car")}</span>
            <Segmented id="loan-car" label=t!(i18n, "work.loan_car") label_hidden=true choices=choices bind=bind />
        </div>
    }
}
