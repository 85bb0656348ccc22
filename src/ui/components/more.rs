//! What few intakes need: one tap away, in place. It starts open where something in it was already entered, so that nothing entered is hidden.

use leptos::prelude::*;

use super::Icon;

/// A part of a form that opens and closes.
#[component]
pub fn More(
    #[prop(into)] label: Signal<String>,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="more" open=open>
            <summary class="btn quiet">
                <Icon name="chevron-down" />
                <span>{move || label.get()}</span>
            </summary>
            <div class="more-body">{children()}</div>
        </details>
    }
}
