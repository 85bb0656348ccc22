//! The session: settings of this tablet as a signal, saved when they change.

use leptos::prelude::*;

use crate::domain::settings::Settings;
use crate::ports::{Guard, StorageError};

use super::keeping::TRY_AGAIN_MS;
use super::{Bound, PortsHandle, use_ports};

/// Settings, readable everywhere.
#[derive(Clone, Copy)]
pub struct Session {
    settings: RwSignal<Settings>,
    /// The last error of saving the settings, until the next success.
    failure: RwSignal<Option<StorageError>>,
    retry: StoredValue<Option<Guard>, LocalStorage>,
    ports: PortsHandle,
}

impl Session {
    /// Starts with what the database holds.
    pub fn provide(settings: Settings) -> Self {
        let session = Self {
            settings: RwSignal::new(settings),
            failure: RwSignal::new(None),
            retry: StoredValue::new_local(None),
            ports: expect_context(),
        };
        provide_context(session);
        let device = use_ports().device;
        Effect::new(move || {
            session.settings.with(|settings| device.apply_look(&settings.language, settings.theme));
        });
        session
    }

    pub fn settings(&self) -> Signal<Settings> {
        self.settings.into()
    }

    pub fn failure(&self) -> Signal<Option<StorageError>> {
        self.failure.into()
    }

    /// A setting that a control shows and changes.
    pub fn bind<T: PartialEq + Send + Sync + 'static>(
        &self,
        get: impl Fn(&Settings) -> T + Send + Sync + 'static,
        set: impl Fn(&mut Settings, T) + Send + Sync + 'static,
    ) -> Bound<T> {
        let session = *self;
        Bound {
            value: Memo::new(move |_| session.settings.with(&get)).into(),
            set: Callback::new(move |value: T| session.change(|settings| set(settings, value))),
            done: Callback::new(|()| {}),
        }
    }

    /// Changes the settings and saves them.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) {
        self.settings.update(change);
        self.save();
    }

    /// What could not be saved stays in force and is tried again.
    fn save(&self) {
        let session = *self;
        let (Some(ports), Some(settings)) = (self.ports.try_get_value(), self.settings.try_get_untracked()) else {
            return;
        };
        let device = ports.device.clone();
        device.spawn(Box::pin(async move {
            let result = ports.settings.save(&settings).await;
            let retry = result.is_err().then(|| ports.device.after(TRY_AGAIN_MS, Box::new(move || session.save())));
            session.retry.try_set_value(retry);
            session.failure.try_set(result.err());
        }));
    }
}

/// The session.
pub fn use_session() -> Session {
    expect_context()
}
