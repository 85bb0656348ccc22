//! What an interaction costs the page's own thread: its handlers with all that they set going, and the frames that show it.
//!
//! Waiting for the screen's next refresh costs nobody anything and is left out: a frame is counted from its first callback to the first
//! task after it, a handler from the event's arrival to the first task after it, or to the frame where it came with one.

use serde_json::Value;
use walkaround_e2e::{Browser, Result};

/// Frames after an input within which everything belongs to it: the handler may ask for a frame, and that one for another.
const FRAMES: u32 = 4;

/// What one interaction cost, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    pub handler: f64,
    pub paint: f64,
}

impl Cost {
    pub fn sum(self) -> f64 {
        self.handler + self.paint
    }
}

const PROBE: &str = "
    const probe = { handler: 0, paint: 0, began: null, frames: 0 };
    const afterTask = new MessageChannel(), afterFrame = new MessageChannel();
    const handlerEnds = now => { if (probe.began !== null) { probe.handler += now - probe.began; probe.began = null; } };
    afterTask.port1.onmessage = () => handlerEnds(performance.now());
    afterFrame.port1.onmessage = ({ data }) => { probe.paint += performance.now() - data; };
    const arrives = () => {
        if (probe.began === null) { probe.began = performance.now(); afterTask.port2.postMessage(0); }
    };
    for (const kind of ['pointerdown', 'pointermove', 'pointerup', 'mousedown', 'mousemove', 'mouseup', 'click', 'wheel'])
        addEventListener(kind, arrives, { capture: true, passive: true });
    const frame = () => {
        const now = performance.now();
        handlerEnds(now);
        probe.frames += 1;
        afterFrame.port2.postMessage(now);
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    window.walkaroundProbe = {
        begin() { probe.handler = probe.paint = 0; probe.frames = 0; },
        async end(frames) {
            const until = probe.frames + frames;
            while (probe.frames < until) await new Promise(done => requestAnimationFrame(done));
            // The last frame's own message comes after it.
            await new Promise(done => setTimeout(done));
            return [probe.handler, probe.paint];
        },
    };
";

/// Puts the probe into the page; it goes with the page.
pub async fn install(browser: &Browser) -> Result {
    browser.script(PROBE, Vec::new()).await.map(drop)
}

/// What `act` costs.
pub async fn cost(browser: &Browser, act: impl AsyncFnOnce() -> Result) -> Result<Cost> {
    browser.script("walkaroundProbe.begin()", Vec::new()).await?;
    act().await?;
    let spent = browser.script_async(&format!("await walkaroundProbe.end({FRAMES})")).await?;
    let part = |index: usize| spent.get(index).and_then(Value::as_f64).unwrap_or_default();
    Ok(Cost { handler: part(0), paint: part(1) })
}
