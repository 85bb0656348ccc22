//! The draft in the editor.
//!
//! Invariant: a change is written at the latest half a second after it was made, and at once when a field, a step or the page is left.
//! Saving belongs to the app, not to a page ([`super::draft_saver`]): it ends even when the page that started it is gone.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Id, Step, Template, TemplateRef};

use crate::domain::draft::Draft;
use crate::domain::walkaround::What;
use crate::ports::StorageError;

use super::TemplateHandle;
use super::draft_access::Access;
use super::draft_saver::{HeldDraft, SaveState, Saver};
use super::history::History;

/// The open draft. A handle that can be copied into closures; it lives as long as the editor.
#[derive(Clone, Copy)]
pub struct OpenDraft {
    draft: RwSignal<Draft>,
    history: RwSignal<History>,
    state: RwSignal<SaveState>,
    access: RwSignal<Access>,
    saver: StoredValue<Rc<RefCell<Saver>>, LocalStorage>,
    template: TemplateHandle,
}

/// A draft that was opened ([`super::OpenDrafts::open`]), on its way to the page that shows it.
#[derive(Clone)]
pub struct DraftAtHand(pub(super) Rc<RefCell<Saver>>);

impl DraftAtHand {
    /// Whether this window may change it.
    pub fn writes(&self) -> bool {
        self.0.borrow().writes()
    }

    /// The step at which it was left.
    pub fn step(&self) -> Step {
        self.0.borrow().draft.with_untracked(|draft| draft.place.step.clone())
    }

    /// The template it began with.
    pub fn template(&self) -> TemplateRef {
        self.0.borrow().draft.with_untracked(|draft| draft.template.clone())
    }
}

impl OpenDraft {
    /// The draft with the template it began with. Call inside the editor's owner.
    pub fn new(draft: DraftAtHand, template: Arc<Template>) -> Self {
        let DraftAtHand(saver) = draft;
        let (draft, history, state, access) = {
            let inner = saver.borrow();
            (inner.draft.clone(), inner.history.clone(), inner.state.clone(), inner.access.clone())
        };
        Self {
            draft: draft.into(),
            history: history.into(),
            state: state.into(),
            access: access.into(),
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

    /// What this window may do with it.
    pub fn access(&self) -> Signal<Access> {
        self.access.into()
    }

    /// True while this window may change it.
    pub fn writes(&self) -> Signal<bool> {
        let access = self.access;
        Memo::new(move |_| access.get() == Access::Writes).into()
    }

    /// Asks the window that writes it to save it and let go; the caller has asked the person.
    pub fn take_over(&self) {
        if let Some(saver) = self.saver.try_get_value() {
            Saver::take_over(&saver);
        }
    }

    /// The page that shows it goes. It stays open for a moment, so that the next page of the same intake finds it.
    pub fn leave(&self) {
        if let Some(saver) = self.saver.try_get_value() {
            Saver::linger(saver);
        }
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

    /// The same, for what much depends on: it is not asked whether it has to change with every change of the draft, only with one of its own.
    pub fn watch<T: PartialEq + Send + Sync + 'static>(
        &self,
        get: impl Fn(&Draft) -> T + Send + Sync + 'static,
    ) -> ReadSignal<T> {
        let draft = self.draft;
        let (watched, set_watched) = signal(untrack(|| draft.with(&get)));
        Effect::new(move || {
            let now = draft.with(&get);
            if watched.with_untracked(|known| *known != now) {
                set_watched.set(now);
            }
        });
        watched
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
        self.saver.try_get_value().map(Saver::hold)
    }

    /// A photo is still being prepared or a sound recorded: what is sealed now would go without it.
    pub fn is_worked_on(&self) -> bool {
        self.saver.try_get_value().is_some_and(|saver| saver.borrow().is_worked_on())
    }

    /// What was done on the walk-around since the draft was opened.
    pub fn history(&self) -> Signal<History> {
        self.history.into()
    }

    /// Number of the newest step, for a message that offers to take it back as long as it is the newest.
    pub fn newest_step(&self) -> Option<u64> {
        self.history.try_with_untracked(History::newest).flatten()
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
