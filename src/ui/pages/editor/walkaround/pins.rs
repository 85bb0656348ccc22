//! Marks on the drawing: the stroke where the damage is, and beside it the pin that opens it, can be dragged and pushed. Where many marks
//! lie close together the pins fan out, each with a line to its damage.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Id, Mark, View};

use crate::domain::drawing::{PinOffset, PinSize, ViewDrawing, pin_offsets};
use crate::ui::drawings::{MarkStroke, Pin, PinLabel};
use crate::ui::i18n::use_i18n;

use super::board::BoardSize;
use super::pin_moves::PinMoves;
use super::walk::{Editing, use_walk};
use super::words::spoken_mark;

/// A mark as this view shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedMark {
    mark: Mark,
    x: u16,
    y: u16,
}

/// Marks in a view, and where a mark is that is being dragged there.
type Marks = Memo<Vec<PlacedMark>>;

/// The marks that were placed on a view.
pub fn marks_in_view(view: &View) -> Marks {
    let view = view.clone();
    use_walk().draft.read(move |draft| {
        draft
            .walkaround
            .marks
            .iter()
            .filter(|mark| mark.is_damage() && mark.view.as_ref() == Some(&view))
            .filter_map(|mark| Some(PlacedMark { x: mark.x?, y: mark.y?, mark: mark.clone() }))
            .collect()
    })
}

fn ids_of(marks: Marks) -> Memo<Vec<Id>> {
    Memo::new(move |_| marks.with(|marks| marks.iter().map(|placed| placed.mark.id).collect()))
}

/// One mark, where it is or where it is being dragged.
fn one_of(marks: Marks, id: Id) -> Memo<Option<PlacedMark>> {
    let walk = use_walk();
    let dragged = Memo::new(move |_| {
        walk.drag.with(|drag| drag.as_ref().filter(|drag| drag.mark == id).map(|drag| (drag.x, drag.y)))
    });
    Memo::new(move |_| {
        let mut placed = marks.with(|marks| marks.iter().find(|placed| placed.mark.id == id).cloned())?;
        if let Some((x, y)) = dragged.get() {
            (placed.x, placed.y) = (x, y);
        }
        Some(placed)
    })
}

/// The strokes, in the view's millimetres; one is drawn anew when its mark changes.
#[component]
pub fn MarkStrokes(view: Arc<ViewDrawing>, marks: Marks) -> impl IntoView {
    let ids = ids_of(marks);
    view! {
        <For each=move || ids.get() key=|id| *id let:id>
            {
                let (mark, view) = (one_of(marks, id), view.clone());
                move || {
                    mark.get().map(|PlacedMark { mark, x, y }| {
                        view! { <MarkStroke kind=mark.kind size=mark.size measured_mm=mark.measured_mm at=view.point(x, y) /> }
                    })
                }
            }
        </For>
    }
}

/// The pins over the drawing, in percent of the view's box and pushed aside in px.
#[component]
pub fn Pins(view: Arc<ViewDrawing>, marks: Marks, size: Signal<BoardSize>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let ratio = view.width / view.height;
    let pin_size = Memo::new(move |_| PinSize::of(marks.with(Vec::len), size.get().view));
    let offsets = Memo::new(move |before: Option<&Vec<(Id, PinOffset)>>| {
        // While one is dragged the others keep still, and it keeps its place under the finger.
        if let Some(before) = before.filter(|_| walk.drag.with(Option::is_some)) {
            return before.clone();
        }
        let BoardSize { view: width, room, .. } = size.get();
        marks.with(|marks| {
            let damages: Vec<(f64, f64)> =
                marks.iter().map(|placed| (share(placed.x) * width, share(placed.y) * width / ratio)).collect();
            let offsets = pin_offsets(&damages, room, pin_size.get());
            marks.iter().map(|placed| placed.mark.id).zip(offsets).collect::<Vec<_>>()
        })
    });
    let ids = ids_of(marks);
    let lines = move || {
        let width = size.get().view;
        let drag = walk.drag.get();
        marks.with(|marks| {
            offsets.with(|offsets| {
                let far = marks.iter().zip(offsets).filter(|(_, (_, offset))| offset.needs_line());
                far.map(|(placed, (_, offset))| {
                    let dragged = drag.as_ref().filter(|drag| drag.mark == placed.mark.id);
                    let (x, y) = dragged.map_or((placed.x, placed.y), |drag| (drag.x, drag.y));
                    let (x, y) = (share(x) * width, share(y) * width / ratio);
                    format!("M{x:.0} {y:.0}l{} {}", offset.dx, offset.dy)
                })
                .collect::<String>()
            })
        })
    };
    let moves = PinMoves::new(walk, view);
    view! {
        <div class="pins" class:small=move || pin_size.get() == PinSize::SMALL class:still=move || walk.drag.with(Option::is_some)>
            <svg class="leaders" aria-hidden="true">
                <path d=lines></path>
            </svg>
            <For each=move || ids.get() key=|id| *id let:id>
                <PinButton id=id marks=marks offsets=offsets moves=moves />
            </For>
            {move || {
                walk.drag.get().map(|drag| {
                    let words = match &drag.panel {
                        Some(panel) => i18n.label("panel", panel),
                        None => i18n.text("walkaround.not_on_car"),
                    };
                    view! {
                        <span
                            class="drag-label"
                            class:off=drag.panel.is_none()
                            aria-hidden="true"
                            style:--x=(share(drag.x) * 100.0).to_string()
                            style:--y=(share(drag.y) * 100.0).to_string()
                        >
                            {words}
                        </span>
                    }
                })
            }}
            <span class="hide" id="pin-keys">{t!(i18n, "walkaround.pin_keys")}</span>
        </div>
    }
}

#[component]
fn PinButton(id: Id, marks: Marks, offsets: Memo<Vec<(Id, PinOffset)>>, moves: PinMoves) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let mark = one_of(marks, id);
    let pin = Memo::new(move |_| mark.with(|placed| placed.as_ref().map(|placed| PinLabel::of(&placed.mark))));
    let offset = Memo::new(move |_| {
        offsets.with(|offsets| offsets.iter().find(|(of, _)| *of == id).map(|(_, offset)| *offset)).unwrap_or_default()
    });
    let percent = move |part: fn(&PlacedMark) -> u16| {
        mark.with(|mark| mark.as_ref().map_or(0.0, |mark| share(part(mark)) * 100.0)).to_string()
    };
    let open = Memo::new(move |_| walk.editing.with(|editing| *editing == Some(Editing::Mark(id))));
    let dragged = Memo::new(move |_| walk.drag.with(|drag| drag.as_ref().is_some_and(|drag| drag.mark == id)));
    view! {
        <button
            type="button"
            class="pin-at"
            class:dragged=move || dragged.get()
            style:--x=move || percent(|mark| mark.x)
            style:--y=move || percent(|mark| mark.y)
            style:--dx=move || offset.get().dx.to_string()
            style:--dy=move || offset.get().dy.to_string()
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            aria-describedby="pin-keys"
            aria-label=move || mark.with(|placed| placed.as_ref().map(|placed| spoken_mark(i18n, &placed.mark)))
            on:pointerdown=move |event| moves.down(id, &event)
            on:pointermove=move |event| moves.moved(&event)
            on:pointerup=move |event| moves.up(&event)
            on:pointercancel=move |_| moves.let_go()
            on:contextmenu=move |event| event.prevent_default()
            on:click=move |event| moves.click(id, &event)
            on:keydown=move |event| moves.key(id, &event)
            on:blur=move |_| moves.left()
        >
            {move || pin.get().map(|pin| view! { <Pin pin=Signal::stored(pin) /> })}
        </button>
    }
}

/// A position in 1/10,000 as a share.
fn share(position: u16) -> f64 {
    f64::from(position) / 10_000.0
}
