//! One pin as a control, and how it is told what became of its mark.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::{html, prelude::*};
use walkaround_contract::{Id, Mark};

use crate::ui::drawings::{Pin, PinLabel};
use crate::ui::i18n::use_i18n;

use super::pin_moves::PinMoves;
use super::pin_picture::{PinFace, Standing};
use super::words::spoken_mark;

/// The pins that are shown. One effect tells them all what changed: a memo in each would be asked with every change of the draft and every
/// notch of the wheel, and moving sixty pins would cost more in asking than in moving.
#[derive(Clone, Copy)]
pub struct KnownPins(StoredValue<HashMap<Id, KnownPin>, LocalStorage>);

impl KnownPins {
    pub fn new() -> Self {
        Self(StoredValue::new_local(HashMap::new()))
    }

    /// A pin is about to be shown, until its owner is gone.
    pub fn add(self, mark: Mark, pin: &Standing) -> KnownPin {
        let id = mark.id;
        let known = KnownPin {
            mark: RwSignal::new(mark),
            face: RwSignal::new(pin.face.clone()),
            at: pin.at,
            place: NodeRef::new(),
        };
        self.0.update_value(|pins| {
            pins.insert(id, known.clone());
        });
        on_cleanup(move || {
            self.0.try_update_value(|pins| pins.remove(&id));
        });
        known
    }

    /// What a pin stands for and where it stands now.
    pub fn tell(self, pin: &Standing, mark: &Mark) {
        self.0.update_value(|pins| {
            if let Some(known) = pins.get_mut(&mark.id) {
                known.tell(mark, pin);
            }
        });
    }
}

/// What a pin was told last.
#[derive(Clone)]
pub struct KnownPin {
    mark: RwSignal<Mark>,
    face: RwSignal<Arc<PinFace>>,
    at: (i32, i32),
    place: NodeRef<html::Div>,
}

impl KnownPin {
    fn tell(&mut self, mark: &Mark, pin: &Standing) {
        if self.mark.with_untracked(|known| known != mark) {
            self.mark.set(mark.clone());
        }
        if self.face.with_untracked(|known| *known != pin.face) {
            self.face.set(pin.face.clone());
        }
        if self.at != pin.at
            && let Some(place) = self.place.get_untracked()
        {
            self.at = pin.at;
            // A page that is about to be left takes no more styles.
            let _unheard = web_sys::HtmlElement::style(&place).set_property("margin", &margin(pin.at));
        }
    }
}

/// A pin's place as the margins of its box.
pub fn margin((x, y): (i32, i32)) -> String {
    format!("{y}px 0 0 {x}px")
}

/// The shape of a pin with its label. Its hexagon lies below it, its glyph over it.
pub fn face_box(face: &PinFace) -> impl IntoView + use<> {
    let px = |px: i32| format!("{px}px");
    view! {
        <span class=face.class.clone() style:width=px(face.shape.width) style:padding-inline-start=px(face.shape.indent)>
            {face.label.clone()}
        </span>
    }
}

/// A pin as a control: where it can be touched, its shape and its label. What all pins have in common is drawn below and over it. It stands
/// in a box that is moved in its place: a box without style is restyled in a fifth of the time a button takes. By its margins, as what is
/// translated is a layer, and every touch of the page is looked for in each layer there is.
#[component]
pub fn PinButton(
    pin: KnownPin,
    dragged: Selector<Option<Id>>,
    opened: Selector<Option<Id>>,
    moves: PinMoves,
) -> impl IntoView {
    let i18n = use_i18n();
    let KnownPin { mark, face, at, place } = pin;
    let id = mark.with_untracked(|mark| mark.id);
    let is_dragged = move || dragged.selected(&Some(id));
    let lifted = is_dragged.clone();
    view! {
        <div class="pin-place" class:dragged=is_dragged node_ref=place style:margin=margin(at)>
            <button
                type="button"
                class="pin-at"
                aria-haspopup="dialog"
                aria-expanded=move || opened.selected(&Some(id)).to_string()
                aria-describedby="pin-keys"
                aria-label=move || mark.with(|mark| spoken_mark(i18n, mark))
                on:pointerdown=move |event| moves.down(id, &event)
                on:pointermove=move |event| moves.moved(&event)
                on:pointerup=move |event| moves.up(&event)
                on:pointercancel=move |_| moves.let_go()
                on:contextmenu=move |event| event.prevent_default()
                on:click=move |event| moves.click(id, &event)
                on:keydown=move |event| moves.key(id, &event)
                on:blur=move |_| moves.left()
            >
                {move || {
                    if lifted() {
                        let label = mark.with(PinLabel::of);
                        return view! { <Pin pin=Signal::stored(label) /> }.into_any();
                    }
                    face.with(|face| face_box(face)).into_any()
                }}
            </button>
        </div>
    }
}
