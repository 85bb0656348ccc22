//! The rescue export: everything in the database as JSON, without understanding any of it. It works on a database of a newer version too.

use std::rc::Rc;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use indexed_db_futures::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::Database;
use super::connection::Connection;
use super::failure::Failure;
use super::ledger::RESERVE;
use crate::platform::js_object::as_bytes;
use crate::ports::{RawExport, StorageError};

#[async_trait(?Send)]
impl RawExport for Database {
    async fn export_raw(&self) -> Result<String, StorageError> {
        match self.connection().await {
            Err(StorageError::Future { .. }) => {
                let connection = Rc::new(Connection::open_any(&self.name).await?);
                export(&self.name, &connection).await.map_err(|failure| match failure {
                    Failure::Final(error) => error,
                    Failure::Dead(death) => StorageError::Lost { cause: death.to_string() },
                })
            }
            Err(error) => Err(error),
            Ok(_) => self.run(async |connection| export(&self.name, connection).await).await,
        }
    }
}

/// `{"database", "version", "records": [{"store", "key", "record"}]}`.
async fn export(name: &str, connection: &Connection) -> Result<String, Failure> {
    let mut out = format!("{{\"database\":{},\"version\":{},\"records\":[", quoted(name), connection.version());
    let mut first = true;
    for store in connection.stores() {
        let keys: Vec<JsValue> = connection
            .read(&[&store], async |transaction| {
                Ok(transaction
                    .object_store(&store)?
                    .get_all_keys::<JsValue>()
                    .primitive()?
                    .await?
                    .collect::<Result<_, _>>()?)
            })
            .await?;
        // One record at a time: a store of photos may be larger than what a page may hold at once.
        for key in keys.into_iter().filter(|key| key.as_string().as_deref() != Some(RESERVE)) {
            let record: Option<JsValue> = connection
                .read(&[&store], async |transaction| {
                    Ok(transaction.object_store(&store)?.get(key.clone()).primitive()?.await?)
                })
                .await?;
            if !std::mem::take(&mut first) {
                out.push(',');
            }
            out.push_str(&format!("\n{{\"store\":{},\"key\":", quoted(&store)));
            write_json(&mut out, &key);
            out.push_str(",\"record\":");
            write_json(&mut out, &record.unwrap_or(JsValue::NULL));
            out.push('}');
        }
    }
    out.push_str("\n]}\n");
    Ok(out)
}

/// Any value as JSON: bytes as `{"base64": …}`, members of objects one by one, and what JSON can't say (a key's handle) as its type.
fn write_json(out: &mut String, value: &JsValue) {
    if let Some(bytes) = as_bytes(value) {
        out.push_str("{\"base64\":\"");
        STANDARD.encode_string(bytes, out);
        out.push_str("\"}");
        return;
    }
    let is_plain = value.is_object()
        && value.dyn_ref::<js_sys::Object>().is_some_and(|object| object.constructor().name() == "Object");
    if is_plain {
        out.push('{');
        for (place, entry) in js_sys::Object::entries(value.unchecked_ref()).iter().enumerate() {
            let entry: js_sys::Array = entry.unchecked_into();
            if place > 0 {
                out.push(',');
            }
            out.push_str(&quoted(&entry.get(0).as_string().unwrap_or_default()));
            out.push(':');
            write_json(out, &entry.get(1));
        }
        out.push('}');
        return;
    }
    let is_handle = value.is_instance_of::<web_sys::CryptoKey>();
    match js_sys::JSON::stringify(value).ok().and_then(|json| json.as_string()) {
        Some(json) if !is_handle => out.push_str(&json),
        _ => out.push_str(&quoted(&format!("{value:?}"))),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
