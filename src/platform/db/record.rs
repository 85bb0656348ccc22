//! Records: `{schema, json}`, so that a record's form can change without touching the database's version, and so that a rescue export
//! needs no code that understands it.

use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use js_sys::Reflect;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::failure::Failure;
use crate::platform::js_object::{number, object, text};
use crate::ports::{DamagedRecord, Listing};

/// Form of the records this code writes. A record of a newer form is not read, because writing it back would lose what it has more.
const SCHEMA: u32 = 1;

/// Writes a record in place of what was there.
pub(super) async fn put(store: &ObjectStore<'_>, key: &str, value: &impl Serialize) -> Result<(), Failure> {
    put_with(store, key, value, []).await
}

/// As [`put`], with numbers beside it that are the tablet's own business.
pub(super) async fn put_with<const N: usize>(
    store: &ObjectStore<'_>,
    key: &str,
    value: &impl Serialize,
    beside: [(&str, u32); N],
) -> Result<(), Failure> {
    let json = serde_json::to_string(value).map_err(|cause| Failure::damaged(key, cause))?;
    let record = object([("schema", SCHEMA.into()), ("json", json.into())]);
    for (name, number) in beside {
        // Setting a member of a plain object can't fail, and answers `true`.
        let _ = Reflect::set(&record, &name.into(), &number.into());
    }
    let record: JsValue = record.into();
    store.put(record).with_key(key).without_key_type().primitive()?.await?;
    Ok(())
}

/// Reads a record.
pub(super) async fn get<T: DeserializeOwned>(store: &ObjectStore<'_>, key: &str) -> Result<Option<T>, Failure> {
    let record: Option<JsValue> = store.get(key).primitive()?.await?;
    record.map(|record| decode(&record).map_err(|cause| Failure::damaged(key, cause))).transpose()
}

/// Reads a number that stands beside a record.
pub(super) async fn number_of(store: &ObjectStore<'_>, key: &str, name: &str) -> Result<Option<u32>, Failure> {
    let record: Option<JsValue> = store.get(key).primitive()?.await?;
    Ok(record.and_then(|record| number(&record, name)))
}

/// Reads all records of a store in the order of their keys.
pub(super) async fn all<T: DeserializeOwned>(store: &ObjectStore<'_>) -> Result<Listing<(String, T)>, Failure> {
    let keys = store.get_all_keys::<JsValue>().primitive()?;
    let records = store.get_all::<JsValue>().primitive()?;
    let (keys, records) = (keys.await?, records.await?);
    let mut listing = Listing { items: Vec::new(), damaged: Vec::new() };
    for (key, record) in keys.zip(records) {
        let key = key?;
        let (key, record) = (key.as_string().unwrap_or_else(|| format!("{key:?}")), record?);
        match decode(&record) {
            Ok(item) => listing.items.push((key, item)),
            Err(cause) => listing.damaged.push(damaged(store.name(), key, &record, cause)),
        }
    }
    Ok(listing)
}

/// A record that can't be read, with what there is of it.
pub(super) fn damaged(store: String, key: String, record: &JsValue, cause: String) -> DamagedRecord {
    DamagedRecord { store, key, raw: raw(record), cause }
}

/// A record's text as it was written; of one without, whatever JSON can be made of it.
fn raw(record: &JsValue) -> String {
    text(record, "json")
        .or_else(|| js_sys::JSON::stringify(record).ok().and_then(|json| json.as_string()))
        .unwrap_or_else(|| format!("{record:?}"))
}

fn decode<T: DeserializeOwned>(record: &JsValue) -> Result<T, String> {
    match number(record, "schema") {
        None => Err("it says no schema".into()),
        Some(found) if found > SCHEMA => Err(format!("its schema {found} is newer than {SCHEMA}")),
        Some(_) => {
            let json = text(record, "json").ok_or("it has no text")?;
            serde_json::from_str(&json).map_err(|error| error.to_string())
        }
    }
}
