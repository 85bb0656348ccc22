//! Going round: page by page in every manner, a picture each, and everything wrong noted with the page it was seen on.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use walkaround_e2e::{Browser, ELSEWHERE, Look, Places, Role, Stage, WORDS, until};

use super::manner::{Choice, HELD, Manner};
use super::scenes::{Then, scenes};
use super::tablet::Tablet;
use super::words::Words;

/// What a page says to eyes and to ears, and what sticks out on its sides. `WORDS` is put in.
const LOOK: &str = "
    // Without the bar for scrolling: what reaches under it is cut.
    const edge = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth - edge;
    const scrolls = node => { for (let at = node.parentElement; at; at = at.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true; } return false; };
    const outside = [...document.querySelectorAll('button, a, input, textarea, h1, h2, p')].filter(node => {
        const { width, left, right } = node.getBoundingClientRect();
        return node.checkVisibility() && width > 1 && (right > edge + 1 || left < -1)
            // What is current is in sight, also where the others have to be scrolled to.
            && (node.hasAttribute('aria-current') || node.ariaSelected === 'true' || !scrolls(node));
    });
    const pushed = [...document.querySelectorAll('.page, .step-page, dialog[open]')].filter(node => node.scrollWidth > node.clientWidth);
    const named = node => `${node.tagName.toLowerCase()} “${(node.innerText || node.ariaLabel || '').slice(0, 40)}”`;
    const spoken = [...document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')]
        .flatMap(node => ['aria-label', 'placeholder', 'title', 'alt'].map(name => node.getAttribute(name) ?? ''));
    return { wide, outside: [...outside, ...pushed].map(named), said: [WORDS, ...spoken].join('\\n') };
";

/// Until nothing moves and no picture is still coming.
const SETTLE: &str = "(async () => {
    const frame = () => new Promise(done => requestAnimationFrame(done));
    for (let calm = 0, before = ''; calm < 3;) {
        await frame();
        const ends = document.getAnimations().filter(one => Number.isFinite(one.effect?.getComputedTiming().endTime));
        await Promise.all(ends.map(one => one.finished.catch(() => {})));
        // One below the window may be left unfetched until somebody scrolls to it.
        const due = image => image.loading !== 'lazy' || image.getBoundingClientRect().top < innerHeight;
        await Promise.all([...document.images].filter(due).map(image => image.decode().catch(() => {})));
        const now = document.body.innerText + document.images.length;
        calm = now === before ? calm + 1 : 0;
        before = now;
    }
    return true;
})()";

pub struct Gallery {
    languages: [Words; 2],
    folder: PathBuf,
    choice: Choice,
    taken: usize,
    findings: Vec<String>,
    /// Parts of console lines that are no fault: what a backend was told to answer.
    tolerated: Vec<String>,
}

impl Gallery {
    pub fn open(places: &Places) -> Result<Self> {
        let folder = places.output.join("pictures");
        std::fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
        let languages = [Words::read(&places.repository, "en")?, Words::read(&places.repository, "zh-CN")?];
        Ok(Self {
            languages,
            folder,
            choice: Choice::asked_for(),
            taken: 0,
            findings: Vec::new(),
            tolerated: Vec::new(),
        })
    }

    pub fn taken(&self) -> usize {
        self.taken
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn findings(&self) -> &[String] {
        &self.findings
    }

    /// The page a tablet shows fresh from the box; it follows the system's theme.
    pub async fn first_start(&mut self, stage: &Stage) -> Result<()> {
        let browser = stage.browser();
        stage.go("/").await?;
        for manner in Manner::ALL {
            browser.prefer_dark(manner.dark).await?;
            browser.press_button(own_name(&self.languages[manner.language])).await?;
            self.held(browser, manner, 0, "first-start", "first_start.title").await?;
        }
        browser.prefer_dark(false).await
    }

    /// The board before the first car.
    pub async fn empty_board(&mut self, stage: &Stage) -> Result<()> {
        let browser = stage.browser();
        for manner in Manner::ALL {
            self.switch(browser, manner).await?;
            walk_to(browser, "/").await?;
            self.held(browser, manner, 1, "board-empty", "board.empty_title").await?;
        }
        self.switch(browser, Manner::ALL[0]).await?;
        walk_to(browser, "/").await
    }

    /// Every page of a tablet that is in use.
    pub async fn app(&mut self, stage: &Stage, tablet: &Tablet) -> Result<()> {
        let browser = stage.browser();
        self.tolerated.push(tablet.backend.base());
        // Furnishing asked the receiver for what it does not have yet, as the contract wants it: 404.
        browser.console().await?;
        let scenes = scenes(tablet);
        for manner in Manner::ALL {
            self.switch(browser, manner).await?;
            for scene in &scenes {
                if !self.is_due(scene.place, manner) {
                    continue;
                }
                walk_to(browser, &scene.path).await?;
                if scene.path.contains("/customer/") {
                    browser.press_button(own_name(&self.languages[manner.language])).await?;
                }
                if let Err(error) = self.prepare(browser, manner, scene.then, tablet).await {
                    // The others are worth a look all the same.
                    self.findings.push(format!("{} can't be prepared: {error:#}", scene.name));
                }
                self.held(browser, manner, scene.place, &scene.name, scene.shows).await?;
                if scene.then == Then::AsList {
                    // How an advisor works is remembered; the next page wants the drawing.
                    browser.press_button(self.languages[manner.language].text("walkaround.drawing")?).await?;
                }
            }
        }
        Ok(())
    }

    /// The receiver's own pages.
    pub async fn inbox(&mut self, stage: &Stage, tablet: &Tablet) -> Result<()> {
        let browser = stage.browser();
        for manner in Manner::ALL {
            let manner_of = format!("lang={}&theme={}", self.languages[manner.language].language, manner.theme());
            for (place, name, path) in
                [(2, "inbox", "/inbox".to_owned()), (3, "inbox-sheet", format!("/inbox/{}", tablet.delivered))]
            {
                if !self.is_due(place, manner) {
                    continue;
                }
                stage.go(&format!("{path}?{manner_of}")).await?;
                for (held, look) in self.held_how(place, manner) {
                    browser.hold(look).await?;
                    self.take(browser, manner, name, held).await?;
                }
            }
        }
        browser.hold(Look::LANDSCAPE).await
    }

    /// A database that the browser threw away: no settings are known, so it speaks and looks as the tablet's system.
    pub async fn loss(&mut self, stage: &Stage) -> Result<()> {
        let browser = stage.browser();
        stage.go(ELSEWHERE).await?;
        browser.delete_database().await?;
        // That page names no icon, so the browser looks for one.
        browser.console().await?;
        for manner in Manner::ALL {
            browser.prefer_dark(manner.dark).await?;
            browser.speak(self.languages[manner.language].language).await?;
            stage.go("/").await?;
            self.held(browser, manner, 4, "loss", "loss.title").await?;
        }
        Ok(())
    }

    /// A database that can't be opened: no settings are known, so it speaks and looks as the tablet's system.
    pub async fn storage_problem(&mut self, stage: &Stage) -> Result<()> {
        let browser = stage.browser();
        stage.go(ELSEWHERE).await?;
        browser.raise_database_version(99).await?;
        // That page names no icon, so the browser looks for one.
        browser.console().await?;
        for manner in Manner::ALL {
            browser.prefer_dark(manner.dark).await?;
            browser.speak(self.languages[manner.language].language).await?;
            stage.go("/").await?;
            self.held(browser, manner, 5, "storage-problem", "storage_problem.title").await?;
        }
        Ok(())
    }

    /// Language and theme by the settings' own controls.
    async fn switch(&self, browser: &Browser, manner: Manner) -> Result<()> {
        walk_to(browser, "/settings").await?;
        let now = self.spoken(browser).await?;
        browser.press_button(now.text("settings.look")?).await?;
        let words = &self.languages[manner.language];
        browser.press_button(own_name(words)).await?;
        browser.until_said(words.text("settings.theme")?).await?;
        let theme = if manner.dark { "settings.theme_dark" } else { "settings.theme_light" };
        browser.press_button(words.text(theme)?).await
    }

    /// The language that the page speaks now.
    async fn spoken(&self, browser: &Browser) -> Result<&Words> {
        until("the settings are there", async || {
            let said = browser.words().await?;
            Ok(self.languages.iter().find(|words| words.text("settings.look").is_ok_and(|text| said.contains(text))))
        })
        .await
    }

    async fn prepare(&self, browser: &Browser, manner: Manner, then: Then, tablet: &Tablet) -> Result<()> {
        let words = &self.languages[manner.language];
        match then {
            Then::Nothing => Ok(()),
            Then::Section(key) => browser.press_button(words.text(key)?).await,
            Then::RescueExport => {
                browser.press_button(words.text("settings.storage")?).await?;
                browser.press_button(words.text("rescue.export")?).await
            }
            Then::RescueImport => {
                browser.press_button(words.text("settings.storage")?).await?;
                browser.give_file(words.text("rescue.import")?, &tablet.rescue).await
            }
            Then::OpenMark => browser.press_that_begins(Role::Button, "S1").await,
            Then::AsList => browser.press_button(words.text("walkaround.as_list")?).await,
            Then::Camera => {
                let shot = words.label("guided_shot", "front_left")?;
                browser.press_button(&words.text("walkaround.take_shot")?.replace("{{ shot }}", shot)).await?;
                // Where the browser would ask for the camera, the app says so first.
                let (turn_on, take) = (words.text("camera.turn_on")?, words.text("photo.take")?);
                let asked = until("the camera explains itself or shows a picture", async || {
                    let seen = browser.seen().await?;
                    let is = |name: &str| {
                        seen.iter().any(|seen| seen.role == "button" && seen.name == name && !seen.disabled)
                    };
                    Ok(if is(turn_on) { Some(true) } else { is(take).then_some(false) })
                })
                .await?;
                if asked {
                    browser.press_button(turn_on).await?;
                }
                browser.find(Role::Button, take).await.map(drop)
            }
            Then::Annotate => {
                browser.press_that_begins(Role::Button, "D1").await?;
                for key in ["walkaround.note_and_measure", "walkaround.show_photo", "annotate.open"] {
                    browser.press_button(words.text(key)?).await?;
                }
                Ok(())
            }
            Then::OpenPalette => {
                let unseen = words.label("inspection", "not_inspected")?;
                let panel = until("a panel is there", async || {
                    let seen = browser.seen().await?;
                    Ok(seen.into_iter().find(|seen| seen.role == "button" && seen.name.ends_with(unseen)))
                })
                .await?;
                browser.press_button(&panel.name).await?;
                browser.find(Role::Button, words.text("walkaround.close")?).await.map(drop)
            }
        }
    }

    /// All ways to hold it, or the one in which the page of this place is seen.
    fn held_how(&self, place: usize, manner: Manner) -> Vec<(&'static str, Look)> {
        let at = Manner::ALL.iter().position(|one| *one == manner).expect("it is one of them");
        let chosen = HELD.iter().enumerate().filter(|(held, _)| self.choice.has(place, at, *held));
        chosen.map(|(_, held)| *held).collect()
    }

    fn is_due(&self, place: usize, manner: Manner) -> bool {
        !self.held_how(place, manner).is_empty()
    }

    async fn held(&mut self, browser: &Browser, manner: Manner, place: usize, name: &str, shows: &str) -> Result<()> {
        let shown = self.languages[manner.language].text(shows)?.to_owned();
        for (held, look) in self.held_how(place, manner) {
            browser.hold(look).await?;
            if browser.until_said(&shown).await.is_err() {
                // The others are worth a look all the same.
                self.findings.push(format!("{name}-{held} does not say “{shown}”"));
            }
            self.take(browser, manner, name, held).await?;
        }
        browser.hold(Look::LANDSCAPE).await
    }

    /// The picture, and everything that can be judged without eyes.
    async fn take(&mut self, browser: &Browser, manner: Manner, name: &str, held: &str) -> Result<()> {
        let words = &self.languages[manner.language];
        let name = format!("{name}-{}-{}-{held}", words.language, manner.theme());
        browser
            .script_async(&format!("await {SETTLE}"))
            .await
            .with_context(|| format!("{name} never comes to rest"))?;
        browser.screenshot(&format!("pictures/{name}")).await?;
        self.taken += 1;

        let look = browser.script(&LOOK.replace("WORDS", WORDS), Vec::new()).await?;
        let mut found = Vec::new();
        if look["wide"].as_i64().is_none_or(|wide| wide > 0) {
            found.push(format!("is {} px wider than the tablet", look["wide"]));
        }
        found.extend(texts(&look["outside"]).map(|what| format!("{what} sticks out")));
        let said = look["said"].as_str().unwrap_or_default();
        let other = &self.languages[1 - manner.language];
        found.extend(words.untranslated(other, said).into_iter().map(|text| format!("is untranslated: {text}")));
        let console = browser.console().await?;
        let is_fault = |line: &&String| {
            line.to_ascii_lowercase().starts_with("\"severe") || line.to_ascii_lowercase().starts_with("severe")
        };
        let is_told = |line: &&String| !self.tolerated.iter().any(|part| line.contains(part));
        found.extend(console.iter().filter(is_fault).filter(is_told).map(|line| format!("console: {line}")));
        found.extend(browser.accessibility_findings().await?.into_iter().map(|finding| format!("axe: {finding}")));
        self.findings.extend(found.into_iter().map(|finding| format!("{name} {finding}")));
        Ok(())
    }
}

/// Goes to a path of the app without loading it anew, as its own links do.
async fn walk_to(browser: &Browser, path: &str) -> Result<()> {
    let walk = "history.pushState(null, '', arguments[0]); dispatchEvent(new PopStateEvent('popstate'))";
    // By way of the board, so that no page stays as the last scene left it.
    for path in ["/", path] {
        browser.script(walk, vec![json!(path)]).await?;
    }
    Ok(())
}

/// Languages are named in themselves.
fn own_name(words: &Words) -> &'static str {
    if words.language == "en" { "English" } else { "中文" }
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}
