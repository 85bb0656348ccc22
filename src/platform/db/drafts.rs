//! Drafts.

use std::collections::BTreeSet;

use async_trait::async_trait;
use indexed_db_futures::prelude::*;
use walkaround_contract::Id;

use super::schema::{DRAFTS, PHOTOS, SHEETS, THUMBNAILS};
use super::{Database, record};
use crate::domain::draft::Draft;
use crate::ports::{Claim, DraftRepo, Listing, SheetRecord, StorageError};

/// Number of the newest claim, beside the draft in its record. One of an app that knew no claims was never claimed.
const CLAIM: &str = "claim";

#[async_trait(?Send)]
impl DraftRepo for Database {
    async fn save(&self, draft: &Draft) -> Result<(), StorageError> {
        let key = draft.id.to_string();
        self.run(async |connection| {
            connection
                .write(&[DRAFTS], async |transaction| {
                    let store = transaction.object_store(DRAFTS)?;
                    let claim = record::number_of(&store, &key, CLAIM).await?.unwrap_or_default() + 1;
                    record::put_with(&store, &key, draft, [(CLAIM, claim)]).await
                })
                .await
        })
        .await
    }

    async fn claim(&self, id: Id) -> Result<Option<(Draft, Claim)>, StorageError> {
        let key = id.to_string();
        self.run(async |connection| {
            connection
                .write(&[DRAFTS], async |transaction| {
                    let store = transaction.object_store(DRAFTS)?;
                    let Some(draft) = record::get::<Draft>(&store, &key).await? else { return Ok(None) };
                    let claim = record::number_of(&store, &key, CLAIM).await?.unwrap_or_default() + 1;
                    record::put_with(&store, &key, &draft, [(CLAIM, claim)]).await?;
                    Ok(Some((draft, Claim(claim))))
                })
                .await
        })
        .await
    }

    async fn save_claimed(&self, draft: &Draft, claim: Claim) -> Result<(), StorageError> {
        let key = draft.id.to_string();
        self.run(async |connection| {
            connection
                .write(&[DRAFTS], async |transaction| {
                    let store = transaction.object_store(DRAFTS)?;
                    if record::number_of(&store, &key, CLAIM).await? != Some(claim.0) {
                        return Err(StorageError::TakenOver { draft: draft.id }.into());
                    }
                    record::put_with(&store, &key, draft, [(CLAIM, claim.0)]).await
                })
                .await
        })
        .await
    }

    async fn load(&self, id: Id) -> Result<Option<Draft>, StorageError> {
        self.run(async |connection| {
            connection
                .read(&[DRAFTS], async |transaction| {
                    record::get(&transaction.object_store(DRAFTS)?, &id.to_string()).await
                })
                .await
        })
        .await
    }

    async fn list(&self) -> Result<Listing<Draft>, StorageError> {
        let Listing { items, damaged } = self
            .run(async |connection| {
                connection
                    .read(&[DRAFTS], async |transaction| record::all(&transaction.object_store(DRAFTS)?).await)
                    .await
            })
            .await?;
        Ok(Listing { items: items.into_iter().map(|(_, draft)| draft).collect(), damaged })
    }

    /// What a signed sheet refers to stays, whoever else refers to it; with a sheet that can't be read nobody knows, and all bytes stay.
    async fn remove(&self, draft: &Draft) -> Result<(), StorageError> {
        self.run(async |connection| {
            connection
                .write(&[DRAFTS, SHEETS, PHOTOS, THUMBNAILS], async |transaction| {
                    transaction.object_store(DRAFTS)?.delete(draft.id.to_string()).primitive()?.await?;
                    let sheets: Listing<(String, SheetRecord)> =
                        record::all(&transaction.object_store(SHEETS)?).await?;
                    if !sheets.damaged.is_empty() {
                        return Ok(());
                    }
                    let sealed: BTreeSet<Id> = sheets.items.iter().flat_map(|(_, sheet)| sheet.kept_ids()).collect();
                    for id in draft.attachment_ids().filter(|id| !sealed.contains(id)) {
                        for store in [PHOTOS, THUMBNAILS] {
                            transaction.object_store(store)?.delete(id.to_string()).primitive()?.await?;
                        }
                    }
                    Ok(())
                })
                .await
        })
        .await
    }
}
