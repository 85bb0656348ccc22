//! How large an element is on the screen.

use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};

/// Width and height, in px.
pub type Extent = (f64, f64);

/// Watches an element as long as it lives.
struct Watch {
    observer: web_sys::ResizeObserver,
    _told: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The size of a box, and again whenever it changes: by turning the tablet, or because something beside it came or went. Nothing is laid out
/// to find it out.
pub fn use_extent(node: NodeRef<html::Div>) -> ReadSignal<Extent> {
    let (extent, set_extent) = signal(Extent::default());
    Effect::new(move |_: Option<Option<Watch>>| {
        let element = node.get()?;
        let watched = element.clone();
        let told = Closure::<dyn FnMut()>::new(move || {
            let rect = watched.get_bounding_client_rect();
            let now = (rect.width(), rect.height());
            if extent.try_get_untracked().is_some_and(|known| known != now) {
                set_extent.set(now);
            }
        });
        let observer = web_sys::ResizeObserver::new(told.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Watch { observer, _told: told })
    });
    extent
}
