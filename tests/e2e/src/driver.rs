//! The driver: a child process on a port that it chooses itself, and the browser as its child.

use crate::engine::Engine;
use crate::processes::{Kept, descendants, kill_hard};
use crate::{Result, until};
use anyhow::{Context, anyhow};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::NamedTempFile;

/// Now and then a driver does not come up, without a word; nothing of what is tested has begun by then.
const STARTS: usize = 3;

pub struct Driver {
    child: Kept,
    port: u16,
    output: NamedTempFile,
}

impl Driver {
    /// What it and its browser would leave in the system's folder for temporary files goes into `temporary`.
    ///
    /// # Errors
    /// When it can't be started, or never says its port.
    pub async fn start(engine: Engine, program: &Path, temporary: &Path) -> Result<Self> {
        for _ in 1..STARTS {
            match Self::start_once(engine, program, temporary).await {
                Ok(driver) => return Ok(driver),
                Err(error) => eprintln!("the driver is started again: {error:#}"),
            }
        }
        Self::start_once(engine, program, temporary).await
    }

    async fn start_once(engine: Engine, program: &Path, temporary: &Path) -> Result<Self> {
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
        let mut child = Kept(child);
        let port = until("the driver says its port", async || {
            match (engine.port_in(&words_in(&output)), child.0.try_wait()?) {
                (Some(port), _) => Ok(Some(Ok(port))),
                (None, Some(status)) => Ok(Some(Err(anyhow!("the driver ended with {status}")))),
                (None, None) => Ok(None),
            }
        });
        let port = port.await.flatten().with_context(|| format!("the driver says: {}", words_in(&output).trim()))?;
        Ok(Self { child, port, output })
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it, and the browser through it, has written so far.
    pub fn said(&self) -> String {
        words_in(&self.output)
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

fn words_in(output: &NamedTempFile) -> String {
    std::fs::read(output.path()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
