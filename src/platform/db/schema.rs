//! The stores of the database, and how each version comes out of the one before.

use indexed_db_futures::Build;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;

/// Name of the app's database.
pub const NAME: &str = "walkaround";

/// The version this code writes. Raising it asks for one more step in [`STEPS`].
pub const VERSION: u32 = 2;

pub(super) const DRAFTS: &str = "drafts";
/// Bytes of attachments, by attachment id.
pub(super) const PHOTOS: &str = "photos";
pub(super) const THUMBNAILS: &str = "thumbnails";
pub(super) const SHEETS: &str = "sheets";
/// State of delivery, by sheet id.
pub(super) const DELIVERIES: &str = "deliveries";
pub(super) const SETTINGS: &str = "settings";
/// The tablet's signing key.
pub(super) const KEYS: &str = "keys";
/// Templates, by the SHA-256 of their canonical form.
pub(super) const TEMPLATES: &str = "templates";

/// Turns a database of one version into one of the next.
type Step = fn(&Database) -> Result<(), Error>;

/// `STEPS[n]` makes version n + 1. A step once shipped is never edited: databases that took it are out there.
const STEPS: [Step; VERSION as usize] = [first_stores, store_of_templates];

/// Brings a database from a version to [`VERSION`], inside the browser's upgrade transaction: all steps or none.
pub(super) fn upgrade(from: u32, database: &Database) -> Result<(), Error> {
    STEPS.iter().skip(from as usize).try_for_each(|step| step(database))
}

fn first_stores(database: &Database) -> Result<(), Error> {
    for store in [DRAFTS, PHOTOS, THUMBNAILS, SHEETS, DELIVERIES, SETTINGS, KEYS] {
        database.create_object_store(store).build()?;
    }
    Ok(())
}

/// Stores that are there are not touched: every record of version 1 stays as it is.
fn store_of_templates(database: &Database) -> Result<(), Error> {
    database.create_object_store(TEMPLATES).build()?;
    Ok(())
}
