//! What both databases have in common: the columns of a sheet, and how a row becomes one.
//!
//! Invariant: a row that cannot be read is an error with its reason, never a sheet with a gap.

use walkaround_contract::{Id, Receipt, Timestamp};

use super::{Kept, ListedSheet, SheetLine, StoreError, StoredSheet};
use crate::digest::Sha256Digest;

/// The columns of a [`ListedSheet`], for [`listed`] to read.
macro_rules! listed_columns {
    () => {
        "SELECT seq, id, visit_id, kind, digest, supersedes, received_at_ms, completed_at_ms, offset_minutes, plate, plate_kind, vin, vehicle, advisor, marks, \
         (SELECT later.id FROM sheets AS later WHERE later.supersedes = sheets.id ORDER BY later.seq DESC LIMIT 1) AS superseded_by"
    };
}
pub(super) use listed_columns;

/// A row of either database.
pub(super) trait Columns {
    fn text(&self, column: &str) -> Result<String, StoreError>;
    fn optional_text(&self, column: &str) -> Result<Option<String>, StoreError>;
    fn integer(&self, column: &str) -> Result<i64, StoreError>;
    fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError>;
}

/// Both drivers read a column by its name and the type that is asked for.
macro_rules! columns_of {
    ($row:ty) => {
        impl $crate::store::rows::Columns for $row {
            fn text(&self, column: &str) -> Result<String, StoreError> {
                Ok(self.try_get(column)?)
            }

            fn optional_text(&self, column: &str) -> Result<Option<String>, StoreError> {
                Ok(self.try_get(column)?)
            }

            fn integer(&self, column: &str) -> Result<i64, StoreError> {
                Ok(self.try_get(column)?)
            }

            fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError> {
                Ok(self.try_get(column)?)
            }
        }
    };
}
pub(super) use columns_of;

fn broken(what: &'static str) -> StoreError {
    StoreError::Failed(what.into())
}

fn moment(ms: i64, offset_minutes: i64) -> Result<Timestamp, StoreError> {
    i32::try_from(offset_minutes)
        .ok()
        .and_then(|offset| Timestamp::from_unix_ms(ms, offset))
        .ok_or_else(|| broken("a stored moment is out of range"))
}

fn id(text: &str) -> Result<Id, StoreError> {
    Id::try_parse(text).map_err(|error| StoreError::Failed(error.into()))
}

/// The receipt of a sheet: needs `seq`, `id`, `digest` and `received_at_ms`.
pub(super) fn receipt(row: &impl Columns) -> Result<Receipt, StoreError> {
    Ok(Receipt {
        sheet_id: id(&row.text("id")?)?,
        digest: row.text("digest")?,
        received_at: moment(row.integer("received_at_ms")?, 0)?,
        reference: Some(format!("R-{:06}", row.integer("seq")?)),
        extra: Default::default(),
    })
}

/// What a sheet with this digest is, where the row is what was kept under its id.
pub(super) fn already(row: &impl Columns, digest: &str) -> Result<Kept, StoreError> {
    let kept = row.text("digest")?;
    if kept == digest { Ok(Kept::Known(receipt(row)?)) } else { Ok(Kept::Conflict { digest: kept }) }
}

pub(super) fn listed(row: &impl Columns) -> Result<ListedSheet, StoreError> {
    let optional_id = |column| row.optional_text(column)?.as_deref().map(id).transpose();
    let plate = row.optional_text("plate")?;
    let marks = row.integer("marks")?;
    Ok(ListedSheet {
        line: SheetLine {
            id: id(&row.text("id")?)?,
            visit_id: id(&row.text("visit_id")?)?,
            kind: row.text("kind")?,
            digest: row.text("digest")?,
            supersedes: optional_id("supersedes")?,
            completed_at: moment(row.integer("completed_at_ms")?, row.integer("offset_minutes")?)?,
            plate: plate.zip(row.optional_text("plate_kind")?),
            vin: row.optional_text("vin")?,
            vehicle: row.text("vehicle")?,
            advisor: row.text("advisor")?,
            marks: u32::try_from(marks).map_err(|error| StoreError::Failed(error.into()))?,
        },
        receipt: receipt(row)?,
        superseded_by: optional_id("superseded_by")?,
    })
}

pub(super) fn stored(row: &impl Columns) -> Result<StoredSheet, StoreError> {
    Ok(StoredSheet { body: row.bytes("body")?, listed: listed(row)? })
}

pub(super) fn token(row: &impl Columns) -> Result<(String, Sha256Digest), StoreError> {
    let hash =
        Sha256Digest::from_hex(&row.text("sha256")?).ok_or_else(|| broken("a stored token hash cannot be read"))?;
    Ok((row.text("name")?, hash))
}
