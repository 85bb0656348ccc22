//! What is done to the drawing, by real input: pushing it, wheeling it closer, the buttons, a tap on a panel, and the tap that makes a mark.

use anyhow::Context;
use serde_json::Value;
use walkaround_e2e::{Browser, Mouse, Result, Role, until, until_within};

use super::probe::{self, Cost};

/// A kind of damage that is among the first tiles of every panel, also beside the tile that says the same again.
const KIND: &str = "Scratch";

/// How often each is done in a round.
pub const TIMES: u32 = 10;

/// A kind of interaction, as the table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// What measuring costs.
    Nothing,
    Pan,
    Wheel,
    ZoomButton,
    TapPanel,
    NewMark,
}

impl Action {
    /// Those that mean something.
    pub const ALL: [Self; 5] = [Self::Pan, Self::Wheel, Self::ZoomButton, Self::TapPanel, Self::NewMark];

    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing, taken off the others",
            Self::Pan => "pan: a move of the finger",
            Self::Wheel => "zoom: a notch of the wheel",
            Self::ZoomButton => "zoom: a press of the button",
            Self::TapPanel => "new mark: the tap on a panel",
            Self::NewMark => "new mark: the tap that makes it",
        }
    }
}

/// A page with nothing on it but a button that moves when it is tapped: what this machine and browser take for a tap whatever the app does.
pub async fn tap_bare_page(browser: &Browser, tell: &mut impl FnMut(Action, Cost), times: u32) -> Result {
    let bare = "
        document.body.replaceChildren();
        const button = document.body.appendChild(document.createElement('button'));
        button.textContent = 'Tap';
        button.style.cssText = 'position: fixed; left: 0; top: 0; width: 200px; height: 100px';
        button.onclick = () => { button.style.translate = button.style.translate ? '' : '20px 0'; };
    ";
    browser.script(bare, Vec::new()).await?;
    for _ in 0..times {
        tell(Action::Nothing, probe::cost(browser, async || Ok(())).await?);
        tell(Action::TapPanel, probe::cost(browser, async || click(browser, 100.0, 50.0).await).await?);
    }
    Ok(())
}

/// Where things are done: the same places on both drafts.
pub struct Course {
    /// Places on panels that no pin covers, in CSS pixels.
    free: Vec<(f64, f64)>,
}

/// Places on the drawing where a tap meets a panel itself, far enough from each other and from everything else.
const FREE_PLACES: &str = "
    const car = document.querySelector('[role=tabpanel] svg[role=group]').getBoundingClientRect();
    const found = [];
    for (let y = car.top + 12; y < car.bottom - 12; y += 9)
        for (let x = car.left + 12; x < car.right - 12; x += 9) {
            const meets = (dx, dy) => document.elementFromPoint(x + dx, y + dy)?.matches?.('path[role=button]');
            if (meets(0, 0) && meets(5, 0) && meets(-5, 0) && meets(0, 5) && meets(0, -5)
                && found.every(([fx, fy]) => Math.hypot(fx - x, fy - y) > 24)) found.push([x, y]);
        }
    return found;
";

impl Course {
    /// Finds the places on the draft that is shown, which has pins.
    pub async fn lay(browser: &Browser) -> Result<Self> {
        Ok(Self { free: free_places(browser).await?.into_iter().take(5).collect() })
    }

    /// Does everything so many times and tells what each cost.
    pub async fn run(&self, browser: &Browser, tell: &mut impl FnMut(Action, Cost), times: u32) -> Result {
        let middle = self.free[self.free.len() / 2];
        self.zoom_and_pan(browser, tell, times, middle).await?;
        for time in 0..times {
            let place = self.free[time as usize % self.free.len()];
            self.mark(browser, tell, place).await?;
        }
        Ok(())
    }

    async fn zoom_and_pan(
        &self,
        browser: &Browser,
        tell: &mut impl FnMut(Action, Cost),
        times: u32,
        (x, y): (f64, f64),
    ) -> Result {
        browser.mouse(Mouse::Move, x, y).await?;
        for _ in 0..times {
            tell(Action::Nothing, probe::cost(browser, async || Ok(())).await?);
        }
        for time in 0..times {
            // Closer and back again, so that no limit is met.
            let notch = if time % 2 == 0 { -120.0 } else { 120.0 };
            tell(Action::Wheel, probe::cost(browser, async || browser.mouse(Mouse::Wheel(notch), x, y).await).await?);
        }
        for time in 0..times {
            let name = if time % 2 == 0 { "Closer" } else { "Further away" };
            let (bx, by) = middle_of(browser, name).await?;
            tell(Action::ZoomButton, probe::cost(browser, async || click(browser, bx, by).await).await?);
        }
        for _ in 0..3 {
            let (bx, by) = middle_of(browser, "Closer").await?;
            click(browser, bx, by).await?;
        }
        // Zoomed in other pins lie elsewhere, and who presses one drags that.
        let places = free_places(browser).await?;
        let far = |place: &(f64, f64)| (place.0 - x).hypot(place.1 - y);
        let (x, y) = places.into_iter().min_by(|one, other| far(one).total_cmp(&far(other))).unwrap_or((x, y));
        browser.mouse(Mouse::Move, x, y).await?;
        browser.mouse(Mouse::Down, x, y).await?;
        // The first moves only tell that it is no tap.
        browser.mouse(Mouse::Drag, x + 20.0, y).await?;
        for time in 0..times {
            let to = x + 20.0 + 6.0 * f64::from(time % 5 + 1);
            tell(Action::Pan, probe::cost(browser, async || browser.mouse(Mouse::Drag, to, y).await).await?);
        }
        browser.mouse(Mouse::Up, x, y).await?;
        browser.press_button("Whole car").await
    }

    /// A mark is made, and taken away again: the next one finds the draft as this one did.
    async fn mark(&self, browser: &Browser, tell: &mut impl FnMut(Action, Cost), (x, y): (f64, f64)) -> Result {
        browser.find(Role::Button, "Closer").await?;
        tell(Action::TapPanel, probe::cost(browser, async || click(browser, x, y).await).await?);
        let (kx, ky) = middle_of(browser, KIND).await?;
        tell(Action::NewMark, probe::cost(browser, async || click(browser, kx, ky).await).await?);
        browser.press_button("Remove this mark").await?;
        browser.until_gone(Role::Button, KIND).await?;
        // Two taps within a moment at one place would be a double tap.
        browser.script_async("await new Promise(done => setTimeout(done, 700))").await.map(drop)
    }
}

/// Waits until the drawing is there, as slow as the page may be.
pub async fn wait_for_the_car(browser: &Browser) -> Result {
    until_within(std::time::Duration::from_secs(60), "the drawing is there", async || {
        let seen = browser.seen().await?;
        Ok(seen.iter().any(|seen| seen.role == "button" && seen.name.starts_with("Front door, left")).then_some(()))
    })
    .await
}

/// Places on the drawing as it is now. There is at least one.
async fn free_places(browser: &Browser) -> Result<Vec<(f64, f64)>> {
    let places = browser.script(FREE_PLACES, Vec::new()).await?;
    let places = places.as_array().context("places come as a list")?;
    let free: Vec<_> = places.iter().filter_map(|place| Some((place[0].as_f64()?, place[1].as_f64()?))).collect();
    anyhow::ensure!(!free.is_empty(), "no panel is free of pins");
    Ok(free)
}

async fn click(browser: &Browser, x: f64, y: f64) -> Result {
    browser.mouse(Mouse::Down, x, y).await?;
    browser.mouse(Mouse::Up, x, y).await
}

/// The middle of a button, in CSS pixels, once it stands still.
async fn middle_of(browser: &Browser, name: &str) -> Result<(f64, f64)> {
    let seen = browser.find(Role::Button, name).await?;
    let element = browser.element(&seen).await?;
    let script = "const { left, top, width, height } = arguments[0].getBoundingClientRect(); return [left + width / 2, top + height / 2]";
    let mut before = Value::Null;
    until(&format!("“{name}” stands still"), async || {
        let now = browser.script(script, vec![element.to_json()?]).await?;
        let still = now == before;
        before = now.clone();
        Ok(still.then(|| now[0].as_f64().zip(now[1].as_f64())).flatten())
    })
    .await
}
