//! Doubles of the ports that keep everything in memory, for tests of what stands above them.
//!
//! They keep records as text like the real storage, so that whatever can't be written down and read back fails here already, and they
//! pass the same suite of tests (`tests/ports_suite`).

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};

use async_trait::async_trait;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use walkaround_contract::{DeviceKey, Id, Timestamp};

use super::{
    Answer, Clock, DamagedRecord, DraftRepo, Ids, Listing, NoAnswer, OutboxEntry, OutboxRepo, PhotoError, PhotoPreparer, PhotoRepo, PreparedPhoto,
    RawExport, Request, SettingsRepo, SheetRecord, Signer, SignerError, StorageError, StoredPhoto, Transport,
};
use crate::domain::draft::Draft;
use crate::domain::outbox::Delivery;
use crate::domain::settings::{Backend, Settings};

/// All repositories in one, as the browser's database is one.
#[derive(Debug, Default)]
pub struct MemoryStore {
    records: RefCell<BTreeMap<(&'static str, String), String>>,
    photos: RefCell<BTreeMap<Id, StoredPhoto>>,
    failures: RefCell<VecDeque<StorageError>>,
}

const DRAFTS: &str = "drafts";
const SHEETS: &str = "sheets";
const DELIVERIES: &str = "deliveries";
const SETTINGS: &str = "settings";

impl MemoryStore {
    /// The next operation fails with this.
    pub fn fail_next(&self, error: StorageError) {
        self.failures.borrow_mut().push_back(error);
    }

    /// Puts a record's text as it is, readable or not.
    pub fn put_raw(&self, store: &'static str, key: &str, raw: &str) {
        self.records.borrow_mut().insert((store, key.into()), raw.into());
    }

    fn check(&self) -> Result<(), StorageError> {
        self.failures.borrow_mut().pop_front().map_or(Ok(()), Err)
    }

    fn write(&self, store: &'static str, key: &str, value: &impl Serialize) -> Result<(), StorageError> {
        let raw = serde_json::to_string(value).map_err(|cause| damaged(key, cause))?;
        self.put_raw(store, key, &raw);
        Ok(())
    }

    fn read<T: DeserializeOwned>(&self, store: &'static str, key: &str) -> Result<Option<T>, StorageError> {
        let records = self.records.borrow();
        records.get(&(store, key.to_owned())).map(|raw| serde_json::from_str(raw).map_err(|cause| damaged(key, cause))).transpose()
    }

    fn all<T: DeserializeOwned>(&self, store: &'static str) -> Listing<(String, T)> {
        let mut listing = Listing { items: Vec::new(), damaged: Vec::new() };
        for ((_, key), raw) in self.records.borrow().iter().filter(|((of, _), _)| *of == store) {
            match serde_json::from_str(raw) {
                Ok(item) => listing.items.push((key.clone(), item)),
                Err(cause) => listing.damaged.push(DamagedRecord {
                    store: store.into(),
                    key: key.clone(),
                    raw: raw.clone(),
                    cause: cause.to_string(),
                }),
            }
        }
        listing
    }
}

fn damaged(record: &str, cause: impl std::fmt::Display) -> StorageError {
    StorageError::Damaged { record: record.into(), cause: cause.to_string() }
}

#[async_trait(?Send)]
impl DraftRepo for MemoryStore {
    async fn save(&self, draft: &Draft) -> Result<(), StorageError> {
        self.check()?;
        self.write(DRAFTS, &draft.id.to_string(), draft)
    }

    async fn load(&self, id: Id) -> Result<Option<Draft>, StorageError> {
        self.check()?;
        self.read(DRAFTS, &id.to_string())
    }

    async fn list(&self) -> Result<Listing<Draft>, StorageError> {
        self.check()?;
        let Listing { items, damaged } = self.all(DRAFTS);
        Ok(Listing { items: items.into_iter().map(|(_, draft)| draft).collect(), damaged })
    }

    async fn remove(&self, draft: &Draft) -> Result<(), StorageError> {
        self.check()?;
        let sheets = self.all::<SheetRecord>(SHEETS);
        self.records.borrow_mut().remove(&(DRAFTS, draft.id.to_string()));
        if sheets.damaged.is_empty() {
            let sealed = |id: &Id| sheets.items.iter().any(|(_, sheet)| sheet.attachments.iter().any(|attachment| attachment.id == *id));
            self.photos.borrow_mut().retain(|id, _| sealed(id) || !draft.attachment_ids().any(|attachment| attachment == *id));
        }
        Ok(())
    }
}

#[async_trait(?Send)]
impl PhotoRepo for MemoryStore {
    async fn put(&self, photo: &StoredPhoto) -> Result<(), StorageError> {
        self.check()?;
        let mut photos = self.photos.borrow_mut();
        match photos.get(&photo.id) {
            Some(known) if known == photo => Ok(()),
            Some(_) => Err(damaged(&photo.id.to_string(), "another photo has this id")),
            None => {
                photos.insert(photo.id, photo.clone());
                Ok(())
            }
        }
    }

    async fn bytes(&self, id: Id) -> Result<Option<Vec<u8>>, StorageError> {
        self.check()?;
        Ok(self.photos.borrow().get(&id).map(|photo| photo.bytes.clone()))
    }

    async fn thumbnail(&self, id: Id) -> Result<Option<Vec<u8>>, StorageError> {
        self.check()?;
        Ok(self.photos.borrow().get(&id).map(|photo| photo.thumbnail.clone()))
    }

    async fn remove(&self, id: Id) -> Result<(), StorageError> {
        self.check()?;
        self.photos.borrow_mut().remove(&id);
        Ok(())
    }
}

#[async_trait(?Send)]
impl OutboxRepo for MemoryStore {
    async fn seal(&self, sheet: &SheetRecord, delivery: &Delivery) -> Result<(), StorageError> {
        self.check()?;
        let key = sheet.id.to_string();
        match self.read::<SheetRecord>(SHEETS, &key)? {
            Some(known) if known == *sheet => {}
            Some(_) => return Err(damaged(&key, "another sheet is sealed under this id")),
            None => {
                self.write(SHEETS, &key, sheet)?;
                self.write(DELIVERIES, &key, delivery)?;
            }
        }
        self.records.borrow_mut().remove(&(DRAFTS, key));
        Ok(())
    }

    async fn list(&self) -> Result<Listing<OutboxEntry>, StorageError> {
        self.check()?;
        let sheets = self.all::<SheetRecord>(SHEETS);
        let mut listing = Listing { items: Vec::new(), damaged: sheets.damaged };
        for (key, sheet) in sheets.items {
            match self.read(DELIVERIES, &key) {
                Ok(Some(delivery)) => listing.items.push(OutboxEntry { sheet, delivery }),
                unreadable => listing.damaged.push(DamagedRecord {
                    store: DELIVERIES.into(),
                    raw: self.records.borrow().get(&(DELIVERIES, key.clone())).cloned().unwrap_or_default(),
                    cause: unreadable.err().map_or_else(|| "no delivery is recorded for this sheet".into(), |error| error.to_string()),
                    key,
                }),
            }
        }
        Ok(listing)
    }

    async fn get(&self, id: Id) -> Result<Option<OutboxEntry>, StorageError> {
        self.check()?;
        let key = id.to_string();
        let Some(sheet) = self.read(SHEETS, &key)? else { return Ok(None) };
        match self.read(DELIVERIES, &key)? {
            Some(delivery) => Ok(Some(OutboxEntry { sheet, delivery })),
            None => Err(damaged(&key, "no delivery is recorded for this sheet")),
        }
    }

    async fn set_delivery(&self, id: Id, delivery: &Delivery) -> Result<(), StorageError> {
        self.check()?;
        let key = id.to_string();
        if !self.records.borrow().contains_key(&(SHEETS, key.clone())) {
            return Err(damaged(&key, "no sheet is sealed under this id"));
        }
        self.write(DELIVERIES, &key, delivery)
    }
}

#[async_trait(?Send)]
impl SettingsRepo for MemoryStore {
    async fn load(&self) -> Result<Option<Settings>, StorageError> {
        self.check()?;
        self.read(SETTINGS, SETTINGS)
    }

    async fn save(&self, settings: &Settings) -> Result<(), StorageError> {
        self.check()?;
        self.write(SETTINGS, SETTINGS, settings)
    }
}

#[async_trait(?Send)]
impl RawExport for MemoryStore {
    async fn export_raw(&self) -> Result<String, StorageError> {
        self.check()?;
        let records: Vec<_> = self
            .records
            .borrow()
            .iter()
            .map(|((store, key), raw)| serde_json::json!({ "store": store, "key": key, "record": { "json": raw } }))
            .collect();
        Ok(serde_json::json!({ "records": records }).to_string())
    }
}

/// A clock that stands until it is moved.
#[derive(Debug)]
pub struct MemoryClock(Cell<Timestamp>);

impl MemoryClock {
    /// A clock that shows this moment.
    pub fn at(now: Timestamp) -> Self {
        Self(Cell::new(now))
    }

    /// Moves the clock.
    pub fn set(&self, now: Timestamp) {
        self.0.set(now);
    }
}

impl Clock for MemoryClock {
    fn now(&self) -> Timestamp {
        self.0.get()
    }
}

/// Ids in order, of the right version and variant, and the same ones in every run.
#[derive(Debug, Default)]
pub struct MemoryIds(Cell<u64>);

impl Ids for MemoryIds {
    fn new_id(&self) -> Id {
        self.0.set(self.0.get() + 1);
        Id::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(self.0.get()))
    }
}

/// A signer without a key: its signature is the digest twice, as long as a real one.
#[derive(Debug, Default)]
pub struct MemorySigner;

#[async_trait(?Send)]
impl Signer for MemorySigner {
    async fn public_key(&self) -> Result<DeviceKey, SignerError> {
        Ok(DeviceKey { kty: "EC".into(), crv: "P-256".into(), x: base64url(&[1; 32]), y: base64url(&[2; 32]), extra: Default::default() })
    }

    async fn sign(&self, digest: &[u8; 32]) -> Result<String, SignerError> {
        Ok(base64url(&[*digest, *digest].concat()))
    }
}

fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().enumerate().fold(0_u32, |word, (place, byte)| word | u32::from(*byte) << (16 - 8 * place));
        for digit in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(word >> (18 - 6 * digit) & 63) as usize]));
        }
    }
    text
}

/// A backend that answers what it was told to, in order, and remembers what it was asked. With nothing left to say it is unreachable.
#[derive(Debug, Default)]
pub struct MemoryTransport {
    answers: RefCell<VecDeque<Result<Answer, NoAnswer>>>,
    requests: RefCell<Vec<(Backend, Request)>>,
    own: RefCell<Option<Backend>>,
}

impl MemoryTransport {
    /// Says this to the next request nothing else was told for.
    pub fn answer(&self, answer: Result<Answer, NoAnswer>) {
        self.answers.borrow_mut().push_back(answer);
    }

    /// The app is served by this receiver.
    pub fn serve_from(&self, backend: Backend) {
        self.own.replace(Some(backend));
    }

    /// Everything that was asked so far, oldest first.
    pub fn take_requests(&self) -> Vec<(Backend, Request)> {
        self.requests.take()
    }
}

#[async_trait(?Send)]
impl Transport for MemoryTransport {
    async fn send(&self, backend: &Backend, request: Request) -> Result<Answer, NoAnswer> {
        self.requests.borrow_mut().push((backend.clone(), request));
        let answer = self.answers.borrow_mut().pop_front();
        answer.unwrap_or_else(|| Err(NoAnswer { cause: "unreachable".into() }))
    }

    async fn own_receiver(&self) -> Result<Backend, NoAnswer> {
        self.own.borrow().clone().ok_or_else(|| NoAnswer { cause: "not served by a receiver".into() })
    }
}

/// Takes every file for a photo that needs nothing done, except an empty one.
#[derive(Debug, Default)]
pub struct MemoryPreparer;

#[async_trait(?Send)]
impl PhotoPreparer for MemoryPreparer {
    async fn prepare(&self, file: Vec<u8>) -> Result<PreparedPhoto, PhotoError> {
        if file.is_empty() {
            return Err(PhotoError::Empty);
        }
        let sha256 = Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(PreparedPhoto { thumbnail: file.clone(), bytes: file, width: 4, height: 3, sha256 })
    }
}
