//! Marks on the drawing: the stroke where the damage is, and beside it the pin that opens it, can be dragged and pushed. Where many marks
//! lie close together the pins fan out, each with a line to its damage.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Mark, View};

use crate::domain::drawing::{PinOffset, PinSize, ViewDrawing, pin_groups, pin_offsets, pin_within, share, whole_px};
use crate::ui::drawings::mark_stroke;
use crate::ui::i18n::use_i18n;

use super::board::BoardSize;
use super::looking::Looking;
use super::pin_button::{KnownPins, PinButton};
use super::pin_group::PinGroup;
use super::pin_moves::PinMoves;
use super::pin_picture::{Of, OverPins, PinFace, Standing, UnderPins};
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

/// What a pin stands for, as places in the list of marks, and where it stands, from the damage of the first.
#[derive(Clone, Debug, PartialEq)]
struct Gathered {
    marks: Vec<usize>,
    offset: PinOffset,
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
pub fn Pins(view: Arc<ViewDrawing>, marks: Marks, size: Signal<BoardSize>, looking: Looking) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let ratio = view.width / view.height;
    let width = Memo::new(move |_| size.get().view);
    let room = Memo::new(move |_| size.get().room);
    let in_sight = Memo::new(move |_| size.get().in_sight);
    let pin_size = Memo::new(move |_| {
        marks.with(|marks| {
            let highest = marks.iter().map(|placed| placed.mark.number).max();
            PinSize::of(marks.len(), width.get()).for_numbers(highest.unwrap_or_default())
        })
    });
    let on_view = move |(x, y): (u16, u16)| {
        let width = width.get();
        (share(x) * width, share(y) * width / ratio)
    };
    // While one is dragged the others keep still, and it keeps its place under the finger.
    let gathered = Memo::new(move |before: Option<&Vec<Gathered>>| match before {
        Some(before) if walk.drag.with(Option::is_some) => before.clone(),
        _ => marks.with(|marks| {
            let damages: Vec<(f64, f64)> = marks.iter().map(|placed| on_view((placed.x, placed.y))).collect();
            let groups = pin_groups(&damages, room.get(), pin_size.get());
            let firsts: Vec<(f64, f64)> = groups.iter().map(|group| damages[group[0]]).collect();
            let offsets = pin_offsets(&firsts, room.get(), pin_size.get());
            groups.into_iter().zip(offsets).map(|(marks, offset)| Gathered { marks, offset }).collect()
        }),
    });
    let described = Memo::new(move |_| {
        walk.editing.with(|editing| match editing {
            Some(Editing::Mark(id)) => Some(*id),
            _ => None,
        })
    });
    // The one pin that comes out from under the palette, if it has to; or from among those it shares one with, beside all others.
    let aside = Memo::new(move |_| {
        let id = described.get()?;
        marks.with(|marks| {
            let place = marks.iter().position(|placed| placed.mark.id == id)?;
            let (size, damage) = (pin_size.get(), on_view(marks[place].place(None)));
            let gathered = gathered.read();
            let alone = gathered.iter().find(|pin| pin.marks == [place]).map(|pin| pin.offset);
            let standing = |pin: &Gathered| Some(pin.offset.of(on_view(marks.get(*pin.marks.first()?)?.place(None))));
            let others: Vec<(i32, i32)> = match alone {
                Some(_) => Vec::new(),
                None => gathered.iter().filter_map(standing).collect(),
            };
            let wanted = alone.unwrap_or(PinOffset::above(size));
            Some((id, alone.is_none(), pin_within(damage, wanted, &others, in_sight.get(), size)))
        })
    });
    let faces = Memo::new(move |_| {
        let size = pin_size.get();
        marks.with(|marks| marks.iter().map(|placed| Arc::new(PinFace::of(&placed.mark, size))).collect::<Vec<_>>())
    });
    // A pin that is being dragged is drawn by itself, over the others; only its line is in the picture.
    let standing = Memo::new(move |_| {
        let (drag, aside, gathered, faces) = (walk.drag.get(), aside.get(), gathered.read(), faces.read());
        marks.with(|marks| {
            let stand = |of: Of, face: Arc<PinFace>, first: &PlacedMark, offset: PinOffset| {
                let damage = on_view(first.place(drag.as_ref()));
                let line = offset.needs_line().then(|| whole_px(damage));
                Standing { of, face, at: offset.of(damage), damage: line }
            };
            let alone = |place: usize, offset: PinOffset| {
                let placed = marks.get(place)?;
                let offset = aside.filter(|(id, ..)| *id == placed.mark.id).map_or(offset, |(.., offset)| offset);
                Some(stand(Of::Mark(placed.mark.id), faces.get(place)?.clone(), placed, offset))
            };
            let together = |places: &[usize], offset: PinOffset| {
                let placed: Vec<&PlacedMark> = places.iter().filter_map(|place| marks.get(*place)).collect();
                let of = Of::Group(placed.iter().map(|placed| placed.mark.id).collect());
                let marks: Vec<&Mark> = placed.iter().map(|placed| &placed.mark).collect();
                Some(stand(of, Arc::new(PinFace::of_group(&marks, pin_size.get())), placed.first()?, offset))
            };
            let mut standing: Vec<Standing> = gathered
                .iter()
                .filter_map(|Gathered { marks, offset }| match marks[..] {
                    [place] => alone(place, *offset),
                    _ => together(marks, *offset),
                })
                .collect();
            if let Some((id, true, offset)) = aside {
                let place = marks.iter().position(|placed| placed.mark.id == id);
                standing.extend(place.and_then(|place| alone(place, offset)));
            }
            standing
        })
    });
    let lifted = Memo::new(move |_| walk.drag.with(|drag| drag.as_ref().map(|drag| drag.mark)));
    // A selector outlives the signals of the page that is left, by as long as it takes to remove what it is shown in.
    let dragged = Selector::new(move || lifted.try_get().flatten());
    let opened = Selector::new(move || described.try_get().flatten());
    let shown = Memo::new(move |_| standing.with(|pins| pins.iter().map(|pin| pin.of.clone()).collect::<Vec<_>>()));
    let moves = PinMoves::new(walk, view);
    let known = KnownPins::new();
    Effect::new(move |_| {
        let (marks, standing) = (marks.read(), standing.read());
        for pin in standing.iter() {
            if let Some(placed) = marks.iter().find(|placed| pin.is(Some(placed.mark.id))) {
                known.tell(pin, &placed.mark);
            }
        }
    });
    let button = move |of: Of| {
        let id = match of {
            Of::Mark(id) => id,
            Of::Group(ids) => return Some(view! { <PinGroup ids=ids pins=standing looking=looking /> }.into_any()),
        };
        let mark = marks
            .with_untracked(|marks| marks.iter().find(|placed| placed.mark.id == id).map(|placed| placed.mark.clone()));
        let pin = standing.with_untracked(|standing| standing.iter().find(|pin| pin.is(Some(id))).cloned());
        mark.zip(pin).map(|(mark, pin)| {
            let (pin, dragged, opened) = (known.add(mark, &pin), dragged.clone(), opened.clone());
            view! { <PinButton pin=pin dragged=dragged opened=opened moves=moves /> }.into_any()
        })
    };
    view! {
        <div class="pins" class:small=move || pin_size.get().is_small() class:still=move || walk.drag.with(Option::is_some)>
            <UnderPins pins=standing lifted=lifted />
            <For each=move || shown.get() key=Of::clone children=button />
            <OverPins pins=standing lifted=lifted />
            {move || {
                walk.drag.get().map(|drag| {
                    let words = match &drag.panel {
                        Some(panel) => i18n.label("panel", panel),
                        None => i18n.text("walkaround.not_on_car"),
                    };
                    let (x, damage) = on_view((drag.x, drag.y));
                    let pin = standing.with(|pins| pins.iter().find(|pin| pin.is(Some(drag.mark))).map(|pin| f64::from(pin.at.1)));
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
