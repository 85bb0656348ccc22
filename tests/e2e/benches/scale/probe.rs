//! What an interaction costs the page's own thread, in processor time: its handlers with all that they set going, and the frames that show it.
//!
//! Processor time and not the clock's: what else the machine does meanwhile, and waiting for the screen's next refresh, cost the page
//! nothing. Looking costs something itself; that is measured as [`Action::Nothing`](super::interact::Action::Nothing) and taken off.

use walkaround_e2e::{Browser, Result};

/// Frames after an input within which everything belongs to it: the handler may ask for a frame, and that one for another.
const FRAMES: u32 = 4;

/// What one interaction cost, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Handlers and what they call.
    pub script: f64,
    /// Style and layout.
    pub layout: f64,
    /// All of it, painting included.
    pub all: f64,
}

/// What `act` costs.
pub async fn cost(browser: &Browser, act: impl AsyncFnOnce() -> Result) -> Result<Cost> {
    let before = browser.thread_time().await?;
    act().await?;
    let frames = format!(
        "await (async () => {{
            for (let frame = 0; frame < {FRAMES}; frame++) await new Promise(done => requestAnimationFrame(done));
            // What the last frame draws comes after its callbacks.
            await new Promise(done => setTimeout(done));
        }})()"
    );
    browser.script_async(&frames).await?;
    let after = browser.thread_time().await?;
    Ok(Cost { script: after.script - before.script, layout: after.layout - before.layout, all: after.all - before.all })
}
