//! The shop's checklist from the backend: asked for by a press, opened like a file that is imported.

use leptos::prelude::*;

use crate::state::{BackendFound, PulledTemplate, StopPulling, use_ports, use_session, use_template_bench, use_toasts};
use crate::ui::components::{Banner, Icon, Mood, backend_in_words};
use crate::ui::i18n::{I18n, use_i18n};

use super::{Refused, opened::tell_opened};

/// Asks, shows that it asks, and says what came of it. Whoever leaves this part of the page asks no more.
#[component]
pub fn FromBackend(refused: RwSignal<Refused>) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let toasts = use_toasts();
    let session = use_session();
    let ports = StoredValue::new_local(use_ports());
    let asking = RwSignal::new(None::<StopPulling>);
    // Why there is none, where there is none.
    let none = RwSignal::new(None::<PulledTemplate>);
    let busy = Memo::new(move |_| asking.with(Option::is_some));
    let stop = move || {
        if let Some(asking) = asking.try_update(Option::take).flatten() {
            asking.stop();
        }
    };
    on_cleanup(stop);
    let ask = move |_| {
        // A double tap asks once.
        if busy.get_untracked() {
            return;
        }
        refused.set(None);
        none.set(None);
        let configured = session.settings().with_untracked(|settings| settings.backend.clone());
        let done = move |pulled| {
            asking.try_set(None);
            let name = i18n.text("templates.pull_name");
            match pulled {
                PulledTemplate::Opened(opened) => tell_opened(i18n, toasts, bench, &name, opened),
                PulledTemplate::Refused(problems) => {
                    refused.try_set(Some((Some(name), problems)));
                }
                PulledTemplate::Nothing | PulledTemplate::NotGiven(_) => {
                    none.try_set(Some(pulled));
                }
            }
        };
        asking.set(Some(bench.pull(&ports.get_value(), configured, done)));
    };
    view! {
        <div class="col g2">
            <div class="flex wrap">
                <button type="button" class="btn lg grow" disabled=move || busy.get() on:click=ask>
                    {move || if busy.get() { view! { <span class="spin"></span> }.into_any() } else { view! { <Icon name="inbox" /> }.into_any() }}
                    <span>{move || i18n.text(if busy.get() { "templates.pulling" } else { "templates.pull" })}</span>
                </button>
                <Show when=move || busy.get()>
                    <button type="button" class="btn lg" on:click=move |_| stop()>
                        <Icon name="x" />
                        <span>{t!(i18n, "templates.pull_stop")}</span>
                    </button>
                </Show>
            </div>
            <p class="hide" role="status">{move || busy.get().then(|| i18n.text("templates.pulling"))}</p>
            {move || {
                let (mood, text) = none.with(|pulled| pulled.as_ref().and_then(|pulled| why_none(i18n, pulled)))?;
                Some(view! {
                    <Banner mood=mood>
                        <div class="grow">{text}</div>
                    </Banner>
                })
            }}
            <p class="c2 t1">{t!(i18n, "templates.pull_text")}</p>
        </div>
    }
}

/// Why there is no checklist to be had, and how grave that is. What is in use stays in any case.
fn why_none(i18n: I18n, pulled: &PulledTemplate) -> Option<(Mood, String)> {
    match pulled {
        PulledTemplate::Opened(_) | PulledTemplate::Refused(_) => None,
        PulledTemplate::Nothing => Some((Mood::Info, i18n.text("templates.pull_none"))),
        PulledTemplate::NotGiven(BackendFound::Credentials) => {
            Some((Mood::Warn, i18n.text("templates.pull_credentials")))
        }
        PulledTemplate::NotGiven(BackendFound::Trouble { status }) => {
            Some((Mood::Danger, i18n.fill("templates.pull_trouble", &[("status", status.to_string())])))
        }
        PulledTemplate::NotGiven(found) => Some(backend_in_words(i18n, found)),
    }
}
