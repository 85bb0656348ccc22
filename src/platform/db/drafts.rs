//! Drafts.

use std::collections::BTreeSet;

use async_trait::async_trait;
use indexed_db_futures::prelude::*;
use walkaround_contract::Id;

use super::schema::{DRAFTS, PHOTOS, SHEETS, THUMBNAILS};
use super::{Database, record};
use crate::domain::draft::Draft;
use crate::ports::{DraftRepo, Listing, SheetRecord, StorageError};

#[async_trait(?Send)]
impl DraftRepo for Database {
    async fn save(&self, draft: &Draft) -> Result<(), StorageError> {
        self.run(async |connection| {
            connection
                .write(&[DRAFTS], async |transaction| {
                    record::put(&transaction.object_store(DRAFTS)?, &draft.id.to_string(), draft).await
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
