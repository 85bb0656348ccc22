//! Whether the database is the one that was here before, and the note outside it that says what would be lost.

use std::collections::BTreeSet;

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::ledger::{Counts, Found, Ledger, Outside, compare};
use crate::ports::StorageError;

use super::{Ports, StorageState};

/// What a start found.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// What the browser threw away, until a person has read it.
    pub lost: Option<Counts>,
    pub(super) ledger: Option<Ledger>,
    pub(super) drafts: BTreeSet<Id>,
}

impl Kept {
    /// Looks at both notes. After a loss the database gets no note of its own before [`Kept::begin`], so that a start that is cut off
    /// finds the loss again.
    pub async fn find(ports: &Ports) -> Result<Self, StorageError> {
        let inside = ports.ledger.ledger().await?;
        let outside = ports.outside.read().and_then(|text| serde_json::from_str::<Outside>(&text).ok());
        if let Found::Lost(counts) = compare(inside.as_ref(), outside.as_ref()) {
            return Ok(Self { lost: Some(counts), ..Self::default() });
        }
        Self::begin(ports).await
    }

    /// A person has read what was lost: from here on this is the database.
    pub async fn begin(ports: &Ports) -> Result<Self, StorageError> {
        let ledger = ports.ledger.keep_ledger(&Ledger { id: ports.ids.new_id(), asked: 0 }).await?;
        let drafts = ports.drafts.list().await?.items.iter().map(|draft| draft.id).collect();
        Ok(Self { lost: None, ledger: Some(ledger), drafts })
    }
}

/// Keeps the note outside up to date: numbers, written when one of them changes.
pub(super) fn note_outside(storage: StorageState, ledger: StoredValue<Option<Ledger>>) {
    let undelivered = Memo::new(move |_| {
        storage
            .outbox
            .entries()
            .with(|entries| Some(entries.as_ref()?.iter().filter(|entry| !entry.delivery.is_settled()).count()))
    });
    let drafts = Memo::new(move |_| storage.drafts.with(BTreeSet::len));
    Effect::new(move || {
        let (drafts, Some(undelivered)) = (drafts.get(), undelivered.get()) else { return };
        let Some(id) = ledger.with_value(|ledger| ledger.as_ref().map(|ledger| ledger.id)) else { return };
        let ports = storage.ports.get_value();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let counts = Counts { drafts: count(drafts), undelivered: count(undelivered), at: ports.clock.now() };
        if let Ok(text) = serde_json::to_string(&Outside { id, counts }) {
            ports.outside.write(&text);
        }
    });
}
