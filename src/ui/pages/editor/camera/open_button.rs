//! Opens the live camera for one thing.

use leptos::prelude::*;

use crate::domain::walkaround::PhotoTarget;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use super::{CameraJob, use_camera};

/// A button for one photo of `target`, which is called `name`.
#[component]
pub fn CameraButton(
    #[prop(into)] target: Signal<PhotoTarget>,
    #[prop(into)] name: Signal<String>,
    #[prop(optional, into)] class: String,
    /// Only the icon is in sight; the name is still the button's.
    #[prop(optional)]
    icon_only: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let camera = use_camera();
    let open = move |_| {
        camera.open(CameraJob::Thing { target: target.get_untracked(), name: name.get_untracked() });
    };
    view! {
        <button
            type="button"
            class=format!("btn {class}")
            aria-haspopup="dialog"
            aria-label=move || i18n.fill("camera.open_for", &[("what", name.get())])
            on:click=open
        >
            <Icon name="camera" />
            {(!icon_only).then(|| view! { <span>{t!(i18n, "camera.title")}</span> })}
        </button>
    }
}
