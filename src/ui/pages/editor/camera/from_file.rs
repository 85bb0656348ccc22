//! A photo from the tablet's own camera app or from a file, for what is up. The browser asks which of the two.

use leptos::{html, prelude::*};

use crate::state::{AddPhotoError, PhotoError, use_ports, use_toasts};
use crate::ui::components::{Icon, file_bytes, photo_trouble};

use super::run::use_run;

/// A button that asks for a file.
#[component]
pub fn FromFile(
    class: &'static str,
    /// Its words are in sight.
    #[prop(optional)]
    with_word: bool,
) -> impl IntoView {
    let run = use_run();
    let i18n = run.i18n;
    let toasts = use_toasts();
    let device = StoredValue::new_local(use_ports().device);
    let input = NodeRef::<html::Input>::new();
    let on_change = move |_| {
        run.live.touch();
        let Some(element) = input.get_untracked() else { return };
        let file = element.files().and_then(|files| files.get(0));
        // The same file can be chosen again.
        element.set_value("");
        let Some(file) = file else { return };
        let (target, name) = (untrack(|| run.target()), untrack(|| run.name()));
        device.get_value().spawn(Box::pin(async move {
            match file_bytes(&file).await {
                Ok(bytes) => run.accept(bytes, target, name),
                Err(cause) => {
                    let trouble = AddPhotoError::Photo(PhotoError::Damaged { cause });
                    toasts.trouble(format!("{name}: {}", photo_trouble(i18n, &trouble)));
                }
            }
        }));
    };
    view! {
        <label class=format!("photo-button {class}")>
            <Icon name="images" />
            {with_word.then(|| view! { <span>{t!(i18n, "camera.app_or_file")}</span> })}
            <input
                class="hide"
                type="file"
                accept="image/*"
                aria-label=move || i18n.fill("camera.app_or_file_for", &[("what", run.name())])
                node_ref=input
                on:change=on_change
            />
        </label>
    }
}
