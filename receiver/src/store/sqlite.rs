//! Sheets and token hashes in one SQLite file.
//!
//! Invariant: one write transaction holds the database from its first statement on (`BEGIN IMMEDIATE`), so what it reads is what it writes after; it is on
//! stable storage when it returns (WAL with `synchronous = FULL`).

use std::{fmt, path::Path, time::Duration};

use async_trait::async_trait;
use sqlx::{
    Row, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous},
};
use walkaround_contract::{Id, Receipt, Timestamp};

use super::{
    Kept, ListedSheet, NewSheet, SheetLine, SheetPage, SheetStore, StoreError, StoredSheet, TokenStore, receiver_time,
    schema, vehicle_key,
};
use crate::digest::Sha256Digest;

/// How long a statement waits for another writer before the answer is 503. A write takes milliseconds; five seconds of them is an overload.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Sheets and token hashes in one SQLite file.
pub struct SqliteSheets {
    pool: SqlitePool,
}

/// Why the database cannot be opened.
#[derive(Debug)]
pub enum OpenDatabaseError {
    /// A newer receiver has changed it.
    Newer {
        /// Its schema version.
        found: i64,
        /// The newest one this program knows.
        known: i64,
    },
    /// SQLite says no.
    Sqlite(sqlx::Error),
}

impl fmt::Display for OpenDatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { found, known } => write!(
                f,
                "the database has schema version {found}, this receiver knows up to {known}: start the newer receiver that made it"
            ),
            Self::Sqlite(_) => f.write_str("the database cannot be opened"),
        }
    }
}

impl std::error::Error for OpenDatabaseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Newer { .. } => None,
            Self::Sqlite(error) => Some(error),
        }
    }
}

impl From<sqlx::Error> for OpenDatabaseError {
    fn from(error: sqlx::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // Primary result codes are the low byte of what SQLite reports: 5 BUSY, 6 LOCKED, 13 FULL (sqlite.org/rescode.html).
        let code =
            error.as_database_error().and_then(|error| error.code()?.parse::<i64>().ok()).map(|code| code & 0xff);
        match (code, &error) {
            (Some(5 | 6), _) | (None, sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => Self::Busy(error.into()),
            (Some(13), _) => Self::Full(error.into()),
            _ => Self::Failed(error.into()),
        }
    }
}

/// The columns of a [`ListedSheet`], in the order that [`listed`] reads them.
macro_rules! listed_columns {
    () => {
        "SELECT seq, id, visit_id, kind, digest, supersedes, received_at_ms, completed_at_ms, offset_minutes, plate, plate_kind, vin, vehicle, advisor, marks, \
         (SELECT later.id FROM sheets AS later WHERE later.supersedes = sheets.id ORDER BY later.seq DESC LIMIT 1) AS superseded_by"
    };
}

impl SqliteSheets {
    /// Opens the file, making it if needed, and brings its schema up to date.
    pub async fn open(file: &Path) -> Result<Self, OpenDatabaseError> {
        Self::open_with(file, BUSY_TIMEOUT).await
    }

    /// As [`open`](Self::open), waiting for other writers as long as told.
    pub async fn open_with(file: &Path, busy_timeout: Duration) -> Result<Self, OpenDatabaseError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(busy_timeout);
        // SQLite has one writer; a few more connections let the inbox read meanwhile.
        let pool =
            SqlitePoolOptions::new().max_connections(4).acquire_timeout(busy_timeout).connect_with(options).await?;
        migrate(&pool).await?;
        Ok(Self { pool })
    }

    async fn stored(&self, row: Option<SqliteRow>) -> Result<Option<StoredSheet>, StoreError> {
        let Some(row) = row else { return Ok(None) };
        Ok(Some(StoredSheet { body: row.try_get("body")?, listed: listed(&row)? }))
    }
}

async fn migrate(pool: &SqlitePool) -> Result<(), OpenDatabaseError> {
    // One transaction: two processes that start at the same time do the steps once, a crash in between does none.
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *transaction).await?;
    let known = schema::STEPS.len() as i64;
    if found > known {
        return Err(OpenDatabaseError::Newer { found, known });
    }
    for step in &schema::STEPS[found as usize..] {
        sqlx::raw_sql(*step).execute(&mut *transaction).await?;
    }
    // A pragma takes no bound parameters; the number is ours.
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA user_version = {known}"))).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

fn broken(what: &'static str) -> StoreError {
    StoreError::Failed(what.into())
}

fn moment(ms: i64, offset_minutes: i32) -> Result<Timestamp, StoreError> {
    Timestamp::from_unix_ms(ms, offset_minutes).ok_or_else(|| broken("a stored moment is out of range"))
}

fn id(text: &str) -> Result<Id, StoreError> {
    Id::try_parse(text).map_err(|error| StoreError::Failed(error.into()))
}

fn receipt(row: &SqliteRow) -> Result<Receipt, StoreError> {
    Ok(Receipt {
        sheet_id: id(row.try_get("id")?)?,
        digest: row.try_get("digest")?,
        received_at: moment(row.try_get("received_at_ms")?, 0)?,
        reference: Some(format!("R-{:06}", row.try_get::<i64, _>("seq")?)),
        extra: Default::default(),
    })
}

fn listed(row: &SqliteRow) -> Result<ListedSheet, StoreError> {
    let optional_id =
        |column: &str| row.try_get::<Option<&str>, _>(column).map_err(StoreError::from)?.map(id).transpose();
    let plate: Option<String> = row.try_get("plate")?;
    let plate_kind: Option<String> = row.try_get("plate_kind")?;
    Ok(ListedSheet {
        line: SheetLine {
            id: id(row.try_get("id")?)?,
            visit_id: id(row.try_get("visit_id")?)?,
            kind: row.try_get("kind")?,
            digest: row.try_get("digest")?,
            supersedes: optional_id("supersedes")?,
            completed_at: moment(row.try_get("completed_at_ms")?, row.try_get("offset_minutes")?)?,
            plate: plate.zip(plate_kind),
            vin: row.try_get("vin")?,
            vehicle: row.try_get("vehicle")?,
            advisor: row.try_get("advisor")?,
            marks: row.try_get("marks")?,
        },
        receipt: receipt(row)?,
        superseded_by: optional_id("superseded_by")?,
    })
}

fn already(row: &SqliteRow, digest: &str) -> Result<Kept, StoreError> {
    let kept: &str = row.try_get("digest")?;
    if kept == digest { Ok(Kept::Known(receipt(row)?)) } else { Ok(Kept::Conflict { digest: kept.to_owned() }) }
}

#[async_trait]
impl SheetStore for SqliteSheets {
    async fn keep(&self, sheet: &NewSheet) -> Result<Kept, StoreError> {
        let line = &sheet.line;
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let inserted = sqlx::query(
            "INSERT INTO sheets (id, visit_id, kind, digest, supersedes, received_at_ms, completed_at_ms, offset_minutes, plate, plate_kind, plate_key, vin, \
             vehicle, advisor, marks, delivered_by, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
             ON CONFLICT (id) DO NOTHING RETURNING seq, id, digest, received_at_ms",
        )
        .bind(line.id.to_string())
        .bind(line.visit_id.to_string())
        .bind(&line.kind)
        .bind(&line.digest)
        .bind(line.supersedes.map(|id| id.to_string()))
        .bind(receiver_time().unix_ms())
        .bind(line.completed_at.unix_ms())
        .bind(line.completed_at.offset_minutes())
        .bind(line.plate.as_ref().map(|(text, _)| text))
        .bind(line.plate.as_ref().map(|(_, kind)| kind))
        .bind(line.plate.as_ref().map(|(text, _)| vehicle_key(text)))
        .bind(&line.vin)
        .bind(&line.vehicle)
        .bind(&line.advisor)
        .bind(line.marks)
        .bind(&sheet.delivered_by)
        .bind(&sheet.body)
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = inserted else {
            let row = sqlx::query("SELECT seq, id, digest, received_at_ms FROM sheets WHERE id = ?")
                .bind(line.id.to_string())
                .fetch_one(&mut *transaction)
                .await?;
            return already(&row, &line.digest);
        };
        for attachment in &sheet.attachments {
            sqlx::query(
                "INSERT INTO sheet_attachments (sha256, sheet_id, media_type) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            )
            .bind(attachment.address.to_string())
            .bind(line.id.to_string())
            .bind(&attachment.media_type)
            .execute(&mut *transaction)
            .await?;
        }
        let receipt = receipt(&row)?;
        transaction.commit().await?;
        Ok(Kept::New(receipt))
    }

    async fn known(&self, id: Id, digest: &str) -> Result<Option<Kept>, StoreError> {
        let row = sqlx::query("SELECT seq, id, digest, received_at_ms FROM sheets WHERE id = ?")
            .bind(id.to_string())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| already(&row, digest)).transpose()
    }

    async fn sheet(&self, id: Id) -> Result<Option<StoredSheet>, StoreError> {
        let row = sqlx::query(concat!(listed_columns!(), ", body FROM sheets WHERE id = ?"))
            .bind(id.to_string())
            .fetch_optional(&self.pool)
            .await?;
        self.stored(row).await
    }

    async fn last_of_vehicle(&self, key: &str) -> Result<Option<StoredSheet>, StoreError> {
        let row = sqlx::query(concat!(
            listed_columns!(),
            ", body FROM sheets WHERE (plate_key = ?1 OR vin = ?1) AND kind = 'intake' \
             AND NOT EXISTS (SELECT 1 FROM sheets AS later WHERE later.supersedes = sheets.id) ORDER BY completed_at_ms DESC, seq DESC LIMIT 1"
        ))
        .bind(key)
        .fetch_optional(&self.pool)
        .await?;
        self.stored(row).await
    }

    async fn page(&self, key: Option<&str>, before: Option<i64>, limit: u32) -> Result<SheetPage, StoreError> {
        // `instr` instead of LIKE: what was typed is never a pattern.
        let mut rows = sqlx::query(concat!(
            listed_columns!(),
            " FROM sheets WHERE (?1 IS NULL OR instr(plate_key, ?1) > 0 OR instr(vin, ?1) > 0) AND (?2 IS NULL OR seq < ?2) ORDER BY seq DESC LIMIT ?3"
        ))
        .bind(key)
        .bind(before)
        .bind(i64::from(limit) + 1)
        .fetch_all(&self.pool)
        .await?;
        // One more than asked for tells whether there is a next page.
        let next = if rows.len() > limit as usize {
            rows.truncate(limit as usize);
            rows.last().map(|row| row.try_get("seq")).transpose()?
        } else {
            None
        };
        let total: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM sheets WHERE ?1 IS NULL OR instr(plate_key, ?1) > 0 OR instr(vin, ?1) > 0",
        )
        .bind(key)
        .fetch_one(&self.pool)
        .await?;
        Ok(SheetPage { sheets: rows.iter().map(listed).collect::<Result<_, _>>()?, next, total: total.unsigned_abs() })
    }

    async fn media_type(&self, address: Sha256Digest) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT media_type FROM sheet_attachments WHERE sha256 = ? LIMIT 1")
            .bind(address.to_string())
            .fetch_optional(&self.pool)
            .await?)
    }

    async fn ready(&self) -> Result<(), StoreError> {
        sqlx::query_scalar::<_, i64>("SELECT 1").fetch_one(&self.pool).await?;
        Ok(())
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

#[async_trait]
impl TokenStore for SqliteSheets {
    async fn add_token(&self, name: &str, hash: Sha256Digest) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "INSERT INTO device_tokens (name, sha256, created_at_ms) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
        )
        .bind(name)
        .bind(hash.to_string())
        .bind(receiver_time().unix_ms())
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn tokens(&self) -> Result<Vec<(String, Sha256Digest)>, StoreError> {
        let rows = sqlx::query("SELECT name, sha256 FROM device_tokens ORDER BY name").fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| {
                let hash = Sha256Digest::from_hex(row.try_get("sha256")?)
                    .ok_or_else(|| broken("a stored token hash cannot be read"))?;
                Ok((row.try_get("name")?, hash))
            })
            .collect()
    }
}
