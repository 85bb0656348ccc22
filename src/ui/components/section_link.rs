//! The way to one part of a page that has several, in the row or column of all of them.

use leptos::{html, prelude::*};

use super::{Icon, keep_in_sight};

/// A part of the page by its icon and its name. Where not all names fit, the current one comes into sight.
#[component]
pub fn SectionLink(
    icon: &'static str,
    #[prop(into)] name: Signal<String>,
    /// This part is the one that is shown.
    #[prop(into)]
    current: Signal<bool>,
    on_choose: Callback<()>,
) -> impl IntoView {
    let link = NodeRef::<html::Button>::new();
    keep_in_sight(link, current);
    view! {
        <button
            type="button"
            class="settings-link"
            aria-current=move || current.get().then_some("page")
            node_ref=link
            on:click=move |_| on_choose.run(())
        >
            <Icon name=icon />
            <span>{move || name.get()}</span>
        </button>
    }
}
