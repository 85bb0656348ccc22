//! Attachments in a folder: `ab/abcdef…` by their SHA-256, and `incoming/` for those on their way in.
//!
//! Invariant: a file under its address is whole. Bytes are written elsewhere, synced, and moved there by one rename, and the folder is synced before anybody
//! is told that they are kept.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::{
    fs::File,
    io::{AsyncRead, AsyncSeekExt, AsyncWriteExt},
    task::spawn_blocking,
};

use super::{AttachmentStore, StoreError, Upload};
use crate::digest::Sha256Digest;

/// Attachments in a folder of this machine.
pub struct DiskAttachments {
    root: PathBuf,
}

impl DiskAttachments {
    /// Opens the folder, making it if needed. What an earlier run left half-written is removed: the caller holds the data folder's lock,
    /// so nobody else can be writing it.
    pub fn open(root: PathBuf) -> io::Result<Self> {
        let incoming = root.join("incoming");
        fs::create_dir_all(&incoming)?;
        for left in fs::read_dir(&incoming)? {
            fs::remove_file(left?.path())?;
        }
        Ok(Self { root })
    }

    /// As [`open`](Self::open), to read beside a receiver that runs: nothing is made and nothing removed.
    pub fn read_only(root: PathBuf) -> Self {
        Self { root }
    }

    fn path(&self, address: Sha256Digest) -> PathBuf {
        path_of(&self.root, address)
    }
}

/// 256 folders keep each of them short enough for any file system at a million photos.
fn path_of(root: &Path, address: Sha256Digest) -> PathBuf {
    let name = address.to_string();
    root.join(&name[..2]).join(name)
}

fn absent_as_none<T>(result: io::Result<T>) -> Result<Option<T>, StoreError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[async_trait]
impl AttachmentStore for DiskAttachments {
    async fn length(&self, address: Sha256Digest) -> Result<Option<u64>, StoreError> {
        Ok(absent_as_none(tokio::fs::metadata(self.path(address)).await)?.map(|metadata| metadata.len()))
    }

    async fn begin(&self, address: Sha256Digest) -> Result<Box<dyn Upload>, StoreError> {
        let path = self.root.join("incoming").join(uuid::Uuid::from_bytes(crate::auth::random_bytes()?).to_string());
        let file = File::options().write(true).create_new(true).open(&path).await?;
        Ok(Box::new(DiskUpload { file: Some(file), path, root: self.root.clone(), address }))
    }

    async fn open(
        &self,
        address: Sha256Digest,
        offset: u64,
    ) -> Result<Option<Box<dyn AsyncRead + Send + Unpin>>, StoreError> {
        let Some(mut file) = absent_as_none(File::open(self.path(address)).await)? else { return Ok(None) };
        file.seek(io::SeekFrom::Start(offset)).await?;
        Ok(Some(Box::new(file)))
    }
}

/// An attachment on its way in. Its file goes with it unless it was kept.
struct DiskUpload {
    file: Option<File>,
    path: PathBuf,
    root: PathBuf,
    address: Sha256Digest,
}

impl DiskUpload {
    fn file(&mut self) -> &mut File {
        self.file.as_mut().expect("the file is only taken by `keep`, which consumes the upload")
    }
}

#[async_trait]
impl Upload for DiskUpload {
    async fn write(&mut self, bytes: Bytes) -> Result<(), StoreError> {
        Ok(self.file().write_all(&bytes).await?)
    }

    async fn keep(mut self: Box<Self>) -> Result<(), StoreError> {
        // Errors of earlier writes surface here at the latest: tokio's file writes behind.
        self.file().flush().await?;
        self.file().sync_all().await?;
        self.file = None;
        let (from, root, address) = (self.path.clone(), self.root.clone(), self.address);
        spawn_blocking(move || move_into_place(&from, &root, address))
            .await
            .map_err(|error| StoreError::Failed(error.into()))??;
        Ok(())
    }
}

impl Drop for DiskUpload {
    fn drop(&mut self) {
        // After `keep` the file is no longer there, which is as it should be.
        if let Err(error) = fs::remove_file(&self.path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(
                cause = &error as &dyn std::error::Error,
                "a half-written attachment could not be removed; the next start removes it"
            );
        }
    }
}

fn move_into_place(from: &Path, root: &Path, address: Sha256Digest) -> io::Result<()> {
    let to = path_of(root, address);
    let folder = to.parent().expect("an address lies in a folder of the root");
    match fs::create_dir(folder) {
        Ok(()) => sync_folder(root)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    // The same address is the same bytes: replacing a file that is there changes nothing, and heals one that has gone bad.
    fs::rename(from, &to)?;
    sync_folder(folder)
}

/// Makes a rename survive a power cut. Windows cannot open folders and needs no such call.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
