//! The driver: a child process on a port that it chooses itself, and the browser as its child.

use crate::engine::Engine;
use crate::processes::{Kept, descendants, kill_hard};
use crate::{Result, until, until_within};
use anyhow::Context;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::NamedTempFile;

/// A machine that has just been switched on reads the driver from a cold disk, and two tests start one at once.
const FIRST_START: Duration = Duration::from_secs(90);

pub struct Driver {
    child: Kept,
    port: u16,
    output: NamedTempFile,
}

impl Driver {
    /// What it and its browser would leave in the system's folder for temporary files goes into `temporary`.
    ///
    /// # Errors
    /// When it can't be started or does not say its port.
    pub async fn start(engine: Engine, program: &Path, temporary: &Path) -> Result<Self> {
        // Asked for port 0 it takes a free one and prints it: no other process can come in between.
        let output = NamedTempFile::new().context("making a file for the driver's output")?;
        let writing: File = output.reopen()?;
        let child = Command::new(program)
            .args(engine.driver_arguments())
            .env("TMPDIR", temporary)
            .stdin(Stdio::null())
            .stdout(writing.try_clone()?)
            .stderr(writing)
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let child = Kept(child);
        let port = until_within(FIRST_START, "the driver says its port", async || {
            Ok(engine.port_in(&std::fs::read_to_string(output.path())?))
        })
        .await?;
        Ok(Self { child, port, output })
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it, and the browser through it, has written so far.
    pub fn said(&self) -> String {
        std::fs::read(self.output.path()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
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

impl Drop for Driver {
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
