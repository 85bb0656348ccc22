//! The live camera over the whole screen: the round of guided photos, one after the other without leaving it, or a single photo of anything.
//!
//! Invariant: advice never blocks, and a file can be chosen wherever a photo can be taken. Escape, the back gesture and the cross close it;
//! what was taken until then is kept or on its way.

mod advice;
mod controls;
mod field_shot;
mod from_file;
mod guide;
mod notice;
mod open_button;
mod run;
mod strip;
mod viewfinder;

use leptos::{html, prelude::*};
use walkaround_contract::GuidedShot;

use crate::domain::walkaround::PhotoTarget;
use crate::state::{PendingPhoto, PendingPhotos, use_draft};
use crate::ui::i18n::use_i18n;

pub use self::{field_shot::FieldShot, open_button::CameraButton};

use self::viewfinder::Viewfinder;

/// What the camera is opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameraJob {
    /// The guided photos, beginning with this one and going on with what is open.
    Round(GuidedShot),
    /// This guided photo alone.
    Shot(GuidedShot),
    /// One photo of something else, by its name.
    Thing { target: PhotoTarget, name: String },
}

/// The camera of the editor. A handle that can be copied into closures.
#[derive(Clone, Copy)]
pub struct CameraDesk {
    job: RwSignal<Option<CameraJob>>,
    /// Photos that are not in the draft yet. They outlive the dialog.
    pending: PendingPhotos,
}

impl CameraDesk {
    /// Makes the camera reachable for everything in the editor of the open draft.
    pub fn provide() {
        provide_context(Self { job: RwSignal::new(None), pending: PendingPhotos::new(use_draft()) });
    }

    /// Opens the camera for this.
    pub fn open(&self, job: CameraJob) {
        self.job.set(Some(job));
    }

    /// The guided photos that are being kept and are not in the draft yet.
    pub fn on_their_way(&self) -> Memo<Vec<GuidedShot>> {
        let list = self.pending.list();
        Memo::new(move |_| {
            let shot = |photo: &PendingPhoto| match &photo.target {
                PhotoTarget::Shot(shot) if photo.trouble.is_none() => Some(shot.clone()),
                _ => None,
            };
            list.with(|list| list.iter().filter_map(shot).collect())
        })
    }

    fn close(&self) {
        self.job.try_set(None);
    }
}

/// The camera of the editor that this is part of.
pub fn use_camera() -> CameraDesk {
    expect_context()
}

/// Where the camera opens, over everything else.
#[component]
pub fn CameraDialog() -> impl IntoView {
    let i18n = use_i18n();
    let desk = use_camera();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        let wanted = desk.job.with(Option::is_some);
        if wanted && !dialog.open() {
            // Fails only where it is open already or not in the document; both leave nothing to do.
            let _shown = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="camera" node_ref=node aria-label=t!(i18n, "camera.title") on:close=move |_| desk.close()>
            {move || desk.job.get().map(|job| view! { <Viewfinder job=job /> })}
        </dialog>
    }
}
