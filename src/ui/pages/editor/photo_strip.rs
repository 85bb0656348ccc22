//! Photos of one thing in a row, and the camera. A tap on one shows it whole, where it can also be taken off.

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::walkaround::PhotoTarget;
use crate::state::{use_draft, use_toasts};
use crate::ui::components::{Dialog, Icon, Photo, PhotoButton, use_photo_ink};
use crate::ui::i18n::use_i18n;

use super::annotate::AnnotateButton;
use super::camera::CameraButton;

/// The photos that belong to `target`. `label` is the camera's.
#[component]
pub fn PhotoStrip(photos: Memo<Vec<Id>>, target: PhotoTarget, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let number =
        move |id: Id| photos.with(|photos| photos.iter().position(|photo| *photo == id).map_or(1, |index| index + 1));
    let name = move |id: Id| i18n.fill("photo.number", &[("number", number(id).to_string())]);
    let viewed = RwSignal::new(None::<Id>);
    let open = RwSignal::new(false);
    let of = target.clone();
    view! {
        <div class="photo-strip flex wrap">
            <For each=move || photos.get() key=|id| *id let:id>
                <button
                    type="button"
                    class="shot-button"
                    aria-label=move || i18n.fill("photo.open", &[("photo", name(id))])
                    on:click=move |_| {
                        viewed.set(Some(id));
                        open.set(true);
                    }
                >
                    <Photo id=id alt="" />
                </button>
            </For>
            <CameraButton target=Signal::stored(target.clone()) name=label class="square soft" icon_only=true />
            <PhotoButton target=target label=label icon="images" />
        </div>
        <Dialog open=open title=move || viewed.get().map(name).unwrap_or_default()>
            {
                let of = of.clone();
                move || {
                    let of = of.clone();
                    viewed
                        .get()
                        .map(|id| {
                            view! {
                                <Photo id=id alt=move || name(id) full=true class="whole" ink=use_photo_ink(id) />
                                <div class="actions">
                                    <RemovePhoto id=id target=of open=open />
                                    <AnnotateButton
                                        id=id
                                        title=Signal::derive(move || name(id))
                                        on_done=Callback::new(move |id| viewed.set(Some(id)))
                                    />
                                    <button type="button" class="btn lg primary" on:click=move |_| open.set(false)>{t!(i18n, "photo.keep")}</button>
                                </div>
                            }
                        })
                }
            }
        </Dialog>
    }
}

/// Takes the photo off; for ten seconds it can come back, so its bytes are not touched.
#[component]
fn RemovePhoto(id: Id, target: PhotoTarget, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let toasts = use_toasts();
    let remove = move |_| {
        open.set(false);
        let Some(attachment) = draft.peek(|draft| draft.attachment(id).cloned()) else { return };
        draft.edit(|draft| draft.remove_attachment(id));
        draft.save_now();
        let target = target.clone();
        toasts.undoable(i18n.text("photo.removed"), i18n.text("toast.undo"), move || {
            let (attachment, target) = (attachment.clone(), target.clone());
            draft.edit(|draft| drop(draft.attach_photo(attachment, target)));
            draft.save_now();
        });
    };
    view! {
        <button type="button" class="btn lg danger" on:click=remove>
            <Icon name="trash-2" />
            <span>{t!(i18n, "photo.remove")}</span>
        </button>
    }
}
