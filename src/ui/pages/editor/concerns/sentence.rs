//! The sentence for the technician, as it composes itself from the taps; what came from a tap is underlined. Both languages go on the sheet
//! and stand here: the shop's large, for the technician; the other one below it, and large by one tap, to show it to the customer.

use leptos::prelude::*;

use crate::domain::sentence::{compose, compose_text};
use crate::ui::components::Icon;
use crate::ui::i18n::{Language, use_i18n};

use super::open_concern::OpenConcern;

/// The sentence in both languages.
#[component]
pub fn TechnicianSentence(concern: OpenConcern) -> impl IntoView {
    let i18n = use_i18n();
    let shop = concern.draft.read(|draft| Language::from_tag(&draft.language));
    let swapped = RwSignal::new(false);
    let large = Memo::new(move |_| if swapped.get() { other(shop.get()) } else { shop.get() });
    let small = Memo::new(move |_| other(large.get()));
    let pieces = Memo::new(move |_| {
        let (tag, template) = (large.get().tag(), i18n.template().get());
        concern
            .draft
            .with(|draft| concern.find(draft).map(|concern| compose(concern, &template, tag)).unwrap_or_default())
    });
    let translation = Memo::new(move |_| {
        let (tag, template) = (small.get().tag(), i18n.template().get());
        concern
            .draft
            .with(|draft| concern.find(draft).map(|concern| compose_text(concern, &template, tag)).unwrap_or_default())
    });
    // The button names the language it leads to.
    let switch = move || {
        i18n.text(match small.get() {
            Language::ZhCn => "concern.sentence_in_chinese",
            Language::En => "concern.sentence_in_english",
        })
    };
    view! {
        <section class="sentence" aria-labelledby="sentence">
            <div class="flex between">
                <h2 class="t2 c2" id="sentence">{t!(i18n, "concern.sentence")}</h2>
                <button type="button" class="btn plain tuck" on:click=move |_| swapped.update(|swapped| *swapped = !*swapped)>
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
                    <p lang=large.get().tag()>
                        {pieces
                            .into_iter()
                            .map(|piece| {
                                if piece.from_tap { view! { <u>{piece.text}</u> }.into_any() } else { view! { <span>{piece.text}</span> }.into_any() }
                            })
                            .collect_view()}
                    </p>
                    <p class="other c2" lang=small.get().tag()>{translation.get()}</p>
                }
                    .into_any()
            }}
        </section>
    }
}

fn other(language: Language) -> Language {
    match language {
        Language::ZhCn => Language::En,
        Language::En => Language::ZhCn,
    }
}
