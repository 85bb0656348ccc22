//! The session: settings of this tablet as a signal, saved when they change.
//!
//! Invariant: at most one write is under way, and the next one is of the newest settings: letters that are typed faster than the disk writes
//! don't queue up, so what is in force is in storage two writes later at the most.

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
    /// Until everything is written, what the database says is older.
    writing: StoredValue<Writing>,
    retry: StoredValue<Option<Guard>, LocalStorage>,
    ports: PortsHandle,
}

impl Session {
    /// Starts with what the database holds.
    pub fn provide(settings: Settings) -> Self {
        let session = Self {
            settings: RwSignal::new(settings),
            failure: RwSignal::new(None),
            writing: StoredValue::new(Writing::default()),
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
        let Some(ports) = self.ports.try_get_value() else { return };
        if self.writing.try_update_value(Writing::changed) != Some(true) {
            return;
        }
        let device = ports.device.clone();
        device.spawn(Box::pin(async move {
            while session.writing.try_update_value(Writing::begin) == Some(true) {
                let Some(settings) = session.settings.try_get_untracked() else { return };
                let result = ports.settings.save(&settings).await;
                let failed = result.is_err();
                let retry = failed.then(|| ports.device.after(TRY_AGAIN_MS, Box::new(move || session.save())));
                session.retry.try_set_value(retry);
                session.failure.try_set(result.err());
                if failed {
                    session.writing.try_update_value(Writing::failed);
                    return;
                }
            }
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
            if is_newer && session.writing.try_get_value() == Some(Writing::default()) {
                session.settings.try_set(settings);
            }
        }));
    }
}

/// How far changes are written. The default: all of them are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Writing {
    is_changed: bool,
    is_under_way: bool,
}

impl Writing {
    /// Something has changed; whether writing has to be started.
    fn changed(&mut self) -> bool {
        self.is_changed = true;
        !std::mem::replace(&mut self.is_under_way, true)
    }

    /// A write begins, or there is nothing left to write.
    fn begin(&mut self) -> bool {
        self.is_under_way = std::mem::take(&mut self.is_changed);
        self.is_under_way
    }

    /// The write was not kept, and is not tried again before somebody starts it.
    fn failed(&mut self) {
        *self = Self { is_changed: true, is_under_way: false };
    }
}

/// The session.
pub fn use_session() -> Session {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_during_a_write_are_one_more_write() {
        let mut writing = Writing::default();
        assert!(writing.changed(), "somebody has to write");
        assert!(writing.begin());
        for _letter in 0..40 {
            assert!(!writing.changed(), "somebody writes already");
        }
        assert!(writing.begin(), "the newest");
        assert!(!writing.begin(), "and no more");
        assert_eq!(writing, Writing::default());
    }

    #[test]
    fn what_was_not_kept_is_not_called_written_and_starts_anew() {
        let mut writing = Writing::default();
        writing.changed();
        writing.begin();
        writing.failed();
        assert_ne!(writing, Writing::default());
        assert!(writing.changed() && writing.begin());
        assert!(!writing.begin());
    }
}
