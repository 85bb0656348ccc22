//! A pin that stands for several marks, as a control: it brings the drawing closer, until they are told apart.

use leptos::{ev, prelude::*};
use walkaround_contract::{Id, Mark};

use crate::domain::drawing::{Point, share};
use crate::ui::i18n::use_i18n;

use super::looking::Looking;
use super::pin_button::{face_box, margin};
use super::pin_picture::{Of, Standing};
use super::walk::focus_panel;

/// The pin of these marks.
#[component]
pub fn PinGroup(ids: Vec<Id>, pins: Memo<Vec<Standing>>, looking: Looking) -> impl IntoView {
    let i18n = use_i18n();
    let draft = looking.walk.draft;
    let of = Of::Group(ids.clone());
    let pin = Memo::new(move |_| pins.with(|pins| pins.iter().find(|pin| pin.of == of).cloned()));
    let place = move || pin.with(|pin| pin.as_ref().map(|pin| margin(pin.at)));
    let face = Memo::new(move |_| pin.with(|pin| pin.as_ref().map(|pin| pin.face.clone())));
    let ids = StoredValue::new(ids);
    let words = Memo::new(move |_| {
        let worst = draft.with(|draft| {
            ids.with_value(|ids| ids.iter().filter_map(|id| draft.mark(*id)).map(|mark| mark.severity).max())
        });
        let worst = i18n.label("severity", &worst.unwrap_or_default().to_string());
        let count = ids.with_value(Vec::len).to_string();
        i18n.fill("walkaround.marks_together", &[("count", count), ("severity", worst)])
    });
    let come_closer = move |event: ev::MouseEvent| {
        let marks: Vec<Mark> =
            draft.peek(|draft| ids.with_value(|ids| ids.iter().filter_map(|id| draft.mark(*id).cloned()).collect()));
        if let Some((from, to)) = extent(&marks) {
            looking.come_closer(&event, from, to);
        }
        // Who came by key goes on at the first of them; this pin will be gone.
        if event.detail() == 0 {
            let panel = marks.first().and_then(|mark| mark.panel.clone());
            request_animation_frame(move || focus_panel(panel.as_deref()));
        }
    };
    view! {
        <div class="pin-place" style:margin=place>
            <button type="button" class="pin-at group" aria-label=words on:click=come_closer>
                {move || face.get().map(|face| face_box(&face))}
            </button>
        </div>
    }
}

/// The part of the view that damages take, in shares of it.
fn extent(marks: &[Mark]) -> Option<(Point, Point)> {
    let places = marks.iter().filter_map(|mark| Some((share(mark.x?), share(mark.y?))));
    let one = |place: Point| (place, place);
    places.map(one).reduce(|(from, to), (place, _)| {
        ((from.0.min(place.0), from.1.min(place.1)), (to.0.max(place.0), to.1.max(place.1)))
    })
}
