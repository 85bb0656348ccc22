//! Keeping bytes on a tablet that may be full.
//!
//! Invariant: bytes that a person made (a photo, a recording) are in the storage, or in memory and tried again until they fit, or a person
//! has given them up. Nothing is dropped because the disk was full for a moment.

use crate::ports::{StorageError, StoredPhoto};

use super::Ports;

/// Between two attempts. Room comes from deliveries and from people, so seconds are soon enough.
pub(super) const TRY_AGAIN_MS: u32 = 3_000;

/// Stores these bytes, and waits for room where there is none.
pub(super) async fn keep_bytes(ports: &Ports, photo: &StoredPhoto) -> Result<(), StorageError> {
    let first = ports.photos.put(photo).await;
    if !matches!(first, Err(StorageError::Full { .. })) {
        return first;
    }
    let waiting = ports.watch.wait();
    loop {
        pause(ports, TRY_AGAIN_MS).await;
        let kept = ports.photos.put(photo).await;
        if !matches!(kept, Err(StorageError::Full { .. })) || waiting.is_given_up() {
            return kept;
        }
    }
}

/// Waits so many milliseconds.
pub(super) async fn pause(ports: &Ports, ms: u32) {
    let (tell, told) = futures::channel::oneshot::channel::<()>();
    let timer = ports.device.after(
        ms,
        Box::new(move || {
            // It is waited for on the line after the next.
            let _told = tell.send(());
        }),
    );
    let _told = told.await;
    drop(timer);
}
