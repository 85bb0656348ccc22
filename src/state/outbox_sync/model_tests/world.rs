//! The tablet of the model: its storage, its clock, its runs, and what must hold of them.

use std::cell::Cell;
use std::pin::pin;
use std::task::{Context, Poll};

use futures::executor::block_on;
use futures::task::noop_waker;
use serde_json::json;
use walkaround_contract::{Id, Timestamp, sha256_hex};

use super::super::{RunOutcome, SyncPorts, run_once, try_the_unheard};
use super::dealership::Dealership;
use super::steps::{Fate, Step};
use crate::domain::backend::Backend;
use crate::domain::outbox::{BackendPause, Delivery, DeliveryState, OutboxEntry, SheetAttachment, SheetRecord};
use crate::ports::{MemoryClock, MemoryStore, OutboxRepo, PhotoRepo, StorageError, StoredPhoto};

/// A tablet, its backend, and what is true of both.
pub struct World {
    pub store: MemoryStore,
    pub backend: Dealership,
    pub address: Backend,
    pub clock: MemoryClock,
    pub now_ms: i64,
    sealed: Vec<SheetRecord>,
    pub paused: Option<BackendPause>,
    pub random: Cell<u32>,
}

impl World {
    pub fn new() -> Self {
        let now_ms = 1_800_000_000_000;
        Self {
            store: MemoryStore::default(),
            backend: Dealership::default(),
            address: Backend { base: "https://dms.example".into(), ..Backend::default() },
            clock: MemoryClock::at(at(now_ms)),
            now_ms,
            sealed: Vec::new(),
            paused: None,
            random: Cell::new(1),
        }
    }

    fn set_clock(&mut self, ms: i64) {
        // The years of a clock that was never set, up to one that is far ahead.
        self.now_ms = ms.clamp(0, 4_000_000_000_000);
        self.clock.set(at(self.now_ms));
    }

    fn seal(&mut self, photos: u8) {
        let number = self.sealed.len() as u128;
        let photos: Vec<(Id, Vec<u8>)> = (0..u128::from(photos))
            .map(|place| (id(1_000 + 10 * number + place), format!("{number} {place}").into_bytes()))
            .collect();
        for (photo, bytes) in &photos {
            let stored = StoredPhoto {
                id: *photo,
                media_type: "image/jpeg".into(),
                bytes: bytes.clone(),
                thumbnail: Vec::new(),
            };
            block_on(PhotoRepo::put(&self.store, &stored)).expect("kept");
        }
        let hashes: Vec<String> = photos.iter().map(|(_, bytes)| sha256_hex(bytes)).collect();
        let json = json!({ "id": id(number), "attachments": hashes }).to_string();
        let attachments = photos
            .iter()
            .map(|(photo, bytes)| SheetAttachment {
                id: *photo,
                sha256: sha256_hex(bytes),
                media_type: "image/jpeg".into(),
                byte_length: bytes.len() as u64,
            })
            .collect();
        let sheet = SheetRecord {
            id: id(number),
            visit_id: id(500_000 + number),
            sealed_at: at(self.now_ms),
            digest: sha256_hex(json.as_bytes()),
            json,
            code: "0000-0000".into(),
            plate: String::new(),
            vehicle: String::new(),
            customer: String::new(),
            attachments,
            originals: Vec::new(),
        };
        block_on(self.store.seal(&sheet, &Delivery::default())).expect("kept");
        self.sealed.push(sheet);
    }

    /// One run. `None` if the process died in it or the disk failed.
    fn run(&mut self, fates: Vec<Fate>, dies_after: Option<u8>, disk_fails_after: Option<u8>) -> Option<RunOutcome> {
        if self.paused.is_some() {
            return None;
        }
        *self.backend.fates.borrow_mut() = fates.into();
        let ports =
            SyncPorts { outbox: &self.store, photos: &self.store, transport: &self.backend, clock: &self.clock };
        let random = || {
            self.random.set(self.random.get().wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
            self.random.get()
        };
        let waker = noop_waker();
        let mut context = Context::from_waker(&waker);
        let told = Cell::new(0_u8);
        let on_progress = |_: &OutboxEntry| {
            if disk_fails_after == Some(told.get()) {
                self.store.fail_next(StorageError::Full { cause: "disk".into() });
            }
            told.set(told.get().saturating_add(1));
        };
        let mut run = pin!(run_once(ports, &self.address, random, on_progress));
        let mut waits = 0_u32;
        loop {
            match run.as_mut().poll(&mut context) {
                Poll::Ready(outcome) => {
                    let outcome = outcome.ok()?;
                    self.paused = outcome.pause;
                    return Some(outcome);
                }
                Poll::Pending => waits += 1,
            }
            if dies_after.is_some_and(|waits_allowed| waits > u32::from(waits_allowed)) {
                return None;
            }
            assert!(waits < 100_000, "a run ends");
        }
    }

    pub fn take(&mut self, step: Step) {
        match step {
            Step::Seal { photos } => self.seal(photos),
            Step::Run { fates, dies_after, disk_fails_after } => {
                if let Some(outcome) = self.run(fates, dies_after, disk_fails_after) {
                    let waits = self.entries().iter().any(|entry| entry.delivery.is_waiting());
                    assert!(
                        !waits || outcome.pause.is_some() || outcome.next_wake.is_some(),
                        "what waits has a moment at which it is tried again"
                    );
                }
            }
            Step::TwoWindows { fates, turns, first_dies_after, locks } => {
                self.two_windows(fates, &turns, first_dies_after, locks);
            }
            Step::Pass { ms } | Step::ClockJumps { ms } => self.set_clock(self.now_ms + ms),
            Step::Arrives => self.backend.late_arrival(),
            Step::AdvisorLooks => self.advisor_looks(),
            Step::KeepsBack => {
                for mut entry in self.entries() {
                    entry.delivery.keep_back(at(self.now_ms));
                    block_on(self.store.set_delivery(entry.sheet.id, &entry.delivery)).expect("kept");
                }
            }
            Step::HintsAtANetwork => {
                let ports = SyncPorts {
                    outbox: &self.store,
                    photos: &self.store,
                    transport: &self.backend,
                    clock: &self.clock,
                };
                // The disk may fail at this as at anything; the next hint tries again.
                let _tried = block_on(try_the_unheard(ports));
            }
            Step::Restart => self.paused = None,
        }
    }

    fn advisor_looks(&mut self) {
        self.paused = None;
        for mut entry in self.entries() {
            entry.delivery.retry_now();
            block_on(self.store.set_delivery(entry.sheet.id, &entry.delivery)).expect("kept");
        }
    }

    pub fn entries(&self) -> Vec<OutboxEntry> {
        // A failure of the disk that the run did not live to see is not for this look.
        loop {
            if let Ok(listing) = block_on(OutboxRepo::list(&self.store)) {
                assert!(listing.damaged.is_empty());
                return listing.items;
            }
        }
    }

    /// What must hold at every moment.
    pub fn holds(&self) {
        let entries = self.entries();
        assert_eq!(entries.len(), self.sealed.len(), "nothing sealed is ever lost");
        let kept = self.backend.sheets.borrow();
        assert_eq!(kept.len(), self.backend.rows.get(), "one row a sheet");
        for sheet in &self.sealed {
            let entry = entries.iter().find(|entry| entry.sheet.id == sheet.id).expect("still there");
            assert_eq!(&entry.sheet, sheet, "a signed sheet never changes");
            for attachment in &sheet.attachments {
                let bytes = block_on(PhotoRepo::bytes(&self.store, attachment.id)).expect("readable").expect("there");
                assert_eq!(sha256_hex(&bytes), attachment.sha256);
            }
            if entry.delivery.is_settled() {
                assert_eq!(
                    kept.get(&sheet.id.to_string()).map(Vec::as_slice),
                    Some(sheet.json.as_bytes()),
                    "what is called delivered is there, byte for byte"
                );
            } else {
                let needs_a_person = entry.delivery.state == DeliveryState::NeedsAttention;
                assert!(entry.delivery.is_waiting() || needs_a_person);
                assert!(!needs_a_person || entry.delivery.failure.is_some(), "a person is told why");
            }
        }
    }

    /// The world behaves from now on: everything arrives, in a bounded number of runs.
    pub fn comes_to_rest(&mut self) {
        while !self.backend.late.borrow().is_empty() {
            self.backend.late_arrival();
        }
        self.advisor_looks();
        for _ in 0..3 {
            if let Some(outcome) = self.run(Vec::new(), None, None)
                && let Some(wait) = outcome.next_wake
            {
                self.set_clock(self.now_ms + wait);
            }
        }
        self.holds();
        assert!(self.entries().iter().all(|entry| entry.delivery.is_settled()), "nothing is stuck");
        assert_eq!(self.backend.sheets.borrow().len(), self.sealed.len(), "everything is there, exactly once");
    }
}

fn at(unix_ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(unix_ms, 480).expect("in range")
}

fn id(number: u128) -> Id {
    Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}
