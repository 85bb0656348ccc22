//! The tools, and the way back and forth.

use leptos::prelude::*;
use walkaround_contract::AnnotationShape;

use crate::domain::annotation::Sketch;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use super::desk::{Tool, use_desk};

/// The symbol of a shape.
pub fn symbol(shape: &AnnotationShape) -> &'static str {
    match shape {
        AnnotationShape::Arrow => "move-up-right",
        AnnotationShape::Circle => "circle",
        AnnotationShape::Line => "pencil",
        AnnotationShape::Text => "type",
        AnnotationShape::Blur => "grid-3x3",
        AnnotationShape::Unlisted(_) => "circle-question-mark",
    }
}

/// The tools beside the photo.
#[component]
pub fn Tools() -> impl IntoView {
    let i18n = use_i18n();
    let desk = use_desk();
    let shapes = AnnotationShape::KNOWN
        .iter()
        .map(|shape| {
            view! {
                <ToolButton
                    tool=Tool::Draw(shape.clone())
                    icon=symbol(shape)
                    word=Signal::derive(move || desk.shape_name(shape))
                />
            }
        })
        .collect_view();
    view! {
        <div class="annotate-tools" role="toolbar" aria-label=t!(i18n, "annotate.tools")>
            <ToolButton tool=Tool::Select icon="hand" word=Signal::derive(move || i18n.text("annotate.select")) />
            {shapes}
            <hr />
            <button
                type="button"
                class="annotate-tool"
                disabled=move || !desk.sketch.with(Sketch::can_undo)
                on:click=move |_| desk.undo()
            >
                <Icon name="undo-2" />
                <span>{t!(i18n, "annotate.undo")}</span>
            </button>
            <button
                type="button"
                class="annotate-tool"
                disabled=move || !desk.sketch.with(Sketch::can_redo)
                on:click=move |_| desk.redo()
            >
                <Icon name="redo-2" />
                <span>{t!(i18n, "annotate.redo")}</span>
            </button>
        </div>
    }
}

#[component]
fn ToolButton(tool: Tool, icon: &'static str, word: Signal<String>) -> impl IntoView {
    let desk = use_desk();
    let of = tool.clone();
    let is_taken = Memo::new(move |_| desk.tool.with(|taken| *taken == of));
    view! {
        <button
            type="button"
            class="annotate-tool"
            aria-pressed=move || is_taken.get().to_string()
            on:click=move |_| desk.take(tool.clone())
        >
            <Icon name=icon />
            <span>{move || word.get()}</span>
        </button>
    }
}
