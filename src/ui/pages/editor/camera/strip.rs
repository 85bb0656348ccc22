//! All guided photos in a strip: what is taken, on its way, left out, still to do. A tap goes to any of them.

use leptos::{html, prelude::*};

use crate::domain::walkaround::GuidedPhoto;
use crate::ui::components::{Icon, Photo, keep_in_sight};

use super::run::{Standing, use_run};

/// The strip; nothing where one photo alone is taken.
#[component]
pub fn Strip() -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let several = Memo::new(move |_| run.photos.with(|photos| photos.len() > 1));
    view! {
        <Show when=move || several.get()>
            <nav class="camera-strip" aria-label=t!(i18n, "camera.photos")>
                <For each=move || run.photos.get().into_iter().enumerate() key=|(_, photo)| photo.shot.clone() let((place, photo))>
                    <StripShot place=place photo=photo />
                </For>
            </nav>
        </Show>
    }
}

#[component]
fn StripShot(place: usize, photo: GuidedPhoto) -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let (own, of, word, chosen) = (photo.shot.clone(), photo.shot.clone(), photo.shot.clone(), photo.shot);
    let standing = Memo::new(move |_| {
        let photo = run.photos.with(|photos| photos.iter().find(|photo| photo.shot == of).cloned());
        photo.map_or(Standing::Open, |photo| run.standing(&photo))
    });
    let name = Signal::derive(move || i18n.label("guided_shot", word.as_str()));
    let said = move || {
        let state = match standing.get() {
            Standing::Open => i18n.text("camera.state.open"),
            Standing::Taken(_) => i18n.text("camera.state.taken"),
            Standing::OnItsWay => i18n.text("camera.state.on_its_way"),
            Standing::NotKept => i18n.text("camera.state.not_kept"),
            Standing::LeftOut(reason) => {
                i18n.fill("walkaround.skipped", &[("reason", i18n.label("skip_reason", reason.as_str()))])
            }
        };
        i18n.fill("camera.state_of", &[("shot", name.get()), ("state", state)])
    };
    let class = move || match standing.get() {
        Standing::Open => "camera-shot todo",
        Standing::LeftOut(_) => "camera-shot out",
        Standing::NotKept => "camera-shot poor",
        Standing::Taken(_) | Standing::OnItsWay => "camera-shot",
    };
    let number = (place + 1).to_string();
    let is_current = Memo::new(move |_| run.at.with(|at| at.as_ref() == Some(&own)));
    let button = NodeRef::<html::Button>::new();
    keep_in_sight(button, is_current.into());
    view! {
        <button
            type="button"
            class=class
            aria-label=said
            aria-current=move || is_current.get().then_some("true")
            node_ref=button
            on:click=move |_| run.go_to(chosen.clone())
        >
            {move || match standing.get() {
                Standing::Taken(id) => {
                    view! {
                        <Photo id=id alt="" />
                        <span class="sign good"><Icon name="check" /></span>
                    }
                        .into_any()
                }
                Standing::OnItsWay => {
                    view! {
                        <span class="spin" aria-hidden="true"></span>
                        <span class="word">{move || name.get()}</span>
                    }
                        .into_any()
                }
                Standing::NotKept => {
                    view! {
                        <Icon name="triangle-alert" class="i-m" />
                        <span class="word">{move || name.get()}</span>
                    }
                        .into_any()
                }
                Standing::LeftOut(_) => {
                    view! {
                        <Icon name="skip-forward" class="i-m" />
                        <span class="word">{move || name.get()}</span>
                    }
                        .into_any()
                }
                Standing::Open => {
                    view! {
                        <b data-number=number.clone()></b>
                        <span class="word">{move || name.get()}</span>
                    }
                        .into_any()
                }
            }}
        </button>
    }
}
