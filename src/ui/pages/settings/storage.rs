//! What the tablet holds, whether the browser promised to keep it, and everything as one file.

use leptos::prelude::*;

use crate::state::{use_ports, use_storage, use_toasts};
use crate::ui::components::{Icon, storage_trouble};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::rescue::RescueSection;

use super::{retention::RetentionCard, room::RoomCard};

/// Whether the browser keeps the data when space runs short, and asking for it.
#[component]
fn StoragePromise() -> impl IntoView {
    let i18n = use_i18n();
    let storage = use_storage();
    let answer = storage.promise();
    let ask = move |_| storage.ask();
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
            <Show when=move || answer.get() != Some(true)>
                <button type="button" class="btn lg" on:click=ask>{t!(i18n, "settings.keep_ask")}</button>
            </Show>
        </div>
    }
}

/// Storage and export.
#[component]
pub fn StorageSection() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="col g4">
            <h2>{t!(i18n, "settings.storage")}</h2>
            <RoomCard />
            <StoragePromise />
            <RetentionCard />
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
