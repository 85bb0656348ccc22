//! The bottom bar of a page about what is signed: whether something waits or is being sent, and the button that sends it now.

use leptos::prelude::*;

use crate::state::use_outbox;
use crate::ui::i18n::use_i18n;

use super::Icon;

/// The button can be pressed where something waits and nothing is being sent.
#[component]
pub fn SendBar(
    /// What the button is called on this page.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let outbox = use_outbox();
    let running = outbox.running();
    let waits = Memo::new(move |_| {
        outbox.entries().with(|entries| entries.iter().flatten().any(|entry| entry.delivery.is_waiting()))
    });
    // Nothing is known until the outbox was read.
    let nothing_left = Memo::new(move |_| {
        outbox.entries().with(|entries| {
            entries.as_ref().is_some_and(|entries| entries.iter().all(|entry| entry.delivery.is_settled()))
        })
    });
    view! {
        <footer class="bar-bottom">
            <div class="grow c2" role="status">
                {move || {
                    if running.get() {
                        i18n.text("outbox.sending")
                    } else if nothing_left.get() {
                        i18n.text("outbox.nothing_waits")
                    } else {
                        String::new()
                    }
                }}
            </div>
            <button
                type="button"
                class="btn xl primary"
                disabled=move || running.get() || !waits.get()
                on:click=move |_| outbox.resume()
            >
                {move || {
                    if running.get() {
                        view! { <span class="spin"></span> }.into_any()
                    } else {
                        view! { <Icon name="cloud-upload" /> }.into_any()
                    }
                }}
                <span>{move || label.get()}</span>
            </button>
        </footer>
    }
}
