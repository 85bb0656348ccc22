//! A tablet: the app's own outbox and its runner, killed now and then, with an advisor who looks when something needs attention.

use std::cell::Cell;
use std::sync::Arc;

use tokio::sync::Notify;
use walkaround::domain::backend::Backend;
use walkaround::domain::outbox::{Delivery, DeliveryState, OutboxEntry};
use walkaround::ports::{MemoryClock, MemoryStore, OutboxRepo, PhotoRepo, StorageError, StoredPhoto};
use walkaround::state::outbox_sync::{SyncPorts, run_once};
use walkaround_contract::{Id, Timestamp};

use crate::{Chance, SignedSheet, Wire};

/// A tablet with its database.
pub struct Tablet {
    store: MemoryStore,
    clock: MemoryClock,
    now_ms: i64,
    backend: Backend,
    wire: Wire,
    chance: Arc<Chance>,
    /// How often its process died while it was sending.
    pub deaths: usize,
}

impl Tablet {
    pub fn new(wire: Wire, token: &str, chance: Arc<Chance>) -> Self {
        let now_ms = 1_800_000_000_000;
        let backend = Backend { base: "/api/v1".into(), token: token.into(), ..Backend::default() };
        Self {
            store: MemoryStore::default(),
            clock: MemoryClock::at(at(now_ms)),
            now_ms,
            backend,
            wire,
            chance,
            deaths: 0,
        }
    }

    /// Keeps a signed sheet.
    pub async fn seal(&self, sheet: &SignedSheet) -> Result<(), StorageError> {
        for (id, bytes) in &sheet.bytes {
            let photo =
                StoredPhoto { id: *id, media_type: "image/jpeg".into(), bytes: bytes.clone(), thumbnail: Vec::new() };
            PhotoRepo::put(&self.store, &photo).await?;
        }
        self.store.seal(&sheet.record, &Delivery::default()).await
    }

    /// Sends until none of these sheets waits any more, or until it has run so often that something is stuck.
    pub async fn deliver(&mut self, sheets: &[Id], most_runs: usize) -> Result<Vec<OutboxEntry>, StorageError> {
        let mut entries = Vec::new();
        for _ in 0..most_runs {
            self.run().await?;
            entries.clear();
            for id in sheets {
                entries.extend(OutboxRepo::get(&self.store, *id).await?);
            }
            if entries.iter().all(|entry| entry.delivery.is_settled()) {
                break;
            }
            for entry in &mut entries {
                if entry.delivery.state == DeliveryState::NeedsAttention {
                    entry.delivery.retry_now();
                    self.store.set_delivery(entry.sheet.id, &entry.delivery).await?;
                }
            }
        }
        Ok(entries)
    }

    /// One run, which may die in the middle. Then time passes until the next is due.
    async fn run(&mut self) -> Result<(), StorageError> {
        let ports = SyncPorts { outbox: &self.store, photos: &self.store, transport: &self.wire, clock: &self.clock };
        let random = || u32::try_from(self.chance.below(u64::from(u32::MAX))).unwrap_or(0);
        let dies_after = self.chance.percent(20).then(|| self.chance.below(30));
        let progress = Cell::new(0);
        let death = Notify::new();
        let on_progress = |_: &OutboxEntry| {
            progress.set(progress.get() + 1);
            if dies_after.is_some_and(|limit| progress.get() > limit) {
                death.notify_one();
            }
        };
        let wait = tokio::select! {
            biased;
            () = death.notified() => {
                self.deaths += 1;
                0
            }
            outcome = run_once(ports, &self.backend, random, on_progress) => outcome?.next_wake.unwrap_or(0),
        };
        self.now_ms += wait;
        self.clock.set(at(self.now_ms));
        Ok(())
    }
}

fn at(unix_ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(unix_ms, 480).expect("in range")
}
