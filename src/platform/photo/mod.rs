//! Photos are prepared in a worker (invariant 7): this is the page's side, `inside` the worker's, `wire` what passes between them.
//!
//! The worker starts with the first photo and stays. One that dies is replaced once per photo; a caller that stops waiting ends it, which
//! is the only way to stop a decoder. `Worker` is used directly because crates around it tell neither of a death nor how to end one.

pub mod inside;

mod running;
mod wire;

use async_trait::async_trait;
use futures::lock::Mutex;

use crate::ports::{BlurArea, PhotoError, PhotoPreparer, PreparedPhoto};
use running::Running;

/// Where the build puts the worker's loader.
const SCRIPT: &str = "/photo_worker_loader.js";

/// A worker's memory never shrinks: one that has grown beyond this is let go, and the next photo starts another.
const KEPT_MEMORY: u32 = 160 * 1024 * 1024;

/// Prepares photos, one at a time.
pub struct WorkerPreparer {
    script: String,
    running: Mutex<Option<Running>>,
}

impl Default for WorkerPreparer {
    fn default() -> Self {
        Self::with_script(SCRIPT)
    }
}

impl WorkerPreparer {
    /// A preparer whose worker is this module script.
    pub fn with_script(script: &str) -> Self {
        Self { script: script.into(), running: Mutex::new(None) }
    }

    /// One attempt. The worker is out of its slot meanwhile, so that it ends with this future if that is dropped.
    async fn attempt(
        &self,
        slot: &mut Option<Running>,
        file: &[u8],
        areas: Option<&[BlurArea]>,
    ) -> Result<Result<PreparedPhoto, PhotoError>, String> {
        let mut running = match slot.take() {
            Some(running) => running,
            None => Running::start(&self.script).await?,
        };
        let done = running.work(file, areas).await?;
        if done.memory <= KEPT_MEMORY {
            *slot = Some(running);
        }
        Ok(done.result)
    }

    /// Has the worker do it; one that dies of it is replaced once.
    async fn work(&self, file: &[u8], areas: Option<&[BlurArea]>) -> Result<PreparedPhoto, PhotoError> {
        let mut slot = self.running.lock().await;
        if let Ok(result) = self.attempt(&mut slot, file, areas).await {
            return result;
        }
        self.attempt(&mut slot, file, areas).await.unwrap_or_else(|cause| Err(PhotoError::Worker { cause }))
    }
}

#[async_trait(?Send)]
impl PhotoPreparer for WorkerPreparer {
    async fn prepare(&self, file: Vec<u8>) -> Result<PreparedPhoto, PhotoError> {
        self.work(&file, None).await
    }

    async fn burn(&self, original: Vec<u8>, areas: &[BlurArea]) -> Result<PreparedPhoto, PhotoError> {
        self.work(&original, Some(areas)).await
    }
}
