//! The head of the palette: which mark on which panel, and what can be done with it.

use leptos::prelude::*;

use crate::domain::walkaround::{PhotoTarget, mark_label};
use crate::ui::components::{Icon, PhotoButton};
use crate::ui::drawings::{Pin, PinLabel};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::camera::CameraButton;

use super::super::words::within_sentence;
use super::use_subject;

/// Pin, name, other panels the finger may have meant; photo, note, remove, close.
#[component]
pub fn PaletteHead(
    on_close: Callback<()>,
    /// The dialog says the name itself.
    #[prop(optional)]
    in_dialog: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let subject = use_subject();
    let walk = subject.walk;
    let pin = Memo::new(move |_| subject.mark.with(|mark| mark.as_ref().map(PinLabel::of)));
    let id = Memo::new(move |_| subject.mark.with(|mark| mark.as_ref().map(|mark| mark.id)));
    let photos = Memo::new(move |_| subject.mark.with(|mark| mark.as_ref().map_or(0, |mark| mark.photos.len())));
    let photo_label = Signal::derive(move || match photos.get() {
        0 => i18n.text("walkaround.photo"),
        count => i18n.fill("walkaround.photo_more", &[("count", count.to_string())]),
    });
    let photo_name = Signal::derive(move || {
        let mark = subject.mark.with(|mark| mark.as_ref().map(mark_label)).unwrap_or_default();
        format!("{mark} {}", subject.title())
    });
    let nearby = move || {
        let nearby = if id.get().is_none() { walk.nearby.get() } else { Vec::new() };
        nearby
            .into_iter()
            .take(2)
            .map(|panel| {
                let chosen = panel.clone();
                view! {
                    <button type="button" class="btn quiet" on:click=move |_| walk.take_nearby(chosen.clone())>
                        {move || i18n.fill("walkaround.or_panel", &[("panel", within_sentence(i18n, &i18n.label("panel", &panel)))])}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="palette-head">
            {move || pin.get().map(|pin| view! { <Pin pin=Signal::stored(pin) /> })}
            {if in_dialog {
                view! { <span class="grow"></span> }.into_any()
            } else {
                view! { <b class="grow">{move || subject.title()}</b> }.into_any()
            }}
            {nearby}
            {move || {
                id.get().map(|id| {
                    view! {
                        <CameraButton target=Signal::stored(PhotoTarget::Mark(id)) name=photo_name class="square soft" icon_only=true />
                        <PhotoButton target=Signal::stored(PhotoTarget::Mark(id)) label=photo_label class="soft" icon="images" />
                        <button
                            type="button"
                            class="btn bare square"
                            aria-label=t!(i18n, "walkaround.note_and_measure")
                            aria-expanded=move || subject.details.get().to_string()
                            on:click=move |_| subject.details.update(|details| *details = !*details)
                        >
                            <Icon name="message-square-text" />
                        </button>
                        <button type="button" class="btn bare square" aria-label=t!(i18n, "walkaround.remove_mark") on:click=move |_| walk.remove_mark(id)>
                            <Icon name="trash-2" />
                        </button>
                    }
                })
            }}
            <button type="button" class="btn bare square" aria-label=t!(i18n, "walkaround.close") on:click=move |_| on_close.run(())>
                <Icon name="x" />
            </button>
        </div>
    }
}
