//! The custody light: who holds the sheets of this tablet right now. On every screen, always the same place. A tap on it says what is still
//! here and whether the tablet may be put away.

use leptos::prelude::*;

use crate::domain::outbox::Custody;
use crate::routes::{Page, use_go};
use crate::state::use_outbox;
use crate::ui::i18n::use_i18n;

use super::Icon;

/// Green: all delivered. Amber: some wait. Red: some need a person.
#[component]
pub fn CustodyLight() -> impl IntoView {
    let i18n = use_i18n();
    let outbox = use_outbox();
    let go = use_go();
    let parts = move || match outbox.custody().get() {
        Custody::Green => ("ok", "cloud-check", i18n.text("custody.all_delivered")),
        Custody::Amber { waiting } => ("wait", "cloud-upload", i18n.count("custody.waiting", waiting)),
        Custody::Red { attention: 0, .. } => ("need", "octagon-alert", i18n.text("custody.paused")),
        Custody::Red { attention, .. } => ("need", "octagon-alert", i18n.count("custody.attention", attention)),
    };
    // The short word is what there is room for; what it means stands behind it for who asks.
    let meaning = move || match outbox.custody().get() {
        Custody::Green => i18n.text("custody.all_delivered_text"),
        Custody::Amber { .. } => i18n.text("custody.waiting_text"),
        Custody::Red { .. } => i18n.text("custody.need_text"),
    };
    view! {
        <button type="button" class=move || format!("custody {}", parts().0) title=meaning on:click=move |_| go.run(Page::EndOfShift)>
            <Icon name=Signal::derive(move || parts().1.to_owned()) />
            <span>{move || parts().2}</span>
        </button>
    }
}
