//! Above the drawing: that the car was here before, and what of then nobody has looked at again.

use leptos::prelude::*;

use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use super::use_ghosts;
use crate::ui::pages::editor::walkaround::showing::Showing;

/// The banner over the drawing; gone when everything is answered.
#[component]
pub fn GhostBanner() -> impl IntoView {
    let i18n = use_i18n();
    let ghosts = use_ghosts();
    let open = ghosts.open();
    let wanted =
        Memo::new(move |_| open.get() > 0 && ghosts.walk.showing.with(|showing| matches!(showing, Showing::View(_))));
    view! {
        <Show when=move || wanted.get()>
            <div class="banner info ghost-banner" role="status">
                <Icon name="history" />
                <div class="grow">
                    <b>{move || ghosts.told(i18n)}</b>
                    " "
                    <span class="c2">{move || i18n.count("ghosts.open", open.get())}</span>
                </div>
                <RestButton />
            </div>
        </Show>
    }
}

/// One tap for all that nobody has looked at yet.
#[component]
pub fn RestButton() -> impl IntoView {
    let i18n = use_i18n();
    let ghosts = use_ghosts();
    let open = ghosts.open();
    let word = move || {
        let all_open = open.get() == ghosts.all.with(Vec::len);
        i18n.text(if all_open { "ghosts.all_still_there" } else { "ghosts.rest_still_there" })
    };
    view! {
        <button type="button" class="btn soft" on:click=move |_| ghosts.rest_is_still_there()>
            <Icon name="check-check" class="i-m" />
            <span>{word}</span>
        </button>
    }
}
