//! How a draft goes from one window to another: asked for, saved, let go of; taken from a window that does not answer; and let go of while a
//! page is put away.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::*;

use crate::ports::{Ask, Guard, Lock, NotNow, Said, StorageError};

use super::draft_access::{Access, Why, lock_name, on_lost, wait};
use super::draft_saver::{SaveState, Saver};

/// How long the window that writes a draft may take to save it and let go, before it counts as one that does not answer.
const ANSWER_WITHIN_MS: u32 = 4_000;

impl Saver {
    /// Asks the window that writes it. If that does not answer, it can't change anything any more either: the draft is taken from it.
    pub(super) fn take_over(saver: &Rc<RefCell<Self>>) {
        let waiting = Rc::downgrade(saver);
        let (ports, id, own_lock) = {
            let mut inner = saver.borrow_mut();
            if inner.writes() || inner.access.get_untracked() == Access::Gone {
                return;
            }
            let had_no_room = inner.reads_because(Why::Full);
            inner.access.set(Access::Reads(Why::Asking));
            let own_lock = if had_no_room { inner.lock.take() } else { None };
            (inner.ports.clone(), inner.draft.with_untracked(|draft| draft.id), own_lock)
        };
        // This window has the lock and could not write for want of room: there is nobody to be asked.
        if own_lock.is_some() {
            ports.device.spawn(Box::pin(async move { Self::begin_writing(&waiting, own_lock).await }));
            return;
        }
        ports.tabs.tell(Said::HandOver { draft: id });
        ports.device.clone().spawn(Box::pin(async move {
            wait(&ports.device, ANSWER_WITHIN_MS).await;
            // Since then it may have been handed over, refused, or left.
            if !waiting.upgrade().is_some_and(|saver| saver.borrow().reads_because(Why::Asking)) {
                return;
            }
            match ports.locks.lock(&lock_name(id), Ask::Steal, on_lost(&waiting)).await {
                Lock::Held(guard) => Self::begin_writing(&waiting, Some(guard)).await,
                Lock::Unknown | Lock::Elsewhere => Self::begin_writing(&waiting, None).await,
            }
        }));
    }

    /// Claims the draft and goes on with what the other window has saved.
    pub(super) async fn begin_writing(waiting: &Weak<RefCell<Self>>, lock: Option<Guard>) {
        // Nobody looks at it any more: the lock is let go at once.
        let Some(saver) = waiting.upgrade().filter(|saver| !saver.borrow().closed && !saver.borrow().writes()) else {
            return;
        };
        let (ports, access, id) = {
            let mut inner = saver.borrow_mut();
            inner.lock = lock;
            inner.place_in_queue += 1;
            (inner.ports.clone(), inner.access.clone(), inner.draft.with_untracked(|draft| draft.id))
        };
        match ports.drafts.claim(id).await {
            Ok(Some((draft, claim))) => {
                Self::show(&saver, draft);
                saver.borrow_mut().claim = Some(claim);
                access.set(Access::Writes);
            }
            Ok(None) => access.set(Access::Gone),
            Err(StorageError::Full { .. }) => access.set(Access::Reads(Why::Full)),
            Err(error) => {
                saver.borrow().state.set(SaveState::Failed(error));
                access.set(Access::Reads(Why::Elsewhere));
            }
        }
    }

    /// Another window asks for the draft: nothing changes here from now on, and once all is saved it may have it.
    pub(super) fn hand_over(saver: &Rc<RefCell<Self>>) {
        let (ports, access, id) = {
            let inner = saver.borrow();
            if !inner.writes() {
                return;
            }
            (inner.ports.clone(), inner.access.clone(), inner.draft.with_untracked(|draft| draft.id))
        };
        if saver.borrow().is_worked_on() {
            ports.tabs.tell(Said::NotNow { draft: id, because: NotNow::Work });
            return;
        }
        access.set(Access::Reads(Why::HandedOver));
        let saver = saver.clone();
        ports.device.clone().spawn(Box::pin(async move {
            match Self::settle(&saver).await {
                Ok(()) => {
                    Self::let_go(&saver);
                    Self::wait_for_turn(&saver);
                }
                // That took too long: it is the other window's already, and what was to be saved is not in it.
                Err(StorageError::TakenOver { .. }) => access.set(Access::Reads(Why::TakenAway)),
                Err(_) => {
                    access.set(Access::Writes);
                    ports.tabs.tell(Said::NotNow { draft: id, because: NotNow::NotSaved });
                }
            }
        }));
    }

    pub(super) fn put_away(saver: &Rc<RefCell<Self>>) {
        if saver.borrow().writes() {
            Self::write(saver);
            let mut inner = saver.borrow_mut();
            inner.access.set(Access::Reads(Why::PutAway));
            inner.lock = None;
        }
    }

    pub(super) fn taken_out(saver: &Rc<RefCell<Self>>) {
        if !saver.borrow().reads_because(Why::PutAway) {
            return;
        }
        let saver = saver.clone();
        let (ports, id) = {
            let inner = saver.borrow();
            (inner.ports.clone(), inner.draft.with_untracked(|draft| draft.id))
        };
        ports.device.clone().spawn(Box::pin(async move {
            let waiting = Rc::downgrade(&saver);
            let lock = match ports.locks.lock(&lock_name(id), Ask::IfFree, on_lost(&waiting)).await {
                Lock::Held(guard) => Some(guard),
                Lock::Unknown => None,
                Lock::Elsewhere => {
                    saver.borrow().access.set(Access::Reads(Why::Elsewhere));
                    Self::let_go(&saver);
                    Self::read_again(&saver);
                    Self::wait_for_turn(&saver);
                    return;
                }
            };
            saver.borrow_mut().lock = lock;
            // Where nobody has claimed it meanwhile, what is on screen is the newest there is; otherwise this reads what is.
            match Self::settle(&saver).await {
                Err(StorageError::TakenOver { .. }) => {}
                Ok(()) | Err(_) => saver.borrow().access.set(Access::Writes),
            }
        }));
    }
}
