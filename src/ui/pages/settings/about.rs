//! Which version this is, and the tablet's own id.

use leptos::prelude::*;

use crate::state::{use_ports, use_session};
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

/// Version and device.
#[component]
pub fn AboutSection() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let ports = StoredValue::new_local(use_ports());
    let device = move || session.settings().with(|settings| settings.device.id.to_string());
    view! {
        <section class="col g4">
            <h2>{t!(i18n, "settings.about")}</h2>
            <div class="card rows">
                <div class="setting">
                    <div><b>{t!(i18n, "settings.version")}</b></div>
                    <span class="num">{env!("CARGO_PKG_VERSION")}</span>
                </div>
                <div class="setting">
                    <div><b>{t!(i18n, "settings.contract")}</b></div>
                    <span class="num">{walkaround_contract::VERSION}</span>
                </div>
                <div class="setting">
                    <div><b>{t!(i18n, "settings.device")}</b></div>
                    <span class="code">{device}</span>
                </div>
            </div>
            <button type="button" class="btn lg self-start" on:click=move |_| ports.get_value().device.check_for_update()>
                <Icon name="refresh-cw" />
                <span>{t!(i18n, "settings.look_for_update")}</span>
            </button>
            <p class="c2 t1">{t!(i18n, "settings.update_text")}</p>
        </section>
    }
}
