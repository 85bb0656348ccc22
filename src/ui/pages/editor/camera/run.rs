//! One use of the camera: what is photographed now, what comes next, and what happens to a photo.

use leptos::prelude::*;
use walkaround_contract::{GuidedShot, Id, SkipReason};

use crate::domain::camera::Scene;
use crate::domain::walkaround::{GuidedPhoto, PhotoTarget, next_open_photo};
use crate::state::{AddPhotoError, CameraError, LiveCamera, OpenDraft, PendingPhoto, Toasts, use_draft, use_toasts};
use crate::ui::components::photo_trouble;
use crate::ui::i18n::{I18n, use_i18n};

use super::{CameraDesk, CameraJob, use_camera};

/// How a guided photo stands, the one on its way included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    Taken(Id),
    /// Being prepared and stored.
    OnItsWay,
    /// Taken and not kept.
    NotKept,
    LeftOut(SkipReason),
}

/// The camera in use. A handle that can be copied into closures.
#[derive(Clone, Copy)]
pub struct Run {
    pub i18n: I18n,
    pub live: LiveCamera,
    draft: OpenDraft,
    desk: CameraDesk,
    toasts: Toasts,
    job: StoredValue<CameraJob>,
    /// The guided photos; none where something else is photographed.
    pub photos: Memo<Vec<GuidedPhoto>>,
    /// The guided photo that is up.
    pub at: RwSignal<Option<GuidedShot>>,
    /// It has a photo already, and another one is taken in its place.
    pub again: RwSignal<bool>,
    /// The guided photo that is being left out; a reason is asked.
    pub skipping: RwSignal<Option<GuidedShot>>,
    /// Why the last photo was not taken.
    pub missed: RwSignal<Option<CameraError>>,
    /// Photos taken since the camera was opened.
    pub taken: RwSignal<usize>,
}

impl Run {
    pub fn provide(job: CameraJob) -> Self {
        let draft = use_draft();
        let at = match &job {
            CameraJob::Round(shot) | CameraJob::Shot(shot) => Some(shot.clone()),
            CameraJob::Thing { .. } => None,
        };
        let is_round = matches!(job, CameraJob::Round(_));
        let alone = at.clone();
        let run = Self {
            i18n: use_i18n(),
            live: LiveCamera::provide(),
            draft,
            desk: use_camera(),
            toasts: use_toasts(),
            job: StoredValue::new(job),
            photos: draft.read_by(move |draft, template| {
                let mut photos = draft.guided_photos(template);
                photos.retain(|photo| is_round || Some(&photo.shot) == alone.as_ref());
                photos
            }),
            at: RwSignal::new(at),
            again: RwSignal::new(false),
            skipping: RwSignal::new(None),
            missed: RwSignal::new(None),
            taken: RwSignal::new(0),
        };
        // A guided photo that is opened on its own is opened to be taken, also once more.
        run.again.set(!is_round);
        run.live.aim(run.scene());
        run.live.start();
        provide_context(run);
        run
    }

    /// What the next photo is of.
    pub fn target(&self) -> PhotoTarget {
        match (self.at.get(), self.job.get_value()) {
            (Some(shot), _) => PhotoTarget::Shot(shot),
            (None, CameraJob::Thing { target, .. }) => target,
            (None, CameraJob::Round(shot) | CameraJob::Shot(shot)) => PhotoTarget::Shot(shot),
        }
    }

    /// How that is called.
    pub fn name(&self) -> String {
        match (self.at.get(), self.job.get_value()) {
            (Some(shot), _) => self.i18n.label("guided_shot", shot.as_str()),
            (None, CameraJob::Thing { name, .. }) => name,
            (None, CameraJob::Round(_) | CameraJob::Shot(_)) => String::new(),
        }
    }

    fn scene(&self) -> Scene {
        match self.at.get_untracked() {
            Some(GuidedShot::Dashboard) => Scene::Instruments,
            Some(GuidedShot::Vin) | None => Scene::Detail,
            Some(_) => Scene::Car,
        }
    }

    /// How a guided photo stands.
    pub fn standing(&self, photo: &GuidedPhoto) -> Standing {
        if let Some(pending) = self.pending_of(&PhotoTarget::Shot(photo.shot.clone())) {
            return if pending.trouble.is_some() { Standing::NotKept } else { Standing::OnItsWay };
        }
        match (photo.photo, &photo.skipped) {
            (Some(id), _) => Standing::Taken(id),
            (None, Some(reason)) => Standing::LeftOut(reason.clone()),
            (None, None) => Standing::Open,
        }
    }

    fn pending_of(&self, target: &PhotoTarget) -> Option<PendingPhoto> {
        self.desk.pending.list().with(|list| list.iter().rev().find(|pending| pending.target == *target).cloned())
    }

    /// What is wrong with the photo of what is up, if one was taken and not kept.
    pub fn not_kept(&self) -> Option<String> {
        let trouble = self.pending_of(&self.target())?.trouble?;
        Some(photo_trouble(self.i18n, &trouble))
    }

    /// The photo that is shown instead of the live picture.
    pub fn still(&self) -> Option<Id> {
        if self.again.get() {
            return None;
        }
        let at = self.at.get()?;
        let photo = self.photos.with(|photos| photos.iter().find(|photo| photo.shot == at).cloned())?;
        match self.standing(&photo) {
            Standing::Taken(id) => Some(id),
            _ => None,
        }
    }

    /// Goes to a guided photo.
    pub fn go_to(&self, shot: GuidedShot) {
        self.live.touch();
        self.at.try_set(Some(shot));
        self.again.try_set(false);
        self.missed.try_set(None);
        self.live.aim(self.scene());
    }

    /// Another photo in the place of the one that is shown.
    pub fn take_again(&self) {
        self.again.set(true);
        self.live.aim(self.scene());
    }

    /// Takes the photo.
    pub fn shoot(&self) {
        if self.still().is_some() || self.skipping.with_untracked(Option::is_some) {
            return;
        }
        self.missed.set(None);
        let (run, target, name) = (*self, untrack(|| self.target()), untrack(|| self.name()));
        self.live.take(move |photo| match photo {
            Ok(file) => run.accept(file, target, name),
            Err(error) => drop(run.missed.try_set(Some(error))),
        });
    }

    /// Takes a photo over, from the lens or from a file, and goes on.
    pub fn accept(&self, file: Vec<u8>, target: PhotoTarget, name: String) {
        let tell = self.tell(name);
        self.desk.pending.add(file, target.clone(), tell);
        // The camera may have been closed while the lens was busy, and opened again for something else.
        if self.taken.try_update(|taken| *taken += 1).is_none() {
            return;
        }
        match target {
            PhotoTarget::Shot(shot) => self.go_on(&shot),
            _ => self.desk.close(),
        }
    }

    /// Tries once more to keep the photo of what is up.
    pub fn keep_again(&self) {
        let tell = self.tell(untrack(|| self.name()));
        self.desk.pending.try_again(&untrack(|| self.target()), tell);
    }

    /// The camera may be closed when it turns out that a photo can't be kept; so that is said on the page behind it as well.
    fn tell(&self, name: String) -> Box<dyn FnOnce(&AddPhotoError)> {
        let (toasts, i18n) = (self.toasts, self.i18n);
        Box::new(move |error| toasts.trouble(format!("{name}: {}", photo_trouble(i18n, error))))
    }

    /// Goes to the next photo that is open, or closes after the last.
    pub fn go_on(&self, after: &GuidedShot) {
        let next = untrack(|| {
            let photos = self.photos.try_get()?;
            next_open_photo(&photos, Some(after), |shot| self.pending_of(&PhotoTarget::Shot(shot.clone())).is_some())
        });
        match next {
            Some(shot) => self.go_to(shot),
            None => self.desk.close(),
        }
    }

    /// Leaves a guided photo out.
    pub fn leave_out(&self, reason: SkipReason) {
        let Some(shot) = self.skipping.get_untracked() else { return };
        let left = shot.clone();
        self.draft.edit(|draft| draft.skip_shot(left, reason));
        self.draft.save_now();
        self.go_on(&shot);
    }

    pub fn close(&self) {
        self.desk.close();
    }
}

/// The use of the camera that this is part of.
pub fn use_run() -> Run {
    expect_context()
}
