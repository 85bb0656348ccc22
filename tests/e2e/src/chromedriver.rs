//! The driver: a child process on a port that it chooses itself.

use crate::places::Places;
use crate::processes::{Kept, descendants, kill_hard};
use crate::{Result, until};
use anyhow::Context;
use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::NamedTempFile;

pub struct Chromedriver {
    child: Kept,
    port: u16,
}

impl Chromedriver {
    /// # Errors
    /// When it can't be started or does not say its port.
    pub async fn start(places: &Places) -> Result<Self> {
        // Asked for port 0 it takes a free one and prints it: no other process can come in between.
        let said = NamedTempFile::new().context("making a file for chromedriver's output")?;
        let output: File = said.reopen()?;
        let child = Command::new(&places.chromedriver)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("starting {}", places.chromedriver.display()))?;
        let child = Kept(child);
        let port =
            until("chromedriver says its port", async || Ok(port_in(&std::fs::read_to_string(said.path())?))).await?;
        Ok(Self { child, port })
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Kills every process that descends from the driver: the browser with all its helpers.
    ///
    /// # Errors
    /// When some are still there after a while.
    pub async fn kill_browser(&self) -> Result {
        let driver = self.child.0.id();
        until("no process of the browser is left", async || {
            let family = descendants(driver);
            kill_hard(&family);
            Ok(family.is_empty().then_some(()))
        })
        .await
    }
}

impl Drop for Chromedriver {
    /// The browser goes first: without the driver its processes would belong to nobody.
    fn drop(&mut self) {
        for _ in 0..20 {
            let family = descendants(self.child.0.id());
            if family.is_empty() {
                break;
            }
            kill_hard(&family);
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// `ChromeDriver was started successfully on port 40123.`
fn port_in(said: &str) -> Option<u16> {
    let (_, rest) = said.split_once("started successfully on port ")?;
    rest.split('.').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_the_driver_says() {
        let said = "Starting ChromeDriver 156.0.8078.79 on port 0\nOnly local connections are allowed.\n\
                    ChromeDriver was started successfully on port 34511.\n";
        assert_eq!(port_in(said), Some(34511));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0\n"), None);
    }
}
