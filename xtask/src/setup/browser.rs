//! The browsers that the tests drive, their drivers, and fonts to see both languages in.
//!
//! Invariant: testing needs all of them. A test that is left out where its browser is missing would look like one that has passed.

use super::cargo_tool::{self, CargoTool};
use super::machine::Machine;
use super::{Tool, Way};
use crate::environment::{Environment, output_of};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Chromium and its driver. They must fit each other, so both come from the same place.
pub struct Chromium;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_BROWSER: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

impl Tool for Chromium {
    fn name(&self) -> String {
        "Chromium and chromedriver".to_owned()
    }

    fn find(&self, _: &Machine, environment: &Environment) -> Option<Environment> {
        let browser = named("WALKAROUND_CHROMIUM")
            .or_else(|| BROWSERS.iter().find_map(|name| environment.which(name)))
            .or_else(|| Some(PathBuf::from(MAC_BROWSER)).filter(|path| path.exists()))?;
        let driver = named("CHROMEDRIVER").or_else(|| environment.which("chromedriver"))?;
        Some(
            Environment::default()
                .with("WALKAROUND_CHROMIUM", browser)
                // wasm-bindgen-test-runner looks for this name; the browser tests of ours use it too.
                .with("CHROMEDRIVER", driver),
        )
    }

    fn way(&self, machine: &Machine) -> Way {
        if machine.apt().is_some() {
            Way::Install("installing Debian's chromium and chromium-driver, about 2 min".to_owned())
        } else {
            Way::ByHand(
                "Install Chromium or Chrome and the chromedriver of the same version; name them in \
                 WALKAROUND_CHROMIUM and CHROMEDRIVER if they are not on the PATH."
                    .to_owned(),
            )
        }
    }

    fn install(&self, machine: &Machine, _: &Environment) -> Result<()> {
        let apt = machine.apt().context("this is no Debian where we may install packages")?;
        apt.install(machine, &["chromium", "chromium-driver"])
    }
}

/// Firefox, the other engine. Its driver fits many versions, so it comes from elsewhere ([`Geckodriver`]).
pub struct Firefox;

const FIREFOXES: [&str; 2] = ["firefox-esr", "firefox"];
const MAC_FIREFOX: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

impl Tool for Firefox {
    fn name(&self) -> String {
        "Firefox".to_owned()
    }

    fn find(&self, _: &Machine, environment: &Environment) -> Option<Environment> {
        let browser = named("WALKAROUND_FIREFOX")
            .or_else(|| FIREFOXES.iter().find_map(|name| environment.which(name)))
            .or_else(|| Some(PathBuf::from(MAC_FIREFOX)).filter(|path| path.exists()))?;
        Some(Environment::default().with("WALKAROUND_FIREFOX", browser))
    }

    fn way(&self, machine: &Machine) -> Way {
        if machine.apt().is_some() {
            Way::Install("installing Debian's firefox-esr, about 1 min".to_owned())
        } else {
            Way::ByHand(
                "Install Firefox 128 or later (https://www.firefox.com); name it in WALKAROUND_FIREFOX if it is not on the PATH."
                    .to_owned(),
            )
        }
    }

    fn install(&self, machine: &Machine, _: &Environment) -> Result<()> {
        let apt = machine.apt().context("this is no Debian where we may install packages")?;
        apt.install(machine, &["firefox-esr"])
    }
}

/// Firefox's driver.
pub struct Geckodriver(CargoTool);

impl Geckodriver {
    pub fn new() -> Self {
        Self(cargo_tool::geckodriver())
    }
}

impl Tool for Geckodriver {
    fn name(&self) -> String {
        self.0.name()
    }

    fn find(&self, machine: &Machine, environment: &Environment) -> Option<Environment> {
        const VARIABLE: &str = "WALKAROUND_GECKODRIVER";
        if let Some(driver) = named(VARIABLE) {
            return Some(Environment::default().with(VARIABLE, driver));
        }
        let found = self.0.find(machine, environment)?;
        let mut with_it = environment.clone();
        with_it.merge(found.clone());
        let driver = with_it.which("geckodriver")?;
        Some(found.with(VARIABLE, driver))
    }

    fn way(&self, machine: &Machine) -> Way {
        self.0.way(machine)
    }

    fn install(&self, machine: &Machine, environment: &Environment) -> Result<()> {
        self.0.install(machine, environment)
    }
}

/// What a person has named, if it is there.
fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.exists())
}

/// Without them, screenshots show boxes instead of Chinese. Only pictures suffer, so it is no error.
pub struct ChineseFonts;

impl Tool for ChineseFonts {
    fn name(&self) -> String {
        "fonts for Chinese".to_owned()
    }

    /// Where there is no fontconfig (macOS, Windows), the system brings such fonts.
    fn find(&self, _: &Machine, environment: &Environment) -> Option<Environment> {
        if environment.which("fc-list").is_none() {
            return cfg!(not(target_os = "linux")).then(Environment::default);
        }
        let fonts = output_of(environment.command("fc-list").args([":lang=zh", "family"]))?;
        (!fonts.is_empty()).then(Environment::default)
    }

    fn way(&self, machine: &Machine) -> Way {
        if machine.apt().is_some() {
            Way::Install("installing Debian's fonts-noto-cjk, under a minute".to_owned())
        } else {
            Way::GoOnWithout("Screenshots will show boxes for Chinese: install Noto Sans CJK.".to_owned())
        }
    }

    fn install(&self, machine: &Machine, _: &Environment) -> Result<()> {
        let apt = machine.apt().context("this is no Debian where we may install packages")?;
        apt.install(machine, &["fontconfig", "fonts-noto-cjk"])
    }
}
