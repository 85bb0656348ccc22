//! The app's database from the outside, as another version of the app or a fault of the disk would read and leave it.
//!
//! Invariant: what is done here closes its connection again, so that the app is never kept waiting.

use crate::{Browser, Result};
use anyhow::Context;
use serde_json::{Value, json};

impl Browser {
    /// What the app keeps in a store, by key: the JSON of its records, as it stands on disk.
    ///
    /// # Errors
    /// When there is no such store, or a record is none of the app's.
    pub async fn stored(&self, store: &str) -> Result<Vec<(String, Value)>> {
        let body = format!(
            "const from = database.transaction({store}).objectStore({store});
            const [keys, records] = [await done(from.getAllKeys()), await done(from.getAll())];
            return keys.map((key, index) => [String(key), records[index].json]);",
            store = json!(store),
        );
        let found = self.in_database("undefined", &body).await?;
        let rows = found.as_array().with_context(|| format!("{store} is read as a list"))?;
        rows.iter()
            .map(|row| {
                let key = row[0].as_str().context("a record has a key")?.to_owned();
                let json = row[1].as_str().with_context(|| format!("the record {key} has a text"))?;
                let value = serde_json::from_str(json).with_context(|| format!("reading the record {key}"))?;
                Ok((key, value))
            })
            .collect()
    }

    /// The keys of a store's records, whatever these are.
    ///
    /// # Errors
    /// When there is no such store.
    pub async fn stored_keys(&self, store: &str) -> Result<Vec<String>> {
        let body = format!(
            "return (await done(database.transaction({0}).objectStore({0}).getAllKeys())).map(String);",
            json!(store)
        );
        Ok(serde_json::from_value(self.in_database("undefined", &body).await?)?)
    }

    /// How many records a store has, whatever they are.
    ///
    /// # Errors
    /// When there is no such store.
    pub async fn count_stored(&self, store: &str) -> Result<u64> {
        let body = format!("return await done(database.transaction({0}).objectStore({0}).count());", json!(store));
        self.in_database("undefined", &body).await?.as_u64().context("a count is a number")
    }

    /// Puts any record into a store, past the app.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn put_record(&self, store: &str, key: &str, record: &Value) -> Result {
        let body = format!(
            "const transaction = database.transaction({store}, 'readwrite');
            transaction.objectStore({store}).put({record}, {key});
            return await new Promise((ok, not) => {{ transaction.oncomplete = () => ok(true); transaction.onabort = () => not(transaction.error); }});",
            store = json!(store),
            key = json!(key),
        );
        self.in_database("undefined", &body).await.map(drop)
    }

    /// Takes everything out of a store, as on a tablet that never had it.
    ///
    /// # Errors
    /// When there is no such store.
    pub async fn clear_store(&self, store: &str) -> Result {
        let body = format!(
            "const transaction = database.transaction({store}, 'readwrite');
            transaction.objectStore({store}).clear();
            return await new Promise((ok, not) => {{ transaction.oncomplete = () => ok(true); transaction.onabort = () => not(transaction.error); }});",
            store = json!(store),
        );
        self.in_database("undefined", &body).await.map(drop)
    }

    /// Removes the app's database and nothing else, as a browser does that needs the room. Needs a page that does not hold it open.
    ///
    /// # Errors
    /// When somebody holds it open.
    pub async fn delete_database(&self) -> Result {
        let script = "await new Promise((ok, not) => {
            const request = indexedDB.deleteDatabase('walkaround');
            request.onsuccess = () => ok(true);
            request.onerror = () => not(request.error);
            request.onblocked = () => not('another page holds the database open');
        })";
        self.script_async(script).await.map(drop)
    }

    /// Raises the database's version, as a newer app would that was here and is gone again. Needs a page that does not hold it open.
    ///
    /// # Errors
    /// When somebody holds it open.
    pub async fn raise_database_version(&self, version: u32) -> Result {
        self.in_database(&version.to_string(), "return database.version;").await.map(drop)
    }

    /// The database's version.
    ///
    /// # Errors
    /// When it can't be opened.
    pub async fn database_version(&self) -> Result<u64> {
        self.in_database("undefined", "return database.version;").await?.as_u64().context("a version is a number")
    }

    /// Runs `body` with an open `database`; `done(request)` waits for a request.
    async fn in_database(&self, version: &str, body: &str) -> Result<Value> {
        let script = format!(
            "await (async () => {{
                const done = request => new Promise((ok, not) => {{
                    request.onsuccess = () => ok(request.result);
                    request.onerror = () => not(request.error);
                    request.onblocked = () => not('another page holds the database open');
                }});
                const database = await done(indexedDB.open('walkaround', {version}));
                try {{ {body} }} finally {{ database.close(); }}
            }})()"
        );
        self.script_async(&script).await.context("looking into the app's database")
    }
}
