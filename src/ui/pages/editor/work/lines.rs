//! The lines of work, and what each payer pays in the end.

use leptos::prelude::*;
use walkaround_contract::{Id, Payer, TaxMode, WorkLine};

use crate::domain::{draft::Draft, field};
use crate::state::{use_draft, use_ports, use_session};
use crate::ui::components::{Icon, focus_field};
use crate::ui::i18n::use_i18n;

use super::line::LineRow;
use super::suggestions::Suggestions;
use super::totals::Totals;

/// A line to add: what it says already, which may be nothing.
pub type AddLine = Callback<String>;

/// All lines, a way to add one, and the totals.
#[component]
pub fn WorkLines() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let ports = StoredValue::new_local(use_ports());
    let rate = use_session().settings().with_untracked(|settings| settings.tax_basis_points);
    // With its number: where one is removed, those below get other ids on the page.
    let lines = draft.read(|draft| {
        draft.work.lines.iter().enumerate().map(|(index, line)| (index + 1, line.id)).collect::<Vec<_>>()
    });
    let add: AddLine = Callback::new(move |description: String| {
        let id = ports.with_value(|ports| ports.ids.new_id());
        let is_described = !description.is_empty();
        draft.edit(|draft| {
            let line = new_line(draft, id, description, rate);
            draft.work.lines.push(line);
        });
        draft.save_now();
        let number = draft.peek(|draft| draft.work.lines.len());
        // What is still to be said of it: the price where it has its words.
        focus_field(&if is_described { price_id(number) } else { field::line(number) });
    });
    view! {
        <section aria-labelledby="lines-title">
            <div class="sect">
                <h2 id="lines-title">{t!(i18n, "work.lines")}</h2>
                <button type="button" id=field::ADD_LINE class="btn soft" on:click=move |_| add.run(String::new())>
                    <Icon name="plus" class="i-m" />
                    <span>{t!(i18n, "work.line_add")}</span>
                </button>
            </div>
            <div class="card rows" id=field::LINES tabindex="-1">
                <Show when=move || lines.with(Vec::is_empty)>
                    <p class="row c2">{t!(i18n, "work.no_line")}</p>
                </Show>
                <For each=move || lines.get() key=|line| *line let:line>
                    <LineRow number=line.0 id=line.1 />
                </For>
                <Suggestions add=add />
                <Show when=move || !lines.with(Vec::is_empty)>
                    <Totals />
                </Show>
            </div>
        </section>
    }
}

/// Id of the input of a line's price, counted from 1.
pub fn price_id(number: usize) -> String {
    format!("{}-price", field::line(number))
}

/// A line nobody has filled in. Tax is as on the line before, else as the shop has set it.
fn new_line(draft: &Draft, id: Id, description: String, rate: u16) -> WorkLine {
    let (tax_mode, tax_basis_points) = match draft.work.lines.last() {
        Some(last) => (last.tax_mode.clone(), last.tax_basis_points),
        None if rate == 0 => (TaxMode::None, None),
        None => (TaxMode::Included, Some(rate)),
    };
    WorkLine {
        id,
        description,
        parts: Vec::new(),
        payer: Payer::Customer,
        labour_minutes: None,
        price: None,
        tax_mode,
        tax_basis_points,
        extra: Default::default(),
    }
}
