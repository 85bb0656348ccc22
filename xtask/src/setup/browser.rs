//! The browser that the tests drive, its driver, and fonts to see both languages in.

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
        let named = |variable: &str| std::env::var_os(variable).map(PathBuf::from).filter(|path| path.exists());
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
