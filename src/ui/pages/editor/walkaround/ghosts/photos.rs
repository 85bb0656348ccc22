//! Then and today side by side.

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::last_visit::EarlierPhoto;
use crate::domain::walkaround::PhotoTarget;
use crate::state::{EarlierPicture, use_earlier_picture};
use crate::ui::components::{InkOver, Photo, PhotoButton, PhotoInk, use_photo_ink};
use crate::ui::i18n::use_i18n;

use super::use_ghosts;

/// The photos of then, and those of today once there is a mark to take them for. Nothing where there is neither.
#[component]
pub fn ThenAndToday(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let ghosts = use_ghosts();
    let then: Vec<EarlierPhoto> = ghosts.visit.with_untracked(|visit| {
        visit
            .as_ref()
            .and_then(|visit| {
                let mark = visit.marks.iter().find(|mark| mark.id == id)?;
                Some(visit.photos_of(mark).cloned().collect())
            })
            .unwrap_or_default()
    });
    let today = ghosts.walk.draft.read_by(move |draft, template| {
        let mark = draft.ghost(id, template)?.mark()?;
        Some((mark, draft.mark(mark)?.photos.clone()))
    });
    let has_then = !then.is_empty();
    view! {
        <Show when=move || { has_then || today.with(Option::is_some) }>
            <div class="then-today">
                <figure>
                    <figcaption class="t1 c2">{move || i18n.fill("ghosts.then", &[("day", ghosts.day(i18n))])}</figcaption>
                    {match has_then {
                        true => then.iter().map(|photo| view! { <PhotoOfThen photo=photo.clone() /> }).collect_view().into_any(),
                        false => view! { <p class="c2">{t!(i18n, "ghosts.no_photo_then")}</p> }.into_any(),
                    }}
                </figure>
                {move || today.get().map(|(mark, photos)| view! { <Today mark=mark photos=photos /> })}
            </div>
        </Show>
    }
}

#[component]
fn PhotoOfThen(photo: EarlierPhoto) -> impl IntoView {
    let i18n = use_i18n();
    let ink = StoredValue::new(PhotoInk::of_then(&photo));
    let picture = use_earlier_picture(photo);
    move || {
        match picture.get() {
        EarlierPicture::Coming => {
            view! { <span class="shot whole"><span class="spin" role="status" aria-label=t!(i18n, "ghosts.photo_comes")></span></span> }.into_any()
        }
        EarlierPicture::Here(url) => {
            view! {
                <span class="shot whole">
                    <img src=url alt=t!(i18n, "ghosts.photo_then") decoding="async" />
                    {ink.get_value().map(|ink| view! { <InkOver ink=ink whole=true /> })}
                </span>
            }
            .into_any()
        }
        EarlierPicture::NotHere => view! { <p class="c2">{t!(i18n, "ghosts.photo_not_here")}</p> }.into_any(),
    }
    }
}

#[component]
fn Today(mark: Id, photos: Vec<Id>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <figure>
            <figcaption class="t1 c2">{t!(i18n, "ghosts.today")}</figcaption>
            {photos
                .into_iter()
                .map(|photo| view! { <Photo id=photo alt=Signal::derive(move || i18n.text("ghosts.photo_today")) full=true class="whole" ink=use_photo_ink(photo) /> })
                .collect_view()}
            <PhotoButton
                target=Signal::stored(PhotoTarget::Mark(mark))
                label=Signal::derive(move || i18n.text("ghosts.take_today"))
                class="soft"
            />
        </figure>
    }
}
