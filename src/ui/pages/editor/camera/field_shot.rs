//! A guided photo beside the field it proves: the dashboard beside odometer and lamps, the VIN beside the VIN. It is the same photo as in the
//! round, taken from wherever it is thought of first.

use leptos::prelude::*;
use walkaround_contract::GuidedShot;

use crate::state::use_draft;
use crate::ui::components::{Dialog, Icon, Photo, use_photo_ink};
use crate::ui::i18n::use_i18n;

use super::{CameraJob, use_camera};

/// The photo, or the way to take it.
#[component]
pub fn FieldShot(shot: GuidedShot) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let camera = use_camera();
    let own = shot.clone();
    let photo = draft.read_by(move |draft, template| {
        draft.guided_photos(template).into_iter().find(|photo| photo.shot == own).map(|photo| photo.photo)
    });
    let word = shot.clone();
    let name = Signal::derive(move || i18n.label("guided_shot", word.as_str()));
    let opened = StoredValue::new(shot);
    let open = move || camera.open(CameraJob::Shot(opened.get_value()));
    let viewing = RwSignal::new(false);
    view! {
        // A template may ask for no such photo.
        {move || match photo.get() {
            None => ().into_any(),
            Some(None) => {
                view! {
                    <button type="button" class="btn quiet self-start field-shot" aria-haspopup="dialog" on:click=move |_| open()>
                        <Icon name="camera" class="i-m" />
                        <span>{move || i18n.fill("camera.photograph", &[("what", name.get())])}</span>
                    </button>
                }
                    .into_any()
            }
            Some(Some(id)) => {
                view! {
                    <button
                        type="button"
                        class="flex self-start field-shot"
                        aria-haspopup="dialog"
                        aria-label=move || i18n.fill("walkaround.show_shot", &[("shot", name.get())])
                        on:click=move |_| viewing.set(true)
                    >
                        <Photo id=id alt="" />
                        <span class="t1 c2">{move || i18n.fill("camera.photo_of", &[("what", name.get())])}</span>
                    </button>
                }
                    .into_any()
            }
        }}
        <Dialog open=viewing title=name wide=true>
            {move || photo.get().flatten().map(|id| view! { <Photo id=id alt=name full=true class="whole" ink=use_photo_ink(id) /> })}
            <div class="actions">
                <button
                    type="button"
                    class="btn lg"
                    on:click=move |_| {
                        viewing.set(false);
                        open();
                    }
                >
                    <Icon name="camera" />
                    <span>{t!(i18n, "camera.again")}</span>
                </button>
                <button type="button" class="btn lg primary" on:click=move |_| viewing.set(false)>{t!(i18n, "walkaround.close")}</button>
            </div>
        </Dialog>
    }
}
