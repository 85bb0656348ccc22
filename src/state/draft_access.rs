//! Which window writes a draft.
//!
//! Invariants
//! - At most one window writes a draft. It holds the draft's lock, and the database takes the draft from nobody but the newest claim: so an
//!   older copy never replaces a newer one, in a browser without locks either.
//! - A window that gives a draft away has saved it first and changes nothing after that.
//! - A page that is put away (behind the back button, frozen) holds no lock: others would wait for it for ever.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::ports::{Ask, Lock, NotNow, Records, Said, StorageError};

use super::Ports;
use super::draft_saver::{OpenDrafts, Saver};
use super::open_draft::DraftAtHand;

/// A draft that no page shows stays open for so long: the next page of the same intake goes on with it.
const LINGER_MS: u32 = 1_000;

/// What this window may do with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It writes, and no other window does.
    Writes,
    /// It shows what another window saves.
    Reads(Why),
    /// It was signed or removed in another window.
    Gone,
}

/// Why a window only reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Another window had it open first.
    Elsewhere,
    /// The other window was asked to hand it over.
    Asking,
    /// It was asked and can't at the moment.
    Refused(NotNow),
    /// This window was asked for it, saved it and let go.
    HandedOver,
    /// Another window took it while this one did not answer: a last change of this window may be missing there.
    TakenAway,
    /// The page was put away and let go; taken out, it asks for the draft again.
    PutAway,
    /// There is no room to write anything.
    Full,
}

/// The lock of a draft.
pub(super) fn lock_name(id: Id) -> String {
    format!("draft-{id}")
}

impl OpenDrafts {
    /// Opens a draft: for writing where no other window writes it, else for reading. `None` where there is no such draft.
    pub async fn open(&self, ports: &Ports, id: Id) -> Result<Option<DraftAtHand>, StorageError> {
        let Some(turn) = self.turn.try_get_value() else { return Ok(None) };
        let _turn = turn.lock().await;
        if let Some(saver) = self.live(id) {
            return Ok(Some(DraftAtHand(saver)));
        }
        let lock = ports.locks.lock(&lock_name(id), Ask::IfFree, self.on_lost(id)).await;
        let (lock, access) = match lock {
            Lock::Held(guard) => (Some(guard), Access::Writes),
            Lock::Unknown => (None, Access::Writes),
            Lock::Elsewhere => (None, Access::Reads(Why::Elsewhere)),
        };
        let opened = match access {
            Access::Writes => match ports.drafts.claim(id).await {
                Ok(Some((draft, claim))) => Some((draft, Some(claim), access)),
                Ok(None) => None,
                Err(StorageError::Full { .. }) => {
                    ports.drafts.load(id).await?.map(|draft| (draft, None, Access::Reads(Why::Full)))
                }
                Err(error) => return Err(error),
            },
            _ => ports.drafts.load(id).await?.map(|draft| (draft, None, access)),
        };
        let Some((draft, claim, access)) = opened else { return Ok(None) };
        let saver = self.begin(ports.clone(), draft, access);
        {
            let mut inner = saver.borrow_mut();
            inner.lock = lock;
            inner.claim = claim;
        }
        if access != Access::Writes {
            Saver::wait_for_turn(&saver);
        }
        Saver::linger(saver.clone());
        Ok(Some(DraftAtHand(saver)))
    }

    /// Whether this window writes this draft now.
    pub fn writes(&self, id: Id) -> bool {
        self.live(id).is_some_and(|saver| saver.borrow().writes())
    }

    fn on_lost(&self, id: Id) -> Box<dyn FnOnce()> {
        let drafts = *self;
        Box::new(move || {
            if let Some(saver) = drafts.live(id) {
                Saver::taken_away(&saver);
            }
        })
    }

    /// Hears the other windows, and the page's own coming and going.
    pub(super) fn listen(&self, ports: &Ports) {
        let drafts = *self;
        let heard = ports.tabs.listen(Box::new(move |said| match said {
            Said::HandOver { draft } => {
                if let Some(saver) = drafts.live(draft) {
                    Saver::hand_over(&saver);
                }
            }
            Said::NotNow { draft, because } => {
                if let Some(saver) = drafts.live(draft).filter(|saver| saver.borrow().reads_because(Why::Asking)) {
                    saver.borrow().access.set(Access::Reads(Why::Refused(because)));
                }
            }
            Said::Changed { records: Records::Drafts } => {
                for saver in drafts.all().into_iter().filter(|saver| !saver.borrow().writes()) {
                    Saver::read_again(&saver);
                }
            }
            Said::Changed { .. } | Said::Ran { .. } | Said::Yield => {}
        }));
        let put_away = ports.device.on_put_away(Box::new(move || drafts.all().iter().for_each(Saver::put_away)));
        let taken_out = ports.device.on_taken_out(Box::new(move || drafts.all().iter().for_each(Saver::taken_out)));
        // As long as the app runs, which is as long as the page.
        StoredValue::new_local([heard, put_away, taken_out]);
    }
}

impl Saver {
    pub(super) fn reads_because(&self, why: Why) -> bool {
        self.access.try_get_untracked() == Some(Access::Reads(why))
    }

    /// Keeps it open a little longer.
    pub(super) fn linger(saver: Rc<RefCell<Self>>) {
        let device = saver.borrow().ports.device.clone();
        device.clone().spawn(Box::pin(async move {
            wait(&device, LINGER_MS).await;
            drop(saver);
        }));
    }

    /// Waits until the window that writes the draft leaves it, and goes on writing here then.
    pub(super) fn wait_for_turn(saver: &Rc<RefCell<Self>>) {
        let waiting = Rc::downgrade(saver);
        let (ports, id, place) = {
            let mut inner = saver.borrow_mut();
            inner.place_in_queue += 1;
            (inner.ports.clone(), inner.draft.with_untracked(|draft| draft.id), inner.place_in_queue)
        };
        ports.device.clone().spawn(Box::pin(async move {
            let lock = ports.locks.lock(&lock_name(id), Ask::Wait, on_lost(&waiting)).await;
            // A place that was given up since lets the next one go.
            let is_its_turn = waiting.upgrade().is_some_and(|saver| saver.borrow().place_in_queue == place);
            if let (Lock::Held(guard), true) = (lock, is_its_turn) {
                Self::begin_writing(&waiting, Some(guard)).await;
            }
        }));
    }

    pub(super) fn let_go(saver: &Rc<RefCell<Self>>) {
        let mut inner = saver.borrow_mut();
        inner.claim = None;
        inner.timer = None;
        inner.lock = None;
    }

    /// Another window has the draft, whatever this one thought.
    pub(super) fn taken_away(saver: &Rc<RefCell<Self>>) {
        let access = saver.borrow().access.clone();
        if matches!(access.get_untracked(), Access::Writes | Access::Reads(Why::PutAway)) {
            access.set(Access::Reads(Why::TakenAway));
        }
        Self::let_go(saver);
        Self::read_again(saver);
        Self::wait_for_turn(saver);
    }

    /// Shows what is in the database now.
    pub(super) fn read_again(saver: &Rc<RefCell<Self>>) {
        let waiting = Rc::downgrade(saver);
        let (ports, id) = {
            let inner = saver.borrow();
            (inner.ports.clone(), inner.draft.with_untracked(|draft| draft.id))
        };
        ports.device.clone().spawn(Box::pin(async move {
            let found = ports.drafts.load(id).await;
            let Some(saver) = waiting.upgrade().filter(|saver| !saver.borrow().writes()) else { return };
            match found {
                Ok(Some(draft)) => Self::show(&saver, draft),
                Ok(None) => saver.borrow().access.set(Access::Gone),
                // What is on screen stays; the next change tries again.
                Err(_) => {}
            }
        }));
    }
}

pub(super) fn on_lost(saver: &Weak<RefCell<Saver>>) -> Box<dyn FnOnce()> {
    let saver = saver.clone();
    Box::new(move || {
        if let Some(saver) = saver.upgrade() {
            Saver::taken_away(&saver);
        }
    })
}

/// Waits so many milliseconds.
pub(super) async fn wait(device: &Rc<dyn crate::ports::DeviceEffects>, ms: u32) {
    let (tell, told) = futures::channel::oneshot::channel::<()>();
    let timer = device.after(
        ms,
        Box::new(move || {
            // It is waited for on the next line.
            let _told = tell.send(());
        }),
    );
    let _told = told.await;
    drop(timer);
}
