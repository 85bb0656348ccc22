//! Rows and columns that not everything fits into: what is current in them stays in sight.

use leptos::{ev, html, prelude::*};

/// Whenever the button becomes the current one, or the window another, what it lies in is scrolled until the button is in the middle, or as far as
/// that goes.
pub fn keep_in_sight(button: NodeRef<html::Button>, current: Signal<bool>) {
    let current_button = move |button: Option<web_sys::HtmlButtonElement>, current: bool| button.filter(|_| current);
    Effect::new(move || {
        if let Some(button) = current_button(button.get(), current.get()) {
            request_animation_frame(move || to_the_middle(&button));
        }
    });
    // Turned upright, a tablet has in a row what it had in a column.
    let turned = window_event_listener(ev::resize, move |_| {
        if let Some(button) = current_button(button.get_untracked(), current.get_untracked()) {
            to_the_middle(&button);
        }
    });
    on_cleanup(move || turned.remove());
}

/// Only what the button lies in is scrolled, never the page.
fn to_the_middle(button: &web_sys::Element) {
    let Some(row) = button.parent_element() else { return };
    let middle = |rect: web_sys::DomRect| (rect.left() + rect.width() / 2.0, rect.top() + rect.height() / 2.0);
    let ((x, y), (row_x, row_y)) = (middle(button.get_bounding_client_rect()), middle(row.get_bounding_client_rect()));
    row.scroll_by_with_x_and_y(x - row_x, y - row_y);
}
