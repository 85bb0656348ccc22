//! How binding the price is: by how much the estimate may be exceeded, what happens above that, and what was paid in advance.

use leptos::prelude::*;
use walkaround_contract::{AboveDeviation, Deviation};

use crate::state::use_draft;
use crate::ui::components::{NumberField, Segmented, minor_digits};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::choices;

use super::decimal_field::{DecimalField, Quantity};

/// Deviation and deposit.
#[component]
pub fn EstimateFields() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let currency = draft.peek(|draft| draft.work.currency.clone());
    let digits = minor_digits(&currency);
    let percent = draft.bind(
        |draft| draft.work.deviation.as_ref().map(|deviation| i64::from(deviation.percent)),
        |draft, percent: Option<i64>| {
            let known = draft.work.deviation.take();
            // Outside the range of the field no number comes here.
            let percent = percent.and_then(|percent| u8::try_from(percent).ok());
            draft.work.deviation = percent.map(|percent| match known {
                Some(known) => Deviation { percent, ..known },
                // Asking first is what nobody has to agree to.
                None => Deviation { percent, above: AboveDeviation::CallFirst, extra: Default::default() },
            });
        },
    );
    let above = draft.bind(
        |draft| draft.work.deviation.as_ref().map(|deviation| deviation.above.clone()),
        |draft, above: Option<AboveDeviation>| {
            if let (Some(deviation), Some(above)) = (&mut draft.work.deviation, above) {
                deviation.above = above;
            }
        },
    );
    let limited = Memo::new(move |_| percent.value.get().is_some());
    let deposit = draft.bind(|draft| draft.work.deposit, |draft, deposit| draft.work.deposit = deposit);
    view! {
        <section class="card pad col g3" aria-labelledby="estimate-title">
            <h2 class="t3" id="estimate-title">{t!(i18n, "work.estimate")}</h2>
            <div class="grid2">
                <NumberField id="work-deviation-percent" label=t!(i18n, "work.deviation") bind=percent max=100 unit="%" />
                <DecimalField
                    id="work-deposit"
                    label=t!(i18n, "work.deposit")
                    bind=deposit
                    quantity=Quantity::Money { digits }
                    unit=currency
                />
            </div>
            <Show when=move || limited.get()>
                <Segmented
                    id="work-deviation-above"
                    class="spread"
                    label=t!(i18n, "work.above")
                    choices=choices(i18n, "above_deviation")
                    bind=above
                    required=true
                />
            </Show>
        </section>
    }
}
