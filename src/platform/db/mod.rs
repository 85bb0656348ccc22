//! The database: IndexedDB behind the storage ports.
//!
//! Invariants
//! - A method that writes returns `Ok` only after its transaction, asked for with strict durability, has completed (invariant 1).
//! - A connection that dies (tablets close them in the background) is opened anew and the operation repeated once. So that repeating is
//!   harmless, every operation gives the same result when it is done twice.
//! - A record that can't be read is never overwritten, dropped or hidden: it is listed as damaged, with its raw text.

mod connection;
mod drafts;
mod export;
mod failure;
mod keys;
mod ledger;
mod outbox;
mod photos;
mod record;
mod schema;
mod settings;
mod templates;

use std::rc::Rc;

use futures::lock::Mutex;

use crate::ports::{Records, StorageError};
use connection::{Connection, Wrote};
use failure::Failure;

pub(super) use keys::KeyPair;
pub use schema::{NAME, VERSION};

/// The tablet's database. Opened at the first operation; all ports of storage are methods of it.
pub struct Database {
    name: String,
    wrote: Wrote,
    /// Locked while it is being opened, so that two operations at the start share one connection.
    connection: Mutex<Option<Rc<Connection>>>,
}

impl Default for Database {
    fn default() -> Self {
        Self::new()
    }
}

impl Database {
    /// The app's database.
    pub fn new() -> Self {
        Self::named(NAME)
    }

    /// A database of this name, for tests that need one of their own.
    pub fn named(name: &str) -> Self {
        Self { name: name.into(), wrote: Rc::new(|_| ()), connection: Mutex::new(None) }
    }

    /// Tells whenever records were written, by whatever part of the app: after the transaction has completed.
    pub fn telling(self, tell: impl Fn(Records) + 'static) -> Self {
        let wrote = move |stores: &[&str]| {
            let wrote_to = |those: &[&str]| stores.iter().any(|store| those.contains(store));
            for (records, those) in [
                (Records::Drafts, &[schema::DRAFTS][..]),
                (Records::Outbox, &[schema::SHEETS, schema::DELIVERIES]),
                (Records::Settings, &[schema::SETTINGS]),
            ] {
                if wrote_to(those) {
                    tell(records);
                }
            }
        };
        Self { wrote: Rc::new(wrote), ..self }
    }

    /// Opens it now, to learn early whether it can be.
    pub async fn open(&self) -> Result<(), StorageError> {
        self.connection().await.map(drop)
    }

    /// The open connection, or a new one where there is none or it has died.
    async fn connection(&self) -> Result<Rc<Connection>, StorageError> {
        let mut slot = self.connection.lock().await;
        if let Some(connection) = slot.as_ref().filter(|connection| connection.is_alive()) {
            return Ok(connection.clone());
        }
        let connection = Rc::new(Connection::open(&self.name, self.wrote.clone()).await?);
        *slot = Some(connection.clone());
        Ok(connection)
    }

    /// Runs an operation; on a dead connection once more on a new one.
    async fn run<T>(&self, operation: impl AsyncFn(&Connection) -> Result<T, Failure>) -> Result<T, StorageError> {
        let first = self.connection().await?;
        let death = match operation(&first).await {
            Ok(value) => return Ok(value),
            Err(Failure::Final(error)) => return Err(error),
            Err(Failure::Dead(death)) => death,
        };
        first.give_up();
        let second = self.connection().await.map_err(|error| match error {
            StorageError::Unavailable { cause } => StorageError::Lost { cause: format!("{death}; then {cause}") },
            other => other,
        })?;
        operation(&second).await.map_err(|failure| match failure {
            Failure::Final(error) => error,
            Failure::Dead(again) => StorageError::Lost { cause: again.to_string() },
        })
    }
}
