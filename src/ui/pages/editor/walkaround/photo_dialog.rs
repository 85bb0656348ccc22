//! A photo as large as the screen, and the way to take it out again.

use leptos::prelude::*;

use crate::domain::walkaround::PhotoTarget;
use crate::ui::components::{Dialog, Icon, Photo, use_photo_ink};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::annotate::AnnotateButton;
use crate::ui::pages::editor::camera::{CameraJob, use_camera};

use super::walk::use_walk;

/// The photo that was tapped.
#[component]
pub fn PhotoDialog() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let camera = use_camera();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(walk.photo.with(Option::is_some)));
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            walk.photo.set(None);
        }
        is
    });
    let title = Signal::derive(move || {
        walk.photo.with(|photo| photo.as_ref().map(|photo| photo.title.clone())).unwrap_or_default()
    });
    view! {
        <Dialog open=open title=title wide=true>
            {move || walk.photo.get().map(|photo| view! { <Photo id=photo.id alt=title full=true class="whole" ink=use_photo_ink(photo.id) /> })}
            <div class="actions">
                <button
                    type="button"
                    class="btn lg danger"
                    on:click=move |_| {
                        if let Some(photo) = walk.photo.get_untracked() {
                            open.set(false);
                            walk.remove_photo(&photo);
                        }
                    }
                >
                    <Icon name="trash-2" />
                    <span>{t!(i18n, "walkaround.remove_photo")}</span>
                </button>
                {move || {
                    let shot = walk.photo.with(|photo| match photo.as_ref()?.target.clone() {
                        PhotoTarget::Shot(shot) => Some(shot),
                        _ => None,
                    });
                    shot.map(|shot| {
                        let take_again = move |_| {
                            open.set(false);
                            camera.open(CameraJob::Shot(shot.clone()));
                        };
                        view! {
                            <button type="button" class="btn lg" aria-haspopup="dialog" on:click=take_again>
                                <Icon name="camera" />
                                <span>{t!(i18n, "camera.again")}</span>
                            </button>
                        }
                    })
                }}
                {move || {
                    let on_done = Callback::new(move |id| {
                        walk.photo.update(|photo| {
                            if let Some(photo) = photo {
                                photo.id = id;
                            }
                        });
                    });
                    walk.photo.get().map(|photo| view! { <AnnotateButton id=photo.id title=title on_done=on_done /> })
                }}
                <button type="button" class="btn lg primary" on:click=move |_| open.set(false)>{t!(i18n, "walkaround.close")}</button>
            </div>
        </Dialog>
    }
}
