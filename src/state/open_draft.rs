//! The draft in the editor, and its saving.
//!
//! Invariant: `SaveState::Saved` is set only after the repository has said so for the newest revision. A change is written at the latest
//! half a second after it was made, and at once when a field, a step or the page is left. Saving belongs to the app, not to a page: it ends
//! even when the page that started it is gone.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Id, Step, Template, Timestamp};

use crate::domain::draft::Draft;
use crate::domain::walkaround::What;
use crate::ports::{Guard, StorageError};

use super::history::History;
use super::{Ports, TemplateHandle, use_ports};

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
    history: ArcRwSignal<History>,
    state: ArcRwSignal<SaveState>,
    revision: u64,
    saved_revision: u64,
    writing: bool,
    closed: bool,
    timer: Option<Guard>,
    /// Tells all tabs that this draft is open, and so its bytes are in use.
    _in_use: Guard,
}

/// The open draft. A handle that can be copied into closures; it lives as long as the editor.
#[derive(Clone, Copy)]
pub struct OpenDraft {
    draft: RwSignal<Draft>,
    history: RwSignal<History>,
    state: RwSignal<SaveState>,
    saver: StoredValue<Rc<RefCell<Saver>>, LocalStorage>,
    template: TemplateHandle,
}

impl OpenDraft {
    /// Opens a draft that is in the database, with the template it began with. Call inside the editor's owner.
    pub fn new(draft: Draft, template: Arc<Template>) -> Self {
        let savers = expect_context::<OpenDrafts>();
        let saver = savers.live(draft.id).unwrap_or_else(|| savers.begin(draft));
        let (draft, history, state) = {
            let inner = saver.borrow();
            (inner.draft.clone(), inner.history.clone(), inner.state.clone())
        };
        Self {
            draft: draft.into(),
            history: history.into(),
            state: state.into(),
            saver: StoredValue::new_local(saver),
            template: TemplateHandle::fixed(template),
        }
    }

    pub fn id(&self) -> Id {
        self.draft.with_untracked(|draft| draft.id)
    }

    pub fn state(&self) -> Signal<SaveState> {
        self.state.into()
    }

    /// The template it began with.
    pub fn template(&self) -> TemplateHandle {
        self.template
    }

    /// Something computed from the draft by its template, recomputed when the draft changes.
    pub fn read_by<T: PartialEq + Send + Sync + 'static>(
        &self,
        get: impl Fn(&Draft, &Template) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let template = self.template.peek();
        self.read(move |draft| get(draft, &template))
    }

    /// Changes the draft as its template says; it is written within half a second.
    pub fn edit_by(&self, change: impl FnOnce(&mut Draft, &Template)) {
        let template = self.template.peek();
        self.edit(|draft| change(draft, &template));
    }

    /// Reads the draft by its template now, untracked: for event handlers.
    pub fn peek_by<T>(&self, get: impl FnOnce(&Draft, &Template) -> T) -> T {
        let template = self.template.peek();
        self.peek(|draft| get(draft, &template))
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
        if let Some(saver) = self.saver.try_get_value() {
            Saver::edit(&saver, change);
        }
    }

    /// Holds the draft for work that may end after the editor was left. `None` where it was left already.
    pub fn hold(&self) -> Option<HeldDraft> {
        self.saver.try_get_value().map(HeldDraft)
    }

    /// What was done on the walk-around since the draft was opened.
    pub fn history(&self) -> Signal<History> {
        self.history.into()
    }

    /// Takes the newest step on the walk-around back.
    pub fn undo(&self) -> Option<What> {
        Saver::turn(&self.saver.try_get_value()?, History::undo)
    }

    /// Does again what was taken back last.
    pub fn redo(&self) -> Option<What> {
        Saver::turn(&self.saver.try_get_value()?, History::redo)
    }

    /// Writes at once what is not written yet: a field, a step or the page is left. What follows is a step of its own.
    pub fn save_now(&self) {
        if let Some(saver) = self.saver.try_get_value() {
            saver.borrow().seal_step();
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
        match self.saver.try_get_value() {
            Some(saver) => Saver::settle(&saver).await,
            None => Ok(()),
        }
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

/// The open draft as work holds it that may end after the editor was left: a photo being prepared, a sound being recorded. As long as it
/// is held, the draft counts as open.
#[derive(Clone)]
pub struct HeldDraft(Rc<RefCell<Saver>>);

impl HeldDraft {
    /// Changes the draft; it is written within half a second.
    pub fn edit(&self, change: impl FnOnce(&mut Draft)) {
        Saver::edit(&self.0, change);
    }

    /// Writes at once what is not written yet.
    pub fn save_now(&self) {
        Saver::write(&self.0);
    }

    /// Writes everything and waits for it. `Ok` means that the database holds what the draft says now.
    pub async fn settle(&self) -> Result<(), StorageError> {
        Saver::settle(&self.0).await
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

    fn live(&self, id: Id) -> Option<Rc<RefCell<Saver>>> {
        let saver = self.savers.with_value(|savers| savers.get(&id).and_then(Weak::upgrade))?;
        let closed = saver.borrow().closed;
        (!closed).then_some(saver)
    }

    fn begin(&self, draft: Draft) -> Rc<RefCell<Saver>> {
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
        }));
        self.savers.update_value(|savers| {
            savers.retain(|_, saver| saver.strong_count() > 0);
            savers.insert(id, Rc::downgrade(&saver));
        });
        saver
    }
}

impl Saver {
    fn edit(saver: &Rc<RefCell<Self>>, change: impl FnOnce(&mut Draft)) {
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

    fn turn(saver: &Rc<RefCell<Self>>, turn: fn(&mut History, &mut Draft) -> Option<What>) -> Option<What> {
        let history = saver.borrow().history.clone();
        let mut what = None;
        // The history follows the draft as it turns; the edit finds nothing left to record.
        Self::edit(saver, |draft| {
            history.update(|history| what = turn(history, draft));
        });
        Self::write(saver);
        what
    }

    fn seal_step(&self) {
        self.history.maybe_update(|history| {
            history.seal();
            false
        });
    }

    async fn settle(saver: &Rc<RefCell<Self>>) -> Result<(), StorageError> {
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
