//! What the board lists: the drafts of this tablet, and what could not be read. Signed sheets are listed by [`super::Delivery`].

use leptos::prelude::*;
use walkaround_contract::{Id, TemplateRef};

use crate::domain::draft::Draft;
use crate::ports::{DamagedRecord, StorageError};

use super::{PortsHandle, use_session};

/// The drafts of this tablet, the newest change first.
#[derive(Clone, Copy)]
pub struct BoardState {
    drafts: RwSignal<Option<Vec<Draft>>>,
    damaged: RwSignal<Vec<DamagedRecord>>,
    failure: RwSignal<Option<StorageError>>,
    ports: PortsHandle,
}

impl BoardState {
    pub fn provide() -> Self {
        let board = Self {
            drafts: RwSignal::new(None),
            damaged: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            ports: expect_context(),
        };
        provide_context(board);
        board
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
        ports.device.clone().spawn(Box::pin(async move {
            match ports.drafts.list().await {
                Ok(mut listing) => {
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

    /// Opens a new intake: it is in the database before `then` is told its id.
    pub fn open_intake(&self, template: TemplateRef, then: Callback<Id>) {
        let board = *self;
        let ports = self.ports.get_value();
        let settings = use_session().settings().get_untracked();
        ports.device.clone().spawn(Box::pin(async move {
            let draft = Draft::open(ports.ids.new_id(), ports.ids.new_id(), ports.clock.now(), &settings, template);
            match ports.drafts.save(&draft).await {
                Ok(()) => {
                    then.try_run(draft.id);
                }
                Err(error) => {
                    board.failure.try_set(Some(error));
                }
            }
        }));
    }

    /// Removes a draft with its photos. The caller has asked.
    pub fn remove(&self, draft: Draft) {
        let board = *self;
        let ports = self.ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
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
