//! Storage that says no: a full disk, a locked database, a database from the future.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use http::StatusCode;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio::{io::AsyncRead, net::TcpListener};
use walkaround_contract::sha256_hex;
use walkaround_receiver::{
    Desk, Handed, Limits,
    auth::Tokens,
    digest::Sha256Digest,
    router,
    store::{AttachmentStore, DiskAttachments, OpenDatabaseError, SqliteSheets, StoreError, Upload},
};

use crate::support::{
    Delivery,
    sheets::{put, sheet},
};

/// A receiver that is put together by hand, with a token `t`.
async fn serve(folder: &TempDir, attachments: Arc<dyn AttachmentStore>) -> std::net::SocketAddr {
    let sheets = Arc::new(
        SqliteSheets::open_with(&folder.path().join("receiver.sqlite"), Duration::from_millis(100), |options| options)
            .await
            .expect("the database opens"),
    );
    let desk = Desk {
        tokens: Tokens::new(&[("t".to_owned(), "t".to_owned())], sheets.clone()),
        sheets,
        attachments,
        limits: Limits::default(),
        app: None,
        handed: Handed { token: None, to_everybody: false },
        bound_to_loopback: true,
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let at = listener.local_addr().expect("a bound socket has an address");
    tokio::spawn(async move { axum::serve(listener, router(Arc::new(desk))).await });
    at
}

#[tokio::test]
async fn a_locked_database_is_busy_not_broken() {
    let folder = TempDir::new().expect("a temporary folder");
    let at =
        serve(&folder, Arc::new(DiskAttachments::open(folder.path().join("attachments")).expect("a folder"))).await;
    let mut other = SqliteConnectOptions::new()
        .filename(folder.path().join("receiver.sqlite"))
        .connect()
        .await
        .expect("the database opens");
    let lock = other.begin_with("BEGIN IMMEDIATE").await.expect("nobody else writes");
    let delivery = Delivery::of(&sheet(1, |_| {}), "t");
    let reply = delivery.send(at).await;
    assert_eq!(
        (reply.status, reply.problem().as_str(), reply.header("retry-after")),
        (StatusCode::SERVICE_UNAVAILABLE, "busy", "2")
    );
    assert!(!reply.text().to_lowercase().contains("sqlite"), "causes stay in the log: {}", reply.text());
    lock.rollback().await.expect("the lock can be let go");
    assert_eq!(delivery.send(at).await.status, StatusCode::CREATED);
}

/// A disk on which nothing has any room.
struct FullDisk;

#[async_trait]
impl AttachmentStore for FullDisk {
    async fn length(&self, _: Sha256Digest) -> Result<Option<u64>, StoreError> {
        Ok(None)
    }

    async fn begin(&self, _: Sha256Digest) -> Result<Box<dyn Upload>, StoreError> {
        Ok(Box::new(FullDisk))
    }

    async fn open(&self, _: Sha256Digest, _: u64) -> Result<Option<Box<dyn AsyncRead + Send + Unpin>>, StoreError> {
        Ok(None)
    }
}

#[async_trait]
impl Upload for FullDisk {
    async fn write(&mut self, _: Bytes) -> Result<(), StoreError> {
        Err(std::io::Error::from(std::io::ErrorKind::StorageFull).into())
    }

    async fn keep(self: Box<Self>) -> Result<(), StoreError> {
        unreachable!("nothing was written")
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_mends_itself() {
    let folder = TempDir::new().expect("a temporary folder");
    let at = serve(&folder, Arc::new(FullDisk)).await;
    let reply = put(at, "t", &sha256_hex(b"photo"), b"photo").await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::INSUFFICIENT_STORAGE, "storage_full"));
    // Sheets have a disk of their own here, and go on.
    assert_eq!(Delivery::of(&sheet(1, |_| {}), "t").send(at).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_full_database_is_said_and_mends_itself() {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("full.sqlite");
    let mut connection = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .connect()
        .await
        .expect("the database opens");
    sqlx::raw_sql("CREATE TABLE t (bytes BLOB); PRAGMA max_page_count = 2")
        .execute(&mut connection)
        .await
        .expect("an empty database has room for a table");
    let error = sqlx::query("INSERT INTO t VALUES (zeroblob(100000))")
        .execute(&mut connection)
        .await
        .expect_err("two pages hold no 100 kB");
    assert!(matches!(StoreError::from(error), StoreError::Full(_)));
}

#[tokio::test]
async fn a_database_from_the_future_is_left_alone() {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("receiver.sqlite");
    let mut connection = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .connect()
        .await
        .expect("the database opens");
    sqlx::raw_sql("CREATE TABLE sheets (something TEXT); PRAGMA user_version = 99")
        .execute(&mut connection)
        .await
        .expect("a schema");
    connection.close().await.expect("it closes");
    let error = SqliteSheets::open(&file).await.err().expect("this receiver does not know version 99");
    assert!(matches!(error, OpenDatabaseError::Newer { found: 99, .. }), "{error}");
}
