//! An intake that another window writes: said above every step, with the way to take it over; what only its writer may use is locked.

use leptos::prelude::*;
use walkaround_contract::{Id, Step};

use crate::routes::{Page, use_go};
use crate::state::{Access, NotNow, Why, use_draft};
use crate::ui::components::{ConfirmDialog, Empty, Icon};
use crate::ui::i18n::{I18n, use_i18n};

/// Controls that change the intake: where another window writes it they show what is there and can't be used. They keep their places, and
/// a screen reader hears that they are unavailable.
#[component]
pub fn WritersOnly(children: Children) -> impl IntoView {
    let writes = use_draft().writes();
    view! { <fieldset class="writers-only" disabled=move || !writes.get()>{children()}</fieldset> }
}

/// Pages that are nothing without their controls: where another window writes the intake there is the way back instead.
#[component]
pub fn ForWriters(id: Id, children: ChildrenFn) -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let writes = use_draft().writes();
    let children = StoredValue::new(children);
    view! {
        {move || {
            if writes.get() {
                return children.with_value(|children| children());
            }
            view! {
                <main class="page">
                    <Empty icon="eye" title=Signal::derive(move || i18n.text("reading.not_for_customers")) />
                    <button type="button" class="btn lg primary" on:click=move |_| go.run(Page::Intake { id, step: Step::Review })>
                        {t!(i18n, "reading.to_intake")}
                    </button>
                </main>
            }
                .into_any()
        }}
    }
}

/// Why this window only reads, and how it may write.
#[component]
pub fn ReadingBanner() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let access = draft.access();
    let asking = RwSignal::new(false);
    let why = Memo::new(move |_| match access.get() {
        Access::Reads(why) => Some(why),
        Access::Writes | Access::Gone => None,
    });
    view! {
        <div role="status">
            {move || {
                why.get()
                    .map(|why| {
                        view! {
                            <div class=format!("banner across {}", mood(why))>
                                <Icon name="eye" />
                                <div class="grow">
                                    <b>{move || title(i18n, why)}</b>
                                    <div>{move || text(i18n, why)}</div>
                                </div>
                                {if why == Why::Asking {
                                    view! { <span class="spin"></span> }.into_any()
                                } else {
                                    view! {
                                        <button type="button" class="btn" on:click=move |_| asking.set(true)>
                                            {t!(i18n, "reading.take_over")}
                                        </button>
                                    }
                                        .into_any()
                                }}
                            </div>
                        }
                    })
            }}
        </div>
        <ConfirmDialog
            open=asking
            title=Signal::derive(move || i18n.text("reading.ask_title"))
            text=Signal::derive(move || i18n.text("reading.ask_text"))
            yes=Signal::derive(move || i18n.text("reading.take_over"))
            no=Signal::derive(move || i18n.text("reading.ask_no"))
            on_yes=Callback::new(move |()| draft.take_over())
        />
    }
}

fn mood(why: Why) -> &'static str {
    match why {
        Why::Elsewhere | Why::Asking | Why::HandedOver | Why::PutAway => "info",
        Why::Refused(_) | Why::TakenAway | Why::Full => "warn",
    }
}

fn title(i18n: I18n, why: Why) -> String {
    match why {
        Why::Elsewhere | Why::PutAway => i18n.text("reading.elsewhere"),
        Why::Asking => i18n.text("reading.asking"),
        Why::Refused(_) => i18n.text("reading.refused"),
        Why::HandedOver => i18n.text("reading.handed_over"),
        Why::TakenAway => i18n.text("reading.taken_away"),
        Why::Full => i18n.text("reading.full"),
    }
}

fn text(i18n: I18n, why: Why) -> String {
    match why {
        Why::Elsewhere | Why::PutAway => i18n.text("reading.elsewhere_text"),
        Why::Asking => i18n.text("reading.asking_text"),
        Why::Refused(NotNow::Work) => i18n.text("reading.refused_work"),
        Why::Refused(NotNow::NotSaved) => i18n.text("reading.refused_not_saved"),
        Why::HandedOver => i18n.text("reading.handed_over_text"),
        Why::TakenAway => i18n.text("reading.taken_away_text"),
        Why::Full => i18n.text("storage.full"),
    }
}
