//! What it looks like inside, area by area. All clean is one tap; what is not gets a line to say how.

use leptos::prelude::*;
use walkaround_contract::{InteriorArea, InteriorCondition};

use crate::domain::{draft::Draft, field};
use crate::state::use_draft;
use crate::ui::components::{Icon, Segmented, TextField};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::{choices, text};

use super::usual_button::UsualButton;

/// The areas.
#[component]
pub fn Interior() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let seen = draft.read_by(Draft::is_interior_seen);
    let areas = draft.template().peek().words::<InteriorArea>("interior_area");
    let word = move || {
        let plain =
            draft.with(|draft| draft.cabin.interior.iter().all(|answer| answer.condition == InteriorCondition::Clean));
        i18n.text(if plain { "cabin.all_clean" } else { "cabin.rest_clean" })
    };
    view! {
        <section id=field::INTERIOR tabindex="-1" aria-labelledby="interior-title">
            <div class="sect">
                <h2 id="interior-title">
                    <Icon name="car" />
                    <span>{t!(i18n, "cabin.interior")}</span>
                </h2>
                <UsualButton word=Signal::derive(word) settled=seen toggle=Draft::toggle_the_rest_is_clean />
            </div>
            <div class="card rows interior">
                {areas.into_iter().map(|area| view! { <AreaRow area=area /> }).collect_view()}
            </div>
        </section>
    }
}

#[component]
fn AreaRow(area: InteriorArea) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let (own, changed, noted) = (area.clone(), area.clone(), area.clone());
    let bind = draft.bind(
        move |draft| draft.interior(&own).map(|answer| answer.condition.clone()),
        move |draft, condition| draft.set_interior(&changed, condition),
    );
    let own = area.clone();
    let described = draft.read(move |draft| {
        draft.interior(&own).is_some_and(|answer| answer.condition != InteriorCondition::Clean || answer.note.is_some())
    });
    let word = area.clone();
    let name = Signal::derive(move || i18n.label("interior_area", word.as_str()));
    view! {
        <div class="interior-area">
            <span class="m" aria-hidden="true">{move || name.get()}</span>
            <Segmented
                id=format!("interior-{area}")
                label=name
                label_hidden=true
                choices=choices(i18n, "interior_condition")
                bind=bind
            />
            <Show when=move || described.get()>
                <AreaNote area=noted.clone() />
            </Show>
        </div>
    }
}

#[component]
fn AreaNote(area: InteriorArea) -> impl IntoView {
    let i18n = use_i18n();
    let id = format!("interior-note-{area}");
    let (read, written) = (area.clone(), area.clone());
    let note = text(
        use_draft(),
        move |draft| draft.interior(&read)?.note.clone(),
        move |draft, typed| {
            if let Some(answer) = draft.cabin.interior.iter_mut().find(|answer| answer.area == written) {
                answer.note = typed;
            }
        },
    );
    let label = move || i18n.fill("cabin.interior_note", &[("area", i18n.label("interior_area", area.as_str()))]);
    view! { <TextField id=id label=Signal::derive(label) bind=note maxlength=1000 /> }
}
