//! The repositories in memory.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use async_trait::async_trait;
use serde::Serialize;
use serde::de::DeserializeOwned;
use walkaround_contract::{Id, Template};

use crate::domain::draft::Draft;
use crate::domain::ledger::Ledger;
use crate::domain::outbox::LetGo;
use crate::domain::settings::Settings;
use crate::ports::{
    Claim, DamagedRecord, Delivery, DraftRepo, Going, LedgerRepo, Listing, OutboxEntry, OutboxRepo, PhotoRepo,
    RawExport, SettingsRepo, SheetRecord, StorageError, StoredPhoto, TemplateRepo,
};

/// All repositories in one, as the browser's database is one.
#[derive(Debug, Default)]
pub struct MemoryStore {
    records: RefCell<BTreeMap<(&'static str, String), String>>,
    photos: RefCell<BTreeMap<Id, StoredPhoto>>,
    /// What the next operations come to; `None` where they go well.
    failures: RefCell<VecDeque<Option<StorageError>>>,
}

const DRAFTS: &str = "drafts";
const CLAIMS: &str = "claims";
const SHEETS: &str = "sheets";
const DELIVERIES: &str = "deliveries";
const SETTINGS: &str = "settings";
const TEMPLATES: &str = "templates";
const LEDGER: &str = "ledger";
const RESERVE: &str = "reserve";

impl MemoryStore {
    /// The next operation fails with this.
    pub fn fail_next(&self, error: StorageError) {
        self.fail_after(0, error);
    }

    /// After so many operations that go well, one fails with this.
    pub fn fail_after(&self, operations: usize, error: StorageError) {
        let mut failures = self.failures.borrow_mut();
        failures.extend(std::iter::repeat_with(|| None).take(operations));
        failures.push_back(Some(error));
    }

    /// All goes well from here on.
    pub fn forget_failures(&self) {
        self.failures.borrow_mut().clear();
    }

    /// Puts a record's text as it is, readable or not.
    pub fn put_raw(&self, store: &'static str, key: &str, raw: &str) {
        self.records.borrow_mut().insert((store, key.into()), raw.into());
    }

    fn check(&self) -> Result<(), StorageError> {
        self.failures.borrow_mut().pop_front().flatten().map_or(Ok(()), Err)
    }

    fn write(&self, store: &'static str, key: &str, value: &impl Serialize) -> Result<(), StorageError> {
        let raw = serde_json::to_string(value).map_err(|cause| damaged(key, cause))?;
        self.put_raw(store, key, &raw);
        Ok(())
    }

    fn read<T: DeserializeOwned>(&self, store: &'static str, key: &str) -> Result<Option<T>, StorageError> {
        let records = self.records.borrow();
        records
            .get(&(store, key.to_owned()))
            .map(|raw| serde_json::from_str(raw).map_err(|cause| damaged(key, cause)))
            .transpose()
    }

    fn next_claim(&self, key: &str) -> Result<Claim, StorageError> {
        let claim = self.read::<u32>(CLAIMS, key)?.unwrap_or_default() + 1;
        self.write(CLAIMS, key, &claim)?;
        Ok(Claim(claim))
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
        let key = draft.id.to_string();
        self.next_claim(&key)?;
        self.write(DRAFTS, &key, draft)
    }

    async fn claim(&self, id: Id) -> Result<Option<(Draft, Claim)>, StorageError> {
        self.check()?;
        let key = id.to_string();
        let Some(draft) = self.read(DRAFTS, &key)? else { return Ok(None) };
        Ok(Some((draft, self.next_claim(&key)?)))
    }

    async fn save_claimed(&self, draft: &Draft, claim: Claim) -> Result<(), StorageError> {
        self.check()?;
        let key = draft.id.to_string();
        let is_there = self.records.borrow().contains_key(&(DRAFTS, key.clone()));
        if !is_there || self.read(CLAIMS, &key)? != Some(claim.0) {
            return Err(StorageError::TakenOver { draft: draft.id });
        }
        self.write(DRAFTS, &key, draft)
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
            let sealed = |id: &Id| sheets.items.iter().any(|(_, sheet)| sheet.kept_ids().any(|kept| kept == *id));
            self.photos
                .borrow_mut()
                .retain(|id, _| sealed(id) || !draft.attachment_ids().any(|attachment| attachment == *id));
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

    async fn ids(&self) -> Result<Vec<Id>, StorageError> {
        self.check()?;
        Ok(self.photos.borrow().keys().copied().collect())
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
                    cause: unreadable
                        .err()
                        .map_or_else(|| "no delivery is recorded for this sheet".into(), |error| error.to_string()),
                    key,
                }),
            }
        }
        Ok(listing)
    }

    async fn waiting(&self) -> Result<Vec<OutboxEntry>, StorageError> {
        self.check()?;
        let deliveries = self.all::<Delivery>(DELIVERIES).items;
        let waiting = deliveries.into_iter().filter(|(_, delivery)| delivery.is_waiting());
        Ok(waiting
            .filter_map(|(key, delivery)| Some(OutboxEntry { sheet: self.read(SHEETS, &key).ok()??, delivery }))
            .collect())
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
        let known: Option<Delivery> = self.read(DELIVERIES, &key)?;
        if known.is_some_and(|known| !known.may_become(delivery)) {
            return Ok(());
        }
        self.write(DELIVERIES, &key, delivery)
    }

    async fn let_go(&self, id: Id, going: &Going, note: &LetGo) -> Result<(), StorageError> {
        self.check()?;
        let key = id.to_string();
        let Some(mut delivery) = self.read::<Delivery>(DELIVERIES, &key)? else { return Ok(()) };
        if !delivery.is_confirmed() {
            return Err(damaged(&key, "the backend has not confirmed this sheet"));
        }
        match going {
            Going::Photos { bytes } => self.photos.borrow_mut().retain(|id, _| !bytes.contains(id)),
            Going::Personal { rest } => self.write(SHEETS, &key, &**rest)?,
            Going::All => {
                let mut records = self.records.borrow_mut();
                records.remove(&(SHEETS, key.clone()));
                records.remove(&(DELIVERIES, key));
                return Ok(());
            }
        }
        delivery.let_go = note.clone();
        self.write(DELIVERIES, &key, &delivery)
    }
}

#[async_trait(?Send)]
impl LedgerRepo for MemoryStore {
    async fn ledger(&self) -> Result<Option<Ledger>, StorageError> {
        self.check()?;
        self.read(SETTINGS, LEDGER)
    }

    async fn keep_ledger(&self, made: &Ledger) -> Result<Ledger, StorageError> {
        self.check()?;
        if let Some(known) = self.read(SETTINGS, LEDGER)? {
            return Ok(known);
        }
        self.write(SETTINGS, LEDGER, made)?;
        Ok(made.clone())
    }

    async fn set_ledger(&self, ledger: &Ledger) -> Result<(), StorageError> {
        self.check()?;
        self.write(SETTINGS, LEDGER, ledger)
    }

    async fn set_reserve(&self, held: bool) -> Result<(), StorageError> {
        self.check()?;
        if held {
            self.write(SETTINGS, RESERVE, &true)
        } else {
            self.records.borrow_mut().remove(&(SETTINGS, RESERVE.into()));
            Ok(())
        }
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
impl TemplateRepo for MemoryStore {
    async fn keep_template(&self, sha256: &str, template: &Template) -> Result<(), StorageError> {
        self.check()?;
        self.write(TEMPLATES, sha256, template)
    }

    async fn template(&self, sha256: &str) -> Result<Option<Template>, StorageError> {
        self.check()?;
        self.read(TEMPLATES, sha256)
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
            .filter(|((_, key), _)| key != RESERVE)
            .map(|((store, key), raw)| serde_json::json!({ "store": store, "key": key, "record": { "json": raw } }))
            .collect();
        Ok(serde_json::json!({ "records": records }).to_string())
    }
}
