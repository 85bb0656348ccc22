//! Marks on the drawing: the stroke where the damage is, and beside it the pin that opens it, can be dragged and pushed. Where many marks
//! lie close together the pins fan out, each with a line to its damage.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Id, Mark, View};

use crate::domain::drawing::{PinOffset, PinSize, ViewDrawing, pin_offsets, pin_within};
use crate::ui::drawings::{PinLabel, mark_stroke};
use crate::ui::i18n::use_i18n;

use super::board::BoardSize;
use super::pin_button::{KnownPins, PinButton};
use super::pin_moves::PinMoves;
use super::pin_picture::{OverPins, PinFace, Standing, UnderPins};
use super::walk::{Drag, Editing, use_walk};

/// A mark as this view shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedMark {
    mark: Mark,
    x: u16,
    y: u16,
}

impl PlacedMark {
    /// Where it is, or where it is being dragged.
    fn place(&self, drag: Option<&Drag>) -> (u16, u16) {
        drag.filter(|drag| drag.mark == self.mark.id).map_or((self.x, self.y), |drag| (drag.x, drag.y))
    }
}

/// Marks in a view.
type Marks = ReadSignal<Vec<PlacedMark>>;

/// The marks that were placed on a view.
pub fn marks_in_view(view: &View) -> Marks {
    let view = view.clone();
    use_walk().draft.watch(move |draft| {
        draft
            .walkaround
            .marks
            .iter()
            .filter(|mark| mark.is_damage() && mark.view.as_ref() == Some(&view))
            .filter_map(|mark| Some(PlacedMark { x: mark.x?, y: mark.y?, mark: mark.clone() }))
            .collect()
    })
}

/// The strokes, in the view's millimetres, as one path.
#[component]
pub fn MarkStrokes(view: Arc<ViewDrawing>, marks: Marks) -> impl IntoView {
    let walk = use_walk();
    let path = move || {
        let drag = walk.drag.get();
        let stroke = |placed: &PlacedMark| {
            let (x, y) = placed.place(drag.as_ref());
            mark_stroke(&placed.mark, view.point(x, y))
        };
        marks.with(|marks| marks.iter().map(stroke).collect::<String>())
    };
    view! { <path class="stroke" d=path></path> }
}

/// The pins over the drawing, each beside its damage.
#[component]
pub fn Pins(view: Arc<ViewDrawing>, marks: Marks, size: Signal<BoardSize>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let ratio = view.width / view.height;
    let width = Memo::new(move |_| size.get().view);
    let room = Memo::new(move |_| size.get().room);
    let pin_size = Memo::new(move |_| PinSize::of(marks.with(Vec::len), width.get()));
    let on_view = move |(x, y): (u16, u16)| {
        let width = width.get();
        (share(x) * width, share(y) * width / ratio)
    };
    let offsets = Memo::new(move |before: Option<&Vec<(Id, PinOffset)>>| {
        // While one is dragged the others keep still, and it keeps its place under the finger.
        if let Some(before) = before.filter(|_| walk.drag.with(Option::is_some)) {
            return before.clone();
        }
        marks.with(|marks| {
            let damages: Vec<(f64, f64)> = marks.iter().map(|placed| on_view((placed.x, placed.y))).collect();
            let offsets = pin_offsets(&damages, room.get(), pin_size.get());
            marks.iter().map(|placed| placed.mark.id).zip(offsets).collect::<Vec<_>>()
        })
    });
    let described = Memo::new(move |_| {
        walk.editing.with(|editing| match editing {
            Some(Editing::Mark(id)) => Some(*id),
            _ => None,
        })
    });
    // The one pin that comes out from under the palette, if it has to.
    let aside = Memo::new(move |_| {
        let id = described.get()?;
        let offset = offsets.with(|offsets| offsets.iter().find(|(of, _)| *of == id).map(|(_, offset)| *offset))?;
        let place =
            marks.with(|marks| marks.iter().find(|placed| placed.mark.id == id).map(|mark| mark.place(None)))?;
        let within = pin_within(on_view(place), offset, size.get().in_sight, pin_size.get());
        (within != offset).then_some((id, within))
    });
    let faces = Memo::new(move |_| {
        let size = pin_size.get();
        marks.with(|marks| {
            let face = |placed: &PlacedMark| Arc::new(PinFace::of(PinLabel::of(&placed.mark), size));
            marks.iter().map(face).collect::<Vec<_>>()
        })
    });
    // A pin that is being dragged is drawn by itself, over the others; only its line is in the picture.
    let standing = Memo::new(move |_| {
        let (drag, aside, offsets, faces) = (walk.drag.get(), aside.get(), offsets.read(), faces.read());
        marks.with(|marks| {
            let stand = |((placed, (id, offset)), face): ((&PlacedMark, &(Id, PinOffset)), &Arc<PinFace>)| {
                let (x, y) = on_view(placed.place(drag.as_ref()));
                // Screens are far smaller than i32; `as` saturates in any case.
                let damage = (x.round() as i32, y.round() as i32);
                let offset = aside.filter(|(of, _)| of == id).map_or(*offset, |(_, offset)| offset);
                let at = (damage.0 + offset.dx, damage.1 + offset.dy);
                Standing { id: *id, face: face.clone(), at, damage: offset.needs_line().then_some(damage) }
            };
            marks.iter().zip(offsets.iter()).zip(faces.iter()).map(stand).collect::<Vec<_>>()
        })
    });
    let lifted = Memo::new(move |_| walk.drag.with(|drag| drag.as_ref().map(|drag| drag.mark)));
    // A selector outlives the signals of the page that is left, by as long as it takes to remove what it is shown in.
    let dragged = Selector::new(move || lifted.try_get().flatten());
    let opened = Selector::new(move || described.try_get().flatten());
    let ids = Memo::new(move |_| marks.with(|marks| marks.iter().map(|placed| placed.mark.id).collect::<Vec<_>>()));
    let moves = PinMoves::new(walk, view);
    let known = KnownPins::new();
    Effect::new(move |_| {
        for (placed, pin) in marks.read().iter().zip(standing.read().iter()) {
            known.tell(pin, &placed.mark);
        }
    });
    let button = move |id| {
        let mark = marks
            .with_untracked(|marks| marks.iter().find(|placed| placed.mark.id == id).map(|placed| placed.mark.clone()));
        let pin = standing.with_untracked(|standing| standing.iter().find(|pin| pin.id == id).cloned());
        mark.zip(pin).map(|(mark, pin)| {
            let (pin, dragged, opened) = (known.add(mark, &pin), dragged.clone(), opened.clone());
            view! { <PinButton pin=pin dragged=dragged opened=opened moves=moves /> }
        })
    };
    view! {
        <div class="pins" class:small=move || pin_size.get() == PinSize::SMALL class:still=move || walk.drag.with(Option::is_some)>
            <UnderPins pins=standing lifted=lifted />
            <For each=move || ids.get() key=|id| *id children=button />
            <OverPins pins=standing lifted=lifted />
            {move || {
                walk.drag.get().map(|drag| {
                    let words = match &drag.panel {
                        Some(panel) => i18n.label("panel", panel),
                        None => i18n.text("walkaround.not_on_car"),
                    };
                    let (x, damage) = on_view((drag.x, drag.y));
                    let pin = standing.with(|pins| pins.iter().find(|pin| pin.id == drag.mark).map(|pin| f64::from(pin.at.1)));
                    view! {
                        // Over the damage and over its pin, whichever is higher: below them is the finger.
                        <span
                            class="drag-label"
                            class:off=drag.panel.is_none()
                            aria-hidden="true"
                            style:--x=x.round().to_string()
                            style:--y=pin.map_or(damage, |pin| pin.min(damage)).round().to_string()
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

/// A position in 1/10,000 as a share.
fn share(position: u16) -> f64 {
    f64::from(position) / 10_000.0
}
