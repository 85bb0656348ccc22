//! The outbox as the screen sees it, and the one runner that empties it.
//!
//! Invariant: one run at a time; a request to run that comes meanwhile makes another run follow.

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::backend::Backend;
use crate::domain::outbox::{BackendPause, Custody, Delivery, OutboxEntry, SheetRecord, custody};
use crate::ports::{DamagedRecord, Guard, NoAnswer, StorageError};

use super::outbox_sync::{SyncPorts, run_once};
use super::{Ports, PortsHandle, use_session};

/// The pause before another look when a run was ended by the network.
const LOOK_AGAIN_MS: u32 = 10_000;

/// From the last of several changes to reading the outbox once.
const REFRESH_AFTER_MS: u32 = 200;

/// Signed sheets and where they are.
#[derive(Clone, Copy)]
pub struct OutboxState {
    entries: RwSignal<Option<Vec<OutboxEntry>>>,
    damaged: RwSignal<Vec<DamagedRecord>>,
    failure: RwSignal<Option<StorageError>>,
    pause: RwSignal<Option<BackendPause>>,
    running: RwSignal<bool>,
    again: StoredValue<bool>,
    timer: StoredValue<Option<Guard>, LocalStorage>,
    refreshing: StoredValue<Option<Guard>, LocalStorage>,
    backend: Signal<Backend>,
    ports: PortsHandle,
}

impl OutboxState {
    /// Reads the outbox and sends what is due: now, when the app is shown again or a network appears, and when a retry is due.
    pub fn provide() -> Self {
        let session = use_session();
        let outbox = Self {
            entries: RwSignal::new(None),
            damaged: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            pause: RwSignal::new(None),
            running: RwSignal::new(false),
            again: StoredValue::new(false),
            timer: StoredValue::new_local(None),
            refreshing: StoredValue::new_local(None),
            backend: Memo::new(move |_| session.settings().with(|settings| settings.backend.clone())).into(),
            ports: expect_context(),
        };
        provide_context(outbox);
        let guard = outbox.ports.get_value().device.on_return(Box::new(move || outbox.run()));
        let guard = StoredValue::new_local(guard);
        on_cleanup(move || guard.dispose());
        // Another backend or another token: whatever held the queue is worth another try.
        Effect::new(move |before: Option<Backend>| {
            let backend = outbox.backend.get();
            if before.is_some_and(|before| before != backend) {
                outbox.resume();
            } else {
                outbox.run();
            }
            backend
        });
        outbox
    }

    /// `None` until the first reading is done. Newest first.
    pub fn entries(&self) -> Signal<Option<Vec<OutboxEntry>>> {
        self.entries.into()
    }

    pub fn damaged(&self) -> Signal<Vec<DamagedRecord>> {
        self.damaged.into()
    }

    pub fn failure(&self) -> Signal<Option<StorageError>> {
        self.failure.into()
    }

    /// Why nothing is sent until somebody has looked at the settings.
    pub fn pause(&self) -> Signal<Option<BackendPause>> {
        self.pause.into()
    }

    /// Something is on its way right now.
    pub fn running(&self) -> Signal<bool> {
        self.running.into()
    }

    /// One sheet.
    pub fn entry(&self, id: Id) -> Memo<Option<OutboxEntry>> {
        let entries = self.entries;
        Memo::new(move |_| entries.with(|entries| entries.as_ref()?.iter().find(|entry| entry.sheet.id == id).cloned()))
    }

    /// The custody light.
    pub fn custody(&self) -> Memo<Custody> {
        let outbox = *self;
        Memo::new(move |_| {
            outbox.entries.with(|entries| custody(entries.as_deref().unwrap_or_default(), outbox.pause.get()))
        })
    }

    /// Keeps a signed sheet: it is in the outbox and its draft is gone in one step. Then it is sent.
    pub async fn seal(&self, sheet: SheetRecord) -> Result<(), StorageError> {
        let outbox = *self;
        let ports = self.ports.get_value();
        ports.outbox.seal(&sheet, &Delivery::default()).await?;
        outbox.read(&ports).await;
        outbox.run();
        Ok(())
    }

    /// A person asks for another attempt of one sheet. Who asks has seen why nothing is sent, so a pause ends.
    pub fn retry(&self, id: Id) {
        self.pause.set(None);
        self.change(move |entry| entry.sheet.id == id);
    }

    /// A person has mended the token or the address: everything that waits is due at once.
    pub fn resume(&self) {
        self.pause.set(None);
        self.change(|entry| entry.delivery.is_waiting());
    }

    fn change(&self, which: impl Fn(&OutboxEntry) -> bool + 'static) {
        let outbox = *self;
        let ports = self.ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            let listed = ports.outbox.list().await.map(|listing| listing.items).unwrap_or_default();
            for mut entry in listed.into_iter().filter(|entry| which(entry)) {
                entry.delivery.retry_now();
                if let Err(error) = ports.outbox.set_delivery(entry.sheet.id, &entry.delivery).await {
                    outbox.failure.try_set(Some(error));
                }
            }
            outbox.read(&ports).await;
            outbox.run();
        }));
    }

    /// Reads the outbox again in a moment: somebody else changed what is kept of its sheets.
    pub(super) fn refresh_soon(&self) {
        let outbox = *self;
        let Some(ports) = self.ports.try_get_value() else { return };
        let own = ports.clone();
        let reading = move || {
            own.device.clone().spawn(Box::pin({
                let own = own.clone();
                async move { outbox.read(&own).await }
            }))
        };
        let timer = ports.device.after(REFRESH_AFTER_MS, Box::new(reading));
        self.refreshing.try_set_value(Some(timer));
    }

    /// Sends what is due, unless a run is under way.
    pub fn run(&self) {
        if self.running.try_get_untracked() != Some(false) {
            self.again.try_set_value(true);
            return;
        }
        self.running.set(true);
        let outbox = *self;
        let ports = self.ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            outbox.read(&ports).await;
            let wake = outbox.send(&ports).await;
            outbox.read(&ports).await;
            outbox.running.try_set(false);
            if outbox.again.try_update_value(std::mem::take) == Some(true) {
                outbox.run();
            } else if let Some(ms) = wake {
                let timer = ports.device.after(ms, Box::new(move || outbox.run()));
                outbox.timer.try_set_value(Some(timer));
            }
        }));
    }

    /// One run. How long to wait for the next, if there is anything to wait for.
    async fn send(&self, ports: &Ports) -> Option<u32> {
        let waiting = self.entries.try_with_untracked(|entries| {
            entries.as_ref().is_some_and(|list| list.iter().any(|entry| entry.delivery.is_waiting()))
        });
        if waiting != Some(true) || self.pause.try_get_untracked().flatten().is_some() {
            return None;
        }
        let configured = self.backend.try_get_untracked()?;
        let Ok(backend) = resolve(ports, configured).await else { return Some(LOOK_AGAIN_MS) };
        let outbox = *self;
        let sync = SyncPorts {
            outbox: ports.outbox.as_ref(),
            photos: ports.photos.as_ref(),
            transport: ports.transport.as_ref(),
            clock: ports.clock.as_ref(),
        };
        let device = ports.device.clone();
        let outcome = run_once(sync, &backend, move || device.random(), move |entry| outbox.show(entry)).await;
        match outcome {
            Ok(outcome) => {
                self.pause.try_set(outcome.pause);
                self.failure.try_set(None);
                outcome.next_wake.map(|ms| u32::try_from(ms.max(0)).unwrap_or(u32::MAX))
            }
            Err(error) => {
                self.failure.try_set(Some(error));
                Some(LOOK_AGAIN_MS)
            }
        }
    }

    /// Shows what just changed about a sheet.
    fn show(&self, changed: &OutboxEntry) {
        self.entries.try_update(|entries| {
            if let Some(entry) =
                entries.as_mut().and_then(|list| list.iter_mut().find(|entry| entry.sheet.id == changed.sheet.id))
            {
                entry.delivery = changed.delivery.clone();
            }
        });
    }

    async fn read(&self, ports: &Ports) {
        match ports.outbox.list().await {
            Ok(mut listing) => {
                listing.items.sort_by_key(|entry| std::cmp::Reverse(entry.sheet.sealed_at));
                self.entries.try_set(Some(listing.items));
                self.damaged.try_set(listing.damaged);
            }
            Err(error) => {
                self.failure.try_set(Some(error));
            }
        }
    }
}

/// The backend of the settings, or the receiver that serves the app where none is named.
pub async fn resolve(ports: &Ports, configured: Backend) -> Result<Backend, NoAnswer> {
    if !configured.is_own_receiver() {
        return Ok(configured);
    }
    let own = ports.transport.own_receiver().await?;
    // A receiver that listens to more than its own machine hands out no token; then it is the advisor's to enter.
    Ok(if configured.token.is_empty() { own } else { Backend { token: configured.token, ..own } })
}

/// Signed sheets and where they are.
pub fn use_outbox() -> OutboxState {
    expect_context()
}
