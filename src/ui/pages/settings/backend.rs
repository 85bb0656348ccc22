//! Where sheets go: address and token, how a backend of one's own wants them, and a test that says what it found.

use leptos::prelude::*;

use crate::domain::backend::{Backend, Profile, is_token_header};
use crate::state::{BackendFound as Found, Bound, find_backend, use_ports, use_session};
use crate::ui::components::{Banner, Choice, Hint, Icon, More, NumberField, Segmented, TextField, backend_in_words};
use crate::ui::i18n::use_i18n;

/// Address, token and test.
#[component]
pub fn BackendSection() -> impl IntoView {
    let i18n = use_i18n();
    let base = bind(
        |backend| backend.base.clone(),
        |backend, base| backend.base = base.trim().trim_end_matches('/').to_owned(),
    );
    let token = bind(|backend| backend.token.clone(), |backend, token| backend.token = token.trim().to_owned());
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
    let changed = use_session().settings().with_untracked(|settings| {
        let kept = &settings.backend;
        *kept != Backend { base: kept.base.clone(), token: kept.token.clone(), ..Backend::default() }
    });
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
            <More label=Signal::derive(move || i18n.text("settings.backend_more")) open=changed>
                <HowItWantsThem />
            </More>
            <ConnectionTest />
        </section>
    }
}

fn bind<T: PartialEq + Send + Sync + 'static>(
    get: impl Fn(&Backend) -> T + Send + Sync + 'static,
    set: impl Fn(&mut Backend, T) + Send + Sync + 'static,
) -> Bound<T> {
    use_session().bind(move |settings| get(&settings.backend), move |settings, value| set(&mut settings.backend, value))
}

/// What only a backend of one's own may want different.
#[component]
fn HowItWantsThem() -> impl IntoView {
    let i18n = use_i18n();
    let label = move |key: &'static str| Signal::derive(move || i18n.text(key));
    let profile =
        bind(|backend| Some(backend.profile), |backend, profile| backend.profile = profile.unwrap_or_default());
    let profiles = Signal::derive(move || {
        Profile::ALL
            .map(|profile| Choice::new(profile, i18n.text(&format!("settings.profile_{}", profile.as_str()))))
            .to_vec()
    });
    let profile_text = move || {
        let profile = profile.value.get().unwrap_or_default();
        i18n.text(&format!("settings.profile_{}_text", profile.as_str()))
    };
    let header =
        bind(|backend| backend.token_header.clone(), |backend, header| backend.token_header = header.trim().to_owned());
    let header_hint = Signal::derive(move || {
        let header = header.value.get();
        if header.is_empty() {
            Some(Hint::Plain(i18n.text("settings.token_header_default")))
        } else if is_token_header(&header) {
            None
        } else {
            Some(Hint::Bad(i18n.text("settings.token_header_bad")))
        }
    });
    let sheets = bind(|backend| backend.sheets_path.clone(), |backend, path| backend.sheets_path = path);
    let attachments = bind(|backend| backend.attachments_path.clone(), |backend, path| backend.attachments_path = path);
    let timeout = bind(
        |backend| Some(i64::from(backend.timeout_seconds)),
        |backend, seconds| backend.timeout_seconds = whole(seconds, Backend::default().timeout_seconds),
    );
    let largest = bind(
        |backend| Some(i64::from(backend.largest_body_mib)),
        |backend, mib| backend.largest_body_mib = whole(mib, Backend::default().largest_body_mib),
    );
    view! {
        <div class="col g4">
            <div>
                <Segmented id="backend-profile" label=label("settings.profile") choices=profiles bind=profile required=true />
                <p class="c2 mt1">{profile_text}</p>
            </div>
            <TextField id="backend-token-header" label=label("settings.token_header") bind=header hint=header_hint maxlength=100 />
            <TextField id="backend-sheets-path" label=label("settings.sheets_path") bind=sheets maxlength=200 />
            {move || {
                (profile.value.get() == Some(Profile::Separate))
                    .then(|| {
                        view! { <TextField id="backend-attachments-path" label=label("settings.attachments_path") bind=attachments maxlength=200 /> }
                    })
            }}
            <NumberField
                id="backend-timeout"
                label=label("settings.timeout")
                bind=timeout
                min=i64::from(*Backend::TIMEOUT_SECONDS.start())
                max=i64::from(*Backend::TIMEOUT_SECONDS.end())
                unit="s"
            />
            <NumberField
                id="backend-largest"
                label=label("settings.largest_body")
                bind=largest
                min=i64::from(*Backend::LARGEST_BODY_MIB.start())
                max=i64::from(*Backend::LARGEST_BODY_MIB.end())
                unit="MiB"
            />
        </div>
    }
}

/// A whole number of a field; the default where it was emptied.
fn whole(entered: Option<i64>, default: u16) -> u16 {
    entered.and_then(|number| u16::try_from(number).ok()).unwrap_or(default)
}

#[component]
fn ConnectionTest() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let ports = StoredValue::new_local(use_ports());
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
        <button type="button" class="btn lg primary" disabled=move || testing.get() on:click=test>
            {move || if testing.get() { view! { <span class="spin"></span> }.into_any() } else { view! { <Icon name="plug-zap" /> }.into_any() }}
            <span>{t!(i18n, "settings.backend_test")}</span>
        </button>
        <div role="status">
            {move || {
                found
                    .get()
                    .map(|found| {
                        let (mood, text) = backend_in_words(i18n, &found);
                        view! {
                            <Banner mood=mood>
                                <div class="grow">{text}</div>
                            </Banner>
                        }
                    })
            }}
        </div>
    }
}
