//! Where the car's last visit comes from: the signed sheets of this tablet at once, and the backend's last sheet when it answers. Both end
//! in the draft, so that what was learnt is there without a network afterwards.
//!
//! Invariant: nothing waits for the backend. No answer, a refusal or nonsense changes nothing, and is asked for again when the tablet says
//! that a network is there.

use std::pin::pin;

use futures::future::{Either, select};
use leptos::prelude::*;

use crate::domain::backend::{Backend, Download};
use crate::domain::last_visit::{EarlierPhoto, LastVisit};
use crate::ports::{Guard, NoAnswer};

use super::{OpenDraft, Ports, PortsHandle, resolve, use_outbox, use_ports, use_session};

/// From the last change of plate or VIN to the question: a car is not asked about letter by letter.
const ASK_AFTER_MS: u32 = 800;

/// How long the backend may take. Later, the advisor is at the next step.
const ANSWER_WITHIN_MS: u32 = 15_000;

/// Keeps the draft's knowledge of the car's last visit up to date for as long as the draft is open here.
pub(super) fn follow_last_visit(draft: OpenDraft) {
    let outbox = use_outbox();
    // Searching the signed sheets costs reading some; it is done again only when the car is another.
    let car = draft.read(|draft| (draft.vehicle.vin.clone(), draft.vehicle.plate.clone()));
    let found = Memo::new(move |_| {
        // A memo that is only tracked is never computed, and so never changes.
        car.with(|_| ());
        let entries = outbox.entries().get().unwrap_or_default();
        draft.peek(|draft| LastVisit::find(draft, entries.iter().map(|entry| &entry.sheet)))
    });
    Effect::new(move || {
        if let Some(visit) = found.get().filter(|visit| draft.peek(|draft| draft.is_news(visit))) {
            draft.edit(|draft| draft.remember_visit(visit));
        }
    });
    let question = Question::of(draft);
    Effect::new(move || {
        car.with(|_| ());
        question.ask_soon();
    });
    let ports = question.ports.get_value();
    let guard = StoredValue::new_local(ports.device.on_return(Box::new(move || question.ask_soon())));
    on_cleanup(move || guard.dispose());
}

/// The question to the backend, one at a time.
#[derive(Clone, Copy)]
struct Question {
    draft: OpenDraft,
    backend: Signal<Backend>,
    ports: PortsHandle,
    timer: StoredValue<Option<Guard>, LocalStorage>,
    /// What was asked last and answered, whatever the answer.
    answered: StoredValue<Option<String>>,
}

impl Question {
    fn of(draft: OpenDraft) -> Self {
        let session = use_session();
        Self {
            draft,
            backend: Memo::new(move |_| session.settings().with(|settings| settings.backend.clone())).into(),
            ports: expect_context(),
            timer: StoredValue::new_local(None),
            answered: StoredValue::new(None),
        }
    }

    fn ask_soon(self) {
        let Some(ports) = self.ports.try_get_value() else { return };
        let timer = ports.device.after(ASK_AFTER_MS, Box::new(move || self.ask()));
        self.timer.try_set_value(Some(timer));
    }

    fn ask(self) {
        let (Some(answered), Some(ports)) = (self.answered.try_get_value(), self.ports.try_get_value()) else { return };
        let path = self.draft.peek(LastVisit::path).filter(|path| answered.as_ref() != Some(path));
        let (Some(path), Some(configured)) = (path, self.backend.try_get_untracked()) else { return };
        ports.device.clone().spawn(Box::pin(async move {
            let found = within(&ports, ANSWER_WITHIN_MS, async {
                let backend = resolve(&ports, configured).await?;
                ports.transport.download(&backend, &path).await
            })
            .await;
            // No answer is asked for again; and the editor may be closed by now.
            let Ok(found) = found.map(Download::found) else { return };
            if self.answered.try_set_value(Some(path)).is_none() {
                self.learn(found);
            }
        }));
    }

    fn learn(self, found: Option<Vec<u8>>) {
        let visit = found
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .and_then(|json| self.draft.peek(|draft| LastVisit::read(&json, draft)))
            .filter(|visit| self.draft.peek(|draft| draft.is_news(visit)));
        if let Some(visit) = visit {
            self.draft.edit(|draft| draft.remember_visit(visit));
            self.draft.save_now();
        }
    }
}

/// What comes within this time; afterwards nobody waits for it any more.
async fn within<T>(ports: &Ports, ms: u32, work: impl Future<Output = Result<T, NoAnswer>>) -> Result<T, NoAnswer> {
    let (done, wait) = futures::channel::oneshot::channel::<()>();
    let _timer = ports.device.after(
        ms,
        Box::new(move || {
            // Nobody waits any more only where the answer was there first.
            let _sent = done.send(());
        }),
    );
    match select(pin!(work), wait).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(NoAnswer { cause: format!("nothing within {} s", ms / 1000) }),
    }
}

/// An earlier photo on its way to the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EarlierPicture {
    Coming,
    /// The address to show it by.
    Here(String),
    /// Neither this tablet nor the backend has it, or the backend does not answer.
    NotHere,
}

/// A photo of the last visit: from this tablet, else from the backend. Freed with the owner that asked.
pub fn use_earlier_picture(photo: EarlierPhoto) -> Signal<EarlierPicture> {
    let ports = use_ports();
    let configured = use_session().settings().with_untracked(|settings| settings.backend.clone());
    let shown = RwSignal::new(EarlierPicture::Coming);
    let held = StoredValue::new_local(None::<String>);
    let (device, reader) = (ports.device.clone(), ports.clone());
    ports.device.spawn(Box::pin(async move {
        let kept = reader.photos.bytes(photo.id).await.ok().flatten().filter(|bytes| !bytes.is_empty());
        let bytes = match kept {
            Some(bytes) => Some(bytes),
            None => within(&reader, ANSWER_WITHIN_MS, async {
                let backend = resolve(&reader, configured).await?;
                reader.transport.download(&backend, &backend.attachment_path(&photo.sha256)).await
            })
            .await
            .ok()
            .and_then(Download::found),
        };
        let Some(bytes) = bytes else {
            shown.try_set(EarlierPicture::NotHere);
            return;
        };
        let url = reader.device.object_url(&photo.media_type, &bytes);
        if held.try_set_value(Some(url.clone())).is_some() {
            // The page that asked is gone.
            reader.device.revoke_url(&url);
        } else {
            shown.try_set(EarlierPicture::Here(url));
        }
    }));
    let device = send_wrapper::SendWrapper::new(device);
    on_cleanup(move || {
        if let Some(url) = held.try_get_value().flatten() {
            device.revoke_url(&url);
        }
    });
    shown.into()
}
