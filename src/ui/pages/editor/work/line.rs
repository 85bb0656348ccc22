//! One line of work: what it says in a row, and all of it where the row is opened.

use leptos::prelude::*;
use walkaround_contract::{Id, Payer, TaxMode, totals::line_amounts};

use crate::domain::{draft::Draft, field, hours};
use crate::state::{Bound, use_draft, use_toasts};
use crate::ui::components::{ChipChoice, Icon, Segmented, TextArea, TextField, minor_digits, money};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::choices;

use super::decimal_field::{DecimalField, Quantity};
use super::lines::price_id;
use super::open_line::OpenLine;

/// Longest description.
const DESCRIPTION: u32 = 500;

/// The line with this number, counted from 1. One is open at a time, where the browser knows how.
#[component]
pub fn LineRow(number: usize, id: Id) -> impl IntoView {
    let line = OpenLine { draft: use_draft(), id };
    view! {
        <details class="line-fold" name="work-line">
            <LineSummary line=line />
            <div class="line-body">
                <LineWords line=line number=number />
                <LinePrice line=line number=number />
                <LineMore line=line number=number />
                <RemoveLine line=line number=number />
            </div>
        </details>
    }
}

#[component]
fn LineSummary(line: OpenLine) -> impl IntoView {
    let i18n = use_i18n();
    let description = line.read(|line| line.description.clone());
    let payer = line.read(|line| Some(line.payer.clone()));
    let labour = line.read(|line| line.labour_minutes);
    let gross = line.read(|line| line.price.map(|_| line_amounts(line).2));
    let currency = line.draft.read(|draft| draft.work.currency.clone());
    let words = move || {
        let text = description.get();
        if text.trim().is_empty() { i18n.text("work.line_unnamed") } else { text }
    };
    let payer_word = move || payer.get().map(|payer| i18n.label("payer", payer.as_str()));
    let hours = move || labour.get().map(|minutes| i18n.fill("work.hours", &[("hours", hours::show(minutes))]));
    let price = move || match gross.get() {
        Some(gross) => money(gross, &currency.get(), i18n.language()),
        None => i18n.text("work.no_price"),
    };
    view! {
        <summary class="work-line">
            <span>
                <b class="cut-words">{words}</b>
                <br />
                <span class="payer" class:other=move || payer.get() != Some(Payer::Customer)>{payer_word}</span>
            </span>
            <span class="h num">{hours}</span>
            <span class="pr num" class:none=move || gross.get().is_none()>{price}</span>
            <Icon name="chevron-down" class="i-m" />
        </summary>
    }
}

#[component]
fn LineWords(line: OpenLine, number: usize) -> impl IntoView {
    let i18n = use_i18n();
    let description = line.bind(|line| line.description.clone(), |line, typed| line.description = typed);
    let payer = line.bind(
        |line| Some(line.payer.clone()),
        // Somebody pays: tapping the chosen one again leaves it.
        |line, payer: Option<Payer>| {
            if let Some(payer) = payer {
                line.payer = payer;
            }
        },
    );
    view! {
        <TextField id=field::line(number) label=t!(i18n, "work.description") bind=description maxlength=DESCRIPTION />
        <ChipChoice
            id=format!("{}-payer", field::line(number))
            label=t!(i18n, "work.payer")
            choices=choices(i18n, "payer")
            bind=payer
        />
    }
}

#[component]
fn LinePrice(line: OpenLine, number: usize) -> impl IntoView {
    let i18n = use_i18n();
    let currency = line.draft.peek(|draft| draft.work.currency.clone());
    let digits = minor_digits(&currency);
    let price = line.bind(|line| line.price, |line, price| line.price = price);
    let labour = line.bind(
        |line| line.labour_minutes.map(i64::from),
        // Outside the range of the field no number comes here.
        |line, minutes: Option<i64>| line.labour_minutes = minutes.and_then(|minutes| u32::try_from(minutes).ok()),
    );
    view! {
        <div class="grid2">
            <DecimalField
                id=price_id(number)
                label=t!(i18n, "work.price")
                bind=price
                quantity=Quantity::Money { digits }
                unit=currency
            />
            <DecimalField
                id=format!("{}-labour", field::line(number))
                label=t!(i18n, "work.labour")
                bind=labour
                quantity=Quantity::Hours
                unit=MaybeProp::derive(move || Some(i18n.text("work.hours_unit")))
            />
        </div>
    }
}

/// Tax and parts.
#[component]
fn LineMore(line: OpenLine, number: usize) -> impl IntoView {
    let i18n = use_i18n();
    let mode = line.bind(
        |line| Some(line.tax_mode.clone()),
        |line, mode: Option<TaxMode>| line.tax_mode = mode.unwrap_or(TaxMode::None),
    );
    let taxed = Memo::new(move |_| mode.value.get() != Some(TaxMode::None));
    let rate = line.bind(
        |line| line.tax_basis_points.map(i64::from),
        |line, points: Option<i64>| line.tax_basis_points = points.and_then(|points| u16::try_from(points).ok()),
    );
    view! {
        <div class="tax-fields">
            <Segmented
                id=format!("{}-tax", field::line(number))
                label=t!(i18n, "work.tax")
                choices=choices(i18n, "tax_mode")
                bind=mode
                required=true
            />
            <Show when=move || taxed.get()>
                <DecimalField
                    id=format!("{}-rate", field::line(number))
                    label=t!(i18n, "work.tax_rate")
                    bind=rate
                    quantity=Quantity::Percent
                    unit="%"
                />
            </Show>
        </div>
        <TextArea
            id=format!("{}-parts", field::line(number))
            label=t!(i18n, "work.parts")
            bind=parts(line)
            rows=2
        />
    }
}

/// The parts, one a line. Blank lines are how one is typed between others; the sheet leaves them out.
fn parts(line: OpenLine) -> Bound<String> {
    line.bind(
        |line| line.parts.join("\n"),
        |line, typed: String| {
            line.parts = if typed.is_empty() { Vec::new() } else { typed.split('\n').map(str::to_owned).collect() };
        },
    )
}

/// Takes the line off; for ten seconds it can come back.
#[component]
fn RemoveLine(line: OpenLine, number: usize) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let OpenLine { draft, id } = line;
    let remove = move |_| {
        let Some(removed) = draft.peek(|draft| line.find(draft).cloned()) else { return };
        draft.edit(|draft| draft.work.lines.retain(|known| known.id != id));
        draft.save_now();
        let name = removed.description.trim().to_owned();
        let name =
            if name.is_empty() { i18n.fill("work.line_number", &[("number", number.to_string())]) } else { name };
        toasts.undoable(i18n.fill("work.line_removed", &[("name", name)]), i18n.text("toast.undo"), move || {
            let removed = removed.clone();
            draft.edit(|draft: &mut Draft| {
                let index = (number - 1).min(draft.work.lines.len());
                draft.work.lines.insert(index, removed);
            });
            draft.save_now();
        });
    };
    view! {
        <button type="button" class="btn plain self-start" on:click=remove>
            <Icon name="trash-2" class="i-m" />
            <span>{t!(i18n, "work.line_remove")}</span>
        </button>
    }
}
