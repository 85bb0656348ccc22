//! What the customer noticed, as it was signed: the own words, the sentence for the technician, the noise and the photos.

use leptos::prelude::*;
use walkaround_contract::{Attachment, AttachmentRole, Concern, Id, Sheet, Step};

use crate::ui::components::{ClipPlayer, Photo};
use crate::ui::i18n::use_i18n;

use super::let_go::let_go_of;

/// Every concern of a sheet. Nothing where there is none.
#[component]
pub fn SheetConcerns(id: Id, sheet: Memo<Option<Sheet>>) -> impl IntoView {
    let i18n = use_i18n();
    let gone = let_go_of(id);
    let concerns = Memo::new(move |_| {
        sheet.with(|sheet| {
            let Some(sheet) = sheet else { return Vec::new() };
            // What went from this tablet can neither be heard nor seen here; the page says so.
            let here = gone.with(|gone| gone.photos.is_none());
            let with_attachments = |concern: &Concern| {
                let attached = concern.attachments.iter().filter(|_| here);
                let known = attached.filter_map(|id| sheet.attachments.iter().find(|known| known.id == *id).cloned());
                (concern.clone(), known.collect::<Vec<Attachment>>())
            };
            sheet.concerns.iter().map(with_attachments).collect()
        })
    });
    view! {
        <Show when=move || !concerns.with(Vec::is_empty)>
            <section class="card pad col g4" aria-labelledby="sheet-concerns">
                <h2 id="sheet-concerns">{move || i18n.step(&Step::Concerns)}</h2>
                <For each=move || concerns.get() key=|(concern, attachments)| (concern.id, attachments.len()) let:entry>
                    <SheetConcern concern=entry.0 attachments=entry.1 />
                </For>
            </section>
        </Show>
    }
}

#[component]
fn SheetConcern(concern: Concern, attachments: Vec<Attachment>) -> impl IntoView {
    let i18n = use_i18n();
    let (clips, photos): (Vec<_>, Vec<_>) =
        attachments.into_iter().partition(|attachment| attachment.role == AttachmentRole::ConcernAudio);
    let sentences = concern.sentences;
    // In the language of the screen, else in whichever there is.
    let sentence = Memo::new(move |_| {
        let tag = i18n.tag();
        let own = sentences.iter().find(|sentence| sentence.language == tag);
        own.or(sentences.first()).map(|sentence| (sentence.language.clone(), sentence.text.clone()))
    });
    let words = Some(concern.words).filter(|words| !words.trim().is_empty());
    view! {
        <div class="col g2">
            {words.map(|words| view! { <blockquote class="said pre">{words}</blockquote> })}
            {move || sentence.get().map(|(language, text)| view! { <p class="m" lang=language>{text}</p> })}
            {clips
                .into_iter()
                .enumerate()
                .map(|(index, clip)| {
                    let name = Signal::derive(move || i18n.fill("clip.number", &[("number", (index + 1).to_string())]));
                    view! { <ClipPlayer clip=clip name=name /> }
                })
                .collect_view()}
            {(!photos.is_empty())
                .then(|| {
                    view! {
                        <div class="photo-strip flex wrap">
                            {photos
                                .into_iter()
                                .enumerate()
                                .map(|(index, photo)| {
                                    let alt = Signal::derive(move || i18n.fill("photo.number", &[("number", (index + 1).to_string())]));
                                    view! { <Photo id=photo.id alt=alt /> }
                                })
                                .collect_view()}
                        </div>
                    }
                })}
        </div>
    }
}
