//! Writing words that stand on the photo.

use leptos::prelude::*;

use crate::domain::annotation::{LONGEST_WORDS, with_words, words_at};
use crate::state::Bound;
use crate::ui::components::{Dialog, TextArea, focus_field};
use crate::ui::i18n::use_i18n;

use super::desk::{Writing, use_desk};

/// Id of the field.
const FIELD: &str = "annotate-words";

/// Asks for the words, and puts them on the photo.
#[component]
pub fn WordsDialog() -> impl IntoView {
    let i18n = use_i18n();
    let desk = use_desk();
    let open = RwSignal::new(false);
    let words = RwSignal::new(String::new());
    Effect::new(move || {
        let Some(writing) = desk.writing.get() else { return };
        words.set(match writing {
            Writing::New(_) => String::new(),
            Writing::Again(key) => desk
                .sketch
                .with_untracked(|sketch| sketch.get(key).and_then(|known| known.text.clone()))
                .unwrap_or_default(),
        });
        open.set(true);
        focus_field(FIELD);
    });
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            desk.writing.set(None);
        }
        is
    });
    let is_too_long = move || words.with(|words| words.chars().count() > LONGEST_WORDS as usize);
    let put = move || {
        let (Some(writing), false) = (desk.writing.get_untracked(), untrack(is_too_long)) else { return };
        let typed = words.get_untracked();
        match writing {
            Writing::New(place) => {
                if let Some(text) = desk.pen.with_untracked(|pen| words_at(place, &typed, pen)) {
                    desk.add(text);
                }
            }
            Writing::Again(key) => {
                let known = desk.sketch.with_untracked(|sketch| sketch.get(key).cloned());
                match known.and_then(|known| with_words(&known, &typed)) {
                    Some(text) => desk.replace(key, text),
                    // Words that were all taken away are no words.
                    None => desk.remove(key),
                }
            }
        }
        open.set(false);
    };
    let bind =
        Bound { value: words.into(), set: Callback::new(move |typed| words.set(typed)), done: Callback::new(|()| {}) };
    view! {
        <Dialog open=open title=Signal::derive(move || i18n.text("annotate.words"))>
            <TextArea
                id=FIELD
                label=Signal::derive(move || i18n.text("annotate.words_label"))
                bind=bind
                rows=2
                maxlength=LONGEST_WORDS
            />
            <div class="actions">
                <button type="button" class="btn lg" on:click=move |_| open.set(false)>{t!(i18n, "annotate.cancel")}</button>
                <button type="button" class="btn lg primary" disabled=is_too_long on:click=move |_| put()>{t!(i18n, "annotate.words_done")}</button>
            </div>
        </Dialog>
    }
}
