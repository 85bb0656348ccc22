//! The guided photos beside the drawing: what is taken, which one comes next, and why one is left out. They are taken in the camera, one
//! after the other; each can also come from the camera app or a file.

use leptos::prelude::*;
use walkaround_contract::{GuidedShot, SkipReason};

use crate::domain::walkaround::{GuidedPhoto, PhotoTarget, next_open_photo};
use crate::ui::components::{Dialog, Icon, Photo, PhotoButton};
use crate::ui::i18n::use_i18n;

use super::super::camera::{CameraJob, use_camera};
use super::reason::ReasonDialog;
use super::walk::{ShownPhoto, use_walk};

/// The strip of photos, the camera for the next one, and a way to all of them.
#[component]
pub fn Shots() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let camera = use_camera();
    let shots = walk.draft.read_by(|draft, template| draft.guided_photos(template));
    let taken = move || shots.with(|shots| shots.iter().filter(|shot| shot.photo.is_some()).count());
    let total = move || shots.with(Vec::len);
    let thumbs = Memo::new(move |_| {
        shots.with(|shots| shots.iter().filter(|shot| shot.photo.is_some()).cloned().collect::<Vec<_>>())
    });
    let on_their_way = camera.on_their_way();
    let next = Memo::new(move |_| {
        on_their_way.with(|way| shots.with(|shots| next_open_photo(shots, None, |shot| way.contains(shot))))
    });
    let all_open = RwSignal::new(false);
    let skipping = RwSignal::new(None::<GuidedShot>);
    let asking = RwSignal::new(false);
    Effect::new(move || asking.set(skipping.with(Option::is_some)));
    view! {
        <div class="sect">
            <h3>
                {t!(i18n, "walkaround.photos")}
                <span class="count num">{move || format!("{}/{}", taken(), total())}</span>
            </h3>
            <button type="button" class="btn plain tuck" aria-haspopup="dialog" on:click=move |_| all_open.set(true)>
                {move || i18n.fill("walkaround.all_shots", &[("count", total().to_string())])}
            </button>
        </div>
        <div class="photo-strip line">
            <For each=move || thumbs.get() key=|shot| shot.photo let:shot>
                <ShotThumb shot=shot />
            </For>
            <For each=move || on_their_way.get() key=GuidedShot::clone let:shot>
                <span class="shot" role="status" aria-label=move || i18n.fill("camera.state_of", &[("shot", i18n.label("guided_shot", shot.as_str())), ("state", i18n.text("camera.state.on_its_way"))])>
                    <span class="spin" aria-hidden="true"></span>
                </span>
            </For>
        </div>
        {move || match next.get() {
            Some(shot) => {
                let (of, file, opened) = (shot.clone(), shot.clone(), shot.clone());
                view! {
                    <div class="flex mt2">
                        <button type="button" class="btn soft grow" aria-haspopup="dialog" on:click=move |_| camera.open(CameraJob::Round(opened.clone()))>
                            <Icon name="camera" />
                            <span>{move || i18n.fill("walkaround.take_shot", &[("shot", i18n.label("guided_shot", of.as_str()))])}</span>
                        </button>
                        <FromApp shot=file />
                        <button type="button" class="btn bare square" aria-label=t!(i18n, "walkaround.skip_shot") on:click=move |_| skipping.set(Some(shot.clone()))>
                            <Icon name="skip-forward" />
                        </button>
                    </div>
                }
                    .into_any()
            }
            None => {
                view! {
                    <p class="flex c-ok mt2">
                        <Icon name="check" class="i-m" />
                        <span>{t!(i18n, "walkaround.shots_done")}</span>
                    </p>
                }
                    .into_any()
            }
        }}
        <Dialog open=all_open title=Signal::derive(move || i18n.text("walkaround.photos")) wide=true>
            <div class="rows">
                {move || shots.get().into_iter().map(|shot| view! { <ShotRow shot=shot skipping=skipping /> }).collect_view()}
            </div>
            <div class="actions">
                <button type="button" class="btn lg" on:click=move |_| all_open.set(false)>{t!(i18n, "walkaround.close")}</button>
            </div>
        </Dialog>
        <ReasonDialog
            open=asking
            title=Signal::derive(move || {
                let shot = skipping.get().map(|shot| i18n.label("guided_shot", shot.as_str())).unwrap_or_default();
                i18n.fill("walkaround.why_skip", &[("shot", shot)])
            })
            choices=Signal::derive(move || i18n.template().get().words::<SkipReason>("skip_reason").into_iter().map(|reason| (reason.clone(), i18n.label("skip_reason", reason.as_str()))).collect())
            on_choose=Callback::new(move |reason: SkipReason| {
                if let Some(shot) = skipping.get_untracked() {
                    walk.draft.edit(|draft| draft.skip_shot(shot, reason));
                    walk.draft.save_now();
                }
            })
            on_close=Callback::new(move |()| skipping.set(None))
        />
    }
}

/// The camera app or a file, for one of them.
#[component]
fn FromApp(shot: GuidedShot) -> impl IntoView {
    let i18n = use_i18n();
    let word = shot.clone();
    let label = Signal::derive(move || {
        i18n.fill("camera.app_or_file_for", &[("what", i18n.label("guided_shot", word.as_str()))])
    });
    view! { <PhotoButton target=Signal::stored(PhotoTarget::Shot(shot)) label=label icon_only=true class="square bare" icon="images" /> }
}

/// A photo that is taken; a tap shows it large.
#[component]
fn ShotThumb(shot: GuidedPhoto) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    shot.photo.map(|id| {
        let (word, target) = (shot.shot.clone(), PhotoTarget::Shot(shot.shot));
        let name = Signal::derive(move || i18n.label("guided_shot", word.as_str()));
        let show = move |_| walk.photo.set(Some(ShownPhoto { id, title: name.get_untracked(), target: target.clone() }));
        view! {
            <button type="button" class="thumb" aria-label=move || i18n.fill("walkaround.show_shot", &[("shot", name.get())]) on:click=show>
                <Photo id=id alt=name />
            </button>
        }
    })
}

/// One of them: its photo, or the reason why not, and what can be done about it.
#[component]
fn ShotRow(shot: GuidedPhoto, skipping: RwSignal<Option<GuidedShot>>) -> impl IntoView {
    let i18n = use_i18n();
    let camera = use_camera();
    let (word, of, left_out, opened, file) =
        (shot.shot.clone(), shot.shot.clone(), shot.shot.clone(), shot.shot.clone(), shot.shot.clone());
    let is_open = shot.is_open();
    let again = shot.photo.is_some();
    let skipped = shot.skipped.clone();
    let label = move || {
        let key = if again { "walkaround.take_again" } else { "walkaround.take_shot" };
        i18n.fill(key, &[("shot", i18n.label("guided_shot", of.as_str()))])
    };
    view! {
        <div class="row shot-row">
            <ShotThumb shot=shot />
            <span class="grow">
                <b class="block">{move || i18n.label("guided_shot", word.as_str())}</b>
                {skipped.map(|reason| {
                    view! { <span class="t1 c2">{move || i18n.fill("walkaround.skipped", &[("reason", i18n.label("skip_reason", reason.as_str()))])}</span> }
                })}
            </span>
            <button type="button" class="btn square soft" aria-haspopup="dialog" aria-label=label on:click=move |_| camera.open(CameraJob::Shot(opened.clone()))>
                <Icon name="camera" />
            </button>
            <FromApp shot=file />
            {is_open.then(|| {
                view! {
                    <button type="button" class="btn quiet" on:click=move |_| skipping.set(Some(left_out.clone()))>
                        <Icon name="skip-forward" class="i-m" />
                        <span>{t!(i18n, "walkaround.skip_shot")}</span>
                    </button>
                }
            })}
        </div>
    }
}
