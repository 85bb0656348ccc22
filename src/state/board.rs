//! What the board lists: the drafts of this tablet, and what could not be read. Signed sheets are listed by [`super::Delivery`].

use leptos::prelude::*;
use walkaround_contract::{Id, Step};

use crate::domain::draft::Draft;
use crate::ports::{Ask, DamagedRecord, Guard, Lock, Records, Said, StorageError};

use super::draft_access::lock_name;
use super::{KeepTemplateError, OpenDrafts, PortsHandle, Session, Templates, use_session, use_templates};

/// The drafts of this tablet, the newest change first.
#[derive(Clone, Copy)]
pub struct BoardState {
    drafts: RwSignal<Option<Vec<Draft>>>,
    damaged: RwSignal<Vec<DamagedRecord>>,
    failure: RwSignal<Option<StorageError>>,
    ports: PortsHandle,
    session: Session,
    templates: Templates,
    open: OpenDrafts,
    /// The list will be read again in a moment.
    reading_soon: StoredValue<Option<Guard>, LocalStorage>,
}

/// Another window saves a draft twice a second while somebody types: the list follows at this pace.
const FOLLOW_AFTER_MS: u32 = 1_000;

impl BoardState {
    pub fn provide() -> Self {
        let board = Self {
            drafts: RwSignal::new(None),
            damaged: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            ports: expect_context(),
            session: use_session(),
            templates: use_templates(),
            open: expect_context(),
            reading_soon: StoredValue::new_local(None),
        };
        provide_context(board);
        let tabs = board.ports.get_value().tabs;
        let heard = tabs.listen(Box::new(move |said| {
            if said == (Said::Changed { records: Records::Drafts }) {
                board.refresh_soon();
            }
        }));
        StoredValue::new_local(heard);
        board
    }

    /// Another window has changed something; several changes are read at once.
    fn refresh_soon(&self) {
        let board = *self;
        if self.reading_soon.try_with_value(Option::is_none) == Some(true) {
            let device = self.ports.get_value().device;
            let timer = device.after(
                FOLLOW_AFTER_MS,
                Box::new(move || {
                    board.reading_soon.try_set_value(None);
                    board.refresh();
                }),
            );
            self.reading_soon.set_value(Some(timer));
        }
    }

    /// `None` until the first reading is done.
    pub fn drafts(&self) -> Signal<Option<Vec<Draft>>> {
        self.drafts.into()
    }

    /// Records that can't be read; they are shown and can be exported, never hidden.
    pub fn damaged(&self) -> Signal<Vec<DamagedRecord>> {
        self.damaged.into()
    }

    /// Why the list could not be read or a draft not be made.
    pub fn failure(&self) -> Signal<Option<StorageError>> {
        self.failure.into()
    }

    /// Reads the list again.
    pub fn refresh(&self) {
        let board = *self;
        let ports = self.ports.get_value();
        let templates = self.templates;
        ports.device.clone().spawn(Box::pin(async move {
            match ports.drafts.list().await {
                Ok(mut listing) => {
                    // What a draft asks for is said by the template it began with; without it the shipped one stands in.
                    for draft in &listing.items {
                        let _known_from_here_on = templates.find(&draft.template).await;
                    }
                    listing.items.sort_by_key(|draft| std::cmp::Reverse(draft.changed_at));
                    board.drafts.try_set(Some(listing.items));
                    board.damaged.try_set(listing.damaged);
                    board.failure.try_set(None);
                }
                Err(error) => {
                    board.failure.try_set(Some(error));
                }
            }
        }));
    }

    /// Opens a new intake with the shop's template: both are in the database before `then` is told its id and its first step.
    pub fn open_intake(&self, then: Callback<(Id, Step)>) {
        let board = *self;
        let ports = self.ports.get_value();
        let settings = self.session.settings().get_untracked();
        let templates = self.templates;
        ports.device.clone().spawn(Box::pin(async move {
            let (template, first_step) = match templates.for_a_new_draft().await {
                Ok((reference, template)) => (reference, template.first_step().clone()),
                Err(KeepTemplateError::Storage(error)) => {
                    board.failure.try_set(Some(error));
                    return;
                }
                Err(KeepTemplateError::NoCanonicalForm(error)) => {
                    let cause = error.to_string();
                    board.failure.try_set(Some(StorageError::Damaged { record: "template".into(), cause }));
                    return;
                }
            };
            let draft = Draft::open(ports.ids.new_id(), ports.ids.new_id(), ports.clock.now(), &settings, template);
            match ports.drafts.save(&draft).await {
                Ok(()) => {
                    then.try_run((draft.id, first_step));
                }
                Err(error) => {
                    board.failure.try_set(Some(error));
                }
            }
        }));
    }

    /// Removes a draft with its photos, unless somebody works on it in another window. The caller has asked.
    pub fn remove(&self, draft: Draft) {
        let board = *self;
        let ports = self.ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            // One that was open here a moment ago is still locked for this window.
            let lock = if board.open.writes(draft.id) {
                Lock::Unknown
            } else {
                ports.locks.lock(&lock_name(draft.id), Ask::IfFree, Box::new(|| ())).await
            };
            if matches!(lock, Lock::Elsewhere) {
                board.failure.try_set(Some(StorageError::TakenOver { draft: draft.id }));
                return;
            }
            match ports.drafts.remove(&draft).await {
                Ok(()) => board.refresh(),
                Err(error) => {
                    board.failure.try_set(Some(error));
                }
            }
        }));
    }
}

/// The drafts of this tablet.
pub fn use_board() -> BoardState {
    expect_context()
}
