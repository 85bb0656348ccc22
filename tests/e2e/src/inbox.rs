//! What the receiver has, as its inbox lists it.

use crate::{Browser, Result};
use anyhow::Context;

/// Goes through the pages of the list, to the oldest.
const LISTED: &str = "await (async () => {
    const ids = [];
    for (let address = '/inbox'; address; ) {
        const answer = await fetch(address);
        if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        for (const line of page.querySelectorAll('a.inbox-line')) ids.push(line.getAttribute('href').split(/[/?]/)[2]);
        const older = [...page.querySelectorAll('.inbox-pages a')].map(link => link.getAttribute('href'));
        address = older.find(link => link.includes('before='));
    }
    return ids;
})()";

/// The ids of all sheets in the inbox of the receiver that serves the page, newest first, each as often as it is listed.
///
/// # Errors
/// When the inbox can't be read.
pub async fn ids_in_inbox(browser: &Browser) -> Result<Vec<String>> {
    serde_json::from_value(browser.script_async(LISTED).await?).context("the inbox lists sheets by their ids")
}
