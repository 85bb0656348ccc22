//! Sheets and token hashes in one SQLite file.
//!
//! Invariant: one write transaction holds the database from its first statement on (`BEGIN IMMEDIATE`), so what it reads is what it writes after; it is on
//! stable storage when it returns (WAL with `synchronous = FULL`).

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use async_trait::async_trait;
use sqlx::{
    Row, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous},
};
use walkaround_contract::Id;

use super::{
    Kept, NewSheet, OpenDatabaseError, SheetPage, SheetStore, StoreError, StoredSheet, TokenStore, receiver_time,
    rows::{already, columns_of, listed, listed_columns, receipt, stored, token},
    schema, vehicle_key,
};
use crate::{auth::token_hash, digest::Sha256Digest};

/// How long a statement waits for another writer before the answer is 503. A write takes milliseconds; five seconds of them is an overload.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Sheets and token hashes in one SQLite file.
pub struct SqliteSheets {
    pool: SqlitePool,
    /// The app's token: a file beside the database, for this user's eyes only, so that an administrator finds it.
    app_token: PathBuf,
}

columns_of!(SqliteRow);

impl SqliteSheets {
    /// Opens the file, making it if needed, and brings its schema up to date.
    pub async fn open(file: &Path) -> Result<Self, OpenDatabaseError> {
        Self::open_with(file, BUSY_TIMEOUT, |options| options).await
    }

    /// As [`open`](Self::open), waiting for other writers as long as told, with options of one's own.
    pub async fn open_with(
        file: &Path,
        busy_timeout: Duration,
        adjust: impl FnOnce(SqliteConnectOptions) -> SqliteConnectOptions,
    ) -> Result<Self, OpenDatabaseError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(busy_timeout);
        // SQLite has one writer; a few more connections let the inbox read meanwhile.
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(busy_timeout)
            .connect_with(adjust(options))
            .await?;
        migrate(&pool).await?;
        Ok(Self { pool, app_token: file.with_file_name("app-token") })
    }
}

async fn migrate(pool: &SqlitePool) -> Result<(), OpenDatabaseError> {
    // One transaction: two processes that start at the same time do the steps once, a crash in between does none.
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *transaction).await?;
    let known = schema::SQLITE.len() as i64;
    if found > known {
        return Err(OpenDatabaseError::Newer { found, known });
    }
    for step in &schema::SQLITE[found as usize..] {
        sqlx::raw_sql(*step).execute(&mut *transaction).await?;
    }
    // A pragma takes no bound parameters; the number is ours.
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA user_version = {known}"))).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
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
        row.as_ref().map(stored).transpose()
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
        row.as_ref().map(stored).transpose()
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
        rows.iter().map(token).collect()
    }

    async fn app_token(&self) -> Result<Option<String>, StoreError> {
        match std::fs::read_to_string(&self.app_token) {
            Ok(token) => Ok(Some(token.trim().to_owned()).filter(|token| !token.is_empty())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn replace_app_token(&self, earlier: Option<&str>, name: &str, token: &str) -> Result<bool, StoreError> {
        if self.app_token().await?.as_deref() != earlier {
            return Ok(false);
        }
        // The file first: a token in the database that nobody knows would keep a new one from being made.
        write_private(&self.app_token, token)?;
        self.add_token(name, token_hash(token)).await
    }
}

/// Writes a line that only this user may read.
fn write_private(file: &Path, line: &str) -> io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    writeln!(file, "{line}")?;
    file.sync_all()
}
