//! Sweeping bytes that nothing refers to any more: when the app starts and after a draft was closed, while none is open in any tab.

use crate::domain::sweep::unreferenced;
use crate::ports::StorageError;

use super::Ports;

/// After the app has started or a draft was closed: what comes next on screen comes first.
const SWEEP_AFTER_MS: u32 = 4_000;

/// Sweeps in a while. Where a draft is open by then, in whatever tab, nothing is done; its closing asks again.
pub fn sweep_later(ports: &Ports) {
    let own = ports.clone();
    ports.device.spawn(Box::pin(async move {
        let (tell, told) = futures::channel::oneshot::channel::<()>();
        let waiting = own.device.after(
            SWEEP_AFTER_MS,
            Box::new(move || {
                // It is waited for on the next line.
                let _told = tell.send(());
            }),
        );
        let _told = told.await;
        drop(waiting);
        let ports = own.clone();
        let work = Box::pin(async move {
            // What could not be swept now costs space, nothing else; the next start tries again.
            let _swept = sweep(&ports).await;
        });
        own.locks.while_no_draft_is_open(work).await;
    }));
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
