//! What should be where in the picture: the outline of this body seen from here, or a frame for what is small.

use leptos::prelude::*;
use walkaround_contract::{BodyType, GuidedShot};

use crate::domain::camera::silhouette;
use crate::state::use_draft;
use crate::ui::drawings::use_body_drawing;

use super::run::use_run;

/// The guide over the live picture. Decoration: what it shows is said in words.
#[component]
pub fn Guide(live: Memo<bool>) -> impl IntoView {
    let run = use_run();
    let body = use_draft().read(|draft| draft.vehicle.body_type.clone().filter(BodyType::is_known));
    let drawing = use_body_drawing(body.into()).ready();
    let outline = Memo::new(move |_| silhouette(&run.at.get()?, drawing.get()?.as_ref()));
    move || {
        if !live.get() {
            return ().into_any();
        }
        match (outline.get(), run.at.get()) {
            (Some(outline), _) => {
                let view_box = format!("0 0 {:.0} {:.0}", outline.width, outline.height);
                view! {
                    <svg class="camera-guide" viewBox=view_box aria-hidden="true">
                        <g transform=outline.transform>
                            <path class="halo" d=outline.outline.clone()></path>
                            <path class="edge" d=outline.outline></path>
                            {outline.lines.into_iter().map(|line| view! { <path class="line" d=line></path> }).collect_view()}
                        </g>
                    </svg>
                }
                    .into_any()
            }
            (None, Some(GuidedShot::Dashboard)) => {
                view! { <div class="camera-frame dashboard" aria-hidden="true"><i></i><i></i></div> }.into_any()
            }
            (None, Some(GuidedShot::Vin)) => {
                view! { <div class="camera-frame vin" aria-hidden="true"></div> }.into_any()
            }
            (None, _) => view! { <div class="camera-frame" aria-hidden="true"></div> }.into_any(),
        }
    }
}
