//! The other tabs of the app, by a BroadcastChannel. What is said between them is text, so that tabs of two versions understand each other.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::ports::{Guard, Said, TabChannel};

const NAME: &str = "walkaround";

/// This tab's end of the channel.
#[derive(Clone)]
pub struct Tabs {
    /// Absent where the browser has none.
    channel: Option<Rc<BroadcastChannel>>,
}

impl Default for Tabs {
    fn default() -> Self {
        Self { channel: BroadcastChannel::new(NAME).ok().map(Rc::new) }
    }
}

impl TabChannel for Tabs {
    fn tell(&self, said: Said) {
        if let Some(channel) = &self.channel {
            // A page that is being left can't tell any more, and has nothing to tell.
            let _told = channel.post_message(&said.to_text().into());
        }
    }

    fn listen(&self, callback: Box<dyn Fn(Said)>) -> Guard {
        let Some(channel) = &self.channel else { return Box::new(()) };
        Box::new(EventListener::new(channel, "message", move |event| {
            let heard = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(said) = heard.and_then(|text| Said::from_text(&text)) {
                callback(said);
            }
        }))
    }
}
