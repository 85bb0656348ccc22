//! Storage that says no: a full disk, a locked database, a server that is gone, a database from the future.

use std::{net::SocketAddr, process::Command, sync::Arc, time::Duration};

use http::StatusCode;
use sqlx::{ConnectOptions, Connection, PgConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio::net::TcpListener;
use walkaround_contract::sha256_hex;
use walkaround_receiver::{
    Bucket, Desk, Handed, Limits, Options, Places, Receiver,
    auth::Tokens,
    router,
    store::{
        AttachmentStore, Database, DiskAttachments, OpenDatabaseError, PostgresSheets, S3Attachments, SqliteSheets,
    },
};
use walkaround_servers::{Moto, Postgres};

use crate::{
    restart::{Process, RECEIVER},
    support::{
        Delivery, Place, Stores,
        client::Reply,
        get,
        sheets::{put, sheet},
    },
};

/// For what is made to fail: long enough for everything that works, on a machine that does much else.
const IMPATIENT: Duration = Duration::from_secs(2);

/// For what must not fail by waiting.
const PATIENT: Duration = Duration::from_secs(30);

/// A receiver that is put together by hand, with a token `t`.
async fn serve_desk<D: Database + 'static>(database: Arc<D>, attachments: Arc<dyn AttachmentStore>) -> SocketAddr {
    let desk = Desk {
        tokens: Tokens::new(&[("t".to_owned(), "t".to_owned())], database.clone()),
        sheets: database,
        attachments,
        limits: Limits::default(),
        app: None,
        template: None,
        handed: Handed { token: None, to_everybody: false },
        bound_to_loopback: true,
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let at = listener.local_addr().expect("a bound socket has an address");
    tokio::spawn(async move { axum::serve(listener, router(Arc::new(desk))).await });
    at
}

/// One with its attachments in the folder.
async fn serve_sheets<D: Database + 'static>(database: Arc<D>, folder: &TempDir) -> SocketAddr {
    let attachments = DiskAttachments::open(folder.path().join("attachments")).expect("a folder");
    serve_desk(database, Arc::new(attachments)).await
}

/// One with everything in the folder.
async fn serve(
    folder: &TempDir,
    patience: Duration,
    adjust: impl FnOnce(SqliteConnectOptions) -> SqliteConnectOptions,
) -> SocketAddr {
    let file = folder.path().join("receiver.sqlite");
    let sheets = SqliteSheets::open_with(&file, patience, adjust).await.expect("the database opens");
    serve_sheets(Arc::new(sheets), folder).await
}

#[tokio::test]
async fn a_locked_database_is_busy_not_broken() {
    let folder = TempDir::new().expect("a temporary folder");
    let at = serve(&folder, IMPATIENT, |options| options).await;
    let mut other = SqliteConnectOptions::new()
        .filename(folder.path().join("receiver.sqlite"))
        .connect()
        .await
        .expect("the database opens");
    let lock = other.begin_with("BEGIN IMMEDIATE").await.expect("nobody else writes");
    let delivery = Delivery::of(&sheet(1, |_| {}), "t");
    assert_busy(&delivery.send(at).await);
    lock.rollback().await.expect("the lock can be let go");
    assert_eq!(delivery.send(at).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_full_disk_is_said_and_mends_itself() {
    let place = Place::new(Stores::Local);
    // A file system that lets no file grow beyond 2,048 blocks of 512 bytes (or of 1,024, as some shells count).
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\"", RECEIVER]);
    let process = Process::start_by(&place, shell).await;
    let photo = vec![3; 3_000_000];
    let reply = put(process.at, &process.token, &sha256_hex(&photo), &photo).await;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::INSUFFICIENT_STORAGE, "storage_full"));
    assert_eq!((place.half_written(), place.kept_attachments()), (0, 0), "what had no room takes none");
    // What is small enough still fits, and sheets go on.
    let small = &photo[..100_000];
    assert_eq!(put(process.at, &process.token, &sha256_hex(small), small).await.status, StatusCode::CREATED);
    let delivery = Delivery::of(&sheet(1, |_| {}), &process.token);
    assert_eq!(delivery.send(process.at).await.status, StatusCode::CREATED);
    drop(process);
    let process = Process::start(&place).await;
    assert_eq!(put(process.at, &process.token, &sha256_hex(&photo), &photo).await.status, StatusCode::CREATED);
    assert_eq!(delivery.send(process.at).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_full_database_is_said_and_loses_nothing() {
    let folder = TempDir::new().expect("a temporary folder");
    let at = serve(&folder, PATIENT, |options| options.pragma("max_page_count", "40")).await;
    let mut kept = Vec::new();
    let refused = loop {
        let delivery = Delivery::of(&sheet(kept.len() as u32, |_| {}), "t");
        let reply = delivery.send(at).await;
        if reply.status != StatusCode::CREATED {
            break (delivery, reply);
        }
        kept.push((delivery, reply.json()));
    };
    assert!(!kept.is_empty(), "40 pages hold a few sheets");
    let (delivery, reply) = refused;
    assert_eq!((reply.status, reply.problem().as_str()), (StatusCode::INSUFFICIENT_STORAGE, "storage_full"));
    for (delivery, receipt) in &kept {
        let again = delivery.send(at).await;
        assert_eq!((again.status, &again.json()), (StatusCode::OK, receipt));
    }
    // Space is made.
    let roomy = serve(&folder, PATIENT, |options| options).await;
    assert_eq!(delivery.send(roomy).await.status, StatusCode::CREATED);
    assert_eq!(kept[0].0.send(roomy).await.json(), kept[0].1);
}

/// A database server of the test's own, and a receiver before it with the user `limited` that gives up soon.
async fn serve_postgres(folder: &TempDir) -> (Postgres, String, SocketAddr) {
    let server = Postgres::start();
    let (address, schema) = server.new_schema();
    server.execute(&address, &format!("CREATE ROLE limited LOGIN; ALTER SCHEMA {schema} OWNER TO limited"));
    let limited = address.replace("walkaround@", "limited@");
    let sheets = PostgresSheets::open_with(&limited, IMPATIENT).await.expect("the database opens");
    let at = serve_sheets(Arc::new(sheets), folder).await;
    (server, address, at)
}

fn assert_busy(reply: &Reply) {
    assert_eq!(
        (reply.status, reply.problem().as_str(), reply.header("retry-after")),
        (StatusCode::SERVICE_UNAVAILABLE, "busy", "2")
    );
    for word in ["sql", "postgres", "limited", "connection"] {
        assert!(!reply.text().to_lowercase().contains(word), "causes stay in the log: {}", reply.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_server_that_cannot_is_busy_not_broken() {
    let folder = TempDir::new().expect("a temporary folder");
    let (server, address, at) = serve_postgres(&folder).await;
    let delivery = |n| Delivery::of(&sheet(n, |_| {}), "t");

    // Locked by somebody's maintenance.
    let mut other = PgConnection::connect(&address).await.expect("the database opens");
    let mut lock = other.begin().await.expect("a transaction");
    sqlx::query("LOCK TABLE sheets IN ACCESS EXCLUSIVE MODE").execute(&mut *lock).await.expect("nobody else has it");
    assert_busy(&delivery(1).send(at).await);
    lock.rollback().await.expect("the lock can be let go");
    assert_eq!(delivery(1).send(at).await.status, StatusCode::CREATED);

    // Too many connections.
    server.execute(
        &address,
        "ALTER ROLE limited CONNECTION LIMIT 0; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'limited'",
    );
    assert_busy(&delivery(2).send(at).await);
    server.execute(&address, "ALTER ROLE limited CONNECTION LIMIT -1");
    assert_eq!(delivery(2).send(at).await.status, StatusCode::CREATED);

    // Gone, as in a failover.
    server.stop();
    assert_busy(&delivery(3).send(at).await);
    assert_busy(&get(at, "/api/v1/health").await);
    server.start_again();
    assert_eq!(delivery(3).send(at).await.status, StatusCode::CREATED);
    assert_eq!(delivery(1).send(at).await.status, StatusCode::OK, "what was acknowledged is there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_does_not_answer_is_busy_not_broken() {
    let folder = TempDir::new().expect("a temporary folder");
    let moto = Moto::start();
    let attachments = S3Attachments::open(&moto.new_bucket(), &moto.settings()).await.expect("the bucket is there");
    let sheets = SqliteSheets::open(&folder.path().join("receiver.sqlite")).await.expect("the database opens");
    let at = serve_desk(Arc::new(sheets), Arc::new(attachments)).await;
    assert_eq!(put(at, "t", &sha256_hex(b"photo"), b"photo").await.status, StatusCode::CREATED);
    drop(moto);
    assert_busy(&put(at, "t", &sha256_hex(b"other"), b"other").await);
    // A sheet that names nothing needs no bucket.
    assert_eq!(Delivery::of(&sheet(1, |_| {}), "t").send(at).await.status, StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_opened_is_said_at_the_start() {
    let folder = TempDir::new().expect("a temporary folder");
    let in_folder = || Places::folder(folder.path());
    let moto = Moto::shared();
    let bucket = |address: &str| Some(Bucket { address: address.to_owned(), settings: moto.settings() });
    let check = async |places: Places, expected: &str| {
        let error = Receiver::open(&Options::new(places), "127.0.0.1:1".parse().expect("an address")).await.err();
        let error = error.expect("it cannot be opened").to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(Places::default(), "--data").await;
    check(Places { database: Some("mysql://x".into()), ..in_folder() }, "postgres://").await;
    check(Places { attachments: bucket("/var/lib/photos"), ..in_folder() }, "s3://").await;
    check(Places { attachments: bucket("s3://nobody-made-it/x"), ..in_folder() }, "s3://nobody-made-it/x").await;
    let gone = Postgres::shared().new_schema().0.replace("/postgres?", "/nobody_made_it?");
    check(Places { database: Some(gone), ..in_folder() }, "the database cannot be opened").await;
    let newer = Postgres::shared().new_schema().0;
    Postgres::shared().execute(
        &newer,
        "CREATE TABLE receiver_schema (version BIGINT NOT NULL); INSERT INTO receiver_schema VALUES (99)",
    );
    check(Places { database: Some(newer), ..in_folder() }, "schema version 99").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receivers_that_start_at_once_make_one_schema() {
    let address = Postgres::shared().new_schema().0;
    let mut starting = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let address = address.clone();
        starting.spawn(async move { PostgresSheets::open(&address).await.map(drop) });
    }
    for opened in starting.join_all().await {
        opened.expect("each of them opens it");
    }
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
