//! Colour and width of the ink in hand and of what is chosen, and what else can be done with what is chosen.

use leptos::prelude::*;
use walkaround_contract::{AnnotationColour, AnnotationShape};

use crate::domain::annotation::STROKES;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use super::desk::{Writing, use_desk};

/// Names of the widths that are offered, in their order.
const WIDTHS: [&str; 3] = ["fine", "usual", "bold"];

/// The row below the photo.
#[component]
pub fn InkChoice() -> impl IntoView {
    let i18n = use_i18n();
    let desk = use_desk();
    let idle = move || !desk.is_inked();
    let colours = AnnotationColour::KNOWN
        .iter()
        .map(|colour| {
            let is_taken = Memo::new(move |_| desk.ink().colour == *colour);
            view! {
                <button
                    type="button"
                    class="ink-button"
                    aria-label=move || i18n.label("annotation_colour", colour.as_str())
                    aria-pressed=move || is_taken.get().to_string()
                    disabled=idle
                    on:click=move |_| desk.set_colour(colour.clone())
                >
                    <i class=format!("swatch {colour}")>{move || is_taken.get().then(|| view! { <Icon name="check" class="i-s" /> })}</i>
                </button>
            }
        })
        .collect_view();
    let widths = STROKES
        .into_iter()
        .zip(WIDTHS)
        .map(|(stroke, word)| {
            let is_taken = Memo::new(move |_| desk.ink().stroke == stroke);
            view! {
                <button
                    type="button"
                    class="ink-button"
                    aria-label=move || i18n.text(&format!("annotate.width.{word}"))
                    aria-pressed=move || is_taken.get().to_string()
                    disabled=idle
                    on:click=move |_| desk.set_stroke(stroke)
                >
                    <i class=format!("width {word}")></i>
                </button>
            }
        })
        .collect_view();
    let written = Memo::new(move |_| {
        desk.chosen_shape().filter(|shape| shape.annotation.shape == AnnotationShape::Text).map(|shape| shape.key)
    });
    view! {
        <div class="annotate-ink">
            <div class="ink-buttons" role="group" aria-label=t!(i18n, "annotate.colour")>
                {colours}
            </div>
            <div class="ink-buttons" role="group" aria-label=t!(i18n, "annotate.line")>
                {widths}
            </div>
            <span class="grow"></span>
            {move || {
                written
                    .get()
                    .map(|key| {
                        view! {
                            <button type="button" class="btn" on:click=move |_| desk.writing.set(Some(Writing::Again(key)))>
                                <Icon name="type" class="i-m" />
                                <span>{t!(i18n, "annotate.edit_words")}</span>
                            </button>
                        }
                    })
            }}
            <button
                type="button"
                class="btn danger"
                disabled=move || desk.chosen.with(Option::is_none)
                on:click=move |_| desk.remove_chosen()
            >
                <Icon name="trash-2" class="i-m" />
                <span>{t!(i18n, "annotate.remove")}</span>
            </button>
        </div>
    }
}
