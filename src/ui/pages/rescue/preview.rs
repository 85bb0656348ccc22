//! What is in a file beside what is here. Nothing is stored yet, and nothing is until every conflict has its answer.

use leptos::prelude::*;

use crate::domain::rescue::Line;
use crate::state::rescue::ImportDesk;
use crate::ui::components::{Empty, Icon};
use crate::ui::i18n::use_i18n;

use super::line::PreviewLine;

/// The list and its buttons.
#[component]
pub fn Preview(desk: ImportDesk, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let lines = desk.lines();
    let unreadable = desk.unreadable();
    // Drafts and sheets that can't be read have a line of their own.
    let others = move || {
        let listed = lines.with(|lines| lines.iter().filter(|line| is_unreadable(line)).count());
        unreadable.get().saturating_sub(listed)
    };
    let standing = move || match (desk.undecided(), desk.due()) {
        (0, 0) => i18n.text("rescue.nothing_due"),
        (0, due) => i18n.count("rescue.due", due),
        (undecided, _) => i18n.count("rescue.undecided", undecided),
    };
    view! {
        <h3 class="mt2">{t!(i18n, "rescue.preview")}</h3>
        <p class="c2">{t!(i18n, "rescue.preview_text")}</p>
        <Show
            when=move || !lines.with(Vec::is_empty)
            fallback=move || view! { <Empty icon="inbox" title=Signal::derive(move || i18n.text("rescue.empty")) /> }
        >
            <ul class="card rows rescue-lines">
                <For each=move || lines.get() key=|line| line.key let:line>
                    <PreviewLine desk=desk line=line />
                </For>
            </ul>
        </Show>
        <Show when=move || { others() != 0 }>
            <p class="flex c-warn">
                <Icon name="triangle-alert" class="i-m" />
                <span>{move || i18n.count("rescue.more_unreadable", others())}</span>
            </p>
        </Show>
        <div class="actions">
            <span class="grow flex" role="status">{standing}</span>
            <button type="button" class="btn lg" on:click=move |_| open.set(false)>{t!(i18n, "rescue.cancel")}</button>
            <button
                type="button"
                class="btn lg primary"
                disabled=move || { desk.undecided() != 0 || desk.due() == 0 }
                on:click=move |_| desk.store()
            >
                {t!(i18n, "rescue.store")}
            </button>
        </div>
    }
}

fn is_unreadable(line: &Line) -> bool {
    line.standing == crate::domain::rescue::Standing::Unreadable
}
