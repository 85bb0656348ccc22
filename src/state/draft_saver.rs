//! What writes a draft, whoever changes it: the editor through [`super::OpenDraft`], and work that ends after the editor was left.
//!
//! Invariants
//! - One saver per draft in this tab. [`SaveState::Saved`] is set only after the repository has said so for the newest revision.
//! - It writes only under its claim, and only while this window may ([`Access`]); what may be done over several is decided in
//!   [`super::draft_access`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use futures::lock::Mutex;
use leptos::prelude::*;
use walkaround_contract::{Id, Timestamp};

use crate::domain::draft::Draft;
use crate::domain::walkaround::What;
use crate::ports::{Claim, Guard, StorageError};

use super::draft_access::Access;
use super::history::History;
use super::keeping::TRY_AGAIN_MS;
use super::{Ports, use_ports};

/// From a change to the start of its write. With the write itself this stays under the promised 500 ms.
const SAVE_AFTER_MS: u32 = 300;

/// Whether what is on screen is in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    Saved {
        at: Timestamp,
    },
    /// Changed, will be written in a moment.
    Changed,
    Saving,
    /// Not written; the draft is still in memory and is tried again every few seconds and with the next change.
    Failed(StorageError),
}

/// The newest word of a draft, and how far it is written.
pub(super) struct Saver {
    pub(super) ports: Ports,
    pub(super) draft: ArcRwSignal<Draft>,
    pub(super) history: ArcRwSignal<History>,
    pub(super) state: ArcRwSignal<SaveState>,
    /// What this window may do with the draft.
    pub(super) access: ArcRwSignal<Access>,
    /// The right to write it, and the lock that keeps other windows from asking for it. Without the claim nothing is written.
    pub(super) claim: Option<Claim>,
    pub(super) lock: Option<Guard>,
    /// Number of the newest wish to write it next; an older one that is granted is let go.
    pub(super) place_in_queue: u32,
    revision: u64,
    saved_revision: u64,
    writing: bool,
    pub(super) closed: bool,
    pub(super) timer: Option<Guard>,
    /// The next attempt after one that failed.
    retry: Option<Guard>,
    /// Every [`HeldDraft`] has a part of it.
    work: Rc<()>,
    /// Tells all tabs that this draft is open, and so its bytes are in use.
    _in_use: Guard,
}

/// The open draft as work holds it that may end after the editor was left: a photo being prepared, a sound being recorded. As long as it
/// is held, the draft counts as open.
#[derive(Clone)]
pub struct HeldDraft {
    saver: Rc<RefCell<Saver>>,
    /// Counted by the saver: what is held can't be sealed.
    _work: Rc<()>,
}

impl HeldDraft {
    /// Changes the draft; it is written within half a second.
    pub fn edit(&self, change: impl FnOnce(&mut Draft)) {
        Saver::edit(&self.saver, change);
    }

    /// Writes at once what is not written yet.
    pub fn save_now(&self) {
        Saver::write(&self.saver);
    }

    /// Writes everything and waits for it. `Ok` means that the database holds what the draft says now.
    pub async fn settle(&self) -> Result<(), StorageError> {
        Saver::settle(&self.saver).await
    }
}

/// The drafts that are open in this tab. One that is opened again while work of before still goes on continues with the same signals, so
/// that neither overwrites the other.
#[derive(Clone, Copy)]
pub struct OpenDrafts {
    savers: StoredValue<HashMap<Id, Weak<RefCell<Saver>>>, LocalStorage>,
    /// Drafts are opened one after the other: two pages that want the same one share it.
    pub(super) turn: StoredValue<Rc<Mutex<()>>, LocalStorage>,
}

impl OpenDrafts {
    pub fn provide() {
        let drafts =
            Self { savers: StoredValue::new_local(HashMap::new()), turn: StoredValue::new_local(Rc::default()) };
        provide_context(drafts);
        drafts.listen(&use_ports());
    }

    pub(super) fn live(&self, id: Id) -> Option<Rc<RefCell<Saver>>> {
        let saver = self.savers.try_with_value(|savers| savers.get(&id).and_then(Weak::upgrade)).flatten()?;
        let closed = saver.borrow().closed;
        (!closed).then_some(saver)
    }

    /// Every draft that is open here.
    pub(super) fn all(&self) -> Vec<Rc<RefCell<Saver>>> {
        let ids = self.savers.try_with_value(|savers| savers.keys().copied().collect::<Vec<_>>()).unwrap_or_default();
        ids.into_iter().filter_map(|id| self.live(id)).collect()
    }

    pub(super) fn begin(&self, ports: Ports, draft: Draft, access: Access) -> Rc<RefCell<Saver>> {
        let id = draft.id;
        let saver = Rc::new(RefCell::new(Saver {
            _in_use: ports.locks.open_draft(),
            ports,
            access: ArcRwSignal::new(access),
            claim: None,
            lock: None,
            place_in_queue: 0,
            state: ArcRwSignal::new(SaveState::Saved { at: draft.changed_at }),
            history: ArcRwSignal::new(History::of(&draft)),
            draft: ArcRwSignal::new(draft),
            revision: 0,
            saved_revision: 0,
            writing: false,
            closed: false,
            timer: None,
            retry: None,
            work: Rc::default(),
        }));
        self.savers.try_update_value(|savers| {
            savers.retain(|_, saver| saver.strong_count() > 0);
            savers.insert(id, Rc::downgrade(&saver));
        });
        saver
    }
}

impl Saver {
    pub(super) fn hold(saver: Rc<RefCell<Self>>) -> HeldDraft {
        let work = saver.borrow().work.clone();
        HeldDraft { saver, _work: work }
    }

    /// Something that will still change the draft goes on: a photo being prepared, a sound being recorded.
    pub(super) fn is_worked_on(&self) -> bool {
        Rc::strong_count(&self.work) > 1
    }

    /// Whether this window may change the draft.
    pub(super) fn writes(&self) -> bool {
        self.access.try_get_untracked() == Some(Access::Writes)
    }

    /// Changes the draft. Where another window writes it, nothing changes but where one looks at it.
    pub(super) fn edit(saver: &Rc<RefCell<Self>>, change: impl FnOnce(&mut Draft)) {
        if !saver.borrow().writes() {
            let draft = saver.borrow().draft.clone();
            draft.maybe_update(|draft| {
                let mut changed = draft.clone();
                change(&mut changed);
                let moved = changed.place != draft.place;
                draft.place = changed.place;
                moved
            });
            return;
        }
        let (draft, history, state, now) = {
            let mut inner = saver.borrow_mut();
            inner.revision += 1;
            (inner.draft.clone(), inner.history.clone(), inner.state.clone(), inner.ports.clock.now())
        };
        draft.update(|draft| {
            change(draft);
            draft.changed_at = now;
        });
        history.maybe_update(|history| draft.with_untracked(|draft| history.record(draft)));
        state.set(SaveState::Changed);
        Self::schedule(saver);
    }

    pub(super) fn turn(saver: &Rc<RefCell<Self>>, turn: fn(&mut History, &mut Draft) -> Option<What>) -> Option<What> {
        if !saver.borrow().writes() {
            return None;
        }
        let history = saver.borrow().history.clone();
        let mut what = None;
        // The history follows the draft as it turns; the edit finds nothing left to record.
        Self::edit(saver, |draft| {
            history.update(|history| what = turn(history, draft));
        });
        Self::write(saver);
        what
    }

    pub(super) fn seal_step(&self) {
        self.history.maybe_update(|history| {
            history.seal();
            false
        });
    }

    pub(super) async fn settle(saver: &Rc<RefCell<Self>>) -> Result<(), StorageError> {
        let (ports, draft, revision, claim) = {
            let mut inner = saver.borrow_mut();
            inner.timer = None;
            (inner.ports.clone(), inner.draft.get_untracked(), inner.revision, inner.claim)
        };
        let result = match claim {
            Some(claim) => ports.drafts.save_claimed(&draft, claim).await,
            None => Err(StorageError::TakenOver { draft: draft.id }),
        };
        Self::written(saver, revision, result.clone());
        result
    }

    /// Another window has what is in the database; from here on this one shows it. The place one looks at stays.
    pub(super) fn show(saver: &Rc<RefCell<Self>>, newest: Draft) {
        let (draft, history, state) = {
            let mut inner = saver.borrow_mut();
            inner.revision += 1;
            inner.saved_revision = inner.revision;
            inner.timer = None;
            (inner.draft.clone(), inner.history.clone(), inner.state.clone())
        };
        state.set(SaveState::Saved { at: newest.changed_at });
        draft.update(|draft| {
            let place = std::mem::replace(draft, newest).place;
            draft.place = place;
        });
        history.set(draft.with_untracked(History::of));
    }

    /// Everything that was typed is in the database.
    pub(super) fn is_written(&self) -> bool {
        self.saved_revision == self.revision
    }

    fn schedule(saver: &Rc<RefCell<Self>>) {
        let mut inner = saver.borrow_mut();
        if inner.timer.is_some() || inner.closed {
            return;
        }
        let later = saver.clone();
        let timer = inner.ports.device.after(SAVE_AFTER_MS, Box::new(move || Self::write(&later)));
        inner.timer = Some(timer);
    }

    pub(super) fn write(saver: &Rc<RefCell<Self>>) {
        let (ports, draft, revision, claim) = {
            let mut inner = saver.borrow_mut();
            inner.timer = None;
            // A timer that has run still holds the saver, and with it the draft as open.
            inner.retry = None;
            let Some(claim) = inner.claim else { return };
            if inner.closed || inner.writing || inner.is_written() {
                return;
            }
            inner.writing = true;
            // What failed stays said until it has worked.
            if !inner.state.with_untracked(|state| matches!(state, SaveState::Failed(_))) {
                inner.state.set(SaveState::Saving);
            }
            (inner.ports.clone(), inner.draft.get_untracked(), inner.revision, claim)
        };
        let later = saver.clone();
        ports.device.clone().spawn(Box::pin(async move {
            let result = ports.drafts.save_claimed(&draft, claim).await;
            later.borrow_mut().writing = false;
            Self::written(&later, revision, result);
        }));
    }

    fn written(saver: &Rc<RefCell<Self>>, revision: u64, result: Result<(), StorageError>) {
        let more = {
            let mut inner = saver.borrow_mut();
            match result {
                Ok(()) => {
                    inner.saved_revision = inner.saved_revision.max(revision);
                    if inner.is_written() {
                        let at = inner.ports.clock.now();
                        inner.state.set(SaveState::Saved { at });
                        false
                    } else {
                        inner.state.set(SaveState::Changed);
                        true
                    }
                }
                Err(StorageError::TakenOver { .. }) => {
                    drop(inner);
                    Self::taken_away(saver);
                    return;
                }
                Err(error) => {
                    inner.state.set(SaveState::Failed(error));
                    let later = saver.clone();
                    let again = inner.ports.device.after(TRY_AGAIN_MS, Box::new(move || Self::write(&later)));
                    inner.retry = Some(again);
                    false
                }
            }
        };
        if more {
            Self::schedule(saver);
        }
    }
}
