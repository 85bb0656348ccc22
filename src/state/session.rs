//! The session: settings of this tablet as a signal, saved when they change.

use leptos::prelude::*;

use crate::domain::settings::Settings;
use crate::ports::{Guard, Records, Said, StorageError};

use super::keeping::TRY_AGAIN_MS;
use super::{Bound, Ports, PortsHandle, use_ports};

/// Settings, readable everywhere.
#[derive(Clone, Copy)]
pub struct Session {
    settings: RwSignal<Settings>,
    /// The last error of saving the settings, until the next success.
    failure: RwSignal<Option<StorageError>>,
    /// Changes that are not written yet: until they are, what the database says is older.
    unwritten: StoredValue<u32>,
    retry: StoredValue<Option<Guard>, LocalStorage>,
    ports: PortsHandle,
}

impl Session {
    /// Starts with what the database holds.
    pub fn provide(settings: Settings) -> Self {
        let session = Self {
            settings: RwSignal::new(settings),
            failure: RwSignal::new(None),
            unwritten: StoredValue::new(0),
            retry: StoredValue::new_local(None),
            ports: expect_context(),
        };
        provide_context(session);
        let Ports { device, tabs, .. } = use_ports();
        let heard = tabs.listen(Box::new(move |said| {
            if said == (Said::Changed { records: Records::Settings }) {
                session.read_again();
            }
        }));
        // Without a channel other windows are heard of late, but before anybody looks.
        let back = device.on_return(Box::new(move || session.read_again()));
        StoredValue::new_local([heard, back]);
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
        self.unwritten.update_value(|count| *count += 1);
        let device = ports.device.clone();
        device.spawn(Box::pin(async move {
            let result = ports.settings.save(&settings).await;
            session.unwritten.try_update_value(|count| *count -= 1);
            let retry = result.is_err().then(|| ports.device.after(TRY_AGAIN_MS, Box::new(move || session.save())));
            session.retry.try_set_value(retry);
            session.failure.try_set(result.err());
        }));
    }

    /// Takes in what another window has set. What is being set here comes later, and stays.
    fn read_again(&self) {
        let session = *self;
        let ports = self.ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            // What can't be read now is no reason to change anything.
            let Ok(Some(settings)) = ports.settings.load().await else { return };
            let is_newer = session.settings.try_with_untracked(|known| *known != settings) == Some(true);
            if is_newer && session.unwritten.try_get_value() == Some(0) {
                session.settings.try_set(settings);
            }
        }));
    }
}

/// The session.
pub fn use_session() -> Session {
    expect_context()
}
