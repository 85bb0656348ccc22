//! Waiting for something to become so. The only place that sleeps.

use crate::Result;
use anyhow::bail;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long a person would wait before calling it broken. Generous, because a test machine has two cores
/// and a browser on them; what passes does not wait that long.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Short against what is waited for, long against what a look costs.
const PAUSE: Duration = Duration::from_millis(50);

/// Looks until there is something to see.
///
/// # Errors
/// When there is nothing after [`PATIENCE`], or when looking fails to the end.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    until_within(PATIENCE, what, look).await
}

/// As [`until`], with another patience.
///
/// # Errors
/// When there is nothing in that time, or when looking fails to the end.
pub async fn until_within<T>(
    patience: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        // A look may fail while a page is being replaced; what counts is how it ends.
        let failure = match look().await {
            Ok(Some(seen)) => return Ok(seen),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        if started.elapsed() >= patience {
            match failure {
                Some(error) => return Err(error.context(format!("waited {patience:?} until {what}"))),
                None => bail!("waited {patience:?} in vain until {what}"),
            }
        }
        sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_ends_when_there_is_something_to_see() -> Result {
        let mut looks = 0;
        let seen = until("the third look", async || {
            looks += 1;
            Ok((looks == 3).then_some("seen"))
        })
        .await?;
        assert_eq!(seen, "seen");
        Ok(())
    }

    #[tokio::test]
    async fn it_gives_up_and_says_what_it_waited_for() {
        let never = until_within(Duration::from_millis(80), "pigs fly", async || Ok(None::<()>)).await;
        assert!(never.expect_err("they don't").to_string().contains("pigs fly"));
    }
}
