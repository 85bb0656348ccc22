//! The clips of a concern: each plays in place and can be taken off, for ten seconds with a way back.

use leptos::prelude::*;
use walkaround_contract::{AttachmentRole, Id};

use crate::domain::walkaround::PhotoTarget;
use crate::state::use_toasts;
use crate::ui::components::{ClipPlayer, Icon};
use crate::ui::i18n::use_i18n;

use super::open_concern::OpenConcern;

/// All clips. Nothing where there is none: the recorder says how to make one.
#[component]
pub fn Clips(concern: OpenConcern) -> impl IntoView {
    let i18n = use_i18n();
    let clips = concern.attachments(AttachmentRole::ConcernAudio);
    let any = Memo::new(move |_| clips.with(|clips| !clips.is_empty()));
    view! {
        <Show when=move || any.get()>
            <ul class="card rows clips" aria-label=t!(i18n, "clip.list")>
                <For each=move || clips.get() key=|id| *id let:id>
                    <ClipRow concern=concern id=id clips=clips />
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn ClipRow(concern: OpenConcern, id: Id, clips: Memo<Vec<Id>>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let draft = concern.draft;
    let name = Signal::derive(move || {
        let number = clips.with(|clips| clips.iter().position(|clip| *clip == id).map_or(1, |index| index + 1));
        i18n.fill("clip.number", &[("number", number.to_string())])
    });
    let remove = move |_| {
        let Some(clip) = draft.peek(|draft| draft.attachment(id).cloned()) else { return };
        let Some(held) = draft.hold() else { return };
        let name = name.get_untracked();
        held.edit(|draft| draft.remove_attachment(id));
        held.save_now();
        // The bytes stay as long as this can be taken back.
        let held = send_wrapper::SendWrapper::new(held);
        toasts.undoable(i18n.fill("clip.removed", &[("clip", name)]), i18n.text("toast.undo"), move || {
            let clip = clip.clone();
            held.edit(|draft| drop(draft.attach_photo(clip, PhotoTarget::Concern(concern.id))));
            held.save_now();
        });
    };
    // What a clip is never changes; only whether it is there.
    let clip = draft.peek(|draft| draft.attachment(id).cloned());
    clip.map(|clip| {
        view! {
            <li>
                <ClipPlayer clip=clip name=name>
                    <button
                        type="button"
                        class="btn bare square"
                        aria-label=move || i18n.fill("clip.remove", &[("clip", name.get())])
                        on:click=remove
                    >
                        <Icon name="trash-2" />
                    </button>
                </ClipPlayer>
            </li>
        }
    })
}
