//! Freeing room because a person wants it now: what could go, and the run that lets it go, with its progress and its end.

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::retention::Freeable;
use crate::ports::StorageError;

use super::retention::{free_photos, freeable};
use super::{PortsHandle, use_outbox};

/// Freeing room.
#[derive(Clone, Copy)]
pub struct Freeing {
    found: RwSignal<Freeable>,
    /// How many sheets of how many are done, while it runs.
    progress: RwSignal<Option<(usize, usize)>>,
    stopped: StoredValue<bool>,
    ports: PortsHandle,
}

impl Freeing {
    /// Looks what could go, again after every change of the outbox.
    pub fn new() -> Self {
        let freeing = Self {
            found: RwSignal::new(Freeable::default()),
            progress: RwSignal::new(None),
            stopped: StoredValue::new(false),
            ports: expect_context(),
        };
        let entries = use_outbox().entries();
        // What can be freed changes when a sheet is confirmed or has let go, not with every attachment on its way.
        let state = Memo::new(move |_| {
            entries.with(|entries| {
                let kept = entries.iter().flatten();
                kept.filter(|entry| entry.delivery.is_confirmed())
                    .map(|entry| (entry.sheet.id, entry.delivery.let_go.photos.is_some()))
                    .collect::<Vec<_>>()
            })
        });
        Effect::new(move || {
            state.track();
            freeing.look();
        });
        freeing
    }

    /// What could go now.
    pub fn found(&self) -> Signal<Freeable> {
        self.found.into()
    }

    /// How many sheets of how many are done, while it runs.
    pub fn progress(&self) -> Signal<Option<(usize, usize)>> {
        self.progress.into()
    }

    fn look(self) {
        let Some(ports) = self.ports.try_get_value() else { return };
        ports.device.clone().spawn(Box::pin(async move {
            // Where the storage can't be read, that is said elsewhere, and nothing is offered here.
            let found = freeable(ports.retention()).await.unwrap_or_default();
            self.found.try_set(found);
        }));
    }

    /// Frees the photos of these sheets. `then` is told how many went; it also ends in the app when the page is left.
    pub fn free(self, ids: Vec<Id>, released: bool, then: impl FnOnce(Result<usize, StorageError>) + 'static) {
        let Some(ports) = self.ports.try_get_value() else { return };
        if self.progress.get_untracked().is_some() {
            return;
        }
        self.stopped.set_value(false);
        let total = ids.len();
        self.progress.set(Some((0, total)));
        ports.device.clone().spawn(Box::pin(async move {
            let go_on = |done| {
                self.progress.try_set(Some((done, total)));
                self.stopped.try_get_value() != Some(true)
            };
            let freed = free_photos(ports.retention(), &ids, released, go_on).await;
            self.progress.try_set(None);
            then(freed);
        }));
    }

    /// Ends after the sheet that is under way.
    pub fn stop(&self) {
        self.stopped.set_value(true);
    }
}

impl Default for Freeing {
    fn default() -> Self {
        Self::new()
    }
}
