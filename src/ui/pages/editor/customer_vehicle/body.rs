//! The body, which also names the drawing of the walk-around. The drawing is fetched at once: its revision belongs to the marks' positions.

use leptos::prelude::*;
use walkaround_contract::{BodyType, Walkaround};

use crate::domain::{draft::Draft, field};
use crate::state::{use_draft, use_toasts};
use crate::ui::components::{Banner, ChipChoice, Mood};
use crate::ui::drawings::{Loading, use_body_drawing};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::choices;

/// The bodies there are drawings of.
#[component]
pub fn BodyChips() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let toasts = use_toasts();
    // What the walk-around was before another body was tapped, for going back.
    let before = StoredValue::new(None::<(Option<BodyType>, Walkaround)>);
    let body = draft.bind(
        |draft| draft.vehicle.body_type.clone(),
        move |draft, body| {
            before.set_value(Some((draft.vehicle.body_type.clone(), draft.walkaround.clone())));
            draft.vehicle.body_type = body;
        },
    );
    let load = use_body_drawing(body.value);
    let drawing = load.ready();
    Effect::new(move || {
        let Some(drawing) = drawing.get() else { return };
        if !draft.peek(|draft| waits_for(draft, &drawing.body)) {
            return;
        }
        let mut lost = 0;
        draft.edit_by(|draft, template| {
            lost = draft.choose_body(drawing.body.clone(), &drawing.revision, template);
        });
        draft.save_now();
        if let Some((body, walkaround)) = before.get_value().filter(|_| lost > 0) {
            toasts.undoable(i18n.count("vehicle.marks_to_place_again", lost), i18n.text("toast.undo"), move || {
                draft.edit(|draft| {
                    draft.vehicle.body_type = body.clone();
                    draft.walkaround = walkaround.clone();
                });
                draft.save_now();
            });
        }
    });
    let failed = move || matches!(load.state().get(), Loading::Failed { .. });
    view! {
        <ChipChoice
            id=field::BODY_TYPE
            label=t!(i18n, "vehicle.body_type")
            choices=choices(i18n, "body_type")
            bind=body
        />
        <Show when=failed>
            <Banner mood=Mood::Warn>
                <span class="grow">{t!(i18n, "vehicle.drawing_failed")}</span>
                <button type="button" class="btn" on:click=move |_| load.retry()>{t!(i18n, "vehicle.drawing_retry")}</button>
            </Banner>
        </Show>
    }
}

/// Whether this body is chosen, and the walk-around has not its drawing yet.
fn waits_for(draft: &Draft, body: &BodyType) -> bool {
    draft.vehicle.body_type.as_ref() == Some(body) && draft.drawing().is_none_or(|drawing| drawing.body != *body)
}
