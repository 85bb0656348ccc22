//! A tablet whose disk is full: the browser's own limit for the origin, and something else that takes every byte that is left.

use crate::{Browser, Result};
use anyhow::Context;
use serde_json::json;

/// Takes all room there is, down to the last byte: in a database of its own, in ever smaller pieces. Answers how much it took.
const FILL: &str = "await (async () => {
    const done = request => new Promise((ok, not) => { request.onsuccess = () => ok(request.result); request.onerror = () => not(request.error); });
    const opening = indexedDB.open('filler', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('bytes', { autoIncrement: true });
    const database = await done(opening);
    const keep = size => new Promise((ok, not) => {
        const bytes = new Uint8Array(size);
        for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
        const transaction = database.transaction('bytes', 'readwrite');
        transaction.objectStore('bytes').put(bytes);
        transaction.oncomplete = () => ok(true);
        transaction.onabort = () => ok(false);
    });
    let taken = 0;
    for (let size = 1 << 20; size >= 1; ) {
        if (await keep(size)) taken += size; else size = size >> 1;
    }
    database.close();
    return taken;
})()";

/// Gives back everything that was taken.
const EMPTY: &str = "await new Promise((ok, not) => {
    const request = indexedDB.deleteDatabase('filler');
    request.onsuccess = () => ok(true);
    request.onerror = () => not(request.error);
})";

impl Browser {
    /// Lets the app's origin have only so many bytes. Before it keeps anything: the browser reckons with a limit it knew for half a minute.
    ///
    /// # Errors
    /// When the browser can't limit it.
    pub async fn limit_storage(&self, bytes: u64) -> Result {
        let origin = self.script("return location.origin", Vec::new()).await?;
        let parameters = json!({ "origin": origin, "quotaSize": bytes });
        self.devtools("Storage.overrideQuotaForOrigin", parameters).await.map(drop)
    }

    /// Takes the limit away.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn lift_storage_limit(&self) -> Result {
        let origin = self.script("return location.origin", Vec::new()).await?;
        self.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin })).await.map(drop)
    }

    /// Fills what is left to the last byte.
    ///
    /// # Errors
    /// When something else than the limit is in the way.
    pub async fn fill_storage(&self) -> Result<u64> {
        self.script_async(FILL).await?.as_u64().context("it says how much it took")
    }

    /// Gives back what [`Browser::fill_storage`] took.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn empty_storage(&self) -> Result {
        self.script_async(EMPTY).await.map(drop)
    }
}
