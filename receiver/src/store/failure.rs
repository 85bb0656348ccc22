//! What can go wrong with a storage, in three kinds: no room, not at the moment, and everything else.
//!
//! Invariant: what passes by itself is [`StoreError::Busy`] or [`StoreError::Full`]; a tablet waits and sends again, and nobody has to be called.

use std::{error::Error, fmt, io};

use sqlx::{error::DatabaseError, sqlite::SqliteError};

/// The underlying error, kept for the log.
pub type Cause = Box<dyn Error + Send + Sync>;

/// Why the storage could not do it.
#[derive(Debug)]
pub enum StoreError {
    /// No space left; it works again once there is some.
    Full(Cause),
    /// Locked or overloaded; it works again in a moment.
    Busy(Cause),
    /// Anything else.
    Failed(Cause),
}

impl StoreError {
    /// What lies under it.
    pub fn cause(&self) -> &(dyn Error + 'static) {
        match self {
            Self::Full(cause) | Self::Busy(cause) | Self::Failed(cause) => cause.as_ref(),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "no space left",
            Self::Busy(_) => "the storage is busy",
            Self::Failed(_) => "the storage failed",
        })
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.cause())
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        if is_no_room(&error) { Self::Full(error.into()) } else { Self::Failed(error.into()) }
    }
}

/// A file system with a limit for each file has no room either.
fn is_no_room(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let kind = match &error {
            sqlx::Error::Database(said) => kind_of(said.as_ref()),
            // A connection that broke, or none to be had in time. Whether a commit came through is not known then: the same request again finds out.
            sqlx::Error::Io(cause) if is_no_room(cause) => Self::Full,
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Busy,
            _ => Self::Failed,
        };
        kind(error.into())
    }
}

type Kind = fn(Cause) -> StoreError;

fn kind_of(said: &dyn DatabaseError) -> Kind {
    let code = said.code().unwrap_or_default();
    if said.try_downcast_ref::<SqliteError>().is_some() {
        // Primary result codes are the low byte of what SQLite reports: 5 BUSY, 6 LOCKED, 13 FULL (sqlite.org/rescode.html).
        return match code.parse::<i64>().map(|code| code & 0xff) {
            Ok(5 | 6) => StoreError::Busy,
            Ok(13) => StoreError::Full,
            _ => StoreError::Failed,
        };
    }
    kind_of_sqlstate(&code)
}

/// PostgreSQL's codes (its manual, appendix A). A class is the first two characters.
fn kind_of_sqlstate(code: &str) -> Kind {
    match code {
        "53100" => StoreError::Full,
        // A conflict of transactions, a lock that was not to be had, a statement that took too long, a server that is only read (a standby, for a moment).
        "40001" | "40P01" | "55P03" | "57014" | "25006" => StoreError::Busy,
        // Connections, resources, a server that starts or stops.
        _ if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => StoreError::Busy,
        _ => StoreError::Failed,
    }
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
    /// The database says no.
    Sql(sqlx::Error),
}

impl fmt::Display for OpenDatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { found, known } => write!(
                f,
                "the database has schema version {found}, this receiver knows up to {known}: start the newer receiver that made it"
            ),
            Self::Sql(_) => f.write_str("the database cannot be opened"),
        }
    }
}

impl Error for OpenDatabaseError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Newer { .. } => None,
            Self::Sql(error) => Some(error),
        }
    }
}

impl From<sqlx::Error> for OpenDatabaseError {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_broken_one() {
        for full in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded, io::ErrorKind::FileTooLarge] {
            assert!(matches!(StoreError::from(io::Error::from(full)), StoreError::Full(_)), "{full}");
        }
        assert!(matches!(StoreError::from(io::Error::from(io::ErrorKind::PermissionDenied)), StoreError::Failed(_)));
    }

    #[test]
    fn what_passes_by_itself_is_told_from_what_does_not() {
        let check = |code, expected: &str| {
            let kind = kind_of_sqlstate(code)("a cause".into());
            assert!(format!("{kind:?}").starts_with(expected), "{code}: {kind:?}");
        };
        // disk_full, too_many_connections, lock_not_available, admin_shutdown, connection_failure, deadlock_detected.
        check("53100", "Full");
        for passing in ["53300", "55P03", "57P01", "08006", "40P01"] {
            check(passing, "Busy");
        }
        // undefined_table, insufficient_privilege, invalid_password, data_corrupted.
        for lasting in ["42P01", "42501", "28P01", "XX001", ""] {
            check(lasting, "Failed");
        }
        assert!(matches!(StoreError::from(sqlx::Error::PoolTimedOut), StoreError::Busy(_)));
        let cut = io::Error::from(io::ErrorKind::ConnectionReset);
        assert!(matches!(StoreError::from(sqlx::Error::Io(cut)), StoreError::Busy(_)));
    }
}
