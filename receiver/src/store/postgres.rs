//! Sheets and tokens in a PostgreSQL database, for any number of receivers at once.
//!
//! Invariants: nothing that one receiver knows is kept from the others, so any of them may answer any request; of two that keep the same sheet at the same
//! time the unique id lets one through, and the other waits for it and reads what it kept; a commit is on the server's stable storage when it returns.

use std::{str::FromStr as _, time::Duration};

use async_trait::async_trait;
use sqlx::{
    PgPool, Postgres, Row, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions, PgRow},
};
use walkaround_contract::Id;

use super::{
    Kept, NewSheet, OpenDatabaseError, SheetPage, SheetStore, StoreError, StoredSheet, TokenStore, receiver_time,
    rows::{already, columns_of, listed, listed_columns, receipt, stored, token},
    schema, vehicle_key,
};
use crate::{auth::token_hash, digest::Sha256Digest};

/// How long a request waits for a connection or a lock. Whoever waits longer than this is better told to come again.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections of one receiver. A stock server has 100 for everybody.
const CONNECTIONS: u32 = 16;

/// What receivers lock while they change the schema or the app's token: "walkarou" in ASCII.
const LOCK: i64 = 0x7761_6c6b_6172_6f75;

/// Sheets and tokens in a PostgreSQL database.
pub struct PostgresSheets {
    pool: PgPool,
}

columns_of!(PgRow);

impl PostgresSheets {
    /// Connects to `postgres://…` and brings the schema up to date. What the address leaves out comes from the usual places (`PGPASSWORD`, `~/.pgpass`).
    pub async fn open(address: &str) -> Result<Self, OpenDatabaseError> {
        Self::open_with(address, PATIENCE).await
    }

    /// As [`open`](Self::open), waiting for a connection or a lock as long as told.
    pub async fn open_with(address: &str, patience: Duration) -> Result<Self, OpenDatabaseError> {
        let options = PgConnectOptions::from_str(address)?.application_name("walkaround-receiver");
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(patience)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    // Whatever the server's default is, an acknowledged sheet is on its disk, and nobody waits for a lock for ever.
                    sqlx::query(
                        "SELECT set_config('lock_timeout', $1, false), CASE current_setting('synchronous_commit') WHEN 'off' \
                         THEN set_config('synchronous_commit', 'on', false) END",
                    )
                    .bind(format!("{}ms", patience.as_millis()))
                    .execute(connection)
                    .await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        migrate(&pool).await?;
        Ok(Self { pool })
    }
}

/// The lock goes with the transaction.
async fn lock(transaction: &mut Transaction<'static, Postgres>) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut **transaction).await?;
    Ok(())
}

/// One transaction under a lock: receivers that start at the same time do the steps once, a crash in between does none.
async fn migrate(pool: &PgPool) -> Result<(), OpenDatabaseError> {
    let mut transaction = pool.begin().await?;
    lock(&mut transaction).await?;
    // Asked for instead of `IF NOT EXISTS`: where the schema is there, the receiver needs no right to make tables.
    let there: bool =
        sqlx::query_scalar("SELECT to_regclass('receiver_schema') IS NOT NULL").fetch_one(&mut *transaction).await?;
    if !there {
        sqlx::raw_sql("CREATE TABLE receiver_schema (version BIGINT NOT NULL); INSERT INTO receiver_schema VALUES (0)")
            .execute(&mut *transaction)
            .await?;
    }
    let found: i64 = sqlx::query_scalar("SELECT version FROM receiver_schema").fetch_one(&mut *transaction).await?;
    let known = schema::POSTGRES.len() as i64;
    if found > known {
        return Err(OpenDatabaseError::Newer { found, known });
    }
    if found < known {
        for step in &schema::POSTGRES[found as usize..] {
            sqlx::raw_sql(*step).execute(&mut *transaction).await?;
        }
        sqlx::query("UPDATE receiver_schema SET version = $1").bind(known).execute(&mut *transaction).await?;
    }
    Ok(transaction.commit().await?)
}

#[async_trait]
impl SheetStore for PostgresSheets {
    async fn keep(&self, sheet: &NewSheet) -> Result<Kept, StoreError> {
        let line = &sheet.line;
        let mut transaction = self.pool.begin().await?;
        let inserted = sqlx::query(
            "INSERT INTO sheets (id, visit_id, kind, digest, supersedes, received_at_ms, completed_at_ms, offset_minutes, plate, plate_kind, plate_key, vin, \
             vehicle, advisor, marks, delivered_by, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
             ON CONFLICT (id) DO NOTHING RETURNING seq, id, digest, received_at_ms",
        )
        .bind(line.id.to_string())
        .bind(line.visit_id.to_string())
        .bind(&line.kind)
        .bind(&line.digest)
        .bind(line.supersedes.map(|id| id.to_string()))
        .bind(receiver_time().unix_ms())
        .bind(line.completed_at.unix_ms())
        .bind(i64::from(line.completed_at.offset_minutes()))
        .bind(line.plate.as_ref().map(|(plate, _)| plate))
        .bind(line.plate.as_ref().map(|(_, kind)| kind))
        .bind(line.plate.as_ref().map(|(plate, _)| vehicle_key(plate)))
        .bind(&line.vin)
        .bind(&line.vehicle)
        .bind(&line.advisor)
        .bind(i64::from(line.marks))
        .bind(&sheet.delivered_by)
        .bind(&sheet.body)
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = inserted else {
            // A statement of its own sees what the other transaction has committed meanwhile.
            let row = sqlx::query("SELECT seq, id, digest, received_at_ms FROM sheets WHERE id = $1")
                .bind(line.id.to_string())
                .fetch_one(&mut *transaction)
                .await?;
            return already(&row, &line.digest);
        };
        for attachment in &sheet.attachments {
            sqlx::query(
                "INSERT INTO sheet_attachments (sha256, sheet_id, media_type) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
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
        let row = sqlx::query("SELECT seq, id, digest, received_at_ms FROM sheets WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| already(&row, digest)).transpose()
    }

    async fn sheet(&self, id: Id) -> Result<Option<StoredSheet>, StoreError> {
        let row = sqlx::query(concat!(listed_columns!(), ", body FROM sheets WHERE id = $1"))
            .bind(id.to_string())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(stored).transpose()
    }

    async fn last_of_vehicle(&self, key: &str) -> Result<Option<StoredSheet>, StoreError> {
        let row = sqlx::query(concat!(
            listed_columns!(),
            ", body FROM sheets WHERE (plate_key = $1 OR vin = $1) AND kind = 'intake' \
             AND NOT EXISTS (SELECT 1 FROM sheets AS later WHERE later.supersedes = sheets.id) ORDER BY completed_at_ms DESC, seq DESC LIMIT 1"
        ))
        .bind(key)
        .fetch_optional(&self.pool)
        .await?;
        row.as_ref().map(stored).transpose()
    }

    async fn page(&self, key: Option<&str>, before: Option<i64>, limit: u32) -> Result<SheetPage, StoreError> {
        // `strpos` instead of LIKE: what was typed is never a pattern.
        let mut rows = sqlx::query(concat!(
            listed_columns!(),
            " FROM sheets WHERE ($1::text IS NULL OR strpos(plate_key, $1) > 0 OR strpos(vin, $1) > 0) AND ($2::bigint IS NULL OR seq < $2) \
             ORDER BY seq DESC LIMIT $3"
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
            "SELECT count(*) FROM sheets WHERE $1::text IS NULL OR strpos(plate_key, $1) > 0 OR strpos(vin, $1) > 0",
        )
        .bind(key)
        .fetch_one(&self.pool)
        .await?;
        Ok(SheetPage { sheets: rows.iter().map(listed).collect::<Result<_, _>>()?, next, total: total.unsigned_abs() })
    }

    async fn media_type(&self, address: Sha256Digest) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT media_type FROM sheet_attachments WHERE sha256 = $1 LIMIT 1")
            .bind(address.to_string())
            .fetch_optional(&self.pool)
            .await?)
    }

    async fn ready(&self) -> Result<(), StoreError> {
        sqlx::query_scalar::<_, i32>("SELECT 1").fetch_one(&self.pool).await?;
        Ok(())
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

#[async_trait]
impl TokenStore for PostgresSheets {
    async fn add_token(&self, name: &str, hash: Sha256Digest) -> Result<bool, StoreError> {
        Ok(insert_token(name, hash).execute(&self.pool).await?.rows_affected() == 1)
    }

    async fn tokens(&self) -> Result<Vec<(String, Sha256Digest)>, StoreError> {
        let rows = sqlx::query("SELECT name, sha256 FROM device_tokens ORDER BY name").fetch_all(&self.pool).await?;
        rows.iter().map(token).collect()
    }

    async fn app_token(&self) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT token FROM app_token").fetch_optional(&self.pool).await?)
    }

    async fn replace_app_token(&self, earlier: Option<&str>, name: &str, token: &str) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction).await?;
        let now: Option<String> =
            sqlx::query_scalar("SELECT token FROM app_token").fetch_optional(&mut *transaction).await?;
        if now.as_deref() != earlier
            || insert_token(name, token_hash(token)).execute(&mut *transaction).await?.rows_affected() == 0
        {
            return Ok(false);
        }
        sqlx::query("INSERT INTO app_token (token) VALUES ($1) ON CONFLICT (only_row) DO UPDATE SET token = $1")
            .bind(token)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }
}

fn insert_token(name: &str, hash: Sha256Digest) -> sqlx::query::Query<'_, Postgres, sqlx::postgres::PgArguments> {
    sqlx::query(
        "INSERT INTO device_tokens (name, sha256, created_at_ms) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
    )
    .bind(name)
    .bind(hash.to_string())
    .bind(receiver_time().unix_ms())
}
