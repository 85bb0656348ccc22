//! The real receiver, with an empty folder of its own, that can be stopped and started: for the app that is
//! the network going and coming back, for it serves the app too.

use crate::places::Places;
use crate::processes::Kept;
use crate::{Result, until};
use anyhow::{Context, bail};
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use walkaround_servers::free_port;

pub struct Receiver {
    places: Places,
    /// The same over all starts: to a browser, another port would be another origin with other storage.
    address: SocketAddr,
    data: TempDir,
    log: PathBuf,
    /// The shop's checklist that it hands out.
    template: Option<PathBuf>,
    running: Option<Kept>,
}

impl Receiver {
    /// Starts one on a free port. Its log goes to `target/e2e/NAME-receiver.log`.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub async fn start(places: &Places, name: &str) -> Result<Self> {
        let log = places.output.join(format!("{name}-receiver.log"));
        if log.exists() {
            std::fs::remove_file(&log).with_context(|| format!("removing {}", log.display()))?;
        }
        let mut receiver = Self {
            places: places.clone(),
            address: (Ipv4Addr::LOCALHOST, free_port()).into(),
            data: tempfile::tempdir().context("making a folder for the receiver")?,
            log,
            template: None,
            running: None,
        };
        receiver.start_again().await?;
        Ok(receiver)
    }

    /// Starts it after [`Receiver::stop`], on the same port with the same data.
    ///
    /// # Errors
    /// When it runs already or does not answer in time.
    pub async fn start_again(&mut self) -> Result {
        if self.running.is_some() {
            bail!("the receiver is running");
        }
        let log = OpenOptions::new().create(true).append(true).open(&self.log)?;
        let child = Command::new(&self.places.receiver)
            .arg("serve")
            .arg("--listen")
            .arg(self.address.to_string())
            .arg("--data")
            .arg(self.data.path())
            .arg("--app")
            .arg(&self.places.dist)
            .args(self.template.iter().flat_map(|file| [OsStr::new("--template"), file.as_os_str()]))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("starting {}", self.places.receiver.display()))?;
        let mut child = Kept(child);
        let address = self.address;
        until("the receiver answers", async || {
            if let Some(status) = child.0.try_wait()? {
                bail!("the receiver ended with {status}");
            }
            Ok(TcpStream::connect(address).ok().map(drop))
        })
        .await
        .with_context(|| format!("its log is {}", self.log.display()))?;
        self.running = Some(child);
        Ok(())
    }

    /// Serves another build of the app from the next start on.
    pub fn serve_build(&mut self, dist: PathBuf) {
        self.places.dist = dist;
    }

    /// Hands out this checklist from the next start on.
    pub fn serve_template(&mut self, file: PathBuf) {
        self.template = Some(file);
    }

    /// Kills it: from now on nothing answers, and what it promised to keep must be on disk.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Where it answers, as in `http://127.0.0.1:40123/path`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Its data folder: the database and the attachments.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// What it has written to its log so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}
