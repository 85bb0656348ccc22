//! The repositories, with somebody who is told of every write: whether it was kept, and what it was.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use async_trait::async_trait;
use walkaround_contract::{Id, Template};

use super::{
    Claim, Delivery, DraftRepo, Going, LedgerRepo, Listing, OutboxEntry, OutboxRepo, PhotoRepo, SettingsRepo,
    SheetRecord, StorageError, StoredPhoto, TemplateRepo,
};
use crate::domain::draft::Draft;
use crate::domain::ledger::Ledger;
use crate::domain::outbox::LetGo;
use crate::domain::settings::Settings;

/// What a write was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrote {
    Draft(Id),
    DraftRemoved,
    Sealed,
    /// The state of a delivery; whether the backend has the sheet now.
    Delivery {
        settled: bool,
    },
    LetGo,
    Other,
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Wrote(Wrote),
    /// A write was not kept.
    Failed(StorageError),
    /// So many photos and clips wait in memory for room.
    Waiting(usize),
}

type Listener = Rc<dyn Fn(Told)>;

/// Who is told. Nobody until somebody listens.
#[derive(Default)]
pub struct StorageWatch {
    listener: RefCell<Option<Listener>>,
    waiting: Cell<usize>,
    given_up: Cell<u32>,
}

impl StorageWatch {
    /// Tells this one from now on.
    pub fn listen(&self, listener: impl Fn(Told) + 'static) {
        self.listener.replace(Some(Rc::new(listener)));
    }

    fn tell(&self, told: Told) {
        // Cloned, so that a listener may write.
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(told);
        }
    }

    /// Bytes wait in memory for room, until the guard is dropped.
    pub fn wait(self: &Rc<Self>) -> WaitingBytes {
        self.waiting.set(self.waiting.get() + 1);
        self.tell(Told::Waiting(self.waiting.get()));
        WaitingBytes { watch: self.clone(), began_at: self.given_up.get() }
    }

    /// A person gives up what waits.
    pub fn give_up_waiting(&self) {
        self.given_up.set(self.given_up.get() + 1);
    }
}

/// Bytes that wait in memory for room.
pub struct WaitingBytes {
    watch: Rc<StorageWatch>,
    began_at: u32,
}

impl WaitingBytes {
    /// Whether a person gave them up.
    pub fn is_given_up(&self) -> bool {
        self.watch.given_up.get() != self.began_at
    }
}

impl Drop for WaitingBytes {
    fn drop(&mut self) {
        self.watch.waiting.set(self.watch.waiting.get() - 1);
        self.watch.tell(Told::Waiting(self.watch.waiting.get()));
    }
}

/// A store whose writes are told.
pub struct Watched<S> {
    store: Rc<S>,
    watch: Rc<StorageWatch>,
}

impl<S> Watched<S> {
    pub fn new(store: Rc<S>, watch: Rc<StorageWatch>) -> Self {
        Self { store, watch }
    }

    fn told<T>(&self, wrote: Wrote, result: Result<T, StorageError>) -> Result<T, StorageError> {
        self.watch.tell(match &result {
            Ok(_) => Told::Wrote(wrote),
            Err(error) => Told::Failed(error.clone()),
        });
        result
    }
}

#[async_trait(?Send)]
impl<S: DraftRepo> DraftRepo for Watched<S> {
    async fn save(&self, draft: &Draft) -> Result<(), StorageError> {
        self.told(Wrote::Draft(draft.id), self.store.save(draft).await)
    }

    async fn claim(&self, id: Id) -> Result<Option<(Draft, Claim)>, StorageError> {
        self.told(Wrote::Other, self.store.claim(id).await)
    }

    async fn save_claimed(&self, draft: &Draft, claim: Claim) -> Result<(), StorageError> {
        match self.store.save_claimed(draft, claim).await {
            // The storage works; the draft is another window's.
            Err(error @ StorageError::TakenOver { .. }) => Err(error),
            result => self.told(Wrote::Draft(draft.id), result),
        }
    }

    async fn load(&self, id: Id) -> Result<Option<Draft>, StorageError> {
        self.store.load(id).await
    }

    async fn list(&self) -> Result<Listing<Draft>, StorageError> {
        self.store.list().await
    }

    async fn remove(&self, draft: &Draft) -> Result<(), StorageError> {
        self.told(Wrote::DraftRemoved, self.store.remove(draft).await)
    }
}

#[async_trait(?Send)]
impl<S: PhotoRepo> PhotoRepo for Watched<S> {
    async fn put(&self, photo: &StoredPhoto) -> Result<(), StorageError> {
        self.told(Wrote::Other, self.store.put(photo).await)
    }

    async fn bytes(&self, id: Id) -> Result<Option<Vec<u8>>, StorageError> {
        self.store.bytes(id).await
    }

    async fn thumbnail(&self, id: Id) -> Result<Option<Vec<u8>>, StorageError> {
        self.store.thumbnail(id).await
    }

    async fn remove(&self, id: Id) -> Result<(), StorageError> {
        // Removing needs no room: that it worked says nothing about the next write.
        self.store.remove(id).await
    }

    async fn ids(&self) -> Result<Vec<Id>, StorageError> {
        self.store.ids().await
    }
}

#[async_trait(?Send)]
impl<S: OutboxRepo> OutboxRepo for Watched<S> {
    async fn seal(&self, sheet: &SheetRecord, delivery: &Delivery) -> Result<(), StorageError> {
        self.told(Wrote::Sealed, self.store.seal(sheet, delivery).await)
    }

    async fn list(&self) -> Result<Listing<OutboxEntry>, StorageError> {
        self.store.list().await
    }

    async fn waiting(&self) -> Result<Vec<OutboxEntry>, StorageError> {
        self.store.waiting().await
    }

    async fn get(&self, id: Id) -> Result<Option<OutboxEntry>, StorageError> {
        self.store.get(id).await
    }

    async fn set_delivery(&self, id: Id, delivery: &Delivery) -> Result<(), StorageError> {
        let wrote = Wrote::Delivery { settled: delivery.is_settled() };
        self.told(wrote, self.store.set_delivery(id, delivery).await)
    }

    async fn let_go(&self, id: Id, going: &Going, note: &LetGo) -> Result<(), StorageError> {
        self.told(Wrote::LetGo, self.store.let_go(id, going, note).await)
    }
}

#[async_trait(?Send)]
impl<S: SettingsRepo> SettingsRepo for Watched<S> {
    async fn load(&self) -> Result<Option<Settings>, StorageError> {
        self.store.load().await
    }

    async fn save(&self, settings: &Settings) -> Result<(), StorageError> {
        self.told(Wrote::Other, self.store.save(settings).await)
    }
}

#[async_trait(?Send)]
impl<S: LedgerRepo> LedgerRepo for Watched<S> {
    async fn ledger(&self) -> Result<Option<Ledger>, StorageError> {
        self.store.ledger().await
    }

    async fn keep_ledger(&self, made: &Ledger) -> Result<Ledger, StorageError> {
        self.store.keep_ledger(made).await
    }

    async fn set_ledger(&self, ledger: &Ledger) -> Result<(), StorageError> {
        self.store.set_ledger(ledger).await
    }

    async fn set_reserve(&self, held: bool) -> Result<(), StorageError> {
        // What is held ready is not what somebody waits for.
        self.store.set_reserve(held).await
    }
}

#[async_trait(?Send)]
impl<S: TemplateRepo> TemplateRepo for Watched<S> {
    async fn keep_template(&self, sha256: &str, template: &Template) -> Result<(), StorageError> {
        self.told(Wrote::Other, self.store.keep_template(sha256, template).await)
    }

    async fn template(&self, sha256: &str) -> Result<Option<Template>, StorageError> {
        self.store.template(sha256).await
    }
}
