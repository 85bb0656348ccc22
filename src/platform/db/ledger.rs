//! The database's note about itself, beside the settings, and the room held ready for a full disk.

use async_trait::async_trait;
use indexed_db_futures::prelude::*;

use super::schema::SETTINGS;
use super::{Database, record};
use crate::domain::ledger::Ledger;
use crate::ports::{LedgerRepo, StorageError};

const KEY: &str = "ledger";
/// Letters that mean nothing; an export leaves them out.
pub(super) const RESERVE: &str = "reserve";

/// Enough for the deliveries of a few dozen sheets, each noted with every attachment.
const RESERVED: usize = 1 << 20;

#[async_trait(?Send)]
impl LedgerRepo for Database {
    async fn ledger(&self) -> Result<Option<Ledger>, StorageError> {
        self.run(async |connection| {
            connection
                .read(&[SETTINGS], async |transaction| record::get(&transaction.object_store(SETTINGS)?, KEY).await)
                .await
        })
        .await
    }

    async fn keep_ledger(&self, made: &Ledger) -> Result<Ledger, StorageError> {
        self.run(async |connection| {
            connection
                .write(&[SETTINGS], async |transaction| {
                    let store = transaction.object_store(SETTINGS)?;
                    if let Some(known) = record::get(&store, KEY).await? {
                        return Ok(known);
                    }
                    record::put(&store, KEY, made).await?;
                    Ok(made.clone())
                })
                .await
        })
        .await
    }

    async fn set_ledger(&self, ledger: &Ledger) -> Result<(), StorageError> {
        self.run(async |connection| {
            connection
                .write(&[SETTINGS], async |transaction| {
                    record::put(&transaction.object_store(SETTINGS)?, KEY, ledger).await
                })
                .await
        })
        .await
    }

    async fn set_reserve(&self, held: bool) -> Result<(), StorageError> {
        self.run(async |connection| {
            connection
                .write(&[SETTINGS], async |transaction| {
                    let store = transaction.object_store(SETTINGS)?;
                    let known: Option<String> = store.get_key(RESERVE.to_owned()).primitive()?.await?;
                    match (held, known.is_some()) {
                        (true, false) => {
                            record::put(&store, RESERVE, &noise()).await?;
                        }
                        (false, true) => store.delete(RESERVE).primitive()?.await?,
                        _ => {}
                    }
                    Ok(())
                })
                .await
        })
        .await
    }
}

/// Letters that no engine can store in much less (xorshift64).
fn noise() -> String {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let letters = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'0' + (state >> 58) as u8)
    });
    letters.take(RESERVED).collect()
}
