//! The note outside the database, in `localStorage`: browsers clear that with everything else when a person asks, and keep it when they
//! throw a database away for want of room or because its files are broken.

use crate::ports::OutsideNote;

const KEY: &str = "walkaround.kept";

/// `localStorage` of this origin.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalNote;

impl OutsideNote for LocalNote {
    fn read(&self) -> Option<String> {
        storage()?.get_item(KEY).ok()?
    }

    fn write(&self, text: &str) {
        if let Some(storage) = storage() {
            // Refused in some private windows: then a loss can't be told, and nothing else changes.
            let _ = storage.set_item(KEY, text);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
