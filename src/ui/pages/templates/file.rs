//! The checklist as a file: out, in, and back to the one that comes with the app.

use leptos::{html, prelude::*};
use walkaround_contract::Template;

use crate::domain::template::LONGEST_TEMPLATE;
use crate::state::{unread, use_ports, use_template_bench, use_templates, use_toasts};
use crate::ui::components::{ConfirmDialog, Icon, file_bytes};
use crate::ui::i18n::use_i18n;

use super::{Refused, from_backend::FromBackend, opened::tell_opened};

/// Export, import, and the way back.
#[component]
pub fn FileSection(refused: RwSignal<Refused>) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let current = use_templates().current();
    let toasts = use_toasts();
    let ports = StoredValue::new_local(use_ports());
    let resetting = RwSignal::new(false);
    let export = move |_| {
        let template = current.peek();
        match template.file() {
            Ok(file) => {
                let name = format!("{}-{}.template.json", template.id, template.version);
                ports.get_value().device.download(&name, "application/json", file.as_bytes());
                toasts.done(i18n.text("templates.exported"));
            }
            Err(error) => toasts.trouble(error.to_string()),
        }
    };
    let shipped = bench.read(|template| *template == *Template::standard());
    view! {
        <section class="col g4">
            <h2>{t!(i18n, "templates.file_title")}</h2>
            <div class="col g2">
                <button type="button" class="btn lg" on:click=export>
                    <Icon name="download" />
                    <span>{move || i18n.fill("templates.export", &[("version", current.get().version.to_string())])}</span>
                </button>
                <p class="c2 t1">{t!(i18n, "templates.export_text")}</p>
            </div>
            <div class="col g2">
                <ImportButton refused=refused />
                <p class="c2 t1">{t!(i18n, "templates.import_text")}</p>
            </div>
            <FromBackend refused=refused />
            <div class="col g2">
                <button type="button" class="btn lg" disabled=move || shipped.get() on:click=move |_| resetting.set(true)>
                    <Icon name="rotate-ccw" />
                    <span>{t!(i18n, "templates.reset")}</span>
                </button>
                <p class="c2 t1">{t!(i18n, "templates.reset_text")}</p>
            </div>
            <ConfirmDialog
                open=resetting
                title=t!(i18n, "templates.reset_title")
                text=t!(i18n, "templates.reset_ask")
                yes=t!(i18n, "templates.reset_yes")
                no=t!(i18n, "templates.reset_no")
                on_yes=Callback::new(move |()| bench.open(Template::standard().clone()))
            />
        </section>
    }
}

/// Chooses a file and opens it. A bad one changes nothing.
#[component]
fn ImportButton(refused: RwSignal<Refused>) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let toasts = use_toasts();
    let device = StoredValue::new_local(use_ports().device);
    let input = NodeRef::<html::Input>::new();
    let busy = RwSignal::new(false);
    let on_change = move |_| {
        let Some(element) = input.get_untracked() else { return };
        let Some(file) = element.files().and_then(|files| files.get(0)) else { return };
        refused.set(None);
        busy.set(true);
        device.get_value().spawn(Box::pin(async move {
            let name = file.name();
            let opened = if file.size() > LONGEST_TEMPLATE as f64 {
                Err(vec![unread("too_large", "no template is this large")])
            } else {
                match file_bytes(&file).await {
                    Ok(bytes) => bench.open_file(&bytes),
                    Err(cause) => Err(vec![unread("unreadable", &cause)]),
                }
            };
            busy.try_set(false);
            match opened {
                Ok(opened) => tell_opened(i18n, toasts, bench, &name, opened),
                Err(problems) => {
                    refused.try_set(Some((Some(name), problems)));
                }
            }
        }));
        // The same file can be chosen again, mended.
        element.set_value("");
    };
    view! {
        <label class="btn lg photo-button" class:busy=move || busy.get()>
            {move || {
                if busy.get() {
                    view! { <span class="spin" role="status" aria-label=t!(i18n, "templates.importing")></span> }.into_any()
                } else {
                    view! { <Icon name="upload" /> }.into_any()
                }
            }}
            <span>{t!(i18n, "templates.import")}</span>
            <input
                class="hide"
                type="file"
                accept=".json,application/json"
                aria-label=t!(i18n, "templates.import")
                node_ref=input
                on:change=on_change
            />
        </label>
    }
}
