//! Who works on what right now, over all tabs of the app.

use async_trait::async_trait;

use super::{Guard, LocalFuture};

/// How a lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Only if nobody has it.
    IfFree,
    /// In the order in which tabs asked, however long it takes.
    Wait,
    /// Whoever has it: that tab is told that it has lost it. For a holder that does not answer.
    Steal,
}

/// What came of asking for a lock.
pub enum Lock {
    /// No other tab has it until the guard is dropped or the tab dies.
    Held(Guard),
    /// Another tab has it.
    Elsewhere,
    /// The browser has no locks, or not on this page: nobody can tell.
    Unknown,
}

/// Locks that all tabs of the app share.
#[async_trait(?Send)]
pub trait TabLocks {
    /// A draft is open in this tab, until the guard is dropped. Any number may be, in any tab.
    fn open_draft(&self) -> Guard;
    /// Runs `work` if no draft is open in any tab, and lets none begin until it is done. False where one is open, or where the browser
    /// can't tell: then nothing was done.
    async fn while_no_draft_is_open(&self, work: LocalFuture<()>) -> bool;
    /// Asks for the lock of this name, which one tab has at a time. `on_lost` is called when another tab has stolen it. Who stops waiting
    /// by dropping the future does not get it.
    async fn lock(&self, name: &str, ask: Ask, on_lost: Box<dyn FnOnce()>) -> Lock;
}
