//! Tidying up: letting go of what the backend has and whose time has come, then sweeping bytes that nothing refers to any more. When the
//! app starts, after a delivery and after a draft was closed, while none is open in any tab.

use crate::domain::sweep::unreferenced;
use crate::ports::StorageError;

use super::Ports;
use super::keeping::pause;
use super::retention::{RetentionPorts, let_due_go};

/// After the app has started or a draft was closed: what comes next on screen comes first.
const SWEEP_AFTER_MS: u32 = 4_000;

/// Sweeps in a while. Where a draft is open by then, in whatever tab, nothing is done; its closing asks again.
pub fn sweep_later(ports: &Ports) {
    let own = ports.clone();
    ports.device.spawn(Box::pin(async move {
        pause(&own, SWEEP_AFTER_MS).await;
        let ports = own.clone();
        let work = Box::pin(async move {
            // What could not go now costs space, nothing else; the next start tries again.
            let _gone = let_go(&ports).await;
            let _swept = sweep(&ports).await;
        });
        own.locks.while_no_draft_is_open(work).await;
    }));
}

impl Ports {
    /// What letting go needs of the world.
    pub(super) fn retention(&self) -> RetentionPorts<'_> {
        RetentionPorts {
            drafts: self.drafts.as_ref(),
            outbox: self.outbox.as_ref(),
            photos: self.photos.as_ref(),
            clock: self.clock.as_ref(),
        }
    }
}

/// By the times that stand in the storage, so that what another tab has set counts.
async fn let_go(ports: &Ports) -> Result<(), StorageError> {
    let Some(settings) = ports.settings.load().await? else { return Ok(()) };
    let_due_go(ports.retention(), settings.retention).await.map(drop)
}

/// The bytes are listed first, then drafts, then sheets: a draft that is signed meanwhile is seen as one or the other.
async fn sweep(ports: &Ports) -> Result<(), StorageError> {
    let stored = ports.photos.ids().await?;
    if stored.is_empty() {
        return Ok(());
    }
    let drafts = ports.drafts.list().await?;
    let sheets = ports.outbox.list().await?;
    let unreadable = drafts.damaged.len() + sheets.damaged.len();
    for id in unreferenced(&stored, &drafts.items, sheets.items.iter().map(|entry| &entry.sheet), unreadable) {
        ports.photos.remove(id).await?;
    }
    Ok(())
}
