//! The legend, always there: what the paint says, and the kinds that this car has.

use leptos::prelude::*;
use walkaround_contract::{DamageKind, Origin};

use crate::domain::walkaround::mark_letter;
use crate::ui::components::Icon;
use crate::ui::drawings::{AnswerSigns, SeveritySigns, damage_icon};
use crate::ui::i18n::use_i18n;

use super::walk::use_walk;

/// The legend of the drawing.
#[component]
pub fn Legend() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let kinds = walk.draft.read_by(|draft, template| {
        let mut kinds = template.words::<DamageKind>("damage_kind");
        kinds.retain(|kind| draft.damage().any(|mark| mark.kind == *kind));
        kinds
    });
    let known_before = walk
        .draft
        .read(|draft| draft.ghosts_open() > 0 || draft.damage().any(|mark| mark.origin == Origin::KnownBefore));
    view! {
        <div class="legend">
            <AnswerSigns />
            <Show when=move || known_before.get()>
                <span>
                    <span class="pin old sm" aria-hidden="true">"C"</span>
                    {move || i18n.label("origin", "known_before")}
                </span>
            </Show>
        </div>
        <div class="legend">
            <For each=move || kinds.get() key=|kind| kind.clone() let:kind>
                <span>
                    <b class="legend-kind" aria-hidden="true">
                        <Icon name=damage_icon(&kind) />
                        {mark_letter(&kind).to_string()}
                    </b>
                    {move || i18n.label("damage_kind", kind.as_str())}
                </span>
            </For>
            <Show when=move || kinds.with(|kinds| !kinds.is_empty())>
                <i class="vr" aria-hidden="true"></i>
            </Show>
            <SeveritySigns />
        </div>
    }
}
