//! What was drawn over a photo, drawn again over it: the same vectors everywhere, so that everybody sees what the advisor saw.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Annotation, Attachment, INK_WIDTH, Id, ink_height};

use crate::domain::last_visit::EarlierPhoto;
use crate::state::use_draft;

/// A picture's size and what is drawn over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoInk {
    pub width: u32,
    pub height: u32,
    pub annotations: Vec<Annotation>,
}

impl PhotoInk {
    /// What is drawn over an attachment, if anything is and its size is known.
    pub fn of(attachment: &Attachment) -> Option<Self> {
        Self::over(attachment.width, attachment.height, &attachment.annotations)
    }

    /// What is drawn over a photo of the last visit, if anything is and its size is known.
    pub fn of_then(photo: &EarlierPhoto) -> Option<Self> {
        Self::over(photo.width, photo.height, &photo.annotations)
    }

    fn over(width: Option<u32>, height: Option<u32>, annotations: &[Annotation]) -> Option<Self> {
        let (width, height, annotations) = (width?, height?, annotations.to_vec());
        (!annotations.is_empty()).then_some(Self { width, height, annotations })
    }
}

/// What is drawn over a photo of the open draft.
pub fn use_photo_ink(id: Id) -> MaybeProp<PhotoInk> {
    let ink = use_draft().read(move |draft| draft.attachment(id).and_then(PhotoInk::of));
    MaybeProp::derive(move || ink.get())
}

/// The box that ink of a picture of this size is drawn in.
pub fn ink_box(width: u32, height: u32) -> String {
    format!("0 0 {INK_WIDTH} {}", ink_height(width, height))
}

/// Ink over a picture that fills the element around both. `whole`: all of the picture is shown; otherwise its edges may be cut off.
#[component]
pub fn InkOver(ink: PhotoInk, whole: bool) -> impl IntoView {
    let PhotoInk { width, height, annotations } = ink;
    let shapes = annotations
        .into_iter()
        .map(|annotation| view! { <InkShape annotation=Signal::stored(Arc::new(annotation)) width=width height=height /> })
        .collect_view();
    view! {
        <svg
            class="ink-over"
            viewBox=ink_box(width, height)
            preserveAspectRatio=if whole { "xMidYMid meet" } else { "xMidYMid slice" }
            aria-hidden="true"
        >
            {shapes}
        </svg>
    }
}

/// One shape, with an edge that sets it off from any photo.
#[component]
pub fn InkShape(#[prop(into)] annotation: Signal<Arc<Annotation>>, width: u32, height: u32) -> impl IntoView {
    let ink = Memo::new(move |_| annotation.with(|annotation| annotation.ink(width, height)));
    let class = move || annotation.with(|annotation| format!("ink {}", annotation.ink_colour()));
    let stroke = move || ink.with(|ink| ink.stroke);
    let edge = move || ink.with(|ink| ink.edge);
    let path = move || ink.with(|ink| ink.path.clone());
    view! {
        <g class=class>
            <path class="ink-edge" d=path stroke-width=edge></path>
            <path class="ink-line" d=path stroke-width=stroke></path>
            {move || {
                ink.with(|ink| {
                    let (em, edge) = (ink.em, ink.words_edge);
                    ink.words
                        .iter()
                        .map(|line| {
                            view! { <text x=line.x y=line.y font-size=em stroke-width=edge>{line.words.clone()}</text> }
                        })
                        .collect_view()
                })
            }}
        </g>
    }
}
