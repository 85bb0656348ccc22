//! What the tablet holds, whether the browser promised to keep it, and everything as one file.

use leptos::prelude::*;

use crate::state::{use_ports, use_toasts};
use crate::ui::components::{Icon, storage_trouble};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::rescue::RescueSection;

/// Bytes in a megabyte, as tablets count.
const MEGABYTE: u64 = 1_000_000;

/// Whether the browser keeps the data when space runs short, and asking for it.
#[component]
pub fn StoragePromise() -> impl IntoView {
    let i18n = use_i18n();
    let ports = StoredValue::new_local(use_ports());
    let answer = RwSignal::new(None::<bool>);
    let ask = move |_| {
        let ports = ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            let promised = ports.device.persist_storage().await;
            answer.try_set(Some(promised == Some(true)));
        }));
    };
    view! {
        <div class="permission" class:on=move || answer.get() == Some(true)>
            <span class="ic">
                <Icon name=Signal::derive(move || if answer.get() == Some(true) { "check".to_owned() } else { "hard-drive".to_owned() }) class="i-l" />
            </span>
            <div>
                <b>{t!(i18n, "settings.keep_title")}</b>
                <div class="c2" role="status">
                    {move || match answer.get() {
                        None => i18n.text("settings.keep_text"),
                        Some(true) => i18n.text("settings.keep_granted"),
                        Some(false) => i18n.text("settings.keep_refused"),
                    }}
                </div>
            </div>
            <button type="button" class="btn lg" on:click=ask>{t!(i18n, "settings.keep_ask")}</button>
        </div>
    }
}

/// Storage and export.
#[component]
pub fn StorageSection() -> impl IntoView {
    let i18n = use_i18n();
    let ports = StoredValue::new_local(use_ports());
    let used = RwSignal::new(None::<(u64, u64)>);
    let reader = ports.get_value();
    reader.device.clone().spawn(Box::pin(async move {
        let estimate = reader.device.storage_estimate().await;
        used.try_set(estimate);
    }));
    view! {
        <section class="col g4">
            <h2>{t!(i18n, "settings.storage")}</h2>
            <p class="c2">
                {move || match used.get() {
                    Some((used, left)) => {
                        i18n.fill("settings.storage_used", &[("used", (used / MEGABYTE).to_string()), ("left", (left / MEGABYTE).to_string())])
                    }
                    None => i18n.text("settings.storage_unknown"),
                }}
            </p>
            <StoragePromise />
            <RescueSection />
        </section>
    }
}

/// Everything on the tablet as one file.
#[component]
pub fn ExportButton() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let ports = StoredValue::new_local(use_ports());
    let busy = RwSignal::new(false);
    let export = move |_| {
        busy.set(true);
        let ports = ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            match ports.export.export_raw().await {
                Ok(json) => {
                    let name = format!("walkaround-{}.json", ports.clock.now().0.format("%Y%m%d-%H%M"));
                    ports.device.download(&name, "application/json", json.as_bytes());
                    toasts.done(i18n.text("settings.exported"));
                }
                Err(error) => toasts.trouble(storage_trouble(i18n, &error)),
            }
            busy.try_set(false);
        }));
    };
    view! {
        <div class="col">
            <button type="button" class="btn lg" disabled=move || busy.get() on:click=export>
                {move || if busy.get() { view! { <span class="spin"></span> }.into_any() } else { view! { <Icon name="download" /> }.into_any() }}
                <span>{t!(i18n, "settings.export")}</span>
            </button>
            <p class="c2 t1">{t!(i18n, "settings.export_text")}</p>
        </div>
    }
}
