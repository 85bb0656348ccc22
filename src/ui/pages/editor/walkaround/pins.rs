//! Marks on the drawing: the stroke where the damage is, and beside it the pin that opens it.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{DamageKind, Id, SizeClass, View};

use crate::domain::drawing::{PinOffset, ViewDrawing, pin_offsets};
use crate::ui::drawings::{MarkStroke, Pin, PinLabel};
use crate::ui::i18n::use_i18n;

use super::board::BoardSize;
use super::walk::{Editing, use_walk};
use super::words::spoken_mark;

/// A mark as this view shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedMark {
    id: Id,
    pin: PinLabel,
    kind: DamageKind,
    size: Option<SizeClass>,
    measured_mm: Option<u32>,
    x: u16,
    y: u16,
}

/// The marks that were placed on a view.
pub fn marks_in_view(view: &View) -> Memo<Vec<PlacedMark>> {
    let view = view.clone();
    use_walk().draft.read(move |draft| {
        draft
            .walkaround
            .marks
            .iter()
            .filter(|mark| mark.view.as_ref() == Some(&view))
            .filter_map(|mark| {
                Some(PlacedMark {
                    id: mark.id,
                    pin: PinLabel::of(mark),
                    kind: mark.kind.clone(),
                    size: mark.size.clone(),
                    measured_mm: mark.measured_mm,
                    x: mark.x?,
                    y: mark.y?,
                })
            })
            .collect()
    })
}

/// The strokes, in the view's millimetres. Redrawn when a mark changes: a path each.
#[component]
pub fn MarkStrokes(view: Arc<ViewDrawing>, marks: Memo<Vec<PlacedMark>>) -> impl IntoView {
    move || {
        marks
            .get()
            .into_iter()
            .map(|mark| view! { <MarkStroke kind=mark.kind size=mark.size measured_mm=mark.measured_mm at=view.point(mark.x, mark.y) /> })
            .collect_view()
    }
}

/// The pins over the drawing, in percent of the view's box and pushed aside in px.
#[component]
pub fn Pins(ratio: f64, marks: Memo<Vec<PlacedMark>>, size: Signal<BoardSize>) -> impl IntoView {
    let offsets = Memo::new(move |_| {
        let (marks, width) = (marks.get(), size.get().view);
        let height = width / ratio;
        let damages: Vec<(f64, f64)> =
            marks.iter().map(|mark| (share(mark.x) * width, share(mark.y) * height)).collect();
        marks.iter().map(|mark| mark.id).zip(pin_offsets(&damages, width, height)).collect::<Vec<_>>()
    });
    let ids = Memo::new(move |_| marks.with(|marks| marks.iter().map(|mark| mark.id).collect::<Vec<_>>()));
    view! {
        <For each=move || ids.get() key=|id| *id let:id>
            <PinButton id=id marks=marks offsets=offsets />
        </For>
    }
}

#[component]
fn PinButton(id: Id, marks: Memo<Vec<PlacedMark>>, offsets: Memo<Vec<(Id, PinOffset)>>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let mark = Memo::new(move |_| marks.with(|marks| marks.iter().find(|mark| mark.id == id).cloned()));
    let offset = Memo::new(move |_| {
        offsets.with(|offsets| offsets.iter().find(|(of, _)| *of == id).map(|(_, offset)| *offset)).unwrap_or_default()
    });
    let percent = move |part: fn(&PlacedMark) -> u16| {
        mark.with(|mark| mark.as_ref().map_or(0.0, |mark| share(part(mark)) * 100.0)).to_string()
    };
    let open = move || (walk.editing.get() == Some(Editing::Mark(id))).to_string();
    view! {
        <button
            type="button"
            class="pin-at"
            style:--x=move || percent(|mark| mark.x)
            style:--y=move || percent(|mark| mark.y)
            style:--dx=move || offset.get().dx.to_string()
            style:--dy=move || offset.get().dy.to_string()
            aria-haspopup="dialog"
            aria-expanded=open
            aria-label=move || walk.draft.with(|draft| draft.mark(id).map(|mark| spoken_mark(i18n, mark)))
            on:click=move |_| walk.open_mark(id)
        >
            {move || mark.get().map(|mark| view! { <Pin pin=Signal::stored(mark.pin) /> })}
        </button>
    }
}

/// A position in 1/10,000 as a share.
fn share(position: u16) -> f64 {
    f64::from(position) / 10_000.0
}
