//! Panels in use: 96 lines are too many to look through, so they are found by their name.

use leptos::prelude::*;

use crate::domain::template::{Row, Section};
use crate::state::use_template_bench;
use crate::ui::components::{Empty, Icon};
use crate::ui::i18n::use_i18n;

use super::section::Lines;

/// The panels, as far as they match what is searched for.
#[component]
pub fn PanelList() -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let query = RwSignal::new(String::new());
    let all = bench.read(|template| Section::Panels.rows(template));
    let found = Memo::new(move |_| {
        let needle = query.get().trim().to_lowercase();
        let matches =
            |row: &Row| needle.is_empty() || row.labels.values().any(|label| label.to_lowercase().contains(&needle));
        all.with(|rows| rows.iter().filter(|row| matches(row)).cloned().collect::<Vec<_>>())
    });
    let in_use = move || all.with(|rows| rows.iter().filter(|row| row.on).count());
    let section = StoredValue::new(Section::Panels);
    view! {
        <section class="col g3">
            <h2>{t!(i18n, "templates.panels_title")}</h2>
            <p class="c2">{t!(i18n, "templates.panels_text")}</p>
            <div class="flex wrap">
                <label class="input search grow">
                    <Icon name="search" class="i-m" />
                    <input
                        type="search"
                        aria-label=t!(i18n, "templates.panels_search")
                        placeholder=move || i18n.text("templates.panels_search")
                        prop:value=move || query.get()
                        on:input=move |event| query.set(event_target_value(&event))
                    />
                </label>
                <span class="c2 num">
                    {move || i18n.fill("templates.panels_count", &[("count", in_use().to_string()), ("total", all.with(Vec::len).to_string())])}
                </span>
            </div>
            <Show
                when=move || !found.with(Vec::is_empty)
                fallback=move || view! { <Empty icon="search" title=Signal::derive(move || i18n.text("templates.panels_none")) /> }
            >
                <Lines section=section rows=found />
            </Show>
        </section>
    }
}
