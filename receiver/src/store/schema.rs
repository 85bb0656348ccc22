//! The schema of both databases, version by version.
//!
//! Invariant: a step that has been released is never edited; a change is a new step at the end, in both. `PRAGMA user_version` counts the steps done in
//! SQLite, the table `receiver_schema` in PostgreSQL.

/// The steps from an empty SQLite file to today's schema.
pub(super) const SQLITE: &[&str] = &[
    // `body` stands last: a scan over the narrow columns then never touches the pages it overflows to.
    "CREATE TABLE sheets (
        seq             INTEGER PRIMARY KEY AUTOINCREMENT,
        id              TEXT NOT NULL UNIQUE,
        visit_id        TEXT NOT NULL,
        kind            TEXT NOT NULL,
        digest          TEXT NOT NULL,
        supersedes      TEXT,
        received_at_ms  INTEGER NOT NULL,
        completed_at_ms INTEGER NOT NULL,
        offset_minutes  INTEGER NOT NULL,
        plate           TEXT,
        plate_kind      TEXT,
        plate_key       TEXT,
        vin             TEXT,
        vehicle         TEXT NOT NULL,
        advisor         TEXT NOT NULL,
        marks           INTEGER NOT NULL,
        delivered_by    TEXT NOT NULL,
        body            BLOB NOT NULL
    ) STRICT;
    CREATE INDEX sheets_by_plate ON sheets (plate_key, completed_at_ms);
    CREATE INDEX sheets_by_vin ON sheets (vin, completed_at_ms);
    CREATE INDEX sheets_by_superseded ON sheets (supersedes) WHERE supersedes IS NOT NULL;

    CREATE TABLE sheet_attachments (
        sha256     TEXT NOT NULL,
        sheet_id   TEXT NOT NULL REFERENCES sheets (id),
        media_type TEXT NOT NULL,
        PRIMARY KEY (sha256, sheet_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE device_tokens (
        name          TEXT PRIMARY KEY,
        sha256        TEXT NOT NULL UNIQUE,
        created_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;",
];

/// The steps from an empty PostgreSQL schema to today's. Ids and digests are text, as in SQLite: one way to read rows, and an export needs no casts.
#[cfg(feature = "postgres")]
pub(super) const POSTGRES: &[&str] = &["CREATE TABLE sheets (
        seq             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id              TEXT NOT NULL UNIQUE,
        visit_id        TEXT NOT NULL,
        kind            TEXT NOT NULL,
        digest          TEXT NOT NULL,
        supersedes      TEXT,
        received_at_ms  BIGINT NOT NULL,
        completed_at_ms BIGINT NOT NULL,
        offset_minutes  BIGINT NOT NULL,
        plate           TEXT,
        plate_kind      TEXT,
        plate_key       TEXT,
        vin             TEXT,
        vehicle         TEXT NOT NULL,
        advisor         TEXT NOT NULL,
        marks           BIGINT NOT NULL,
        delivered_by    TEXT NOT NULL,
        body            BYTEA NOT NULL
    );
    CREATE INDEX sheets_by_plate ON sheets (plate_key, completed_at_ms);
    CREATE INDEX sheets_by_vin ON sheets (vin, completed_at_ms);
    CREATE INDEX sheets_by_superseded ON sheets (supersedes) WHERE supersedes IS NOT NULL;

    CREATE TABLE sheet_attachments (
        sha256     TEXT NOT NULL,
        sheet_id   TEXT NOT NULL REFERENCES sheets (id),
        media_type TEXT NOT NULL,
        PRIMARY KEY (sha256, sheet_id)
    );

    CREATE TABLE device_tokens (
        name          TEXT PRIMARY KEY,
        sha256        TEXT NOT NULL UNIQUE,
        created_at_ms BIGINT NOT NULL
    );

    CREATE TABLE app_token (
        only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row),
        token    TEXT NOT NULL
    );"];
