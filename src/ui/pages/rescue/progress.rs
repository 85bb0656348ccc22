//! How far the work is, and the button that ends it.

use leptos::prelude::*;

use crate::state::rescue::{Progress, Stage};
use crate::ui::i18n::{I18n, use_i18n};

/// A bar with its words.
#[component]
pub fn WorkProgress(progress: Signal<Option<Progress>>, on_stop: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let percent = Memo::new(move |_| progress.get().map_or(0, percent));
    view! {
        <div class="col g3">
            <div
                class="bar lg"
                role="progressbar"
                aria-label=t!(i18n, "rescue.progress")
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent.get().to_string()
            >
                <i style:--share=move || format!("{}%", percent.get())></i>
            </div>
            <p class="flex g2">
                <span class="spin" aria-hidden="true"></span>
                <span class="num">{move || progress.get().map(|progress| words(i18n, progress))}</span>
            </p>
        </div>
        <div class="actions">
            <button type="button" class="btn lg" on:click=move |_| on_stop.run(())>{t!(i18n, "rescue.stop")}</button>
        </div>
    }
}

fn percent(progress: Progress) -> usize {
    (progress.done * 100).checked_div(progress.total).unwrap_or_default()
}

fn words(i18n: I18n, progress: Progress) -> String {
    let key = match progress.stage {
        Stage::Locking => return i18n.text("rescue.locking"),
        _ if progress.total == 0 => return i18n.text("rescue.reading"),
        Stage::Packing => "rescue.packing",
        Stage::Checking => "rescue.checking",
        Stage::Storing => "rescue.storing",
    };
    i18n.fill(key, &[("done", progress.done.to_string()), ("total", progress.total.to_string())])
}
