//! Photos of what the customer means. A tap on one shows it whole, where it can also be taken off.

use leptos::prelude::*;
use walkaround_contract::{AttachmentRole, Id};

use crate::domain::walkaround::PhotoTarget;
use crate::state::use_toasts;
use crate::ui::components::{Dialog, Icon, Photo, PhotoButton};
use crate::ui::i18n::use_i18n;

use super::open_concern::OpenConcern;

/// The photos of a concern, and the camera.
#[component]
pub fn ConcernPhotos(concern: OpenConcern) -> impl IntoView {
    let i18n = use_i18n();
    let draft = concern.draft;
    let photos = draft.read(move |draft| {
        let of = concern.find(draft).map(|concern| concern.attachments.clone()).unwrap_or_default();
        of.into_iter().filter(|id| draft.attachment(*id).is_some_and(|known| known.role == AttachmentRole::ConcernPhoto)).collect::<Vec<Id>>()
    });
    let number = move |id: Id| photos.with(|photos| photos.iter().position(|photo| *photo == id).map_or(1, |index| index + 1));
    let name = move |id: Id| i18n.fill("concern.photo_number", &[("number", number(id).to_string())]);
    let viewed = RwSignal::new(None::<Id>);
    let open = RwSignal::new(false);
    view! {
        <div class="photo-strip flex wrap">
            <For each=move || photos.get() key=|id| *id let:id>
                <button
                    type="button"
                    class="shot-button"
                    aria-label=move || i18n.fill("concern.photo_open", &[("photo", name(id))])
                    on:click=move |_| {
                        viewed.set(Some(id));
                        open.set(true);
                    }
                >
                    <Photo id=id alt="" />
                </button>
            </For>
            <PhotoButton target=PhotoTarget::Concern(concern.id) label=t!(i18n, "concern.photo") class="lg" />
        </div>
        <Dialog open=open title=move || viewed.get().map(name).unwrap_or_default()>
            {move || {
                viewed
                    .get()
                    .map(|id| {
                        view! {
                            <Photo id=id alt=move || name(id) full=true class="whole" />
                            <div class="actions">
                                <RemovePhoto concern=concern id=id open=open />
                                <button type="button" class="btn lg primary" on:click=move |_| open.set(false)>{t!(i18n, "concern.photo_close")}</button>
                            </div>
                        }
                    })
            }}
        </Dialog>
    }
}

#[component]
fn RemovePhoto(concern: OpenConcern, id: Id, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let draft = concern.draft;
    let remove = move |_| {
        open.set(false);
        let Some(attachment) = draft.peek(|draft| draft.attachment(id).cloned()) else { return };
        draft.edit(|draft| draft.remove_attachment(id));
        draft.save_now();
        toasts.undoable(i18n.text("concern.photo_removed"), i18n.text("toast.undo"), move || {
            let attachment = attachment.clone();
            draft.edit(|draft| drop(draft.attach_photo(attachment, PhotoTarget::Concern(concern.id))));
            draft.save_now();
        });
    };
    view! {
        <button type="button" class="btn lg danger" on:click=remove>
            <Icon name="trash-2" />
            <span>{t!(i18n, "concern.photo_remove")}</span>
        </button>
    }
}
