//! Files that the app hands out, as they arrive in the tablet's downloads.

use crate::{Browser, Result, until};
use anyhow::Context;
use serde_json::json;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder that the browser saves into from now on.
pub struct Downloads(TempDir);

impl Browser {
    /// Lets the browser save what the app hands out.
    ///
    /// # Errors
    /// When it won't.
    pub async fn downloads(&self) -> Result<Downloads> {
        let folder = tempfile::tempdir().context("making a folder for downloads")?;
        let parameters = json!({ "behavior": "allow", "downloadPath": folder.path() });
        self.devtools("Browser.setDownloadBehavior", parameters).await?;
        Ok(Downloads(folder))
    }
}

impl Downloads {
    /// Waits for one whole file and takes it out of the folder: its name and its text.
    ///
    /// # Errors
    /// When none comes.
    pub async fn next(&self) -> Result<(String, String)> {
        let (name, bytes) = self.next_bytes().await?;
        let text = String::from_utf8(bytes).with_context(|| format!("{name} is text"))?;
        Ok((name, text))
    }

    /// As [`Downloads::next`], of a file that is no text.
    ///
    /// # Errors
    /// When none comes.
    pub async fn next_bytes(&self) -> Result<(String, Vec<u8>)> {
        until("a file is downloaded", async || {
            let Some(path) = self.whole_file()? else { return Ok(None) };
            let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok(Some((name, bytes)))
        })
        .await
    }

    /// While it comes, a file has another name: hidden, or with the browser's own extension.
    fn whole_file(&self) -> Result<Option<PathBuf>> {
        let mut entries = std::fs::read_dir(self.0.path())?.flatten();
        let is_whole = |name: &str| !name.starts_with('.') && !name.ends_with(".crdownload");
        Ok(entries.find(|entry| is_whole(&entry.file_name().to_string_lossy())).map(|entry| entry.path()))
    }
}
