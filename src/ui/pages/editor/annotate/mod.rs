//! Drawing over a photo, as large as the screen: arrows, circles, lines and words as vectors, and areas that are blurred for good.
//!
//! Invariant: nothing of the photo or the draft changes before "Done"; leaving any other way leaves everything as it was, and asks where
//! that would lose something.

mod desk;
mod dialog;
mod finish;
mod gesture;
mod ink_choice;
mod list;
mod surface;
mod tools;
mod words;

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use self::dialog::AnnotateDialog;

/// The photo to draw over.
#[derive(Clone, Debug)]
struct Target {
    id: Id,
    title: String,
    on_done: Callback<Id>,
}

/// Which photo is being drawn over, for everything within the editor.
#[derive(Clone, Copy)]
struct Annotating(RwSignal<Option<Target>>);

/// Makes it possible to draw over photos everywhere below. [`AnnotateLayer`] has to stand there, too.
pub fn provide_annotating() {
    provide_context(Annotating(RwSignal::new(None)));
}

/// Where a photo is drawn over; nothing as long as none is.
#[component]
pub fn AnnotateLayer() -> impl IntoView {
    let Annotating(target) = expect_context();
    move || target.get().map(|of| view! { <AnnotateDialog of=of close=Callback::new(move |()| target.set(None)) /> })
}

/// Opens a photo of the draft to be drawn over. `on_done` is told the id the photo has from then on: it is another one where something
/// was blurred, or is no longer.
#[component]
pub fn AnnotateButton(id: Id, #[prop(into)] title: Signal<String>, on_done: Callback<Id>) -> impl IntoView {
    let i18n = use_i18n();
    let Annotating(target) = expect_context();
    view! {
        <button
            type="button"
            class="btn lg"
            aria-haspopup="dialog"
            on:click=move |_| target.set(Some(Target { id, title: title.get_untracked(), on_done }))
        >
            <Icon name="pencil" />
            <span>{t!(i18n, "annotate.open")}</span>
        </button>
    }
}
