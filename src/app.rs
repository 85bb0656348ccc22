//! The composition root: the only file that names `platform`. Opens the database, wires the ports, mounts the page that fits.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::domain::settings::Settings;
use crate::platform;
use crate::ports::{Said, StorageError, StorageWatch, TabChannel, Watched};
use crate::routes::{Page, use_go, use_page};
use crate::state::{
    BoardState, FirstTemplate, Kept, OpenDrafts, OutboxState, Ports, Session, StorageState, TemplateBench, Templates,
    Toasts, provide_ports, sweep_later, use_ports, use_session,
};
use crate::ui::components::ToastList;
use crate::ui::i18n::{I18n, Language};
use crate::ui::pages::{
    BoardPage, CustomerPage, EditorPage, EndOfShiftPage, FirstStartPage, LossPage, OutboxPage, SettingsPage, SheetPage,
    StorageProblemPage, TemplatesPage,
};

/// Starts the app in the page.
pub fn start() {
    console_error_panic_hook::set_once();
    platform::service_worker::register();
    wasm_bindgen_futures::spawn_local(async {
        let tabs = platform::tabs::Tabs::default();
        let tell = tabs.clone();
        // Whatever part of the app writes, every window hears of it.
        let db = platform::db::Database::new().telling(move |records| tell.tell(Said::Changed { records }));
        let db = Rc::new(db);
        // Where the database can't be opened the ports are wired all the same, so that its content can be exported.
        let opened = db.open().await;
        let ports = wire(db, tabs);
        let settings = match opened {
            Ok(()) => ports.settings.load().await,
            Err(error) => Err(error),
        };
        let kept = match &settings {
            Ok(_) => Kept::find(&ports).await,
            Err(error) => Err(error.clone()),
        };
        let named = settings.as_ref().ok().and_then(Option::as_ref).and_then(|settings| settings.template.as_deref());
        let template = FirstTemplate::find(&ports, named).await;
        leptos::mount::mount_to(
            platform::app_element(),
            move || view! { <Root ports=send_wrapper::SendWrapper::new(ports) settings=settings kept=kept template=template /> },
        )
        .forget();
    });
}

#[component]
fn Root(
    ports: send_wrapper::SendWrapper<Ports>,
    settings: Result<Option<Settings>, StorageError>,
    kept: Result<Kept, StorageError>,
    template: FirstTemplate,
) -> impl IntoView {
    provide_ports(ports.take());
    OpenDrafts::provide();
    let ports = use_ports();
    let beginning = settings.as_ref().err().cloned().map_or(kept, Err);
    let settings = settings.ok().flatten().unwrap_or_else(|| first_settings(&ports));
    let session = Session::provide(settings);
    Templates::provide(template);
    let language = Memo::new(move |_| session.settings().with(|settings| Language::from_tag(&settings.language)));
    I18n::provide(language.into());
    Toasts::provide();
    match beginning {
        Err(error) => view! { <StorageProblemPage error=error /> }.into_any(),
        Ok(kept) => {
            // After a loss nothing begins before somebody has read of it.
            let kept = RwSignal::new(kept);
            view! {
                {move || {
                    let found = kept.get();
                    match found.lost {
                        Some(lost) => view! { <LossPage lost=lost kept=kept /> }.into_any(),
                        None => view! { <Running kept=found /> }.into_any(),
                    }
                }}
                <ToastList />
            }
            .into_any()
        }
    }
}

/// The app on its database.
#[component]
fn Running(kept: Kept) -> impl IntoView {
    BoardState::provide();
    TemplateBench::provide();
    OutboxState::provide();
    StorageState::provide(kept);
    sweep_later(&use_ports());
    view! {
        <Router>
            <PageView />
        </Router>
    }
}

/// Settings before the first start was finished: the language and time zone of the tablet, and an id of its own.
fn first_settings(ports: &Ports) -> Settings {
    let mut settings = Settings { language: ports.device.preferred_language(), ..Settings::default() };
    settings.shop.time_zone = ports.device.time_zone();
    settings.device.id = ports.ids.new_id();
    settings
}

#[component]
fn PageView() -> impl IntoView {
    let page = use_page();
    let session = use_session();
    let go = use_go();
    // A cold start (the installed app opens at `/`) returns to the draft that was open when the app went away.
    let resume = session.settings().with_untracked(|settings| settings.open_draft);
    if page.get_untracked() == Page::Board
        && let Some(id) = resume
    {
        let ports = use_ports();
        let drafts = expect_context::<OpenDrafts>();
        let device = ports.device.clone();
        device.spawn(Box::pin(async move {
            // One that is open in another window is gone on with there. Whoever has begun something else meanwhile stays with that.
            if let Ok(Some(draft)) = drafts.open(&ports, id).await
                && draft.writes()
                && page.try_get_untracked() == Some(Page::Board)
            {
                go.run(Page::Intake { id, step: draft.step() });
            }
        }));
    }
    let ready = Memo::new(move |_| session.settings().with(|settings| settings.ready));
    // Pages are made anew only when the page itself changes, not with every step of the same intake.
    let key = Memo::new(move |_| match page.get() {
        Page::Intake { id, .. } => PageKey::Intake(id),
        Page::Customer { id, .. } => PageKey::Customer(id),
        other => PageKey::Other(other),
    });
    view! {
        {move || {
            if !ready.get() {
                return view! { <FirstStartPage /> }.into_any();
            }
            match key.get() {
                PageKey::Intake(id) => {
                    let step = Memo::new(move |_| match page.get() {
                        Page::Intake { step, .. } => step,
                        _ => walkaround_contract::Step::Welcome,
                    });
                    view! { <EditorPage id=id step=step /> }.into_any()
                }
                PageKey::Customer(id) => {
                    let part = Memo::new(move |_| match page.get() {
                        Page::Customer { part, .. } => part,
                        _ => crate::routes::CustomerPart::Marks,
                    });
                    view! { <CustomerPage id=id part=part /> }.into_any()
                }
                PageKey::Other(Page::Sheet { id }) => view! { <SheetPage id=id /> }.into_any(),
                PageKey::Other(Page::Outbox) => view! { <OutboxPage /> }.into_any(),
                PageKey::Other(Page::EndOfShift) => view! { <EndOfShiftPage /> }.into_any(),
                PageKey::Other(Page::Settings) => view! { <SettingsPage /> }.into_any(),
                PageKey::Other(Page::Templates) => view! { <TemplatesPage /> }.into_any(),
                PageKey::Other(Page::FirstStart) => view! { <FirstStartPage /> }.into_any(),
                PageKey::Other(_) => view! { <BoardPage /> }.into_any(),
            }
        }}
    }
}

#[derive(Clone, PartialEq)]
enum PageKey {
    Intake(walkaround_contract::Id),
    Customer(walkaround_contract::Id),
    Other(Page),
}

/// Wires a platform into the ports; a function of its own so that the list of parts stands in one place.
fn wire(db: Rc<platform::db::Database>, tabs: platform::tabs::Tabs) -> Ports {
    let watch = Rc::new(StorageWatch::default());
    let watched = Rc::new(Watched::new(db.clone(), watch.clone()));
    Ports {
        drafts: watched.clone(),
        photos: watched.clone(),
        outbox: watched.clone(),
        settings: watched.clone(),
        templates: watched.clone(),
        ledger: watched,
        watch,
        outside: Rc::new(platform::outside::LocalNote),
        export: db.clone(),
        preparer: Rc::new(platform::photo::WorkerPreparer::default()),
        camera: Rc::new(platform::camera::TabletCamera::default()),
        recorder: Rc::new(platform::audio::Microphone),
        ink: Rc::new(platform::ink::CanvasInk),
        transport: Rc::new(platform::net::Fetch),
        signer: Rc::new(platform::crypto::DeviceSigner::new(db)),
        clock: Rc::new(platform::clock::TabletClock),
        ids: Rc::new(platform::ids::UuidV7),
        device: Rc::new(platform::device::Browser),
        locks: Rc::new(platform::locks::WebLocks),
        tabs: Rc::new(tabs),
        bundle_lock: Rc::new(platform::bundle_lock::WebCryptoLock),
    }
}
