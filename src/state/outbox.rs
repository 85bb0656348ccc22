//! The outbox as the screen sees it, and what a person can do about it. What empties it is in [`super::outbox_runner`].
//!
//! Invariant: what is queued is changed by whoever holds the outbox's lock, the runner or a person, never by two at once.

use futures::future::AbortHandle;
use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::backend::Backend;
use crate::domain::outbox::{BackendPause, Custody, Delivery, OutboxEntry, SheetRecord, custody};
use crate::ports::{Ask, DamagedRecord, Guard, NoAnswer, Said, StorageError};

use super::{Ports, PortsHandle, use_session};

/// The lock of whoever sends or changes what is queued.
pub(super) const LOCK: &str = "outbox";

/// Signed sheets and where they are.
#[derive(Clone, Copy)]
pub struct OutboxState {
    pub(super) entries: RwSignal<Option<Vec<OutboxEntry>>>,
    pub(super) damaged: RwSignal<Vec<DamagedRecord>>,
    pub(super) failure: RwSignal<Option<StorageError>>,
    pub(super) pause: RwSignal<Option<BackendPause>>,
    pub(super) running: RwSignal<bool>,
    pub(super) again: StoredValue<bool>,
    /// Something hints at a network: the next run tries at once what nobody has answered.
    pub(super) hint: StoredValue<bool>,
    /// Before this moment a run that had to wait for another window's leaves the backend alone (milliseconds since 1970).
    pub(super) not_before: StoredValue<i64>,
    pub(super) stop: StoredValue<Option<AbortHandle>>,
    pub(super) timer: StoredValue<Option<Guard>, LocalStorage>,
    pub(super) reading_soon: StoredValue<Option<Guard>, LocalStorage>,
    pub(super) backend: Signal<Backend>,
    pub(super) ports: PortsHandle,
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
            hint: StoredValue::new(false),
            not_before: StoredValue::new(0),
            stop: StoredValue::new(None),
            timer: StoredValue::new_local(None),
            reading_soon: StoredValue::new_local(None),
            backend: Memo::new(move |_| session.settings().with(|settings| settings.backend.clone())).into(),
            ports: expect_context(),
        };
        provide_context(outbox);
        let Ports { device, tabs, .. } = outbox.ports.get_value();
        let guards = [
            device.on_return(Box::new(move || outbox.look_again())),
            // A page that is put away in the middle of a run would keep all others from sending.
            device.on_put_away(Box::new(move || outbox.stop_run())),
            device.on_taken_out(Box::new(move || outbox.look_again())),
            tabs.listen(Box::new(move |said| outbox.hear(said))),
        ];
        let guards = StoredValue::new_local(guards);
        on_cleanup(move || guards.dispose());
        // Another backend or another token: whatever held the queue is worth another try.
        Effect::new(move |before: Option<Backend>| {
            let backend = outbox.backend.get();
            if before.is_some_and(|before| before != backend) {
                outbox.stop_run();
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
        self.change(move |entry| entry.sheet.id == id, Delivery::retry_now);
    }

    /// A person has mended the token or the address: everything that waits is due at once.
    pub fn resume(&self) {
        self.pause.set(None);
        self.change(|entry| entry.delivery.is_waiting(), Delivery::retry_now);
    }

    /// A person stops a sheet that waits or is on its way. It needs a person from then on. A run that is under way, here or in another
    /// window, ends for it and begins again.
    pub fn keep_back(&self, id: Id) {
        let Ports { clock, tabs, .. } = self.ports.get_value();
        let now = clock.now();
        tabs.tell(Said::Yield);
        self.stop_run();
        self.change(move |entry| entry.sheet.id == id, move |delivery| delivery.keep_back(now));
    }

    /// Changes what is queued, when nobody sends.
    fn change(&self, which: impl Fn(&OutboxEntry) -> bool + 'static, change: impl Fn(&mut Delivery) + 'static) {
        let outbox = *self;
        let ports = self.ports.get_value();
        self.not_before.set_value(0);
        ports.device.clone().spawn(Box::pin(async move {
            let lock = ports.locks.lock(LOCK, Ask::Wait, Box::new(|| ())).await;
            let listed = ports.outbox.list().await.map(|listing| listing.items).unwrap_or_default();
            for mut entry in listed.into_iter().filter(|entry| which(entry)) {
                change(&mut entry.delivery);
                if let Err(error) = ports.outbox.set_delivery(entry.sheet.id, &entry.delivery).await {
                    outbox.failure.try_set(Some(error));
                }
            }
            outbox.read(&ports).await;
            drop(lock);
            outbox.run();
        }));
    }

    /// Shows what just changed about a sheet.
    pub(super) fn show(&self, changed: &OutboxEntry) {
        self.entries.try_update(|entries| {
            if let Some(entry) =
                entries.as_mut().and_then(|list| list.iter_mut().find(|entry| entry.sheet.id == changed.sheet.id))
            {
                entry.delivery = changed.delivery.clone();
            }
        });
    }

    pub(super) async fn read(&self, ports: &Ports) {
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
