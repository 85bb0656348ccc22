//! The way to one part of a page that has several, in the row or column of all of them.

use leptos::{ev, html, prelude::*};
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::Icon;

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
    Effect::new(move || {
        if let Some(link) = link.get().filter(|_| current.get()) {
            request_animation_frame(move || show(&link));
        }
    });
    // Turned upright, a tablet has the names in a row that they do not all fit into.
    let turned = window_event_listener(ev::resize, move |_| {
        if let Some(link) = link.get_untracked().filter(|_| current.get_untracked()) {
            show(&link);
        }
    });
    on_cleanup(move || turned.remove());
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

/// Scrolls what the link lies in no further than it takes.
fn show(link: &web_sys::Element) {
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    nearest.set_inline(ScrollLogicalPosition::Nearest);
    link.scroll_into_view_with_scroll_into_view_options(&nearest);
}
