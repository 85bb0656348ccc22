//! The sentence for the technician, as it composes itself from the taps; what came from a tap is underlined. Both languages go on the sheet.

use leptos::prelude::*;

use crate::domain::sentence::compose;
use crate::ui::components::Icon;
use crate::ui::i18n::{Language, standard_template, use_i18n};

use super::open_concern::OpenConcern;

/// The sentence, in the language of the app or in the other one.
#[component]
pub fn TechnicianSentence(concern: OpenConcern) -> impl IntoView {
    let i18n = use_i18n();
    let other = RwSignal::new(false);
    let language = Memo::new(move |_| match (i18n.language(), other.get()) {
        (Language::ZhCn, false) | (Language::En, true) => Language::ZhCn,
        (Language::En, false) | (Language::ZhCn, true) => Language::En,
    });
    let pieces = Memo::new(move |_| {
        let tag = language.get().tag();
        concern.draft.with(|draft| {
            concern.find(draft).map(|concern| compose(concern, standard_template(), tag)).unwrap_or_default()
        })
    });
    // The button names the language it leads to.
    let switch = move || {
        i18n.text(match language.get() {
            Language::ZhCn => "concern.sentence_in_english",
            Language::En => "concern.sentence_in_chinese",
        })
    };
    view! {
        <section class="sentence" aria-labelledby="sentence">
            <div class="flex between">
                <h2 class="t2 c2" id="sentence">{t!(i18n, "concern.sentence")}</h2>
                <button type="button" class="btn plain tuck" on:click=move |_| other.update(|other| *other = !*other)>
                    <Icon name="languages" class="i-m" />
                    <span>{switch}</span>
                </button>
            </div>
            {move || {
                let pieces = pieces.get();
                if pieces.is_empty() {
                    return view! { <p class="c2 normal">{i18n.text("concern.sentence_empty")}</p> }.into_any();
                }
                view! {
                    <p lang=language.get().tag()>
                        {pieces
                            .into_iter()
                            .map(|piece| {
                                if piece.from_tap { view! { <u>{piece.text}</u> }.into_any() } else { view! { <span>{piece.text}</span> }.into_any() }
                            })
                            .collect_view()}
                    </p>
                }
                    .into_any()
            }}
        </section>
    }
}
