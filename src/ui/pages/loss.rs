//! The browser threw the database away: what was in it, and what to do. The app never starts empty in silence.

use leptos::prelude::*;

use crate::domain::ledger::Counts;
use crate::state::{Kept, use_ports, use_toasts};
use crate::ui::components::{Icon, clock_time, full_day, storage_trouble};
use crate::ui::i18n::use_i18n;

/// The only page until somebody has read it.
#[component]
pub fn LossPage(lost: Counts, kept: RwSignal<Kept>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let ports = StoredValue::new_local(use_ports());
    let busy = RwSignal::new(false);
    let nothing = lost.drafts == 0 && lost.undelivered == 0;
    let begin = move |_| {
        busy.set(true);
        let ports = ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            match Kept::begin(&ports).await {
                Ok(begun) => kept.set(begun),
                Err(error) => toasts.trouble(storage_trouble(i18n, &error)),
            }
            busy.try_set(false);
        }));
    };
    let counted = move |key: &str, count: u32| {
        (count > 0).then(|| {
            let words = i18n.count(key, usize::try_from(count).unwrap_or(usize::MAX));
            view! { <li class="b">{words}</li> }
        })
    };
    view! {
        <main class="page alone">
            <div class="dialog" role="alertdialog" aria-labelledby="loss" aria-describedby="loss-text">
                <h1 id="loss" class="flex">
                    <Icon name="octagon-alert" class="i-l" />
                    <span>{t!(i18n, "loss.title")}</span>
                </h1>
                <div id="loss-text" class="col g3 mt3">
                    <p>
                        {move || {
                            let moment = format!("{} {}", full_day(lost.at, i18n.language()), clock_time(lost.at, false));
                            i18n.fill(if nothing { "loss.nothing_open" } else { "loss.was_here" }, &[("moment", moment)])
                        }}
                    </p>
                    {(!nothing)
                        .then(|| {
                            view! {
                                <ul>
                                    {move || counted("loss.undelivered", lost.undelivered)}
                                    {move || counted("loss.drafts", lost.drafts)}
                                </ul>
                            }
                        })}
                    <p class="c2">{t!(i18n, "loss.delivered")}</p>
                    <p class="c2">{move || i18n.text(if nothing { "loss.to_do_nothing" } else { "loss.to_do" })}</p>
                </div>
                <div class="col g3 mt4">
                    <button type="button" class="btn lg primary" disabled=move || busy.get() on:click=begin>{t!(i18n, "loss.begin")}</button>
                </div>
            </div>
        </main>
    }
}
