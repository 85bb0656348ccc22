//! One symbol of the sprite. Decoration beside a word; a control that shows an icon alone carries the name itself.

use leptos::prelude::*;

/// An icon of `style/icons.svg`, which the page itself holds: a browser reads a file of symbols anew for every symbol that comes on the
/// screen. `class` adds a size (`i-s`, `i-m`, `i-l`, `i-xl`) or a colour.
#[component]
pub fn Icon(#[prop(into)] name: Signal<String>, #[prop(optional, into)] class: String) -> impl IntoView {
    view! {
        <svg class=format!("i {class}") aria-hidden="true">
            <use_ href=move || format!("#icon-{}", name.get())></use_>
        </svg>
    }
}
