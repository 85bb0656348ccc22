//! Where sheets go: two fields, and a test that says what it found.

use leptos::prelude::*;

use crate::state::{BackendFound as Found, find_backend, use_ports, use_session};
use crate::ui::components::{Banner, Hint, Icon, Mood, TextField};
use crate::ui::i18n::use_i18n;

/// Address, token and test.
#[component]
pub fn BackendSection() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let ports = StoredValue::new_local(use_ports());
    let base = session.bind(
        |settings| settings.backend.base.clone(),
        |settings, base| settings.backend.base = base.trim().trim_end_matches('/').to_owned(),
    );
    let token = session.bind(
        |settings| settings.backend.token.clone(),
        |settings, token| settings.backend.token = token.trim().to_owned(),
    );
    let base_hint = Signal::derive(move || {
        let base = base.value.get();
        if base.is_empty() {
            Some(Hint::Plain(i18n.text("settings.backend_own")))
        } else if base.starts_with("https://") || base.starts_with("http://") || base.starts_with('/') {
            None
        } else {
            Some(Hint::Bad(i18n.text("settings.backend_not_an_address")))
        }
    });
    let found = RwSignal::new(None::<Found>);
    let testing = RwSignal::new(false);
    let test = move |_| {
        testing.set(true);
        found.set(None);
        let ports = ports.get_value();
        let backend = session.settings().with_untracked(|settings| settings.backend.clone());
        ports.device.clone().spawn(Box::pin(async move {
            let result = find_backend(&ports, backend).await;
            found.try_set(Some(result));
            testing.try_set(false);
        }));
    };
    view! {
        <section class="col g4">
            <div>
                <h2>{t!(i18n, "settings.backend_title")}</h2>
                <p class="c2 mt1">{t!(i18n, "settings.backend_text")}</p>
            </div>
            <TextField
                id="backend-base"
                label=Signal::derive(move || i18n.text("settings.backend_base"))
                bind=base
                hint=base_hint
                kind="url"
                inputmode="url"
                maxlength=500
                placeholder=Signal::derive(|| "https://lane.example.com/api".to_owned())
            />
            <TextField id="backend-token" label=Signal::derive(move || i18n.text("settings.backend_token")) bind=token kind="password" maxlength=500 />
            <button type="button" class="btn lg primary" disabled=move || testing.get() on:click=test>
                {move || if testing.get() { view! { <span class="spin"></span> }.into_any() } else { view! { <Icon name="plug-zap" /> }.into_any() }}
                <span>{t!(i18n, "settings.backend_test")}</span>
            </button>
            {move || {
                found
                    .get()
                    .map(|found| {
                        let (mood, text) = match found {
                            Found::Good => (Mood::Ok, i18n.text("settings.found_good")),
                            Found::Credentials => (Mood::Warn, i18n.text("settings.found_credentials")),
                            Found::WrongAddress { status } => (Mood::Danger, i18n.fill("settings.found_wrong_address", &[("status", status.to_string())])),
                            Found::NotABackend => (Mood::Danger, i18n.text("settings.found_not_a_backend")),
                            Found::Trouble { status } => (Mood::Danger, i18n.fill("settings.found_trouble", &[("status", status.to_string())])),
                            Found::NoAnswer { cause } => (Mood::Danger, i18n.fill("settings.found_no_answer", &[("cause", cause)])),
                        };
                        view! {
                            <Banner mood=mood>
                                <div class="grow">{text}</div>
                            </Banner>
                        }
                    })
            }}
        </section>
    }
}
