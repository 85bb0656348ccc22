//! The view that is worked on: every panel a control of its own, with its answer drawn in it.

use std::sync::Arc;

use leptos::{ev, prelude::*, svg};
use walkaround_contract::{BodyType, Inspection, Template};
use wasm_bindgen::JsCast;

use crate::domain::drawing::{PanelShape, ViewDrawing};
use crate::domain::walkaround::{PanelSurvey, Survey};
use crate::state::use_draft;
use crate::ui::i18n::{I18n, use_i18n};

use super::hit::{panel_of, tap_at_middle, tap_through};
use super::{Tap, answer_class, tick_path};

/// How a panel was answered, as far as the drawing shows it.
#[derive(Clone, Debug, PartialEq)]
struct PanelState {
    known: PanelSurvey,
    /// This view owns the panel: its answer is drawn here and nowhere else.
    owned: bool,
}

impl PanelState {
    fn class(&self) -> &'static str {
        match self.known.answer {
            Inspection::Marked => "mkd",
            _ if self.owned => answer_class(&self.known.answer),
            _ => "",
        }
    }

    /// The panel's name for who does not see it.
    fn name(&self, i18n: I18n, panel: &str) -> String {
        let name = i18n.label("panel", panel);
        let state = match (&self.known.answer, &self.known.reason) {
            (Inspection::Marked, _) => i18n.count("walkaround.marks_count", self.known.marks),
            (answer, Some(reason)) => {
                format!(
                    "{}, {}",
                    i18n.label("inspection", answer.as_str()),
                    i18n.label("inaccessible_reason", reason.as_str())
                )
            }
            (answer, None) => i18n.label("inspection", answer.as_str()),
        };
        i18n.fill("walkaround.panel_state", &[("panel", name), ("state", state)])
    }
}

/// One view of the open draft's car. `children` are drawn over it in the view's millimetres.
#[component]
pub fn VehicleView(
    view: Arc<ViewDrawing>,
    survey: Memo<Survey>,
    #[prop(into)] label: Signal<String>,
    /// The panel that is being described.
    selected: Signal<Option<String>>,
    /// The panel under a finger or the mouse, which would be chosen next.
    pointed: Signal<Option<String>>,
    on_tap: Callback<Tap>,
    /// A tap beside the car.
    on_miss: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<svg::Svg>::new();
    let click_view = view.clone();
    let on_click = move |event: ev::MouseEvent| {
        let Some(svg) = node.get_untracked() else { return };
        // A click that no finger made (a screen reader, a script) comes without a place.
        let tap = if event.detail() == 0 {
            panel_under(&event).and_then(|panel| tap_at_middle(&click_view, &panel))
        } else {
            // Client coordinates fit f32 exactly up to 16 million px.
            tap_through(&svg, &click_view, event.client_x() as f32, event.client_y() as f32)
        };
        match tap {
            Some(tap) => on_tap.run(tap),
            None => on_miss.run(()),
        }
    };
    let key_view = view.clone();
    let on_key = move |event: ev::KeyboardEvent| {
        if !matches!(event.key().as_str(), "Enter" | " ") {
            return;
        }
        if let Some(tap) = panel_under(&event).and_then(|panel| tap_at_middle(&key_view, &panel)) {
            event.prevent_default();
            on_tap.run(tap);
        }
    };
    let (ring_view, pointed_view) = (view.clone(), view.clone());
    // A ring is the panel's path again, on top: half of a panel's own edge is covered by its neighbours.
    let ring = move |view: &ViewDrawing, panel: Option<String>, class: &'static str| {
        let path = view.panel(&panel?)?.path.to_string();
        Some(view! { <path class=class d=path></path> })
    };
    let draft = use_draft();
    let template = draft.template().peek();
    let body = draft.read(|draft| draft.drawing().map(|drawing| drawing.body.clone()));
    let states: Vec<(PanelShape, Memo<PanelState>)> = view
        .panels
        .iter()
        .map(|panel| (panel.clone(), panel_state(survey, body, template.clone(), &view, &panel.id)))
        .collect();
    let ticks = states
        .iter()
        .filter_map(|(panel, state)| {
            let (path, state) = (tick_path(panel.at, panel.room)?, *state);
            let seen =
                Memo::new(move |_| state.with(|state| state.owned && state.known.answer == Inspection::NoDamage));
            Some(move || seen.get().then(|| view! { <path class="tk" d=path.clone()></path> }))
        })
        .collect_view();
    // It outlives the signals of the page that is left, by as long as it takes to remove the drawing.
    let chosen = Selector::new(move || selected.try_get().flatten());
    let panels = states
        .into_iter()
        .map(|(panel, state)| view! { <Panel panel=panel state=state chosen=chosen.clone() /> })
        .collect_view();
    let details = view
        .details
        .iter()
        .map(|detail| view! { <path class=format!("detail {}", detail.class) d=detail.path.to_string()></path> })
        .collect_view();
    view! {
        <svg
            class="car"
            viewBox=format!("0 0 {} {}", view.width, view.height)
            role="group"
            aria-label=move || label.get()
            node_ref=node
            on:click=on_click
            on:keydown=on_key
        >
            <g class="vehicle" transform=view.transform()>
                <g class="panels">{panels}</g>
                <g class="details" aria-hidden="true">{details}</g>
                <path class="outline" d=view.outline.to_string()></path>
                {move || ring(&pointed_view, pointed.get(), "point-ring")}
                {move || ring(&ring_view, selected.get(), "sel-ring")}
            </g>
            {ticks}
            {children()}
        </svg>
    }
}

/// The panel whose element an event came to.
fn panel_under(event: &web_sys::Event) -> Option<String> {
    panel_of(&event.target()?.dyn_into::<web_sys::Element>().ok()?)
}

/// The body is looked at when it changes, not with every change of the draft: there are many panels.
fn panel_state(
    survey: Memo<Survey>,
    body: Memo<Option<BodyType>>,
    template: Arc<Template>,
    view: &ViewDrawing,
    panel: &str,
) -> Memo<PanelState> {
    let (own, named, view) = (panel.to_owned(), panel.to_owned(), view.view.clone());
    let owned = Memo::new(move |_| {
        body.with(|body| body.as_ref().is_some_and(|body| template.owner_view(&named, body) == Some(&view)))
    });
    Memo::new(move |_| PanelState { known: survey.with(|survey| survey.panel(&own).clone()), owned: owned.get() })
}

#[component]
fn Panel(panel: PanelShape, state: Memo<PanelState>, chosen: Selector<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let id = panel.id.clone();
    let own = Some(panel.id.clone());
    let is_chosen = move || chosen.selected(&own);
    let is_expanded = is_chosen.clone();
    view! {
        <path
            id=format!("panel-{}", panel.id)
            class=move || format!("panel tap {} {}{}", panel.kind, state.with(PanelState::class), if is_chosen() { " sel" } else { "" })
            d=panel.path.to_string()
            data-panel=panel.id
            role="button"
            tabindex="0"
            aria-label=move || state.with(|state| state.name(i18n, &id))
            aria-haspopup="dialog"
            aria-expanded=move || is_expanded().to_string()
        ></path>
    }
}
