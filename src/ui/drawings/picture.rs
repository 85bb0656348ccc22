//! A view that only shows: thumbnails, and the drawings of review, sheet and print. Its panels do not change once they are drawn.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::Inspection;

use crate::domain::drawing::ViewDrawing;

/// Says how a panel was answered, by its id; `None` for one that is answered in another view, and plain in this one.
pub type PanelLook = Box<dyn Fn(&str) -> Option<Inspection>>;

/// The class of a panel's answer; an answer that this version does not know looks like none.
pub fn answer_class(answer: &Inspection) -> &'static str {
    match answer {
        Inspection::NoDamage => "nd",
        Inspection::Marked => "mkd",
        Inspection::NotAccessible => "na",
        Inspection::NotInspected | Inspection::Unlisted(_) => "ni",
    }
}

/// Below this room (in mm; 50 mm are 7 px on a tablet) a tick would be a blot.
const ROOM_FOR_TICK: f64 = 50.0;

/// A tick in the middle of a panel; `None` where there is no room for one.
pub fn tick_path(at: (f64, f64), room: f64) -> Option<String> {
    (room >= ROOM_FOR_TICK).then(|| {
        let size = (room * 0.6).clamp(18.0, 48.0);
        format!(
            "M{:.0} {:.0}l{:.0} {:.0} {:.0} {:.0}",
            at.0 - size,
            at.1,
            size * 0.7,
            size * 0.7,
            size * 1.3,
            -size * 1.5
        )
    })
}

/// A view as a picture. `class` is `mini` for a thumbnail, `plain` for print and review. Decoration: what it shows is said beside it.
#[component]
pub fn CarPicture(
    view: Arc<ViewDrawing>,
    #[prop(default = "mini")] class: &'static str,
    /// How each panel was answered; without it all paint is plain.
    #[prop(optional)]
    look: Option<PanelLook>,
    /// Drawn over the car, in the view's millimetres.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let view_box = format!("0 0 {} {}", view.width, view.height);
    let transform = view.transform();
    let body = match &look {
        Some(look) => answered_panels(&view, look).into_any(),
        None => painted_panels(&view).into_any(),
    };
    let details = (class != "mini").then(|| {
        view.details
            .iter()
            .map(|detail| view! { <path class=format!("detail {}", detail.class) d=detail.path.to_string()></path> })
            .collect_view()
    });
    let ticks = look.map(|look| {
        view.panels
            .iter()
            .filter(|panel| look(&panel.id) == Some(Inspection::NoDamage))
            .filter_map(|panel| tick_path(panel.at, panel.room))
            .map(|path| view! { <path class="tk" d=path></path> })
            .collect_view()
    });
    view! {
        <svg class=format!("car {class}") viewBox=view_box aria-hidden="true">
            <g class="vehicle" transform=transform>
                <g class="panels">{body}</g>
                <g class="details">{details}</g>
                <path class="outline" d=view.outline.to_string()></path>
            </g>
            {ticks}
            {children.map(|children| children())}
        </svg>
    }
}

/// One path for each kind of paint: panels tile the car, so their order does not matter, and a thumbnail needs no more.
fn painted_panels(view: &ViewDrawing) -> impl IntoView + use<> {
    let mut paints: Vec<(String, String)> = Vec::new();
    for panel in &view.panels {
        match paints.iter_mut().find(|(kind, _)| *kind == panel.kind) {
            Some((_, path)) => path.push_str(&panel.path),
            None => paints.push((panel.kind.clone(), panel.path.to_string())),
        }
    }
    paints.into_iter().map(|(kind, path)| view! { <path class=format!("panel {kind}") d=path></path> }).collect_view()
}

fn answered_panels(view: &ViewDrawing, look: &PanelLook) -> impl IntoView + use<> {
    view.panels
        .iter()
        .map(|panel| {
            let answer = look(&panel.id);
            let class = format!("panel {} {}", panel.kind, answer.as_ref().map_or("", answer_class));
            view! { <path class=class d=panel.path.to_string()></path> }
        })
        .collect_view()
}
