//! Bytes of photos, clips and signature pictures.
//!
//! Kept as bytes and never as a Blob, written once and never saved again: Blobs in IndexedDB have gone bad on Safari. Thumbnails have a
//! store of their own, so that a list doesn't read the photos.

use async_trait::async_trait;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use js_sys::Uint8Array;
use walkaround_contract::Id;
use wasm_bindgen::JsValue;

use super::Database;
use super::failure::Failure;
use super::schema::{PHOTOS, THUMBNAILS};
use crate::platform::js_object::{bytes, object};
use crate::ports::{PhotoRepo, StorageError, StoredPhoto};

#[async_trait(?Send)]
impl PhotoRepo for Database {
    async fn put(&self, photo: &StoredPhoto) -> Result<(), StorageError> {
        let key = photo.id.to_string();
        self.run(async |connection| {
            connection
                .write(&[PHOTOS, THUMBNAILS], async |transaction| {
                    for (store, value) in [(PHOTOS, &photo.bytes), (THUMBNAILS, &photo.thumbnail)] {
                        let store = transaction.object_store(store)?;
                        match read(&store, &key).await? {
                            // The same photo once more: a first try whose answer was lost.
                            Some(known) if known == *value => {}
                            Some(_) => return Err(Failure::damaged(&key, "another photo has this id")),
                            None => write(&store, &key, &photo.media_type, value).await?,
                        }
                    }
                    Ok(())
                })
                .await
        })
        .await
    }

    async fn bytes(&self, id: Id) -> Result<Option<Vec<u8>>, StorageError> {
        self.read_bytes(PHOTOS, id).await
    }

    async fn thumbnail(&self, id: Id) -> Result<Option<Vec<u8>>, StorageError> {
        self.read_bytes(THUMBNAILS, id).await
    }

    async fn remove(&self, id: Id) -> Result<(), StorageError> {
        self.run(async |connection| {
            connection
                .write(&[PHOTOS, THUMBNAILS], async |transaction| {
                    for store in [PHOTOS, THUMBNAILS] {
                        transaction.object_store(store)?.delete(id.to_string()).primitive()?.await?;
                    }
                    Ok(())
                })
                .await
        })
        .await
    }

    /// Also of a thumbnail whose photo is gone, so that it can be removed.
    async fn ids(&self) -> Result<Vec<Id>, StorageError> {
        self.run(async |connection| {
            connection
                .read(&[PHOTOS, THUMBNAILS], async |transaction| {
                    let mut ids = std::collections::BTreeSet::new();
                    for store in [PHOTOS, THUMBNAILS] {
                        for key in transaction.object_store(store)?.get_all_keys::<String>().primitive()?.await? {
                            let key = key?;
                            ids.insert(Id::try_parse(&key).map_err(|cause| Failure::damaged(&key, cause))?);
                        }
                    }
                    Ok(ids.into_iter().collect())
                })
                .await
        })
        .await
    }
}

impl Database {
    async fn read_bytes(&self, store: &str, id: Id) -> Result<Option<Vec<u8>>, StorageError> {
        self.run(async |connection| {
            connection
                .read(&[store], async |transaction| read(&transaction.object_store(store)?, &id.to_string()).await)
                .await
        })
        .await
    }
}

async fn read(store: &ObjectStore<'_>, key: &str) -> Result<Option<Vec<u8>>, Failure> {
    let record: Option<JsValue> = store.get(key).primitive()?.await?;
    record.map(|record| bytes(&record, "bytes").ok_or_else(|| Failure::damaged(key, "it has no bytes"))).transpose()
}

async fn write(store: &ObjectStore<'_>, key: &str, media_type: &str, value: &[u8]) -> Result<(), Failure> {
    let record: JsValue = object([("media_type", media_type.into()), ("bytes", Uint8Array::from(value).into())]).into();
    store.add(record).with_key(key).without_key_type().primitive()?.await?;
    Ok(())
}
