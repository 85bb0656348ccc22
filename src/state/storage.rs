//! The tablet's storage as the screen sees it: the room there is, whether the browser promised to keep what is stored, and whether the
//! disk is full right now.
//!
//! Invariant: "full" is what the storage answered, never a guess from an estimate; it ends by itself when writes are kept again.

use std::collections::BTreeSet;

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::ledger::{Ledger, Moment};
use crate::domain::room::{Level, Room};
use crate::ports::{Guard, StorageError, Told, Wrote};

use super::ledger::{Kept, note_outside};
use super::{OutboxState, PortsHandle, use_outbox};

/// How often the room is looked at.
const LOOK_EVERY_MS: u32 = 60_000;

/// From the first write that is kept again to the word that the disk is not full any more: longer than anything waits that failed.
const CALM_AFTER_MS: u32 = 4_000;

/// From a delivery or a removal to tidying up: a queue that empties is tidied once.
const TIDY_AFTER_MS: u32 = 5_000;

/// The tablet's storage.
#[derive(Clone, Copy)]
pub struct StorageState {
    room: RwSignal<Option<Room>>,
    promise: RwSignal<Option<bool>>,
    refused: RwSignal<bool>,
    waiting: RwSignal<usize>,
    pub(super) drafts: RwSignal<BTreeSet<Id>>,
    ledger: StoredValue<Option<Ledger>>,
    calm: StoredValue<Option<Guard>, LocalStorage>,
    tidy: StoredValue<Option<Guard>, LocalStorage>,
    pub(super) ports: PortsHandle,
    pub(super) outbox: OutboxState,
}

impl StorageState {
    /// Listens to every write from now on, and looks at the room now and then.
    pub fn provide(kept: Kept) -> Self {
        let storage = Self {
            room: RwSignal::new(None),
            promise: RwSignal::new(None),
            refused: RwSignal::new(false),
            waiting: RwSignal::new(0),
            drafts: RwSignal::new(kept.drafts),
            ledger: StoredValue::new(kept.ledger),
            calm: StoredValue::new_local(None),
            tidy: StoredValue::new_local(None),
            ports: expect_context(),
            outbox: use_outbox(),
        };
        provide_context(storage);
        let ports = storage.ports.get_value();
        ports.watch.listen(move |told| storage.told(told));
        storage.look();
        let looking = StoredValue::new_local(ports.device.every(LOOK_EVERY_MS, Box::new(move || storage.look())));
        on_cleanup(move || looking.dispose());
        note_outside(storage, storage.ledger);
        // What is only on screen would go with the page.
        let held = StoredValue::new_local(None::<Guard>);
        let device = ports.device;
        let device = send_wrapper::SendWrapper::new(device);
        Effect::new(move || {
            let guard = storage.is_full().then(|| device.ask_before_leaving());
            held.set_value(guard);
        });
        storage
    }

    /// The room on this tablet; `None` until it is known, or where the browser doesn't say.
    pub fn room(&self) -> Signal<Option<Room>> {
        self.room.into()
    }

    /// What the room means; plenty where nobody knows.
    pub fn level(&self) -> Level {
        self.room.get().map_or(Level::Plenty, Room::level)
    }

    /// What the browser promised: to keep everything, nothing, or it can't be asked.
    pub fn promise(&self) -> Signal<Option<bool>> {
        self.promise.into()
    }

    /// The last write did not fit, or something waits in memory for room. Tracked.
    pub fn is_full(&self) -> bool {
        self.refused.get() || self.waiting.get() > 0
    }

    /// Photos and clips that wait in memory.
    pub fn waiting(&self) -> Signal<usize> {
        self.waiting.into()
    }

    /// A person gives up the photos and clips that wait.
    pub fn give_up_waiting(&self) {
        self.ports.get_value().watch.give_up_waiting();
    }

    /// Asks the browser to keep everything: a person wants it.
    pub fn ask(&self) {
        let storage = *self;
        let ports = self.ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            let promise = ports.device.persist_storage().await;
            storage.promise.try_set(promise);
        }));
    }

    /// Looks at the room and the promise, and holds a little room ready while there is enough.
    pub fn look(&self) {
        let storage = *self;
        let ports = self.ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            let room = ports.device.storage_estimate().await.map(|(used, left)| Room { used, left });
            storage.room.try_set(room);
            storage.promise.try_set(ports.device.storage_promise().await);
            let full = storage.refused.try_get_untracked() != Some(false);
            if !full && room.is_some_and(|room| room.level() < Level::Short) {
                // Without it everything works but a disk that is full to the last byte.
                let _held = ports.ledger.set_reserve(true).await;
            }
        }));
    }

    fn told(&self, told: Told) {
        match told {
            Told::Waiting(count) => {
                self.waiting.try_set(count);
            }
            Told::Failed(StorageError::Full { .. }) => {
                self.calm.try_set_value(None);
                if self.refused.try_get_untracked() == Some(false) {
                    self.refused.try_set(true);
                    self.let_reserve_go();
                    self.look();
                }
            }
            Told::Failed(_) => {}
            Told::Wrote(wrote) => {
                self.calm_down();
                self.wrote(wrote);
            }
        }
    }

    fn wrote(&self, wrote: Wrote) {
        match wrote {
            Wrote::Draft(id) => {
                if self.drafts.try_with_untracked(|drafts| drafts.contains(&id)) == Some(false) {
                    self.drafts.try_update(|drafts| drafts.insert(id));
                }
                self.ask_at(Moment::FirstDraft);
            }
            Wrote::DraftRemoved => {
                self.count_drafts();
                self.look();
            }
            Wrote::Sealed => {
                self.count_drafts();
                self.look();
                self.ask_at(Moment::FirstSheet);
            }
            Wrote::Delivery { settled: true } => self.tidy_soon(),
            Wrote::LetGo => {
                self.outbox.read_soon();
                self.look();
            }
            Wrote::Delivery { settled: false } | Wrote::Other => {}
        }
    }

    /// A write was kept: after a while in which none failed the disk is not full any more.
    fn calm_down(&self) {
        let storage = *self;
        if self.refused.try_get_untracked() != Some(true) || self.calm.try_with_value(Option::is_some) != Some(false) {
            return;
        }
        let Some(ports) = self.ports.try_get_value() else { return };
        let timer = ports.device.after(
            CALM_AFTER_MS,
            Box::new(move || {
                storage.refused.try_set(false);
                storage.calm.try_set_value(None);
                storage.look();
                // What went while nothing could be noted is noted now.
                storage.tidy_soon();
            }),
        );
        self.calm.try_set_value(Some(timer));
    }

    fn let_reserve_go(&self) {
        let Some(ports) = self.ports.try_get_value() else { return };
        ports.device.clone().spawn(Box::pin(async move {
            // It may be gone already; then the next delivery frees something, or a person does.
            let _gone = ports.ledger.set_reserve(false).await;
        }));
    }

    fn tidy_soon(&self) {
        let Some(ports) = self.ports.try_get_value() else { return };
        let own = ports.clone();
        let timer = ports.device.after(TIDY_AFTER_MS, Box::new(move || super::sweep_later(&own)));
        self.tidy.try_set_value(Some(timer));
    }

    fn count_drafts(&self) {
        let storage = *self;
        let Some(ports) = self.ports.try_get_value() else { return };
        ports.device.clone().spawn(Box::pin(async move {
            if let Ok(listing) = ports.drafts.list().await {
                storage.drafts.try_set(listing.items.iter().map(|draft| draft.id).collect());
            }
        }));
    }

    /// Asks the browser at the moments at which there is something to keep, each once.
    fn ask_at(&self, moment: Moment) {
        let promised = self.promise.try_get_untracked().flatten() == Some(true);
        let asks = !promised
            && self.ledger.try_update_value(|ledger| ledger.as_mut().is_some_and(|ledger| ledger.asks_at(moment)))
                == Some(true);
        let (true, Some(Some(ledger)), Some(ports)) = (asks, self.ledger.try_get_value(), self.ports.try_get_value())
        else {
            return;
        };
        let storage = *self;
        ports.device.clone().spawn(Box::pin(async move {
            // Where that can't be noted it is asked once more at the next start, which annoys but does no harm.
            let _noted = ports.ledger.set_ledger(&ledger).await;
            let promise = ports.device.persist_storage().await;
            storage.promise.try_set(promise);
        }));
    }
}

/// The tablet's storage.
pub fn use_storage() -> StorageState {
    expect_context()
}
