//! Warning lamps on the cluster: that none is lit is one tap; those that are lit are tapped.

use leptos::prelude::*;
use walkaround_contract::{GuidedShot, WarningLamp};

use crate::domain::{draft::Draft, field};
use crate::state::use_draft;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::camera::FieldShot;

use super::usual_button::UsualButton;

/// The cluster.
#[component]
pub fn Lamps() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let none = draft.read(Draft::is_no_lamp_lit);
    let lamps = draft.template().peek().words::<WarningLamp>("warning_lamp");
    view! {
        <section id=field::LAMPS tabindex="-1" aria-labelledby="lamps-title">
            <div class="sect">
                <h2 id="lamps-title">
                    <Icon name="gauge" />
                    <span>{t!(i18n, "cabin.lamps")}</span>
                </h2>
                <UsualButton word=t!(i18n, "cabin.no_lamp") settled=none toggle=|draft, _| draft.toggle_no_lamp() />
            </div>
            <div class="tiles four" role="group" aria-labelledby="lamps-title">
                {lamps.into_iter().map(|lamp| view! { <LampTile lamp=lamp /> }).collect_view()}
            </div>
            <FieldShot shot=GuidedShot::Dashboard />
        </section>
    }
}

#[component]
fn LampTile(lamp: WarningLamp) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    // A word of the shop's own has no picture of its own.
    let icon = if lamp.is_known() { format!("lamp-{lamp}") } else { "circle-alert".into() };
    let own = lamp.clone();
    let lit = draft.read(move |draft| draft.cabin.lamps.contains(&own));
    let word = lamp.clone();
    let tap = move |_| {
        let lamp = lamp.clone();
        draft.edit(|draft| draft.toggle_lamp(lamp));
        draft.save_now();
    };
    view! {
        <button type="button" class="tile lamp" aria-pressed=move || lit.get().to_string() on:click=tap>
            <Icon name=icon />
            <span>{move || i18n.label("warning_lamp", word.as_str())}</span>
        </button>
    }
}
