//! Choosing the body where nobody has yet, or where it was the wrong one: eight tiles, each the car itself.

use leptos::prelude::*;
use walkaround_contract::{BodyType, View};

use crate::ui::components::{ConfirmDialog, Icon};
use crate::ui::drawings::{CarPicture, use_body_drawing};
use crate::ui::i18n::use_i18n;

use super::walk::use_walk;

/// Eight bodies to choose from.
#[component]
pub fn BodyChoice(choosing: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let current = walk.draft.read(|draft| draft.vehicle.body_type.clone());
    let placed = walk.draft.read(|draft| draft.walkaround.marks.iter().filter(|mark| mark.view.is_some()).count());
    // A body that would cost marks their place waits for a yes.
    let asked = RwSignal::new(None::<BodyType>);
    let asking = RwSignal::new(false);
    let choose = move |body: BodyType| {
        if current.with_untracked(|current| current.as_ref() != Some(&body)) && placed.get_untracked() > 0 {
            asked.set(Some(body));
            asking.set(true);
        } else {
            choosing.set(false);
            walk.choose_body(body);
        }
    };
    view! {
        <div class="step-page body-choice">
            <div class="step-head">
                <h1>{t!(i18n, "walkaround.which_body")}</h1>
                <div class="flex wrap">
                    <button type="button" class="btn quiet" on:click=move |_| walk.as_list.set(true)>
                        <Icon name="list" class="i-m" />
                        <span>{t!(i18n, "walkaround.without_drawing")}</span>
                    </button>
                    <Show when=move || current.with(Option::is_some)>
                        <button type="button" class="btn quiet" on:click=move |_| choosing.set(false)>
                            <Icon name="chevron-left" class="i-m" />
                            <span>{t!(i18n, "walkaround.keep_body")}</span>
                        </button>
                    </Show>
                </div>
            </div>
            <div class="tiles bodies" role="group" aria-label=t!(i18n, "walkaround.which_body")>
                {walk
                    .draft
                    .template()
                    .peek()
                    .words::<BodyType>("body_type")
                    .into_iter()
                    .map(|body| {
                        let (pressed, chosen, word) = (body.clone(), body.clone(), body.clone());
                        view! {
                            <button
                                type="button"
                                class="tile lg"
                                aria-pressed=move || current.with(|current| current.as_ref() == Some(&pressed)).to_string()
                                on:click=move |_| choose(chosen.clone())
                            >
                                <BodyPicture body=body />
                                <span>{move || i18n.label("body_type", word.as_str())}</span>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </div>
        <ConfirmDialog
            open=asking
            title=Signal::derive(move || i18n.text("walkaround.other_body"))
            text=Signal::derive(move || i18n.count("walkaround.other_body_costs", placed.get()))
            yes=Signal::derive(move || asked.get().map(|body| i18n.label("body_type", body.as_str())).unwrap_or_default())
            no=Signal::derive(move || i18n.text("walkaround.keep_body"))
            on_yes=Callback::new(move |()| {
                if let Some(body) = asked.get_untracked() {
                    choosing.set(false);
                    walk.choose_body(body);
                }
            })
        />
    }
}

/// The body from its left side; nothing until the drawing is there, and the name says it all the same.
#[component]
fn BodyPicture(body: BodyType) -> impl IntoView {
    let drawing = use_body_drawing(Signal::stored(Some(body))).ready();
    view! {
        <span class="body-picture">
            {move || drawing.get().and_then(|drawing| drawing.view(&View::Left).cloned()).map(|view| view! { <CarPicture view=view /> })}
        </span>
    }
}
