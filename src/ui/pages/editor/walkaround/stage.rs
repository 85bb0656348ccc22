//! The stage: the views as tabs, and below them the drawing, the tyres, or a station that has no drawing.

use leptos::prelude::*;

use crate::ui::components::{Banner, Icon, Mood};
use crate::ui::drawings::{DrawingLoad, Loading};
use crate::ui::i18n::use_i18n;

use super::showing::Showing;
use super::walk::use_walk;
use super::{
    board::DrawingBoard, ghosts::GhostBanner, legend::Legend, panel_row::StationWork, tyres::Tyres, view_tabs::ViewTabs,
};

/// What kind of thing is shown; a change within a kind does not draw the stage anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Drawing,
    Tyres,
    Undrawn,
}

/// The stage.
#[component]
pub fn Stage(load: DrawingLoad, choosing: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let part = Memo::new(move |_| match walk.showing.get() {
        Showing::View(_) => Part::Drawing,
        Showing::Tyres => Part::Tyres,
        Showing::Undrawn => Part::Undrawn,
    });
    view! {
        <div class="stage">
            <ViewTabs />
            <GhostBanner />
            {move || match part.get() {
                Part::Drawing => view! { <Drawing load=load choosing=choosing /> }.into_any(),
                Part::Tyres => view! { <div class="stage-scroll" id="stage" role="tabpanel" aria-label=t!(i18n, "walkaround.tyres")><Tyres /></div> }.into_any(),
                Part::Undrawn => view! { <div class="stage-scroll" id="stage" role="tabpanel" aria-label=t!(i18n, "walkaround.stations")><StationWork /></div> }.into_any(),
            }}
        </div>
    }
}

/// The drawing, or why there is none.
#[component]
fn Drawing(load: DrawingLoad, choosing: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let failure = Memo::new(move |_| match load.state().get() {
        Loading::Failed { cause } => Some(cause),
        _ => None,
    });
    view! {
        {move || match failure.get() {
            Some(cause) => {
                view! {
                    <Banner mood=Mood::Warn>
                        <div class="grow">
                            <b>{t!(i18n, "walkaround.no_drawing")}</b>
                            <div class="c2">{i18n.fill("walkaround.no_drawing_why", &[("cause", cause)])}</div>
                        </div>
                        <button type="button" class="btn" on:click=move |_| walk.as_list.set(true)>
                            <Icon name="list" class="i-m" />
                            <span>{t!(i18n, "walkaround.without_drawing")}</span>
                        </button>
                        <button type="button" class="btn primary" on:click=move |_| load.retry()>
                            <Icon name="refresh-cw" class="i-m" />
                            <span>{t!(i18n, "walkaround.load_again")}</span>
                        </button>
                    </Banner>
                }
                    .into_any()
            }
            None => view! { <DrawingBoard choosing=choosing /> }.into_any(),
        }}
        <Legend />
    }
}
