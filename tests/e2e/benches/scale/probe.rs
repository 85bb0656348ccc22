//! What an interaction costs the page's own thread, in processor time: its handlers with all that they set going, and the frames that show
//! it.
//!
//! Processor time and not the clock's: what else the machine does meanwhile, and waiting for the screen's next refresh, cost the page
//! nothing. Looking costs something itself; that is measured as [`Action::Nothing`](super::interact::Action::Nothing) and taken off. Finding
//! buttons by their names turns the browser's support for screen readers on, and that is turned off again before anything is measured.

use std::time::Duration;

use walkaround_e2e::{Browser, Result};

/// How long everything that the page does is taken for the input's doing: its handlers, the frames that they ask for, what the database
/// answers, and the drawing anew of what was wheeled closer and then rests. The browser is not asked for frames meanwhile: an animation
/// costs the page's thread something in every frame that anybody asks for, and next to nothing in the others.
const WINDOW: Duration = Duration::from_millis(300);

/// What one interaction cost, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Handlers and what they call.
    pub script: f64,
    /// Style and layout.
    pub layout: f64,
    /// All of it, painting included.
    pub all: f64,
    /// By the clock, from the input to the frame that shows it, while the page is watched for that. A push or a wheel is never told of.
    pub felt: Option<f64>,
}

/// From now on the page is told how long its taps took until they were shown, as browsers reckon it for the field (Event Timing). Being told
/// costs its thread something, so what is watched is not what is counted.
pub async fn watch(browser: &Browser) -> Result {
    let script = "
        window.felt = [];
        const note = list => felt.push(...list.getEntries().filter(event => event.interactionId).map(event => event.duration));
        new PerformanceObserver(note).observe({ type: 'event', durationThreshold: 16 });
    ";
    browser.script(script, Vec::new()).await.map(drop)
}

/// The longest that was told since it was asked last.
async fn felt(browser: &Browser) -> Result<Option<f64>> {
    let script = "const told = window.felt?.splice(0) ?? []; return told.length ? Math.max(...told) : null";
    Ok(browser.script(script, Vec::new()).await?.as_f64())
}

/// What `act` costs.
pub async fn cost(browser: &Browser, act: impl AsyncFnOnce() -> Result) -> Result<Cost> {
    browser.stop_reading_aloud().await?;
    felt(browser).await?;
    let before = browser.thread_time().await?;
    act().await?;
    tokio::time::sleep(WINDOW).await;
    let after = browser.thread_time().await?;
    Ok(Cost {
        script: after.script - before.script,
        layout: after.layout - before.layout,
        all: after.all - before.all,
        felt: felt(browser).await?,
    })
}
