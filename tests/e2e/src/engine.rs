//! Which browser it is. How the browsers are started is said here and nowhere else; what they can be asked differs in two more places:
//! how a page is perceived (`page/tree.rs`, `page/elements.rs`), and what only one of them can do ([`Browser::devtools`](crate::Browser)).

use crate::Result;
use crate::browser::{Look, Profile};
use crate::places::named;
use std::path::{Path, PathBuf};
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::{Capabilities, DesiredCapabilities, LoggingPrefsLogLevel};

/// A browser that can be driven here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// Also through its DevTools: what only these can do is tested in it alone.
    #[default]
    Chromium,
    Firefox,
}

/// A browser and the driver for it.
pub struct Programs {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

impl Engine {
    /// Where they lie. `cargo xtask test` says so in variables.
    ///
    /// # Errors
    /// When a variable is missing or names nothing.
    pub fn programs(self) -> Result<Programs> {
        let (browser, driver) = match self {
            Self::Chromium => ("WALKAROUND_CHROMIUM", "CHROMEDRIVER"),
            Self::Firefox => ("WALKAROUND_FIREFOX", "WALKAROUND_GECKODRIVER"),
        };
        Ok(Programs { browser: named(browser)?, driver: named(driver)? })
    }

    pub(crate) fn driver_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["--port=0", "--log-level=SEVERE"],
            // Two of them at a time would otherwise both ask for the same second port.
            Self::Firefox => &["--port=0", "--websocket-port=0"],
        }
    }

    /// The port, once the driver has said it.
    pub(crate) fn port_in(self, said: &str) -> Option<u16> {
        let before = match self {
            Self::Chromium => "started successfully on port ",
            Self::Firefox => "Listening on 127.0.0.1:",
        };
        let (_, rest) = said.split_once(before)?;
        // Only a whole line: the number may be written half.
        let (line, _) = rest.split_once('\n')?;
        line.trim_end_matches('.').trim().parse().ok()
    }

    pub(crate) fn capabilities(self, browser: &Path, profile: &Profile, look: Look) -> Result<Capabilities> {
        match self {
            Self::Chromium => chromium(browser, profile, look),
            Self::Firefox => firefox(browser, profile, look),
        }
    }
}

fn chromium(browser: &Path, profile: &Profile, look: Look) -> Result<Capabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&browser.to_string_lossy())?;
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        // Shared memory is small in containers; without this the browser crashes there on large pages.
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // A camera and a microphone that the browser makes up, and nobody who has to be asked for them.
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        // After a kill, no question about what was open.
        "--hide-crash-restore-bubble",
    ] {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
    capabilities.add_arg(&format!("--window-size={},{}", look.width, look.height))?;
    capabilities.add_arg(&format!("--accept-lang={}", look.language))?;
    capabilities.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}

fn firefox(browser: &Path, profile: &Profile, look: Look) -> Result<Capabilities> {
    let mut capabilities = DesiredCapabilities::firefox();
    capabilities.set_firefox_binary(&browser.to_string_lossy())?;
    for argument in ["-headless", "-profile", &profile.path().to_string_lossy()] {
        capabilities.add_arg(argument)?;
    }
    let mut preferences = FirefoxPreferences::new();
    preferences.set("intl.accept_languages", look.language)?;
    // A camera and a microphone that the browser makes up, and nobody who has to be asked for them.
    preferences.set("media.navigator.streams.fake", true)?;
    preferences.set("media.navigator.permission.disabled", true)?;
    // The page's console goes where the driver writes.
    preferences.set("devtools.console.stdout.content", true)?;
    // However often it was killed, it starts as always.
    preferences.set("toolkit.startup.max_resumed_crashes", -1)?;
    capabilities.set_preferences(preferences)?;
    Ok(capabilities.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_the_driver_says() {
        let said = "Starting ChromeDriver 156.0.8078.79 on port 0\nOnly local connections are allowed.\n\
                    ChromeDriver was started successfully on port 34511.\n";
        assert_eq!(Engine::Chromium.port_in(said), Some(34511));
        assert_eq!(Engine::Chromium.port_in("Starting ChromeDriver 156.0 on port 0\n"), None);
        let said = "1795328780000\tgeckodriver\tINFO\tListening on 127.0.0.1:40517\n";
        assert_eq!(Engine::Firefox.port_in(said), Some(40517));
        assert_eq!(Engine::Firefox.port_in("1795328780000\tgeckodriver\tINFO\tListening on 127.0.0.1:40"), None);
    }
}
