//! The end of drawing: what was drawn goes into the draft, and what is to be blurred through the worker. That takes a moment, is shown, and
//! can be stopped; a failure leaves photo and drawings as they are.

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::annotation::Sketch;
use crate::state::{AddPhotoError, OpenDraft, PortsHandle, StopBlurring, annotate_photo, stoppable};
use crate::ui::components::{Banner, Mood, storage_trouble};
use crate::ui::i18n::{I18n, use_i18n};

use super::desk::Desk;

/// The end of drawing over one photo.
#[derive(Clone, Copy)]
pub struct Finish {
    /// Set while the worker is at it.
    pub working: RwSignal<Option<StopBlurring>>,
    failure: RwSignal<Option<AddPhotoError>>,
    ports: PortsHandle,
}

impl Finish {
    pub fn of_this_page() -> Self {
        let finish = Self { working: RwSignal::new(None), failure: RwSignal::new(None), ports: expect_context() };
        // Left by another way than its buttons: nobody waits for the worker any more.
        on_cleanup(move || finish.stop());
        finish
    }

    /// Stops the worker. What was drawn stays on the desk.
    pub fn stop(&self) {
        if let Some(stop) = self.working.try_get_untracked().flatten() {
            stop.stop();
        }
    }

    /// Puts what is on the desk into the draft, and then tells the id the photo has from now on.
    pub fn run(&self, draft: OpenDraft, id: Id, desk: Desk, done: Callback<Id>) {
        if self.working.with_untracked(Option::is_some) {
            return;
        }
        if !desk.sketch.with_untracked(Sketch::is_changed) {
            done.run(id);
            return;
        }
        let annotations = desk.sketch.with_untracked(Sketch::annotations);
        let (stop, stoppable) = stoppable();
        self.working.set(Some(stop));
        self.failure.set(None);
        let (finish, ports) = (*self, self.ports.get_value());
        ports.device.clone().spawn(Box::pin(async move {
            let result = annotate_photo(&ports, draft, id, annotations, stoppable).await;
            finish.working.try_set(None);
            match result {
                Ok(Some(id)) => {
                    done.try_run(id);
                }
                Ok(None) => {}
                Err(error) => {
                    finish.failure.try_set(Some(error));
                }
            }
        }));
    }
}

/// That it is being worked on, with the way to stop it; or why it was not done.
#[component]
pub fn FinishState(finish: Finish) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        {move || {
            finish
                .failure
                .get()
                .map(|error| {
                    view! {
                        <Banner mood=Mood::Danger>
                            <div class="grow">{trouble(i18n, &error)}</div>
                        </Banner>
                    }
                })
        }}
        {move || {
            finish
                .working
                .with(Option::is_some)
                .then(|| {
                    view! {
                        <div class="annotate-busy" role="status">
                            <span class="spin"></span>
                            <span class="grow">{t!(i18n, "annotate.working")}</span>
                            <button type="button" class="btn" on:click=move |_| finish.stop()>{t!(i18n, "annotate.stop")}</button>
                        </div>
                    }
                })
        }}
    }
}

fn trouble(i18n: I18n, error: &AddPhotoError) -> String {
    let cause = match error {
        AddPhotoError::Photo(_) | AddPhotoError::Left => i18n.text("annotate.not_blurred"),
        AddPhotoError::Storage(error) => storage_trouble(i18n, error),
    };
    i18n.fill("annotate.failed", &[("cause", cause)])
}
