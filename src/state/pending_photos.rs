//! Photos that were taken and are not in the draft yet: they are prepared and stored while the next one is taken.
//!
//! Invariant: a photo is in this list until the draft names it, or until somebody has taken another one in its place. One that could not be
//! kept stays, with its bytes, so that it can be tried again.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::walkaround::PhotoTarget;

use super::{AddPhotoError, OpenDraft, PortsHandle, add_photo, use_ports};

/// A photo on its way.
#[derive(Clone, Debug)]
pub struct PendingPhoto {
    number: u32,
    pub target: PhotoTarget,
    /// Why it is not kept; nothing while it is being worked on.
    pub trouble: Option<AddPhotoError>,
    file: Arc<Vec<u8>>,
}

impl PartialEq for PendingPhoto {
    fn eq(&self, other: &Self) -> bool {
        // The number names the file, which never changes.
        (self.number, &self.target, &self.trouble) == (other.number, &other.target, &other.trouble)
    }
}

/// The photos on their way.
#[derive(Clone, Copy)]
pub struct PendingPhotos {
    list: RwSignal<Vec<PendingPhoto>>,
    next: StoredValue<u32>,
    draft: OpenDraft,
    ports: PortsHandle,
}

/// Told what went wrong with a photo, also when the page that took it is gone.
pub type TellTrouble = Box<dyn FnOnce(&AddPhotoError)>;

impl PendingPhotos {
    /// None yet, for this draft.
    pub fn new(draft: OpenDraft) -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            draft,
            ports: StoredValue::new_local(use_ports()),
        }
    }

    pub fn list(&self) -> Signal<Vec<PendingPhoto>> {
        self.list.into()
    }

    /// Takes a photo over. It replaces one of the same that could not be kept.
    pub fn add(&self, file: Vec<u8>, target: PhotoTarget, tell: TellTrouble) {
        let number = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let Some(number) = number else { return };
        self.list.update(|list| {
            list.retain(|known| known.target != target || known.trouble.is_none());
            list.push(PendingPhoto { number, target, trouble: None, file: Arc::new(file) });
        });
        self.work_on(number, tell);
    }

    /// Tries once more to keep a photo of this.
    pub fn try_again(&self, target: &PhotoTarget, tell: TellTrouble) {
        let mut number = None;
        self.list.update(|list| {
            if let Some(photo) = list.iter_mut().find(|known| known.target == *target && known.trouble.is_some()) {
                photo.trouble = None;
                number = Some(photo.number);
            }
        });
        if let Some(number) = number {
            self.work_on(number, tell);
        }
    }

    fn work_on(&self, number: u32, tell: TellTrouble) {
        let found = self.list.with_untracked(|list| {
            list.iter().find(|known| known.number == number).map(|known| (known.file.clone(), known.target.clone()))
        });
        let (Some((file, target)), list, draft) = (found, self.list, self.draft) else { return };
        let ports = self.ports.get_value();
        ports.device.clone().spawn(Box::pin(async move {
            match add_photo(&ports, draft, file.to_vec(), target).await {
                Ok(_) => {
                    list.try_update(|list| list.retain(|known| known.number != number));
                }
                Err(error) => {
                    tell(&error);
                    list.try_update(|list| {
                        if let Some(photo) = list.iter_mut().find(|known| known.number == number) {
                            photo.trouble = Some(error);
                        }
                    });
                }
            }
        }));
    }
}
