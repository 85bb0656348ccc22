//! What of a signed sheet is not on this tablet any more, since when, and who has it.

use leptos::prelude::*;
use walkaround_contract::{Id, Timestamp};

use crate::domain::outbox::LetGo;
use crate::state::use_outbox;
use crate::ui::components::{Banner, Mood, full_day};
use crate::ui::i18n::use_i18n;

/// What the tablet let go of a sheet.
pub fn let_go_of(id: Id) -> Memo<LetGo> {
    let entry = use_outbox().entry(id);
    Memo::new(move |_| {
        entry.with(|entry| entry.as_ref().map(|entry| entry.delivery.let_go.clone()).unwrap_or_default())
    })
}

/// Says it. Nothing where all is here.
#[component]
pub fn LetGoNote(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let gone = let_go_of(id);
    let entry = use_outbox().entry(id);
    let had_photos =
        Memo::new(move |_| entry.with(|entry| entry.as_ref().is_some_and(|entry| !entry.sheet.attachments.is_empty())));
    let said = move |key: &'static str, at: Option<Timestamp>| {
        at.map(|at| view! { <div>{i18n.fill(key, &[("day", full_day(at, i18n.language()))])}</div> })
    };
    let any = move || gone.with(|gone| gone.personal.is_some() || (gone.photos.is_some() && had_photos.get()));
    view! {
        <Show when=any>
            <Banner mood=Mood::Info>
                <div class="grow">
                    {move || said("retention.photos_went", gone.get().photos.filter(|_| had_photos.get()))}
                    {move || said("retention.personal_went", gone.get().personal)}
                    <div class="c2">{t!(i18n, "retention.backend_has_it")}</div>
                </div>
            </Banner>
        </Show>
    }
}
