//! One connection to the database, and its transactions.

use std::cell::Cell;
use std::future::IntoFuture;
use std::pin::pin;
use std::rc::Rc;

use futures::future::{Either, select};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use indexed_db_futures::Build;
use indexed_db_futures::database::{Database, VersionChangeEvent};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use wasm_bindgen::JsCast;

use super::failure::{Failure, js_error, open_error};
use super::schema::{VERSION, upgrade};
use crate::platform::JsError;
use crate::ports::StorageError;

/// Some engines never answer a request to open; a person is told after this.
const OPEN_WITHIN_MS: u32 = 15_000;

/// Told which stores were written to.
pub(super) type Wrote = Rc<dyn Fn(&[&str])>;

/// An open connection. It counts as dead once the browser or this code has closed it.
pub(super) struct Connection {
    database: Database,
    wrote: Wrote,
    alive: Rc<Cell<bool>>,
    _listeners: [EventListener; 2],
}

impl Connection {
    /// Opens the database at [`VERSION`], bringing an older one there.
    pub(super) async fn open(name: &str, wrote: Wrote) -> Result<Self, StorageError> {
        let request =
            Database::open(name).with_version(VERSION).with_on_upgrade_needed(|event: VersionChangeEvent, database| {
                upgrade(event.old_version() as u32, &database)
            });
        match within(OPEN_WITHIN_MS, request.into_future()).await {
            Ok(database) => Ok(Self::new(database, wrote)),
            Err(error) if error.name == "VersionError" => Err(match Self::open_any(name).await {
                Ok(newer) => StorageError::Future { found: newer.version(), known: VERSION },
                Err(error) => error,
            }),
            Err(error) => Err(not_opened(&error)),
        }
    }

    /// Opens a database that exists at whatever version it has. One that doesn't exist would be made, without stores: so only after
    /// [`Connection::open`] has found it to be of the future.
    pub(super) async fn open_any(name: &str) -> Result<Self, StorageError> {
        let request = Database::open(name);
        within(OPEN_WITHIN_MS, request.into_future())
            .await
            .map(|database| Self::new(database, Rc::new(|_| ())))
            .map_err(|error| not_opened(&error))
    }

    fn new(database: Database, wrote: Wrote) -> Self {
        let alive = Rc::new(Cell::new(true));
        let target: &web_sys::IdbDatabase = database.as_sys().unchecked_ref();
        let closed = {
            let alive = alive.clone();
            EventListener::new(target, "close", move |_| alive.set(false))
        };
        // A newer app in another tab wants to upgrade the database and waits until everybody lets go. What is asked of this page
        // afterwards is answered with `StorageError::Future`.
        let wanted = {
            let (alive, held) = (alive.clone(), target.clone());
            EventListener::new(target, "versionchange", move |_| {
                alive.set(false);
                held.close();
            })
        };
        Self { database, wrote, alive, _listeners: [closed, wanted] }
    }

    pub(super) fn is_alive(&self) -> bool {
        self.alive.get()
    }

    /// Closes a connection that failed. Transactions under way complete first.
    pub(super) fn give_up(&self) {
        self.alive.set(false);
        self.database.as_sys().close();
    }

    pub(super) fn version(&self) -> u32 {
        self.database.version() as u32
    }

    pub(super) fn stores(&self) -> Vec<String> {
        self.database.object_store_names().collect()
    }

    /// Reads from these stores in one transaction.
    pub(super) async fn read<T>(
        &self,
        stores: &[&str],
        body: impl AsyncFnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let transaction = self.database.transaction(stores).with_mode(TransactionMode::Readonly).build()?;
        body(&transaction).await
    }

    /// Writes to these stores in one strictly durable transaction and waits until it has completed. An error of `body` rolls back.
    pub(super) async fn write<T>(
        &self,
        stores: &[&str],
        body: impl AsyncFnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let strict = TransactionOptions::new().with_durability(TransactionDurability::Strict);
        let transaction =
            self.database.transaction(stores).with_mode(TransactionMode::Readwrite).with_options(strict).build()?;
        let value = body(&transaction).await?;
        // A full disk shows at the commit: then every request has succeeded and only the transaction itself knows why it was aborted.
        let own: web_sys::IdbTransaction = transaction.as_sys().clone().unchecked_into();
        match transaction.commit().await {
            Ok(()) => {
                (self.wrote)(stores);
                Ok(value)
            }
            Err(error) => Err(own.error().map_or_else(|| js_error(error), JsError::from).into()),
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.as_sys().close();
    }
}

async fn within<T>(
    ms: u32,
    opening: impl Future<Output = Result<T, indexed_db_futures::error::OpenDbError>>,
) -> Result<T, JsError> {
    match select(pin!(opening), TimeoutFuture::new(ms)).await {
        Either::Left((opened, _)) => opened.map_err(open_error),
        Either::Right(_) => {
            Err(JsError::new("TimeoutError", format!("the database did not open within {} s", ms / 1000)))
        }
    }
}

fn not_opened(error: &JsError) -> StorageError {
    let cause = error.to_string();
    if error.name == "QuotaExceededError" { StorageError::Full { cause } } else { StorageError::Unavailable { cause } }
}
