//! The same without pointing: everything on the photo as a list, and shapes that are put into the middle and moved by keys.

use leptos::prelude::*;
use walkaround_contract::{Annotation, AnnotationShape};

use crate::domain::annotation::{Key, has_ink};
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

use super::desk::{Desk, Tool, Writing, use_desk};
use super::tools::symbol;

/// What can be put into the middle: all but what only a hand can draw.
const PLACED: [AnnotationShape; 4] =
    [AnnotationShape::Arrow, AnnotationShape::Circle, AnnotationShape::Text, AnnotationShape::Blur];

/// Everything on the photo.
#[component]
pub fn ShapeList() -> impl IntoView {
    let i18n = use_i18n();
    let desk = use_desk();
    let keys = move || desk.sketch.with(|sketch| sketch.shapes().iter().map(|shape| shape.key).collect::<Vec<_>>());
    let is_empty = Memo::new(move |_| desk.sketch.with(|sketch| sketch.shapes().is_empty()));
    let placed = PLACED
        .iter()
        .map(|shape| {
            view! {
                <button type="button" class="btn" on:click=move |_| desk.add_in_the_middle(shape)>
                    <Icon name=symbol(shape) class="i-m" />
                    <span>{move || desk.shape_name(shape)}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <aside class="annotate-list" aria-label=t!(i18n, "annotate.on_photo")>
            <h2>{t!(i18n, "annotate.on_photo")}</h2>
            <p class="t1 c2">{t!(i18n, "annotate.keys")}</p>
            <h3>{t!(i18n, "annotate.in_the_middle")}</h3>
            <div class="flex wrap">{placed}</div>
            {move || is_empty.get().then(|| view! { <p class="c2">{t!(i18n, "annotate.nothing")}</p> })}
            <ol class="rows">
                <For each=keys key=|key| *key let:key>
                    <ShapeRow key=key />
                </For>
            </ol>
        </aside>
    }
}

#[component]
fn ShapeRow(key: Key) -> impl IntoView {
    let i18n = use_i18n();
    let desk = use_desk();
    let annotation = Memo::new(move |_| desk.sketch.with(|sketch| sketch.get(key).cloned()));
    let name = move || annotation.with(|annotation| annotation.as_ref().map(|annotation| name_of(desk, annotation)));
    let icon = Signal::derive(move || {
        annotation
            .with(|annotation| annotation.as_ref().map_or("circle", |annotation| symbol(&annotation.shape)).to_owned())
    });
    let is_written = Memo::new(move |_| {
        annotation.with(|annotation| annotation.as_ref().is_some_and(|known| known.shape == AnnotationShape::Text))
    });
    let is_chosen = Memo::new(move |_| desk.chosen.get() == Some(key));
    let choose = move |_| {
        desk.tool.set(Tool::Select);
        desk.chosen.set((!is_chosen.get_untracked()).then_some(key));
    };
    view! {
        <li class="annotate-row">
            <button type="button" class="annotate-name" aria-pressed=move || is_chosen.get().to_string() on:click=choose>
                <Icon name=icon class="i-m" />
                <span>{name}</span>
            </button>
            {move || {
                is_written
                    .get()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn bare square"
                                aria-label=move || i18n.fill("annotate.edit_item", &[("item", name().unwrap_or_default())])
                                on:click=move |_| desk.writing.set(Some(Writing::Again(key)))
                            >
                                <Icon name="pen-line" class="i-m" />
                            </button>
                        }
                    })
            }}
            <button
                type="button"
                class="btn bare square"
                aria-label=move || i18n.fill("annotate.remove_item", &[("item", name().unwrap_or_default())])
                on:click=move |_| desk.remove(key)
            >
                <Icon name="trash-2" class="i-m" />
            </button>
        </li>
    }
}

/// A shape by its kind, and by what tells it from another of the kind: its words, or its colour.
fn name_of(desk: Desk, annotation: &Annotation) -> String {
    let shape = desk.shape_name(&annotation.shape);
    let detail = match &annotation.text {
        Some(words) => words.replace('\n', " "),
        None if has_ink(&annotation.shape) => desk.i18n.label("annotation_colour", annotation.ink_colour().as_str()),
        None => return shape,
    };
    desk.i18n.fill("annotate.item", &[("shape", shape), ("detail", detail)])
}
