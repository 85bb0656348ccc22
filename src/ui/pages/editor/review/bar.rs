//! The bar of the review: to the customer first, then seal and send.

use leptos::prelude::*;
use walkaround_contract::{SignerRole, Step};

use crate::domain::to_sheet::NotFinished;
use crate::routes::{CustomerPart, Page, use_go};
use crate::state::{SealError, seal, use_draft, use_outbox, use_ports, use_session, use_toasts};
use crate::ui::components::{Icon, storage_trouble};
use crate::ui::i18n::{I18n, use_i18n};

use super::super::step_bar::{BackButton, missing_text};
use super::signatures::{use_content_digest, use_valid_signature};

/// Back, what is next, and the button that does it.
#[component]
pub fn ReviewBar() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let go = use_go();
    let id = draft.id();
    let digest = use_content_digest(draft);
    let customer = use_valid_signature(draft, digest, SignerRole::Customer);
    let advisor = use_valid_signature(draft, digest, SignerRole::Advisor);
    let note = move || match (customer.get().is_some(), advisor.get().is_some()) {
        (false, _) => i18n.text("review.next_customer"),
        (true, false) => i18n.text("review.next_advisor"),
        (true, true) => i18n.text("review.next_seal"),
    };
    view! {
        <footer class="bar-bottom">
            <BackButton step=Step::Review />
            <div class="grow ta-c c2" role="status">{note}</div>
            {move || {
                if customer.get().is_none() {
                    view! {
                        <button
                            type="button"
                            class="btn xl primary"
                            on:click=move |_| go.run(Page::Customer { id, part: CustomerPart::Marks })
                        >
                            <Icon name="pen-line" />
                            <span>{t!(i18n, "review.show_customer")}</span>
                        </button>
                    }
                        .into_any()
                } else {
                    view! { <SealButton ready=Signal::derive(move || advisor.get().is_some()) /> }.into_any()
                }
            }}
        </footer>
    }
}

#[component]
fn SealButton(ready: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let outbox = use_outbox();
    let session = use_session();
    let toasts = use_toasts();
    let go = use_go();
    let ports = StoredValue::new_local(use_ports());
    let busy = RwSignal::new(false);
    let press = move |_| {
        // A double tap seals one sheet, not two.
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let ports = ports.get_value();
        let settings = session.settings().get_untracked();
        ports.device.clone().spawn(Box::pin(async move {
            match seal(&ports, outbox, draft, &settings).await {
                Ok(id) => {
                    session.change(|settings| settings.open_draft = None);
                    go.run(Page::Sheet { id });
                }
                Err(error) => {
                    busy.try_set(false);
                    toasts.trouble(seal_trouble(i18n, &error));
                }
            }
        }));
    };
    view! {
        <button type="button" class="btn xl primary" disabled=move || busy.get() || !ready.get() on:click=press>
            {move || if busy.get() { view! { <span class="spin"></span> }.into_any() } else { view! { <Icon name="lock-keyhole" /> }.into_any() }}
            <span>{move || if busy.get() { i18n.text("review.sealing") } else { i18n.text("review.seal") }}</span>
        </button>
    }
}

fn seal_trouble(i18n: I18n, error: &SealError) -> String {
    match error {
        SealError::NotFinished(NotFinished::Missing(missing)) => {
            let names: Vec<String> = missing.iter().map(|missing| missing_text(i18n, missing)).collect();
            i18n.fill("review.still_missing", &[("what", i18n.list(&names))])
        }
        SealError::NotFinished(NotFinished::Refused(problems)) => i18n.fill(
            "review.settings_refused",
            &[("what", problems.first().map(ToString::to_string).unwrap_or_default())],
        ),
        SealError::NotFinished(NotFinished::NoCanonicalForm(_)) | SealError::NoCanonicalForm(_) => {
            i18n.fill("review.not_sealed", &[("cause", error.to_string())])
        }
        SealError::Signer(_) => i18n.fill("review.no_key", &[("cause", error.to_string())]),
        SealError::Storage(error) => storage_trouble(i18n, error),
        SealError::WorkUnderWay => i18n.text("review.work_under_way"),
    }
}
