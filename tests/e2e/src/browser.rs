//! A browser with a profile of its own, as a tablet would show the app.

use crate::Result;
use crate::driver::Driver;
use crate::engine::Engine;
use crate::places::Places;
use crate::until;
use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::WebDriver;

/// What the driver may take for one command; a page that hangs longer is broken.
const COMMAND_SECONDS: u64 = 60;

/// What the browser keeps between starts: databases, caches, service workers. Removed with its last owner.
pub struct Profile(TempDir);

impl Profile {
    /// As on a tablet fresh from the box.
    ///
    /// # Errors
    /// When no folder can be made.
    pub fn fresh() -> Result<Self> {
        Ok(Self(tempfile::tempdir().context("making a folder for the browser's profile")?))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// How the tablet is held and which language it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// In CSS pixels.
    pub width: u32,
    pub height: u32,
    /// BCP 47, as in `navigator.language`.
    pub language: &'static str,
}

impl Look {
    pub const LANDSCAPE: Self = Self { width: 1180, height: 820, language: "en" };
    pub const PORTRAIT: Self = Self { width: 820, height: 1180, language: "en" };
    pub const PHONE: Self = Self { width: 390, height: 800, language: "en" };
    /// A tablet whose browser shows everything at 140 %.
    pub const ENLARGED: Self = Self { width: 843, height: 586, language: "en" };

    pub const fn in_chinese(self) -> Self {
        Self { language: "zh-CN", ..self }
    }
}

pub struct Browser {
    // Declared before the driver: a session is closed before the process that serves it ends.
    session: Option<WebDriver>,
    driver: Driver,
    engine: Engine,
    output: PathBuf,
    modules: PathBuf,
}

impl Browser {
    /// Opens a browser on a profile, with an empty page.
    ///
    /// # Errors
    /// When the driver or the browser do not start.
    pub async fn open(places: &Places, engine: Engine, profile: &Profile, look: Look) -> Result<Self> {
        let programs = engine.programs()?;
        let driver = Driver::start(engine, &programs.driver, profile.path()).await?;
        let session = WebDriver::builder(driver.url(), engine.capabilities(&programs.browser, profile, look)?)
            .request_timeout(Duration::from_secs(COMMAND_SECONDS))
            .connect()
            .await
            .context("opening a browser")?;
        let browser = Self {
            session: Some(session),
            driver,
            engine,
            output: places.output.clone(),
            modules: places.node_modules.clone(),
        };
        browser.hold(look).await?;
        Ok(browser)
    }

    /// Turns the tablet. (The language stays what it was when the browser was opened.)
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn hold(&self, look: Look) -> Result {
        // The window's own size would include a frame that a tablet does not have.
        let (width, height) = (look.width, look.height);
        match self.engine {
            Engine::Chromium => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.devtools("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
            }
            Engine::Firefox => {
                until("the window has its size", async || {
                    let sizes = "return [innerWidth, innerHeight, outerWidth - innerWidth, outerHeight - innerHeight]";
                    let sizes: [u32; 4] = serde_json::from_value(self.script(sizes, Vec::new()).await?)?;
                    let [page_width, page_height, frame_width, frame_height] = sizes;
                    if (page_width, page_height) == (width, height) {
                        return Ok(Some(()));
                    }
                    self.session().set_window_rect(0, 0, width + frame_width, height + frame_height).await?;
                    Ok(None)
                })
                .await
            }
        }
    }

    /// Goes to an address and waits until its page has loaded.
    ///
    /// # Errors
    /// When it can't be loaded.
    pub async fn go(&self, url: &str) -> Result {
        self.session().goto(url).await.with_context(|| format!("opening {url}"))
    }

    /// As pulling down or pressing F5.
    ///
    /// # Errors
    /// When the page can't be loaded again.
    pub async fn reload(&self) -> Result {
        self.session().refresh().await.context("reloading the page")
    }

    /// The address that the browser shows.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn address(&self) -> Result<String> {
        Ok(self.session().current_url().await?.into())
    }

    /// Runs a script in the page. For what can't be perceived, such as the durability of a transaction.
    ///
    /// # Errors
    /// When it throws.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.session().execute(script, arguments).await?.json().clone())
    }

    /// As [`Browser::script`], awaiting what `script` (an expression) evaluates to.
    ///
    /// # Errors
    /// When it throws or rejects.
    pub async fn script_async(&self, script: &str) -> Result<Value> {
        let script = format!(
            "const done = arguments[0]; (async () => ({script}))().then(value => done({{ value }}), error => done({{ error: String(error) }}))"
        );
        let answer = self.session().execute_async(script, Vec::new()).await?;
        match answer.json().get("error") {
            Some(error) => bail!("the script failed: {error}"),
            None => Ok(answer.json()["value"].clone()),
        }
    }

    /// Saves what is on screen as `target/e2e/NAME.png`.
    ///
    /// # Errors
    /// When the browser or the disk refuse.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let path = self.output.join(format!("{name}.png"));
        self.session().screenshot(&path).await.with_context(|| format!("saving {}", path.display()))?;
        Ok(path)
    }

    /// What the page wrote to its console since the last call, failed requests included.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn console(&self) -> Result<Vec<String>> {
        if self.engine != Engine::Chromium {
            // The others have it written where their driver writes, and say everything since they were opened.
            let is_console = |line: &&str| line.contains("console.") || line.contains("JavaScript ");
            return Ok(self.driver.said().lines().filter(is_console).map(str::to_owned).collect());
        }
        let entries = self.session().browser_log().await?;
        Ok(entries.into_iter().map(|entry| format!("{:?} {}", entry.level, entry.message)).collect())
    }

    /// What the stock accessibility checker finds wrong on the page as it is now.
    ///
    /// # Errors
    /// When it can't be run.
    pub async fn accessibility_findings(&self) -> Result<Vec<String>> {
        let path = self.modules.join("axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        self.script(&axe, Vec::new()).await?;
        let found = self
            .script_async("(await axe.run()).violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(node => node.target.join(' ')).join(', ')})`)")
            .await?;
        let found = found.as_array().context("axe answers with a list")?;
        Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Closes it as a person would.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn close(mut self) -> Result {
        match self.session.take() {
            Some(session) => session.quit().await.context("closing the browser"),
            None => Ok(()),
        }
    }

    /// Kills it with all its processes, at once and without warning: a crash, an empty battery.
    /// Opening another one on the same profile is the restart.
    ///
    /// # Errors
    /// When it can't be killed.
    pub async fn kill(mut self) -> Result {
        self.driver.kill_browser().await?;
        if let Some(session) = self.session.take() {
            session.leak().context("letting go of the session")?;
        }
        Ok(())
    }

    /// What Chromium's DevTools alone can do.
    pub(crate) async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        ensure!(self.engine == Engine::Chromium, "{:?} has no DevTools to be asked for {method}", self.engine);
        self.session()
            .cdp()
            .send_raw(method, parameters)
            .await
            .with_context(|| format!("asking the browser for {method}"))
    }

    pub(crate) const fn engine(&self) -> Engine {
        self.engine
    }

    pub fn session(&self) -> &WebDriver {
        self.session.as_ref().expect("the session lives until close or kill, which take the browser")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asking politely would need the runtime; the driver's end takes the browser along.
        if let Some(session) = self.session.take() {
            let _ = session.leak();
        }
    }
}
