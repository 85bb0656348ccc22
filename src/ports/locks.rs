//! Who works on drafts right now, over all tabs of the app.

use async_trait::async_trait;

use super::{Guard, LocalFuture};

/// Locks that all tabs of the app share.
#[async_trait(?Send)]
pub trait TabLocks {
    /// A draft is open in this tab, until the guard is dropped. Any number may be, in any tab.
    fn open_draft(&self) -> Guard;
    /// Runs `work` if no draft is open in any tab, and lets none begin until it is done. False where one is open, or where the browser
    /// can't tell: then nothing was done.
    async fn while_no_draft_is_open(&self, work: LocalFuture<()>) -> bool;
}
