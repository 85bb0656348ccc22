//! Taking a photo with the tablet's own camera or from a file, and showing one.

use leptos::{html, prelude::*};
use walkaround_contract::Id;
use wasm_bindgen::JsCast;

use crate::domain::walkaround::PhotoTarget;
use crate::state::{
    AddPhotoError, MAX_MEGAPIXELS, PhotoError, add_photo, use_draft, use_picture_url, use_ports, use_toasts,
};
use crate::ui::i18n::{I18n, use_i18n};

use super::{Icon, InkOver, PhotoInk, storage_trouble};

/// A button that opens the camera (or the files, where there is none) and adds what comes back to the draft.
/// Several files may be chosen at once; one that can't be used is named and keeps none of the others back.
#[component]
pub fn PhotoButton(
    #[prop(into)] target: Signal<PhotoTarget>,
    #[prop(into)] label: Signal<String>,
    /// Only the icon is in sight; the label is still the button's name.
    #[prop(optional)]
    icon_only: bool,
    #[prop(optional, into)] class: String,
    #[prop(optional)] on_added: Option<Callback<Id>>,
    #[prop(default = "camera")] icon: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let toasts = use_toasts();
    let ports = StoredValue::new_local(use_ports());
    let input = NodeRef::<html::Input>::new();
    let busy = RwSignal::new(0_u32);

    let on_change = move |_| {
        let Some(element) = input.get_untracked() else { return };
        let Some(files) = element.files() else { return };
        for index in 0..files.length() {
            let Some(file) = files.get(index) else { continue };
            let target = target.get_untracked();
            let ports = ports.get_value();
            let device = ports.device.clone();
            busy.update(|busy| *busy += 1);
            device.spawn(Box::pin(async move {
                let name = file.name();
                let result = match file_bytes(&file).await {
                    Ok(bytes) => add_photo(&ports, draft, bytes, target).await,
                    Err(cause) => Err(AddPhotoError::Photo(PhotoError::Damaged { cause })),
                };
                busy.try_update(|busy| *busy -= 1);
                match result {
                    Ok(id) => {
                        if let Some(added) = on_added {
                            added.try_run(id);
                        }
                    }
                    Err(error) => toasts.trouble(format!("{name}: {}", photo_trouble(i18n, &error))),
                }
            }));
        }
        // The same file can be chosen again.
        element.set_value("");
    };

    view! {
        <label class=format!("btn photo-button {class}") class:busy=move || { busy.get() > 0 }>
            {move || {
                if busy.get() > 0 {
                    view! { <span class="spin" role="status" aria-label=t!(i18n, "photo.working")></span> }.into_any()
                } else {
                    view! { <Icon name=icon /> }.into_any()
                }
            }}
            {(!icon_only).then(|| view! { <span>{move || label.get()}</span> })}
            <input
                class="hide"
                type="file"
                accept="image/*"
                capture="environment"
                multiple
                aria-label=move || label.get()
                node_ref=input
                on:change=on_change
            />
        </label>
    }
}

/// A stored photo; its bytes are read when it comes on the page and let go when it leaves.
#[component]
pub fn Photo(
    id: Id,
    #[prop(into)] alt: Signal<String>,
    /// The whole picture instead of the thumbnail.
    #[prop(optional)]
    full: bool,
    #[prop(optional, into)] class: String,
    /// What was drawn over it.
    #[prop(optional, into)]
    ink: MaybeProp<PhotoInk>,
) -> impl IntoView {
    let url = use_picture_url(use_ports(), id, full);
    // These show all of a picture (`object-fit: contain`); any other is filled by it.
    let whole = class.split_whitespace().any(|word| matches!(word, "whole" | "camera-still"));
    view! {
        <span class=format!("shot {class}")>
            {move || {
                url.get().map(|url| view! { <img src=url alt=move || alt.get() decoding="async" /> })
            }}
            {move || ink.get().map(|ink| view! { <InkOver ink=ink whole=whole /> })}
        </span>
    }
}

/// What went wrong with a photo, and what to do.
pub fn photo_trouble(i18n: I18n, error: &AddPhotoError) -> String {
    match error {
        AddPhotoError::Photo(PhotoError::Empty) => i18n.text("photo.empty"),
        AddPhotoError::Photo(PhotoError::NotAnImage) => i18n.text("photo.not_an_image"),
        AddPhotoError::Photo(PhotoError::Heic) => i18n.text("photo.heic"),
        AddPhotoError::Photo(PhotoError::Damaged { .. }) => i18n.text("photo.damaged"),
        AddPhotoError::Photo(PhotoError::TooLarge { megapixels, .. }) => i18n
            .fill("photo.too_large", &[("megapixels", megapixels.to_string()), ("limit", MAX_MEGAPIXELS.to_string())]),
        AddPhotoError::Photo(PhotoError::Worker { .. }) => i18n.text("photo.worker"),
        AddPhotoError::Storage(error) => storage_trouble(i18n, error),
        AddPhotoError::Left => i18n.text("photo.left"),
    }
}

/// The bytes of a file that somebody chose.
pub async fn file_bytes(file: &web_sys::File) -> Result<Vec<u8>, String> {
    let buffer =
        wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.map_err(|error| format!("{error:?}"))?;
    Ok(js_sys::Uint8Array::new(buffer.unchecked_ref()).to_vec())
}
