//! What writes a draft, whoever changes it: the editor through [`super::OpenDraft`], and work that ends after the editor was left.
//!
//! Invariant: one saver per draft in this tab. [`SaveState::Saved`] is set only after the repository has said so for the newest revision.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use walkaround_contract::{Id, Timestamp};

use crate::domain::draft::Draft;
use crate::domain::walkaround::What;
use crate::ports::{Guard, StorageError};

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

/// The drafts that somebody in this tab works on. One that is opened again while work of before still goes on continues with the same
/// signals, so that neither overwrites the other.
#[derive(Clone, Copy)]
pub struct OpenDrafts {
    savers: StoredValue<HashMap<Id, Weak<RefCell<Saver>>>, LocalStorage>,
}

impl OpenDrafts {
    pub fn provide() {
        provide_context(Self { savers: StoredValue::new_local(HashMap::new()) });
    }

    pub(super) fn live(&self, id: Id) -> Option<Rc<RefCell<Saver>>> {
        let saver = self.savers.with_value(|savers| savers.get(&id).and_then(Weak::upgrade))?;
        let closed = saver.borrow().closed;
        (!closed).then_some(saver)
    }

    pub(super) fn begin(&self, draft: Draft) -> Rc<RefCell<Saver>> {
        let (id, ports) = (draft.id, use_ports());
        let saver = Rc::new(RefCell::new(Saver {
            _in_use: ports.locks.open_draft(),
            ports,
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
        self.savers.update_value(|savers| {
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

    pub(super) fn edit(saver: &Rc<RefCell<Self>>, change: impl FnOnce(&mut Draft)) {
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
        let (ports, draft, revision) = {
            let mut inner = saver.borrow_mut();
            inner.timer = None;
            (inner.ports.clone(), inner.draft.get_untracked(), inner.revision)
        };
        let result = ports.drafts.save(&draft).await;
        Self::written(saver, revision, result.clone());
        result
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
        let (ports, draft, revision) = {
            let mut inner = saver.borrow_mut();
            inner.timer = None;
            // A timer that has run still holds the saver, and with it the draft as open.
            inner.retry = None;
            if inner.closed || inner.writing || inner.saved_revision == inner.revision {
                return;
            }
            inner.writing = true;
            // What failed stays said until it has worked.
            if !inner.state.with_untracked(|state| matches!(state, SaveState::Failed(_))) {
                inner.state.set(SaveState::Saving);
            }
            (inner.ports.clone(), inner.draft.get_untracked(), inner.revision)
        };
        let later = saver.clone();
        ports.device.clone().spawn(Box::pin(async move {
            let result = ports.drafts.save(&draft).await;
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
                    if inner.saved_revision == inner.revision {
                        let at = inner.ports.clock.now();
                        inner.state.set(SaveState::Saved { at });
                        false
                    } else {
                        inner.state.set(SaveState::Changed);
                        true
                    }
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
