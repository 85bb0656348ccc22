//! Where an export or an import came to nothing: what happened, what to do, and that everything is as it was.

use leptos::prelude::*;

use crate::state::rescue::RescueError;
use crate::ui::components::{Banner, Mood};
use crate::ui::i18n::use_i18n;

use super::words::trouble;

/// The end that nobody wanted.
#[component]
pub fn RescueFailure(#[prop(into)] title: Signal<String>, error: RescueError) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="banners mt3">
            <Banner mood=Mood::Danger>
                <div class="grow">
                    <b>{title}</b>
                    <div class="c2">{move || trouble(i18n, &error)} " " {t!(i18n, "rescue.unchanged")}</div>
                </div>
            </Banner>
        </div>
    }
}
