//! A section as a list: one line each, and a form for a word of the shop's own where the section takes any.

use leptos::prelude::*;

use crate::domain::template::{Row, Section, Span};
use crate::state::use_template_bench;

use super::add_word::AddWord;
use super::carrying::Carrying;
use super::line::Line;

/// The lines of a section.
#[component]
pub fn SectionList(section: Section) -> impl IntoView {
    let bench = use_template_bench();
    let listed = section.clone();
    let rows = bench.read(move |template| listed.rows(template));
    let grows = section.may_grow();
    let section = StoredValue::new(section);
    view! {
        <Lines section=section rows=rows />
        {grows.then(|| view! { <AddWord section=section /> })}
    }
}

/// The lines themselves. What was moved is said, because the line that moved is all that changes in sight.
#[component]
pub fn Lines(section: StoredValue<Section>, #[prop(into)] rows: Signal<Vec<Row>>) -> impl IntoView {
    let open = RwSignal::new(None::<String>);
    let said = RwSignal::new(String::new());
    let ids = Memo::new(move |_| rows.with(|rows| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>()));
    let carrying = Carrying::through(section, rows, said);
    let gap = carrying.gap();
    let length = move |get: fn(&Span) -> f64| gap.with(|gap| format!("{}px", gap.as_ref().map_or(0.0, get)));
    view! {
        <div
            class="card rows template-lines"
            class:carrying=move || gap.with(Option::is_some)
            style:--gap-top=move || length(|gap| gap.top)
            style:--gap-height=move || length(|gap| gap.height)
            node_ref=carrying.list
        >
            <For each=move || ids.get() key=|id| id.clone() let:id>
                <Line section=section id=id rows=rows open=open carrying=carrying />
            </For>
        </div>
        <p class="hide" role="status">{move || said.get()}</p>
    }
}
