//! The bar of the page: whether something is changed, and the two ways to end it.

use leptos::prelude::*;

use crate::state::{NotAdopted, use_ports, use_template_bench, use_toasts};
use crate::ui::components::{ConfirmDialog, Icon, storage_trouble};
use crate::ui::i18n::use_i18n;

use super::Refused;

/// Discard and apply.
#[component]
pub fn ApplyBar(refused: RwSignal<Refused>) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let toasts = use_toasts();
    let device = StoredValue::new_local(use_ports().device);
    let changed = bench.is_changed();
    let busy = RwSignal::new(false);
    let discarding = RwSignal::new(false);
    let apply = move |_| {
        // A double tap applies once.
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(None);
        device.get_value().spawn(Box::pin(async move {
            match bench.adopt().await {
                Ok(version) => {
                    toasts.done(i18n.fill("templates.applied", &[("version", version.to_string())]));
                }
                Err(NotAdopted::Refused(problems)) => {
                    refused.try_set(Some((None, problems)));
                }
                Err(NotAdopted::Storage(error)) => toasts.trouble(storage_trouble(i18n, &error)),
            }
            busy.try_set(false);
        }));
    };
    view! {
        <footer class="bar-bottom">
            <div class="grow" role="status">
                {move || {
                    if changed.get() {
                        view! {
                            <span class="flex">
                                <Icon name="pen-line" class="i-m" />
                                <span>{t!(i18n, "templates.changed")}</span>
                            </span>
                        }
                            .into_any()
                    } else {
                        view! { <span class="c2">{t!(i18n, "templates.unchanged")}</span> }.into_any()
                    }
                }}
            </div>
            <Show when=move || changed.get()>
                <button type="button" class="btn lg" on:click=move |_| discarding.set(true)>
                    <Icon name="undo-2" class="i-m" />
                    <span>{t!(i18n, "templates.discard")}</span>
                </button>
            </Show>
            <button type="button" class="btn xl primary" disabled=move || busy.get() || !changed.get() on:click=apply>
                {move || if busy.get() { view! { <span class="spin"></span> }.into_any() } else { view! { <Icon name="check" /> }.into_any() }}
                <span>{t!(i18n, "templates.apply")}</span>
            </button>
            <ConfirmDialog
                open=discarding
                title=t!(i18n, "templates.discard_title")
                text=t!(i18n, "templates.discard_text")
                yes=t!(i18n, "templates.discard_yes")
                no=t!(i18n, "templates.discard_no")
                danger=true
                on_yes=Callback::new(move |()| {
                    refused.set(None);
                    bench.discard();
                })
            />
        </footer>
    }
}
