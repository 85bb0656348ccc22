//! Fetching a body's drawing. It comes from the app's own origin, where the service worker keeps all eight, and stays in memory once it is read.

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use leptos::prelude::*;
use walkaround_contract::BodyType;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::domain::drawing::{BodyDrawing, Build};

thread_local! {
    /// Drawings read since the app started: at most eight, about 60 KB each.
    static READ: RefCell<HashMap<BodyType, Arc<BodyDrawing>>> = RefCell::default();
}

/// A drawing on its way.
#[derive(Clone, Debug, PartialEq)]
pub enum Loading {
    /// No body is chosen.
    None,
    Waiting,
    Ready(Arc<BodyDrawing>),
    /// It did not come, or can't be read; `retry` tries again.
    Failed {
        cause: String,
    },
}

/// The drawing of a body that may change.
#[derive(Clone, Copy)]
pub struct DrawingLoad {
    state: RwSignal<Loading>,
    attempt: RwSignal<u32>,
}

impl DrawingLoad {
    pub fn state(&self) -> Signal<Loading> {
        self.state.into()
    }

    /// The drawing, once it is there.
    pub fn ready(&self) -> Memo<Option<Arc<BodyDrawing>>> {
        let state = self.state;
        Memo::new(move |_| match state.get() {
            Loading::Ready(drawing) => Some(drawing),
            _ => None,
        })
    }

    /// The drawing as it is for one car, once it is there.
    pub fn built(&self, build: Memo<Build>) -> Memo<Option<Arc<BodyDrawing>>> {
        let ready = self.ready();
        Memo::new(move |_| Some(Arc::new(ready.get()?.built(&build.get()))))
    }

    pub fn retry(&self) {
        self.attempt.update(|attempt| *attempt += 1);
    }
}

/// Loads the drawing of `body`, and of the next body when it changes.
pub fn use_body_drawing(body: Signal<Option<BodyType>>) -> DrawingLoad {
    let load = DrawingLoad { state: RwSignal::new(Loading::None), attempt: RwSignal::new(0) };
    // The number of the newest request; what an older one brings is not what is asked for any more.
    let newest = StoredValue::new(0_u32);
    Effect::new(move || {
        load.attempt.track();
        let request = newest.get_value() + 1;
        newest.set_value(request);
        let Some(body) = body.get().filter(BodyType::is_known) else {
            load.state.set(Loading::None);
            return;
        };
        if let Some(drawing) = READ.with_borrow(|read| read.get(&body).cloned()) {
            load.state.set(Loading::Ready(drawing));
            return;
        }
        load.state.set(Loading::Waiting);
        leptos::task::spawn_local(async move {
            let answer = match fetch(&body).await {
                Ok(drawing) => {
                    READ.with_borrow_mut(|read| read.insert(drawing.body.clone(), drawing.clone()));
                    Loading::Ready(drawing)
                }
                Err(cause) => Loading::Failed { cause },
            };
            // The page may be gone by now.
            if newest.try_get_value() == Some(request) {
                load.state.try_set(answer);
            }
        });
    });
    load
}

async fn fetch(body: &BodyType) -> Result<Arc<BodyDrawing>, String> {
    let text = |error: wasm_bindgen::JsValue| {
        error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| error.message().into())
    };
    let response = JsFuture::from(window().fetch_with_str(&format!("/drawings/{body}.json"))).await.map_err(text)?;
    let response: web_sys::Response = response.dyn_into().map_err(text)?;
    if !response.ok() {
        return Err(format!("HTTP {}", response.status()));
    }
    let json = JsFuture::from(response.text().map_err(text)?).await.map_err(text)?;
    let json = json.as_string().ok_or("no text")?;
    BodyDrawing::parse(&json, body).map(Arc::new).map_err(|error| error.to_string())
}
