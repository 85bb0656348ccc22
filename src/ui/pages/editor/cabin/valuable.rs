//! One thing that stays in the car: what, where, and photos of it.

use leptos::prelude::*;
use walkaround_contract::Valuable;

use crate::domain::draft::Draft;
use crate::domain::field;
use crate::domain::walkaround::PhotoTarget;
use crate::state::use_draft;
use crate::ui::components::{Icon, TextField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::text;
use crate::ui::pages::editor::photo_strip::PhotoStrip;

/// The thing at this place in the list.
#[component]
pub fn ValuableFields(place: usize, remove: Callback<usize>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let number = (place + 1).to_string();
    let what = draft.bind(
        move |draft| item(draft, place).map(|item| item.what.clone()).unwrap_or_default(),
        move |draft, typed: String| change(draft, place, |item| item.what = typed),
    );
    let lies = text(
        draft,
        move |draft| item(draft, place)?.place.clone(),
        move |draft, typed| change(draft, place, |item| item.place = typed),
    );
    let photos = draft.read(move |draft| item(draft, place).map(|item| item.photos.clone()).unwrap_or_default());
    let name = number.clone();
    let title = move || i18n.fill("cabin.valuable_number", &[("number", name.clone())]);
    let word = move || i18n.fill("cabin.valuable_remove", &[("number", number.clone())]);
    view! {
        <div class="valuable" role="group" aria-label=title>
            <div class="grid2">
                <TextField id=field::valuable(place + 1) label=t!(i18n, "cabin.valuable_what") bind=what />
                <TextField id=format!("valuable-place-{}", place + 1) label=t!(i18n, "cabin.valuable_place") bind=lies />
            </div>
            <div class="flex wrap between">
                <PhotoStrip photos=photos target=PhotoTarget::Valuable(place) label=t!(i18n, "cabin.valuable_photo") />
                <button type="button" class="btn square quiet" aria-label=word on:click=move |_| remove.run(place)>
                    <Icon name="trash-2" class="i-m" />
                </button>
            </div>
        </div>
    }
}

fn item(draft: &Draft, place: usize) -> Option<&Valuable> {
    draft.cabin.valuables.as_ref()?.items.get(place)
}

fn change(draft: &mut Draft, place: usize, change: impl FnOnce(&mut Valuable)) {
    if let Some(item) = draft.cabin.valuables.as_mut().and_then(|valuables| valuables.items.get_mut(place)) {
        change(item);
    }
}
