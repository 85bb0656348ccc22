//! The end of a shift: whether the tablet may be put away or handed over, and if not, what is still here, whose it is and what to do.

use leptos::prelude::*;

use crate::domain::custody::{Because, StillHere, Verdict, end_of_shift};
use crate::domain::plate;
use crate::routes::{Page, use_go};
use crate::state::{use_board, use_outbox};
use crate::ui::components::{Icon, PlateBadge, SendBar, StorageFailure, clock_time, day};
use crate::ui::i18n::{I18n, use_i18n};

/// The check at the end of a shift.
#[component]
pub fn EndOfShiftPage() -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let (board, outbox) = (use_board(), use_outbox());
    board.refresh();
    let read = Memo::new(move |_| board.drafts().with(Option::is_some) && outbox.entries().with(Option::is_some));
    let shift = Memo::new(move |_| {
        let damaged = board.damaged().with(Vec::len) + outbox.damaged().with(Vec::len);
        board.drafts().with(|drafts| {
            outbox.entries().with(|entries| {
                end_of_shift(
                    drafts.as_deref().unwrap_or_default(),
                    entries.as_deref().unwrap_or_default(),
                    outbox.pause().get(),
                    damaged,
                )
            })
        })
    });
    let failure = move || board.failure().get().or_else(|| outbox.failure().get());
    view! {
        <div class="app">
            <header class="bar-top">
                <button type="button" class="btn bare square" aria-label=t!(i18n, "editor.back_to_board") on:click=move |_| go.run(Page::Board)>
                    <Icon name="chevron-left" class="i-l" />
                </button>
                <h1 class="t4 grow">{t!(i18n, "shift.title")}</h1>
                <button type="button" class="btn" on:click=move |_| go.run(Page::Outbox)>
                    <Icon name="inbox" class="i-m" />
                    <span>{t!(i18n, "outbox.title")}</span>
                </button>
            </header>
            <main class="page" aria-busy=move || (!read.get()).to_string()>
                <Show when=move || read.get()>
                    <div class="shift">
                        <StorageFailure failure=Signal::derive(failure) />
                        <VerdictCard verdict=Signal::derive(move || shift.with(|shift| shift.verdict)) />
                        <Show when=move || shift.with(|shift| !shift.still_here.is_empty())>
                            <section aria-labelledby="still-here">
                                <h2 id="still-here">{t!(i18n, "shift.still_here")}</h2>
                                <ul class="card rows">
                                    <For
                                        each=move || shift.with(|shift| shift.still_here.clone())
                                        key=|one| (one.id, one.because, one.plate.clone(), one.what.clone())
                                        let:one
                                    >
                                        <Left one=one />
                                    </For>
                                </ul>
                            </section>
                        </Show>
                    </div>
                </Show>
            </main>
            <SendBar label=t!(i18n, "shift.deliver_now") />
        </div>
    }
}

/// The one thing one wants to know: may it be put away?
#[component]
fn VerdictCard(verdict: Signal<Verdict>) -> impl IntoView {
    let i18n = use_i18n();
    let look = move || match verdict.get() {
        Verdict::PutAway => ("ok", "shield-check"),
        Verdict::HandOver { .. } => ("info", "hand"),
        Verdict::Wait { .. } => ("wait", "cloud-upload"),
        Verdict::Look { .. } => ("need", "octagon-alert"),
    };
    let title = move || match verdict.get() {
        Verdict::PutAway => i18n.text("shift.put_away"),
        Verdict::HandOver { .. } => i18n.text("shift.hand_over"),
        Verdict::Wait { .. } => i18n.text("shift.wait"),
        Verdict::Look { .. } => i18n.text("shift.look"),
    };
    let text = move || match verdict.get() {
        Verdict::PutAway => i18n.text("shift.put_away_text"),
        Verdict::HandOver { unfinished } => i18n.count("shift.hand_over_text", unfinished),
        Verdict::Wait { waiting } => i18n.count("shift.wait_text", waiting),
        Verdict::Look { needing } => i18n.count("shift.look_text", needing),
    };
    view! {
        <div class=move || format!("card shift-verdict {}", look().0) role="status">
            <Icon name=Signal::derive(move || look().1.to_owned()) class="i-xl" />
            <div>
                <h2>{title}</h2>
                <p>{text}</p>
            </div>
        </div>
    }
}

/// Something that is still here.
#[component]
fn Left(one: StillHere) -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let outbox = use_outbox();
    let StillHere { because, id, plate, what, advisor, since } = one;
    let entry = outbox.entry(id);
    let files = Memo::new(move |_| {
        entry.with(|entry| {
            entry
                .as_ref()
                .filter(|entry| entry.delivery.is_waiting())
                .map(|entry| entry.attachments_delivered())
                .filter(|(_, total)| *total > 0)
        })
    });
    let (class, icon) = match because {
        Because::NeedsAttention => ("tag danger", "octagon-alert"),
        Because::Waits => ("tag warn", "cloud-upload"),
        Because::Unfinished => ("tag", "pen-line"),
        Because::Unconfirmed => ("tag warn", "cloud-alert"),
    };
    let what = what.join(" · ");
    let whose = move || {
        let since = format!("{} {}", day(since, i18n.language()), clock_time(since, false));
        let key = if because == Because::Unfinished { "shift.opened_by" } else { "shift.signed_by" };
        let name = if advisor.is_empty() { i18n.text("shift.nobody") } else { advisor.clone() };
        i18n.fill(key, &[("name", name), ("since", since)])
    };
    let board = use_board();
    let open = move |_| {
        // An intake opens where it was left.
        let left_at = board.drafts().with_untracked(|drafts| {
            drafts.iter().flatten().find(|draft| draft.id == id).map(|draft| draft.place.step.clone())
        });
        go.run(match left_at {
            Some(step) => Page::Intake { id, step },
            None => Page::Sheet { id },
        });
    };
    view! {
        <li class="left-here">
            <PlateBadge plate=Signal::stored(plate::read(&plate).to_plate()) none=Signal::derive(move || i18n.text("editor.no_plate")) />
            <div class="grow">
                <div class="flex wrap">
                    <b>{what}</b>
                    <span class=class>
                        <Icon name=icon />
                        <span>{move || word(i18n, because)}</span>
                    </span>
                </div>
                <div class="c2">{whose}</div>
                <div>{move || to_do(i18n, because)}</div>
                {move || {
                    files.get().map(|(done, total)| view! { <div class="num c2">{t!(i18n, "board.files", done = done, total = total)}</div> })
                }}
            </div>
            <button type="button" class="btn" on:click=open>
                <span>{t!(i18n, "shift.open")}</span>
                <Icon name="chevron-right" class="i-s" />
            </button>
        </li>
    }
}

fn word(i18n: I18n, because: Because) -> String {
    match because {
        Because::NeedsAttention => i18n.text("shift.needs_you"),
        Because::Waits => i18n.text("delivery.waiting"),
        Because::Unfinished => i18n.text("shift.unfinished"),
        Because::Unconfirmed => i18n.text("delivery.unconfirmed"),
    }
}

fn to_do(i18n: I18n, because: Because) -> String {
    match because {
        Because::NeedsAttention => i18n.text("shift.do_look"),
        Because::Waits => i18n.text("shift.do_wait"),
        Because::Unfinished => i18n.text("shift.do_finish"),
        Because::Unconfirmed => i18n.text("shift.do_confirm"),
    }
}
