//! The concern on the page: the customer's words, the noise itself, photos and the sentence for the technician on one side, the taps on the
//! other.

use leptos::prelude::*;
use walkaround_contract::{Attachment, AttachmentRole, Id};

use crate::domain::{field, walkaround::PhotoTarget};
use crate::state::{ClipRecorder, RecorderPhase, use_draft, use_toasts};
use crate::ui::components::{Hint, Icon, TextArea};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::photo_strip::PhotoStrip;

use super::clips::Clips;
use super::open_concern::OpenConcern;
use super::recorder::Recorder;
use super::sentence::TechnicianSentence;
use super::tabs::{CURRENT_TAB, PANE, concern_name};
use super::taps::Taps;

/// Longest verbatim words.
const WORDS: u32 = 4_000;

/// One concern. `number` is its place in the list, counted from 1.
#[component]
pub fn ConcernPane(id: Id, number: usize, chosen: RwSignal<Option<Id>>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let concern = OpenConcern { draft, id };
    let words = concern.bind(|concern| concern.words.clone(), |concern, words| concern.words = words);
    let hint = MaybeProp::derive(move || Some(Hint::Plain(i18n.text("concern.words_hint"))));
    let photos = concern.attachments(AttachmentRole::ConcernPhoto);
    let recorder = ClipRecorder::provide();
    view! {
        <div class="pane" id=PANE role="tabpanel" aria-labelledby=CURRENT_TAB>
            <div class="col g4 words">
                <TextArea id=field::concern(number) label=t!(i18n, "concern.words") bind=words hint=hint maxlength=WORDS class="quote" />
                <TechnicianSentence concern=concern />
                <Recorder concern=concern recorder=recorder />
                <Clips concern=concern />
                <PhotoStrip photos=photos target=PhotoTarget::Concern(id) label=t!(i18n, "concern.photo") />
                <RemoveConcern concern=concern number=number chosen=chosen recorder=recorder />
            </div>
            <Taps concern=concern />
        </div>
    }
}

/// Takes the concern with its clips and photos off the draft; for ten seconds it can come back. While its noise is being recorded it can't
/// go: the clip would have nowhere to be kept.
#[component]
fn RemoveConcern(
    concern: OpenConcern,
    number: usize,
    chosen: RwSignal<Option<Id>>,
    recorder: ClipRecorder,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let OpenConcern { draft, id } = concern;
    let busy = move || recorder.phase().get() != RecorderPhase::Idle;
    let remove = move |_| {
        let Some(held) = draft.hold() else { return };
        let Some(removed) = draft.peek(|draft| concern.find(draft).cloned()) else { return };
        let attachments: Vec<Attachment> =
            draft.peek(|draft| removed.attachments.iter().filter_map(|id| draft.attachment(*id).cloned()).collect());
        let name = concern_name(i18n, &removed, number);
        held.edit(|draft| {
            draft.concerns.retain(|known| known.id != id);
            for attachment in &attachments {
                draft.remove_attachment(attachment.id);
            }
        });
        held.save_now();
        // As long as this can be taken back its bytes are in use.
        let held = send_wrapper::SendWrapper::new(held);
        toasts.undoable(i18n.fill("concern.removed", &[("name", name)]), i18n.text("toast.undo"), move || {
            held.edit(|draft| {
                draft.no_concerns = false;
                let index = (number - 1).min(draft.concerns.len());
                draft.concerns.insert(index, removed.clone());
                draft.attachments.extend(attachments.iter().cloned());
            });
            held.save_now();
            // The page may be gone by now; the concern is back all the same.
            chosen.try_set(Some(id));
        });
    };
    view! {
        <button type="button" class="btn plain self-start remove" disabled=busy on:click=remove>
            <Icon name="trash-2" />
            <span>{t!(i18n, "concern.remove")}</span>
        </button>
    }
}
