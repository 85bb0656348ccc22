//! All forty views in the app: a finger on a panel gets that panel, at the size it is shown, zoomed in or not.

use anyhow::{Context, ensure};
use serde_json::Value;
use walkaround_contract::{BodyType, Template, View};
use walkaround_e2e::{
    Browser, Look, Mouse, Result, Role, first_start, full_draft, go_to_step, new_intake, perform, until,
};

/// Panels of all bodies and views together.
const PANELS: usize = 1_323;

/// What the scripts share: where a panel's roomiest point is on the screen, and a tap as the browser would hand it on.
const TAPPING: &str = "
    const board = document.querySelector('.drawing-board');
    // Effects of a tap are done before the next task.
    const settled = () => new Promise(done => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage(0);
    });
    const frames = async count => { while (count--) await new Promise(requestAnimationFrame); };
    const swapped = id => id.split('_').map(word => ({ left: 'right', right: 'left' })[word] ?? word).join('_');
    const openView = async index => {
        const tab = document.querySelectorAll('[role=tab]')[index];
        tab.click();
        for (let look = 0; look < 100 && tab.getAttribute('aria-selected') !== 'true'; look++) await settled();
        await frames(3);
    };
    const panelsOf = (file, name) => {
        const { w, h, panels } = file.views[name === 'right' ? 'left' : name];
        return panels.map(({ id, at: [x, y] }) => name === 'right'
            ? { id: swapped(id), x: (w - x) / w, y: y / h }
            : { id, x: x / w, y: y / h });
    };
    const place = ({ x, y }) => {
        const box = board.querySelector('.view-box > svg.car').getBoundingClientRect();
        return { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
    };
    const tap = async at => {
        const under = document.elementFromPoint(at.clientX, at.clientY);
        under.dispatchEvent(new MouseEvent('click', { ...at, bubbles: true, cancelable: true, detail: 1 }));
        await settled();
        return under;
    };
    const chosen = () => [...board.querySelectorAll('[data-panel][aria-expanded=true]')].map(path => path.dataset.panel).join();
    const close = async () => {
        const box = board.querySelector('.view-box > svg.car');
        const { left, top } = box.getBoundingClientRect();
        box.dispatchEvent(new MouseEvent('click', { clientX: left + 2, clientY: top + 2, bubbles: true, detail: 1 }));
        await settled();
    };
    const wrong = [];
    const pick = async panel => {
        const at = place(panel);
        const under = (await tap(at)).dataset?.panel;
        if (under !== panel.id || chosen() !== panel.id) wrong.push(`${panel.id}: lies under ${under}, picked ${chosen()}`);
        await close();
        if (chosen()) wrong.push(`${panel.id} stays chosen`);
    };
";

#[tokio::test]
async fn a_tap_inside_each_panel_of_each_view_picks_it() -> Result {
    perform("drawings", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        go_to_step(browser, "Walk-around").await?;
        let template = Template::standard();
        let mut tapped = 0;
        let mut before = None;
        for body in BodyType::KNOWN {
            let name = template.label("body_type", body.as_str(), "en");
            if let Some(before) = before.replace(name) {
                browser.press_button(&format!("{before} change the body")).await?;
            }
            browser.press_button(name).await?;
            browser.find(Role::Button, &format!("{name} change the body")).await?;
            for (index, view) in View::KNOWN.iter().enumerate() {
                let script = format!(
                    "{TAPPING}
                    const file = await (await fetch('/drawings/{body}.json')).json();
                    await openView({index});
                    const panels = panelsOf(file, '{view}');
                    const drawn = [...board.querySelectorAll('[data-panel]')].map(path => path.dataset.panel).sort().join();
                    if (drawn !== panels.map(({{ id }}) => id).sort().join()) wrong.push(`drawn are ${{drawn}}`);
                    for (const panel of panels) await pick(panel);
                    return {{ tapped: panels.length, wrong }};"
                );
                tapped += count_of(browser, &script, &format!("{body} {view}")).await?;
            }
        }
        ensure!(tapped == PANELS, "{tapped} panels were tapped");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn zoomed_and_pushed_a_tap_stays_a_tap() -> Result {
    perform("drawings-zoomed", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let browser = stage.browser();
        new_intake(browser).await?;
        go_to_step(browser, "Walk-around").await?;
        browser.press_button("Sedan").await?;
        browser.press_button("Closer").await?;
        browser.press_button("Closer").await?;
        let script = format!(
            "{TAPPING}
            const file = await (await fetch('/drawings/sedan.json')).json();
            const width = () => board.querySelector('.view-box > svg.car').getBoundingClientRect().width;
            const room = board.getBoundingClientRect();
            const page = document.documentElement.scrollHeight;
            const finger = (type, id, clientX, clientY) => board.querySelector('.view-box > svg.car').dispatchEvent(
                new PointerEvent(type, {{ pointerId: id, pointerType: 'touch', isPrimary: id === 7, clientX, clientY, buttons: type === 'pointerup' ? 0 : 1, bubbles: true, cancelable: true }}));
            const [x, y] = [room.left + room.width / 2, room.top + room.height / 2];
            await frames(3);
            const stepped = width();
            // Two fingers, from 100 px to 150 px apart and 20 px to the right.
            finger('pointerdown', 7, x - 50, y);
            finger('pointerdown', 8, x + 50, y);
            finger('pointermove', 7, x - 55, y);
            finger('pointermove', 8, x + 95, y);
            await settled();
            const pinched = width();
            finger('pointerup', 7, x - 55, y);
            finger('pointerup', 8, x + 95, y);
            await frames(3);
            const drawn = width();
            const ratio = pinched / stepped;
            if (Math.abs(ratio - 1.5) > 0.02) wrong.push(`pinched by ${{ratio}}`);
            if (Math.abs(drawn - pinched) > 2) wrong.push(`drawn ${{drawn}} px wide after a pinch to ${{pinched}}`);
            // One finger pushes, and picks nothing.
            const before = place({{ x: 0.5, y: 0.5 }}).clientX;
            finger('pointerdown', 7, x, y);
            finger('pointermove', 7, x + 40, y);
            finger('pointerup', 7, x + 40, y);
            await tap({{ clientX: x + 40, clientY: y }});
            const pushed = place({{ x: 0.5, y: 0.5 }}).clientX - before;
            if (Math.abs(pushed - 40) > 1) wrong.push(`pushed by ${{pushed}}`);
            if (chosen()) wrong.push(`pushing picked ${{chosen()}}`);
            await frames(3);
            // What is in sight is tapped where it is.
            let tapped = 0;
            for (const panel of panelsOf(file, 'left')) {{
                const at = place(panel);
                if (!board.contains(document.elementFromPoint(at.clientX, at.clientY)?.closest('[data-panel]') ?? null)) continue;
                await tap(at);
                if (chosen() !== panel.id) wrong.push(`${{panel.id}}: picked ${{chosen()}}`);
                await close();
                await frames(2);
                tapped++;
            }}
            if (document.documentElement.scrollHeight !== page) wrong.push('the page has grown');
            return {{ tapped, wrong }};"
        );
        let tapped = count_of(browser, &script, "zoomed").await?;
        ensure!(tapped >= 3, "only {tapped} panels in sight");
        browser.screenshot("drawings-zoomed").await?;
        browser.press_button("Whole car").await?;
        // The panel under a finger is named before it is chosen.
        let script = format!(
            "{TAPPING}
            const file = await (await fetch('/drawings/sedan.json')).json();
            await frames(3);
            const door = panelsOf(file, 'left').find(({{ id }}) => id === 'door_rear_left');
            const sill = panelsOf(file, 'left').find(({{ id }}) => id === 'sill_left');
            const car = board.querySelector('.view-box > svg.car');
            const finger = (type, at) => car.dispatchEvent(new PointerEvent(type, {{ ...at, pointerId: 7, pointerType: 'touch', bubbles: true, buttons: 1 }}));
            const name = () => board.querySelector('.pointed')?.textContent;
            finger('pointerdown', place(door));
            await settled();
            if (name() !== 'Rear door, left') wrong.push(`named ${{name()}}`);
            if (chosen()) wrong.push('chosen before it was lifted');
            finger('pointermove', place(sill));
            await settled();
            if (name() !== 'Sill, left') wrong.push(`then named ${{name()}}`);
            finger('pointerup', place(sill));
            await settled();
            if (chosen() !== 'sill_left') wrong.push(`picked ${{chosen()}}`);
            if (name()) wrong.push(`${{name()}} is still named`);
            return {{ tapped: 1, wrong }};"
        );
        count_of(browser, &script, "under the finger").await?;
        Ok(())
    })
    .await
}

/// Where every pin stands, and the longest line from a damage to its pin, in px.
const PINS: &str = "
    const lines = document.querySelector('.pin-picture > .leader').getAttribute('d');
    const lengths = [...lines.matchAll(/M(-?\\d+) (-?\\d+)L(-?\\d+) (-?\\d+)/g)].map(([, ...at]) => Math.hypot(at[0] - at[2], at[1] - at[3]));
    const places = [...document.querySelectorAll('.pin-place')].map(place => place.style.margin.split(' ').map(parseFloat));
    return [places.flat(), Math.max(0, ...lengths)];
";

#[tokio::test]
async fn zoomed_in_pins_stay_with_their_damage_and_turning_the_tablet_moves_none() -> Result {
    perform("drawings-pins", Look::LANDSCAPE, async |stage| {
        first_start(stage).await?;
        let full = full_draft(stage).await?;
        stage.go(&format!("/intake/{full}/walkaround")).await?;
        let browser = stage.browser();
        for _ in 0..3 {
            browser.press_button("Closer").await?;
        }
        let (zoomed, longest) = pins_at_rest(browser).await?;
        ensure!(longest < 200.0, "a pin stands {longest} px from its damage");
        browser.hold(Look::PORTRAIT).await?;
        until("pins stand elsewhere on an upright tablet", async || {
            Ok((farthest(&zoomed, &pins_at_rest(browser).await?.0) > 1.0).then_some(()))
        })
        .await?;
        browser.hold(Look::LANDSCAPE).await?;
        // The board is measured anew, zoomed: that may differ by a fraction of a px from what followed from its size before.
        until("pins stand where they stood", async || {
            Ok((farthest(&zoomed, &pins_at_rest(browser).await?.0) <= 1.0).then_some(()))
        })
        .await
    })
    .await
}

/// How far a pin has moved at most, in px.
fn farthest(before: &[f64], now: &[f64]) -> f64 {
    if before.len() != now.len() {
        return f64::INFINITY;
    }
    before.iter().zip(now).map(|(before, now)| (before - now).abs()).fold(0.0, f64::max)
}

/// What [`PINS`] says once it says the same twice.
async fn pins_at_rest(browser: &Browser) -> Result<(Vec<f64>, f64)> {
    let mut before = (Vec::new(), 0.0);
    until("pins stand still", async || {
        let now: (Vec<f64>, f64) = serde_json::from_value(browser.script(PINS, Vec::new()).await?)?;
        let still = now == before && !now.0.is_empty();
        before = now.clone();
        Ok(still.then_some(now))
    })
    .await
}

/// What stands on the drawing: how many marks each pin stands for, how many pins cover another, and the name and place of one that
/// stands for several and lies in sight.
const GATHERED: &str = "
    const pins = [...document.querySelectorAll('.pin-place .pin')].map(pin => pin.getBoundingClientRect());
    const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    const covered = pins.filter((pin, at) => pins.some((other, place) => place < at && meet(pin, other))).length;
    const groups = [...document.querySelectorAll('.pin-at.group')];
    const marks = [...document.querySelectorAll('.pin-at')].map(pin => groups.includes(pin) ? parseInt(pin.ariaLabel) : 1);
    const seen = groups.find(pin => {
        const { left, top, width, height } = pin.getBoundingClientRect();
        return pin.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    const { left, top, width, height } = seen?.getBoundingClientRect() ?? {};
    return { marks, covered, group: seen?.ariaLabel ?? '', at: seen ? [left + width / 2, top + height / 2] : null };
";

#[derive(serde::Deserialize)]
struct Gathered {
    marks: Vec<usize>,
    covered: usize,
    group: String,
    at: Option<(f64, f64)>,
}

#[tokio::test]
async fn on_a_phone_marks_close_together_share_a_pin_until_the_drawing_is_closer() -> Result {
    perform("drawings-gathered", Look::PHONE, async |stage| {
        first_start(stage).await?;
        let full = full_draft(stage).await?;
        stage.go(&format!("/intake/{full}/walkaround")).await?;
        let browser = stage.browser();
        let now = async || -> Result<Gathered> {
            pins_at_rest(browser).await?;
            Ok(serde_json::from_value(browser.script(GATHERED, Vec::new()).await?)?)
        };
        let whole =
            until("marks share pins", async || Ok(Some(now().await?).filter(|now| !now.group.is_empty()))).await?;
        let marks: usize = whole.marks.iter().sum();
        ensure!(
            whole.covered == 0 && whole.marks.len() < marks / 2,
            "{:?} marks, {} covered",
            whole.marks,
            whole.covered
        );
        browser.screenshot("drawings-gathered").await?;
        browser.press_button(&whole.group).await?;
        let closer = until("there are more pins", async || {
            Ok(Some(now().await?).filter(|now| now.marks.len() > whole.marks.len()))
        })
        .await?;
        ensure!(closer.covered == 0, "{} pins cover others", closer.covered);
        ensure!(closer.marks.iter().sum::<usize>() == marks, "{marks} marks are {:?}", closer.marks);
        browser.screenshot("drawings-gathered-closer").await?;
        browser.press_button("Whole car").await?;
        until("they share pins again", async || Ok((now().await?.marks == whole.marks).then_some(()))).await?;
        // Twice by habit: the second tap finds another panel there, or a pin, and must not open either.
        let (x, y) = now().await?.at.context("a pin of several in sight")?;
        for _ in 0..2 {
            browser.mouse(Mouse::Down, x, y).await?;
            browser.mouse(Mouse::Up, x, y).await?;
        }
        until("there are more pins", async || Ok((now().await?.marks.len() > whole.marks.len()).then_some(()))).await?;
        ensure!(!browser.is_there(Role::Button, "Close").await?, "the second tap opened something");
        Ok(())
    })
    .await
}

/// Runs a script that says how many panels it tapped and what went wrong.
async fn count_of(browser: &Browser, script: &str, of: &str) -> Result<usize> {
    let said = browser.script_async(&format!("(async () => {{ {script} }})()")).await.context(of.to_owned())?;
    ensure!(said["wrong"].as_array().is_some_and(Vec::is_empty), "{of}: {}", said["wrong"]);
    let tapped = said["tapped"].as_u64().and_then(|tapped| usize::try_from(tapped).ok());
    tapped.with_context(|| format!("{of} says {}", Value::to_string(&said)))
}
