//! The database's note about itself, beside the settings, and the room held ready for a full disk.

use async_trait::async_trait;
use indexed_db_futures::prelude::*;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::schema::SETTINGS;
use super::{Database, record};
use crate::domain::ledger::Ledger;
use crate::platform::js_object::object;
use crate::ports::{LedgerRepo, StorageError};

const KEY: &str = "ledger";
/// Bytes that mean nothing; an export leaves them out.
pub(super) const RESERVE: &str = "reserve";

/// Enough for the deliveries of a few dozen sheets, each noted with every attachment.
const RESERVED: u32 = 1 << 20;

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
                            let bytes = Uint8Array::from(noise().as_slice());
                            let reserve: JsValue = object([("bytes", bytes.into())]).into();
                            store.put(reserve).with_key(RESERVE).without_key_type().primitive()?.await?;
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

/// Bytes that no engine can store in less (xorshift64).
fn noise() -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    })
    .take(RESERVED as usize / 8)
    .flatten()
    .collect()
}
