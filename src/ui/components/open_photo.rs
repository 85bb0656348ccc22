//! A photo that opens as large as the screen allows, with what was drawn over it.

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::ui::i18n::use_i18n;

use super::{Dialog, Photo, PhotoInk};

/// The photo as a button; a tap shows all of it.
#[component]
pub fn OpenPhoto(
    id: Id,
    /// What it is of.
    #[prop(into)]
    name: Signal<String>,
    #[prop(into)] ink: MaybeProp<PhotoInk>,
    /// Sharp enough to be looked into before it is opened.
    #[prop(optional)]
    full: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="thumb"
            aria-haspopup="dialog"
            aria-label=move || i18n.fill("photo.open", &[("photo", name.get())])
            on:click=move |_| open.set(true)
        >
            <Photo id=id alt="" full=full ink=ink />
        </button>
        <Dialog open=open title=name wide=true>
            <Photo id=id alt=name full=true class="whole" ink=ink />
            <div class="actions">
                <button type="button" class="btn lg primary" on:click=move |_| open.set(false)>{t!(i18n, "photo.close")}</button>
            </div>
        </Dialog>
    }
}
