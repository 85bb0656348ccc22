//! Leading a person to the field that is missing, across a change of page.

use leptos::{leptos_dom::helpers::request_animation_frame, prelude::*};
use wasm_bindgen::JsCast;

/// Frames to wait for the field to appear: a step is there within a few; half a second at 60 Hz is more than enough.
const FRAMES: u32 = 30;

/// Scrolls to the element with this id and focuses it, as soon as it is there.
pub fn focus_field(id: &str) {
    attempt(id.to_owned(), FRAMES);
}

fn attempt(id: String, frames_left: u32) {
    request_animation_frame(move || {
        let found = document().get_element_by_id(&id);
        match found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            Some(element) => {
                // What stands in a closed part of the form can neither be seen nor take focus.
                if let Ok(Some(closed)) = element.closest("details:not([open])") {
                    let _opened = closed.set_attribute("open", "");
                }
                element.scroll_into_view();
                // An element that can't take focus is at least in sight.
                let _focused = element.focus();
            }
            None if frames_left > 0 => attempt(id, frames_left - 1),
            None => {}
        }
    });
}
