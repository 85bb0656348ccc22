//! What stands above a printed sheet: whose car, which sheet. On screen the bar says it.

use leptos::prelude::*;
use walkaround_contract::Sheet;

use crate::ui::components::{clock_time, day};
use crate::ui::i18n::{I18n, use_i18n};

/// The head of the paper.
#[component]
pub fn PrintHead(sheet: Memo<Option<Sheet>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        sheet.with(|sheet| {
            sheet.as_ref().map(|sheet| {
                let signed =
                    format!("{} {}", day(sheet.completed_at, i18n.language()), clock_time(sheet.completed_at, false));
                let facts = facts(i18n, sheet).into_iter().map(|(name, value)| {
                    view! {
                        <div>
                            <small>{name}</small>
                            <b>{value}</b>
                        </div>
                    }
                });
                view! {
                    <div class="print-only sheet-print-head">
                        <header class="print-head">
                            <div>
                                <h1>{i18n.text("sheet.the_sheet")}</h1>
                                <div>{sheet.shop.name.clone()}</div>
                            </div>
                            <div class="r">
                                <div>
                                    <div>{signed}</div>
                                    <div>{sheet.advisor.name.clone()}</div>
                                </div>
                            </div>
                        </header>
                        <div class="print-facts">{facts.collect_view()}</div>
                    </div>
                }
            })
        })
    }
}

fn facts(i18n: I18n, sheet: &Sheet) -> Vec<(String, String)> {
    let vehicle = &sheet.vehicle;
    let car = [&vehicle.make, &vehicle.model].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let plate = vehicle.plate.as_ref().map(|plate| plate.text.clone()).unwrap_or_default();
    let distance = vehicle.odometer.as_ref().map(|odometer| format!("{} {}", odometer.value, odometer.unit));
    let owner = sheet.customer.owner.name.clone();
    let mut facts = vec![
        (i18n.text("vehicle.plate"), plate),
        (i18n.text("customer_page.car"), car),
        (i18n.text("vehicle.vin"), vehicle.vin.clone().unwrap_or_default()),
        (i18n.text("cabin.odometer"), distance.unwrap_or_default()),
        (i18n.text("sheet.print_customer"), owner.unwrap_or_default()),
    ];
    facts.retain(|(_, value)| !value.trim().is_empty());
    facts
}
