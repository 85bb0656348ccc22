//! Telling the other tabs of the app.

use super::Guard;
pub use crate::domain::tabs::{NotNow, Records, Said};

/// The way to the other tabs. Where the browser has none, nobody hears and nobody is told: whatever is said is a hint, never a condition.
pub trait TabChannel {
    /// Tells every other tab, and not this one.
    fn tell(&self, said: Said);
    /// Calls back with what other tabs say, until the guard is dropped.
    fn listen(&self, callback: Box<dyn Fn(Said)>) -> Guard;
}
