//! Letting go of what the backend has: what is due by its time, and what a person frees at once. What may go is `domain::retention`'s
//! word, read from the storage before each run; the storage checks once more that the sheet is confirmed. No browser in here.
//!
//! Invariant: a run that is cut off at any point leaves nothing that the next one does not finish.

use std::collections::BTreeSet;

use walkaround_contract::Id;

use crate::domain::outbox::{LetGo, OutboxEntry};
use crate::domain::retention::{Around, Freeable, Part, Times, due, has_photos, held, is_unnoted, without_personal};
use crate::ports::{Clock, DraftRepo, Going, OutboxRepo, PhotoRepo, StorageError};

/// What a run needs of the world.
#[derive(Clone, Copy)]
pub struct RetentionPorts<'a> {
    pub drafts: &'a dyn DraftRepo,
    pub outbox: &'a dyn OutboxRepo,
    pub photos: &'a dyn PhotoRepo,
    pub clock: &'a dyn Clock,
}

/// What is on the tablet now. Sheets first, then drafts: a draft that is signed meanwhile is seen as one or the other.
async fn survey(ports: RetentionPorts<'_>) -> Result<(Vec<OutboxEntry>, Around), StorageError> {
    let drafts = ports.drafts.list().await?;
    let sheets = ports.outbox.list().await?;
    let around = Around::of(&drafts.items, &sheets.items, drafts.damaged.len() + sheets.damaged.len());
    Ok((sheets.items, around))
}

/// Lets go of everything that is due. How many parts went.
pub async fn let_due_go(ports: RetentionPorts<'_>, times: Times) -> Result<usize, StorageError> {
    let (entries, around) = survey(ports).await?;
    let stored: BTreeSet<Id> = ports.photos.ids().await?.into_iter().collect();
    let mut parts = 0;
    for mut entry in entries {
        if is_unnoted(&entry, &stored) {
            let_go(ports, &mut entry, Part::Photos, Vec::new()).await?;
        }
        while let Some(part) = due(&entry, &around, times, ports.clock.now()) {
            let bytes = around.bytes_of(&entry.sheet);
            let went = let_go(ports, &mut entry, part, bytes).await?;
            parts += usize::from(went);
            if !went || part == Part::All {
                break;
            }
        }
    }
    Ok(parts)
}

/// What a person could free now.
pub async fn freeable(ports: RetentionPorts<'_>) -> Result<Freeable, StorageError> {
    let (entries, around) = survey(ports).await?;
    Ok(Freeable::of(&entries, &around))
}

/// Frees the photos of these sheets, as far as nothing holds them; `released` means that a person said so of disputed and corrected ones.
/// `go_on` is told how many are done and may end it. How many went.
pub async fn free_photos(
    ports: RetentionPorts<'_>,
    ids: &[Id],
    released: bool,
    mut go_on: impl FnMut(usize) -> bool,
) -> Result<usize, StorageError> {
    let (entries, around) = survey(ports).await?;
    let mut freed = 0;
    for mut entry in entries.into_iter().filter(|entry| ids.contains(&entry.sheet.id) && has_photos(entry)) {
        match held(&entry, &around) {
            None => {}
            Some(held) if released && held.may_be_released() => {
                entry.delivery.let_go.released = Some(ports.clock.now());
            }
            Some(_) => continue,
        }
        if !go_on(freed) {
            break;
        }
        let bytes = around.bytes_of(&entry.sheet);
        let_go(ports, &mut entry, Part::Photos, bytes).await?;
        freed += 1;
    }
    Ok(freed)
}

/// Lets go of one part and notes it on the entry. False where there is nothing that could be done: a sheet whose text can't be read.
async fn let_go(
    ports: RetentionPorts<'_>,
    entry: &mut OutboxEntry,
    part: Part,
    bytes: Vec<Id>,
) -> Result<bool, StorageError> {
    let now = Some(ports.clock.now());
    let gone = entry.delivery.let_go.clone();
    let (going, note) = match part {
        Part::Photos => (Going::Photos { bytes }, LetGo { photos: now, ..gone }),
        Part::Personal => {
            let Some(rest) = without_personal(&entry.sheet) else { return Ok(false) };
            (Going::Personal { rest: Box::new(rest) }, LetGo { personal: now, ..gone })
        }
        Part::All => (Going::All, gone),
    };
    ports.outbox.let_go(entry.sheet.id, &going, &note).await?;
    if let Going::Personal { rest } = going {
        entry.sheet = *rest;
    }
    entry.delivery.let_go = note;
    Ok(true)
}

#[cfg(test)]
#[path = "retention_tests.rs"]
mod tests;
