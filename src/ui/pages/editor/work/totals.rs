//! What each payer pays, as the lines add up now. The customer's share stands out.

use leptos::prelude::*;
use walkaround_contract::{Payer, PayerTotal, totals::totals};

use crate::domain::hours;
use crate::state::use_draft;
use crate::ui::components::{Icon, money};
use crate::ui::i18n::{I18n, use_i18n};

/// The totals below the lines.
#[component]
pub fn Totals() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let sums = draft.read(|draft| totals(&draft.work.lines));
    let currency = draft.read(|draft| draft.work.currency.clone());
    let unpriced = draft.read(|draft| {
        draft.work.lines.iter().filter(|line| line.payer == Payer::Customer && line.price.is_none()).count()
    });
    let rows = move || {
        let (sums, currency) = (sums.get(), currency.get());
        let (customer, others): (Vec<_>, Vec<_>) = sums.into_iter().partition(|total| total.payer == Payer::Customer);
        let others = others.into_iter().map(|total| {
            let amount = money(total.gross, &currency, i18n.language());
            view! {
                <dt class="c2">{payer_and_hours(i18n, &total)}</dt>
                <dd class="c2 num">{amount}</dd>
            }
        });
        let gross = customer.first().map_or(0, |total| total.gross);
        let tax = customer.first().map_or(0, |total| total.tax);
        view! {
            {others.collect_view()}
            <dt>
                <b class="t3">{i18n.text("work.customer_pays")}</b>
            </dt>
            <dd class="num">
                <b class="t4">{money(gross, &currency, i18n.language())}</b>
            </dd>
            {(tax != 0)
                .then(|| {
                    view! {
                        <dt class="c2 t1">{i18n.text("work.tax_in_it")}</dt>
                        <dd class="c2 t1 num">{money(tax, &currency, i18n.language())}</dd>
                    }
                })}
        }
    };
    view! {
        <dl class="totals">{rows}</dl>
        <Show when=move || { unpriced.get() > 0 }>
            <p class="unpriced flex c-warn t1">
                <Icon name="triangle-alert" class="i-s" />
                <span>{move || i18n.count("work.unpriced", unpriced.get())}</span>
            </p>
        </Show>
    }
}

fn payer_and_hours(i18n: I18n, total: &PayerTotal) -> String {
    let payer = i18n.label("payer", total.payer.as_str());
    if total.labour_minutes == 0 {
        return payer;
    }
    format!("{payer} · {}", i18n.fill("work.hours", &[("hours", hours::show(total.labour_minutes))]))
}
