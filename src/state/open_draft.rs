//! The draft in the editor, and its saving.
//!
//! Invariant: `SaveState::Saved` is set only after the repository has said so for the newest revision. A change is written at the latest
//! half a second after it was made, and at once when a field, a step or the page is left. Saving belongs to the app, not to a page: it ends
//! even when the page that started it is gone.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use walkaround_contract::{Id, Step, Timestamp};

use crate::domain::draft::Draft;
use crate::ports::{Guard, StorageError};

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
    /// Not written; the draft is still in memory and will be tried again with the next change.
    Failed(StorageError),
}

struct Saver {
    ports: Ports,
    draft: ArcRwSignal<Draft>,
    state: ArcRwSignal<SaveState>,
    revision: u64,
    saved_revision: u64,
    writing: bool,
    closed: bool,
    timer: Option<Guard>,
}

/// The open draft. A handle that can be copied into closures; it lives as long as the editor.
#[derive(Clone, Copy)]
pub struct OpenDraft {
    draft: RwSignal<Draft>,
    state: RwSignal<SaveState>,
    saver: StoredValue<Rc<RefCell<Saver>>, LocalStorage>,
}

impl OpenDraft {
    /// Opens a draft that is in the database. Call inside the editor's owner.
    pub fn new(draft: Draft) -> Self {
        let saved = SaveState::Saved { at: draft.changed_at };
        let draft = ArcRwSignal::new(draft);
        let state = ArcRwSignal::new(saved);
        let saver = Saver {
            ports: use_ports(),
            draft: draft.clone(),
            state: state.clone(),
            revision: 0,
            saved_revision: 0,
            writing: false,
            closed: false,
            timer: None,
        };
        Self { draft: draft.into(), state: state.into(), saver: StoredValue::new_local(Rc::new(RefCell::new(saver))) }
    }

    pub fn id(&self) -> Id {
        self.draft.with_untracked(|draft| draft.id)
    }

    pub fn state(&self) -> Signal<SaveState> {
        self.state.into()
    }

    /// Something computed from the draft, recomputed when the draft changes.
    pub fn read<T: PartialEq + Send + Sync + 'static>(
        &self,
        get: impl Fn(&Draft) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let draft = self.draft;
        Memo::new(move |_| draft.with(&get))
    }

    /// Reads the draft now, tracked.
    pub fn with<T>(&self, get: impl FnOnce(&Draft) -> T) -> T {
        self.draft.with(get)
    }

    /// Reads the draft now, untracked: for event handlers.
    pub fn peek<T>(&self, get: impl FnOnce(&Draft) -> T) -> T {
        self.draft.with_untracked(get)
    }

    /// A value of the draft that a control shows and changes.
    pub fn bind<T: PartialEq + Send + Sync + 'static>(
        &self,
        get: impl Fn(&Draft) -> T + Send + Sync + 'static,
        set: impl Fn(&mut Draft, T) + Send + Sync + 'static,
    ) -> Bound<T> {
        let open = *self;
        Bound {
            value: self.read(get).into(),
            set: Callback::new(move |value: T| open.edit(|draft| set(draft, value))),
            done: Callback::new(move |()| open.save_now()),
        }
    }

    /// Changes the draft; it is written within half a second.
    pub fn edit(&self, change: impl FnOnce(&mut Draft)) {
        let Some(saver) = self.saver.try_get_value() else { return };
        let now = saver.borrow().ports.clock.now();
        self.draft.update(|draft| {
            change(draft);
            draft.changed_at = now;
        });
        saver.borrow_mut().revision += 1;
        self.state.set(SaveState::Changed);
        Saver::schedule(&saver);
    }

    /// Writes at once what is not written yet: a field, a step or the page is left.
    pub fn save_now(&self) {
        if let Some(saver) = self.saver.try_get_value() {
            Saver::write(&saver);
        }
    }

    /// Goes to another step.
    pub fn enter_step(&self, step: Step) {
        let Some(saver) = self.saver.try_get_value() else { return };
        let now = saver.borrow().ports.clock.now();
        self.edit(|draft| draft.enter_step(step, now));
        self.save_now();
    }

    /// Writes everything and waits for it. `Ok` means that the database holds what the draft says now.
    pub async fn settle(&self) -> Result<(), StorageError> {
        let Some(saver) = self.saver.try_get_value() else { return Ok(()) };
        let (ports, draft, revision) = {
            let mut inner = saver.borrow_mut();
            inner.timer = None;
            (inner.ports.clone(), inner.draft.get_untracked(), inner.revision)
        };
        let result = ports.drafts.save(&draft).await;
        Saver::written(&saver, revision, result.clone());
        result
    }

    /// The draft was sealed or removed: nothing of it may be written again.
    pub fn close(&self) {
        if let Some(saver) = self.saver.try_get_value() {
            let mut inner = saver.borrow_mut();
            inner.closed = true;
            inner.timer = None;
        }
    }
}

impl OpenDraft {
    /// The sealing failed: the draft goes on.
    pub fn reopen(&self) {
        if let Some(saver) = self.saver.try_get_value() {
            saver.borrow_mut().closed = false;
        }
    }
}

impl Saver {
    fn schedule(saver: &Rc<RefCell<Self>>) {
        let mut inner = saver.borrow_mut();
        if inner.timer.is_some() || inner.closed {
            return;
        }
        let later = saver.clone();
        let timer = inner.ports.device.after(SAVE_AFTER_MS, Box::new(move || Self::write(&later)));
        inner.timer = Some(timer);
    }

    fn write(saver: &Rc<RefCell<Self>>) {
        let (ports, draft, revision) = {
            let mut inner = saver.borrow_mut();
            inner.timer = None;
            if inner.closed || inner.writing || inner.saved_revision == inner.revision {
                return;
            }
            inner.writing = true;
            inner.state.set(SaveState::Saving);
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
                    false
                }
            }
        };
        if more {
            Self::schedule(saver);
        }
    }
}

/// A value that a control shows and changes.
pub struct Bound<T: Send + Sync + 'static> {
    pub value: Signal<T>,
    pub set: Callback<T>,
    /// The control was left: write now.
    pub done: Callback<()>,
}

impl<T: Send + Sync + 'static> Clone for Bound<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Bound<T> {}

/// The draft in the editor.
pub fn use_draft() -> OpenDraft {
    expect_context()
}
