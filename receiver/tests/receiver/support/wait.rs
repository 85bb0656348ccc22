//! Waiting for something to become so. The only place here that sleeps.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// Generous, for a machine that does other things too; what passes does not wait that long.
const PATIENCE: Duration = Duration::from_secs(20);
/// Short against what is waited for, long against what a look costs.
const PAUSE: Duration = Duration::from_millis(10);

/// Looks until it is so. Panics when it never is.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let started = Instant::now();
    while !is_so().await {
        assert!(started.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain until {what}");
        sleep(PAUSE).await;
    }
}
