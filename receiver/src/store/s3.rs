//! Attachments in an S3-compatible store, each under its SHA-256.
//!
//! Invariant: an object under its address is whole. Small ones are sent in one request once all of their bytes were verified; large ones go in parts, which
//! nobody can read until they are put together, and are thrown away when they are not to be. (Parts of a receiver that died stay unseen until the bucket's
//! rule for incomplete uploads removes them.)

use std::{io, sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::{
    Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, RetryConfig,
    aws::{AmazonS3Builder, AmazonS3ConfigKey, Checksum},
    buffered::BufWriter,
    path::Path,
};
use tokio::io::{AsyncRead, AsyncWriteExt as _};
use tokio_util::io::StreamReader;

use super::{AttachmentStore, Cause, StoreError, Upload};
use crate::digest::Sha256Digest;

/// What is held in memory of an upload, and the size of a part. Photos and recordings fit in one; S3 takes parts from 5 MiB on.
const PART: usize = 8 << 20;

/// Parts of one upload that are sent at the same time.
const PARTS_AT_ONCE: usize = 2;

/// A store that has not answered by then is busy: the tablet is told so and tries again, instead of holding a connection here.
const PATIENCE: Duration = Duration::from_secs(15);

/// Attachments in a bucket, below a prefix.
pub struct S3Attachments {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
}

impl S3Attachments {
    /// Opens `s3://bucket/prefix`. `settings` are the standard variables (`AWS_ACCESS_KEY_ID`, `AWS_REGION`, `AWS_ENDPOINT_URL` …) and their values.
    /// Asks the store for its list, so that a wrong name, key or address is found at the start and not by the first photo.
    pub async fn open(address: &str, settings: &[(String, String)]) -> Result<Self, Cause> {
        let (bucket, prefix) = parse(address).ok_or("it is not of the form s3://bucket/prefix")?;
        // Another part of the program may have chosen one already; any will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = AmazonS3Builder::new()
            .with_retry(RetryConfig { max_retries: 3, retry_timeout: PATIENCE, ..RetryConfig::default() })
            // The store compares what arrived with what was sent.
            .with_checksum_algorithm(Checksum::SHA256);
        for (name, value) in settings {
            if let Ok(key) = name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() {
                builder = builder.with_config(key, value);
            }
        }
        let plain = builder
            .get_config_value(&AmazonS3ConfigKey::Endpoint)
            .is_some_and(|endpoint| endpoint.starts_with("http://"));
        if plain {
            // Whoever writes http:// means it: a store on the same machine or behind a tunnel.
            builder = builder.with_allow_http(true);
        }
        let store = builder.with_bucket_name(bucket).build()?;
        let attachments = Self { store: Arc::new(store), prefix: Path::parse(prefix)? };
        attachments.store.list(Some(&attachments.prefix)).try_next().await?;
        Ok(attachments)
    }

    fn path(&self, address: Sha256Digest) -> Path {
        self.prefix.clone().join(address.to_string())
    }
}

/// Bucket and prefix.
fn parse(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("s3://")?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    (!bucket.is_empty()).then_some((bucket, prefix.trim_end_matches('/')))
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match &error {
            // Everything that a request met on its way, after the library's own attempts: no connection, no answer, 429, 5xx.
            // The library hides the status; its words are what is left to tell "no room" by.
            Error::Generic { source, .. } => {
                let mut words = source.to_string();
                let mut cause = source.source();
                while let Some(next) = cause {
                    words.push_str(&next.to_string());
                    cause = next.source();
                }
                if ["507 Insufficient Storage", "QuotaExceeded", "StorageFull"].iter().any(|said| words.contains(said))
                {
                    Self::Full(error.into())
                } else {
                    Self::Busy(error.into())
                }
            }
            _ => Self::Failed(error.into()),
        }
    }
}

/// What the buffering writer wraps its errors in.
fn unwrapped(error: io::Error) -> StoreError {
    match error.downcast::<Error>() {
        Ok(error) => error.into(),
        Err(error) => error.into(),
    }
}

fn absent_as_none<T>(result: object_store::Result<T>) -> Result<Option<T>, StoreError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[async_trait]
impl AttachmentStore for S3Attachments {
    async fn length(&self, address: Sha256Digest) -> Result<Option<u64>, StoreError> {
        Ok(absent_as_none(self.store.head(&self.path(address)).await)?.map(|object| object.size))
    }

    async fn begin(&self, address: Sha256Digest) -> Result<Box<dyn Upload>, StoreError> {
        let writer =
            BufWriter::with_capacity(self.store.clone(), self.path(address), PART).with_max_concurrency(PARTS_AT_ONCE);
        Ok(Box::new(S3Upload(Some(writer))))
    }

    async fn open(
        &self,
        address: Sha256Digest,
        offset: u64,
    ) -> Result<Option<Box<dyn AsyncRead + Send + Unpin>>, StoreError> {
        // An empty object has no part to ask for.
        let range = (offset > 0).then_some(GetRange::Offset(offset));
        let options = GetOptions { range, ..GetOptions::default() };
        let found = absent_as_none(self.store.get_opts(&self.path(address), options).await)?;
        Ok(found.map(|found| {
            let stream = found.into_stream().map_err(io::Error::from);
            Box::new(StreamReader::new(stream)) as Box<dyn AsyncRead + Send + Unpin>
        }))
    }
}

/// An attachment on its way in. There is no writer any more once it is being kept.
struct S3Upload(Option<BufWriter>);

#[async_trait]
impl Upload for S3Upload {
    async fn write(&mut self, bytes: Bytes) -> Result<(), StoreError> {
        let writer = self.0.as_mut().expect("the writer is only taken by `keep`, which consumes the upload");
        Ok(writer.put(bytes).await?)
    }

    async fn keep(mut self: Box<Self>) -> Result<(), StoreError> {
        let mut writer = self.0.take().expect("the writer is only taken by `keep`, which consumes the upload");
        // A task of its own: a client that hangs up now does not leave an upload that nobody ends.
        tokio::spawn(async move { writer.shutdown().await })
            .await
            .map_err(|error| StoreError::Failed(error.into()))?
            .map_err(unwrapped)
    }
}

impl Drop for S3Upload {
    fn drop(&mut self) {
        let Some(mut writer) = self.0.take() else { return };
        // Without a runtime the receiver is going down.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            if let Err(error) = writer.abort().await {
                tracing::warn!(
                    cause = &error as &dyn std::error::Error,
                    "parts of an upload could not be thrown away; nobody sees them, and the bucket's rule for incomplete uploads removes them"
                );
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_named_as_everywhere() {
        assert_eq!(parse("s3://shop"), Some(("shop", "")));
        assert_eq!(parse("s3://shop/"), Some(("shop", "")));
        assert_eq!(parse("s3://shop/lane/1/"), Some(("shop", "lane/1")));
        for wrong in ["s3://", "s3:///x", "/var/lib/photos", "https://shop.example"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn no_room_is_told_from_no_answer() {
        let said = |words: &str| StoreError::from(Error::Generic { store: "S3", source: words.into() });
        assert!(matches!(said("Server returned non-2xx status code: 507 Insufficient Storage"), StoreError::Full(_)));
        assert!(matches!(said("<Error><Code>XMinioStorageFull</Code></Error>"), StoreError::Full(_)));
        assert!(matches!(said("connection refused"), StoreError::Busy(_)));
        let refused = Error::PermissionDenied { path: "x".to_owned(), source: "403".into() };
        assert!(matches!(StoreError::from(refused), StoreError::Failed(_)));
    }
}
