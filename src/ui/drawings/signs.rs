//! What the signs of a drawing mean, in words: for the legend beside it, in the editor, on the sheet and on paper.

use leptos::prelude::*;

use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

/// The answers that the paint of a panel gives.
#[component]
pub fn AnswerSigns() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span>
            <i class="swatch ok" aria-hidden="true"><Icon name="check" /></i>
            {t!(i18n, "walkaround.legend_no_damage")}
        </span>
        <span>
            <i class="swatch" aria-hidden="true"></i>
            {move || i18n.label("inspection", "not_inspected")}
        </span>
        <span>
            <i class="swatch na" aria-hidden="true"><Icon name="crosses" /></i>
            {move || i18n.label("inspection", "not_accessible")}
        </span>
    }
}

/// The severities that the shape of a mark gives.
#[component]
pub fn SeveritySigns() -> impl IntoView {
    let i18n = use_i18n();
    ["1", "2", "3"]
        .map(|severity| {
            view! {
                <span>
                    <i class=format!("shape s{severity}") aria-hidden="true"></i>
                    {move || i18n.label("severity", severity)}
                </span>
            }
        })
        .into_iter()
        .collect_view()
}
