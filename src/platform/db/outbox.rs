//! Signed sheets and their delivery: two stores under one key, so that the state of a delivery is written without touching the sheet.

use async_trait::async_trait;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use walkaround_contract::Id;
use wasm_bindgen::JsValue;

use super::connection::Connection;
use super::failure::Failure;
use super::schema::{DELIVERIES, DRAFTS, PHOTOS, SHEETS, THUMBNAILS};
use super::{Database, record};
use crate::domain::outbox::LetGo;
use crate::ports::{Delivery, Going, Listing, OutboxEntry, OutboxRepo, SheetRecord, StorageError};

const NO_DELIVERY: &str = "no delivery is recorded for this sheet";
const NOT_CONFIRMED: &str = "the backend has not confirmed this sheet";

#[async_trait(?Send)]
impl OutboxRepo for Database {
    async fn seal(&self, sheet: &SheetRecord, delivery: &Delivery) -> Result<(), StorageError> {
        let key = sheet.id.to_string();
        self.run(async |connection| {
            connection
                .write(&[SHEETS, DELIVERIES, DRAFTS], async |transaction| {
                    let sheets = transaction.object_store(SHEETS)?;
                    match record::get::<SheetRecord>(&sheets, &key).await? {
                        // Sealed by a first try whose answer was lost; its delivery may have begun and stays as it is.
                        Some(known) if known == *sheet => {}
                        Some(_) => return Err(Failure::damaged(&key, "another sheet is sealed under this id")),
                        None => {
                            record::put(&sheets, &key, sheet).await?;
                            record::put(&transaction.object_store(DELIVERIES)?, &key, delivery).await?;
                        }
                    }
                    transaction.object_store(DRAFTS)?.delete(key.as_str()).primitive()?.await?;
                    Ok(())
                })
                .await
        })
        .await
    }

    async fn list(&self) -> Result<Listing<OutboxEntry>, StorageError> {
        self.run(async |connection| {
            connection.read(&[SHEETS, DELIVERIES], async |transaction| list(transaction).await).await
        })
        .await
    }

    async fn waiting(&self) -> Result<Vec<OutboxEntry>, StorageError> {
        self.run(async |connection| {
            connection
                .read(&[SHEETS, DELIVERIES], async |transaction| {
                    let deliveries = record::all::<Delivery>(&transaction.object_store(DELIVERIES)?).await?.items;
                    let sheets = transaction.object_store(SHEETS)?;
                    let mut waiting = Vec::new();
                    for (key, delivery) in deliveries.into_iter().filter(|(_, delivery)| delivery.is_waiting()) {
                        match record::get::<SheetRecord>(&sheets, &key).await {
                            Ok(Some(sheet)) => waiting.push(OutboxEntry { sheet, delivery }),
                            Ok(None) | Err(Failure::Final(StorageError::Damaged { .. })) => {}
                            Err(failure) => return Err(failure),
                        }
                    }
                    Ok(waiting)
                })
                .await
        })
        .await
    }

    async fn get(&self, id: Id) -> Result<Option<OutboxEntry>, StorageError> {
        let key = id.to_string();
        self.run(async |connection| {
            connection
                .read(&[SHEETS, DELIVERIES], async |transaction| {
                    let Some(sheet) = record::get(&transaction.object_store(SHEETS)?, &key).await? else {
                        return Ok(None);
                    };
                    match record::get(&transaction.object_store(DELIVERIES)?, &key).await? {
                        Some(delivery) => Ok(Some(OutboxEntry { sheet, delivery })),
                        None => Err(Failure::damaged(&key, NO_DELIVERY)),
                    }
                })
                .await
        })
        .await
    }

    async fn set_delivery(&self, id: Id, delivery: &Delivery) -> Result<(), StorageError> {
        let key = id.to_string();
        self.run(async |connection| {
            connection
                .write(&[SHEETS, DELIVERIES], async |transaction| {
                    let sheet: Option<String> =
                        transaction.object_store(SHEETS)?.get_key(key.clone()).primitive()?.await?;
                    if sheet.is_none() {
                        return Err(Failure::damaged(&key, "no sheet is sealed under this id"));
                    }
                    let deliveries = transaction.object_store(DELIVERIES)?;
                    // One that can't be read is no reason to keep a new word from being written.
                    let known = record::get::<Delivery>(&deliveries, &key).await.ok().flatten();
                    if known.is_some_and(|known| !known.may_become(delivery)) {
                        return Ok(());
                    }
                    record::put(&deliveries, &key, delivery).await
                })
                .await
        })
        .await
    }

    /// Both steps read the delivery in the transaction that removes: what another tab changed counts.
    async fn let_go(&self, id: Id, going: &Going, note: &LetGo) -> Result<(), StorageError> {
        let noted = self.run(async |connection| let_go(connection, id, going, Some(note)).await).await;
        match (noted, going) {
            (Err(StorageError::Full { .. }), Going::Photos { .. }) => {
                // A transaction that only removes is never refused for want of room. What it frees may take a moment to be room.
                self.run(async |connection| let_go(connection, id, going, None).await).await?;
                match self.run(async |connection| let_go(connection, id, going, Some(note)).await).await {
                    Err(StorageError::Full { .. }) => Ok(()),
                    noted => noted,
                }
            }
            (noted, _) => noted,
        }
    }
}

async fn let_go(connection: &Connection, id: Id, going: &Going, note: Option<&LetGo>) -> Result<(), Failure> {
    let key = id.to_string();
    connection
        .write(&[SHEETS, DELIVERIES, PHOTOS, THUMBNAILS], async |transaction| {
            let (sheets, deliveries) = (transaction.object_store(SHEETS)?, transaction.object_store(DELIVERIES)?);
            let Some(mut delivery) = record::get::<Delivery>(&deliveries, &key).await? else { return Ok(()) };
            if !delivery.is_confirmed() {
                return Err(Failure::damaged(&key, NOT_CONFIRMED));
            }
            match going {
                Going::Photos { bytes } => {
                    for id in bytes {
                        for store in [PHOTOS, THUMBNAILS] {
                            transaction.object_store(store)?.delete(id.to_string()).primitive()?.await?;
                        }
                    }
                }
                Going::Personal { rest } => record::put(&sheets, &key, &**rest).await?,
                Going::All => {
                    sheets.delete(key.as_str()).primitive()?.await?;
                    deliveries.delete(key.as_str()).primitive()?.await?;
                    return Ok(());
                }
            }
            if let Some(note) = note {
                delivery.let_go = note.clone();
                record::put(&deliveries, &key, &delivery).await?;
            }
            Ok(())
        })
        .await
}

async fn list(transaction: &Transaction<'_>) -> Result<Listing<OutboxEntry>, Failure> {
    let sheets = record::all::<SheetRecord>(&transaction.object_store(SHEETS)?).await?;
    let deliveries = record::all::<Delivery>(&transaction.object_store(DELIVERIES)?).await?;
    let mut listing = Listing { items: Vec::new(), damaged: sheets.damaged };
    listing.damaged.extend(deliveries.damaged);
    let mut states: std::collections::BTreeMap<String, Delivery> = deliveries.items.into_iter().collect();
    for (key, sheet) in sheets.items {
        if let Some(delivery) = states.remove(&key) {
            listing.items.push(OutboxEntry { sheet, delivery });
        } else if !listing.damaged.iter().any(|record| record.store == DELIVERIES && record.key == key) {
            listing.damaged.push(record::damaged(DELIVERIES.into(), key, &JsValue::UNDEFINED, NO_DELIVERY.into()));
        }
    }
    Ok(listing)
}
