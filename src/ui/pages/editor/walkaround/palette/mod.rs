//! The palette: what is wrong there, how bad, how large, with note and photos. On the drawing it points at the finger; for a mark that
//! has no place on the drawing shown it is a dialog.
//!
//! Invariant: there is no "done". Every choice is in the draft at once, and a tap elsewhere only closes. With the kind a mark is there, as
//! bad and as large as its kind usually is, in sight of whoever placed it.

mod details;
mod head;
mod kind_tiles;
mod measures;

use leptos::{ev, html, prelude::*};
use walkaround_contract::{Mark, Station};
use wasm_bindgen::JsCast;

use crate::domain::drawing::share;
use crate::ui::components::Dialog;

use self::{details::Details, head::PaletteHead, kind_tiles::KindTiles, measures::Measures};
use super::board::BoardSize;
use super::panel_row::PanelAnswers;
use super::walk::{Editing, Walk, focus_panel, use_walk};

/// What the palette is about, for its parts.
#[derive(Clone, Copy)]
struct Subject {
    walk: Walk,
    /// The mark, once its kind is chosen.
    mark: Memo<Option<Mark>>,
    station: Memo<Option<Station>>,
    panel: Memo<Option<String>>,
    /// Note, measure and photos are in sight.
    details: RwSignal<bool>,
    /// All kinds are in sight, not only the common ones.
    all_kinds: RwSignal<bool>,
}

impl Subject {
    fn provide() -> Self {
        let walk = use_walk();
        let mark = Memo::new(move |_| match walk.editing.get() {
            Some(Editing::Mark(id)) => walk.draft.with(|draft| draft.mark(id).cloned()),
            _ => None,
        });
        let station = Memo::new(move |_| match walk.editing.get() {
            Some(Editing::Place(place)) => Some(place.station),
            _ => mark.with(|mark| mark.as_ref().map(|mark| mark.station.clone())),
        });
        let panel = Memo::new(move |_| match walk.editing.get() {
            Some(Editing::Place(place)) => place.panel,
            _ => mark.with(|mark| mark.as_ref().and_then(|mark| mark.panel.clone())),
        });
        let subject =
            Self { walk, mark, station, panel, details: RwSignal::new(false), all_kinds: RwSignal::new(false) };
        Effect::new(move || {
            walk.editing.track();
            let told = mark.with_untracked(|mark| {
                mark.as_ref().is_some_and(|mark| mark.note.is_some() || mark.measured_mm.is_some())
            });
            subject.details.set(told);
            subject.all_kinds.set(false);
        });
        provide_context(subject);
        subject
    }

    /// Name of the panel, or of the station.
    fn title(&self) -> String {
        match (self.panel.get(), self.station.get()) {
            (Some(panel), _) => self.walk.i18n.label("panel", &panel),
            (None, Some(station)) => self.walk.i18n.label("station", station.as_str()),
            (None, None) => String::new(),
        }
    }

    /// Changes the mark.
    fn edit(&self, change: impl FnOnce(&mut Mark)) {
        if let Some(Editing::Mark(id)) = self.walk.editing.get_untracked() {
            self.walk.draft.edit(|draft| draft.edit_mark(id, change));
        }
    }
}

fn use_subject() -> Subject {
    expect_context()
}

/// The palette on the drawing.
#[component]
pub fn BoardPalette(size: Signal<BoardSize>) -> impl IntoView {
    let subject = Subject::provide();
    let walk = subject.walk;
    let node = NodeRef::<html::Div>::new();
    // Where the finger was, across the palette: it stands in the middle of the board as wide as the CSS allows.
    let from = Memo::new(move |_| {
        let BoardSize { board, view, pushed, .. } = size.get();
        let x = match walk.editing.get() {
            Some(Editing::Place(place)) => place.position.map(|position| position.x),
            _ => subject.mark.with(|mark| mark.as_ref().and_then(|mark| mark.x)),
        };
        let across = (share(x.unwrap_or(5_000)) - 0.5) * view + pushed;
        let width = (board - 24.0).clamp(1.0, 636.0);
        (50.0 + across / width * 100.0).clamp(5.0, 95.0)
    });
    Effect::new(move |before: Option<Option<Editing>>| {
        let now = walk.editing.get();
        let kind_chosen = matches!((&before, &now), (Some(Some(Editing::Place(_))), Some(Editing::Mark(_))));
        if let Some(palette) = node.get()
            && !kind_chosen
        {
            // A screen reader starts at the palette's name; a finger sees no difference.
            request_animation_frame(move || drop(palette.focus()));
        }
        now
    });
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close_to_panel(subject);
        }
    };
    view! {
        <div
            class="palette"
            role="dialog"
            tabindex="-1"
            aria-label=move || subject.title()
            style:--from=move || format!("{:.1}", from.get())
            node_ref=node
            on:keydown=on_key
        >
            <PaletteHead on_close=Callback::new(move |()| close_to_panel(subject)) />
            <PaletteBody />
        </div>
    }
}

/// Closes the palette and gives the focus back to the panel it came from.
fn close_to_panel(subject: Subject) {
    let panel = subject.panel.get_untracked();
    subject.walk.close();
    focus_panel(panel.as_deref());
}

/// The palette as a dialog, for marks and places that the drawing does not show.
#[component]
pub fn PaletteDialog() -> impl IntoView {
    let subject = Subject::provide();
    let walk = subject.walk;
    let wanted = Memo::new(move |_| walk.editing.with(Option::is_some) && !walk.on_drawing());
    let open = RwSignal::new(false);
    Effect::new(move || {
        open.set(wanted.get());
        if wanted.get() {
            // What is asked first has the focus, not the button that closes.
            focus_first_kind();
        }
    });
    // Escape closes the dialog by itself.
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is && wanted.get_untracked() {
            walk.close();
        }
        is
    });
    view! {
        <Dialog open=open title=Signal::derive(move || subject.title()) wide=true>
            <div class="palette-sheet">
                <PaletteHead in_dialog=true on_close=Callback::new(move |()| walk.close()) />
                <PaletteBody />
            </div>
        </Dialog>
    }
}

fn focus_first_kind() {
    // One frame for the dialog to be drawn, one for it to be opened.
    request_animation_frame(|| {
        request_animation_frame(|| {
            let kinds = [".palette-sheet .kinds [aria-pressed=true]", ".palette-sheet .kinds button"];
            let first = kinds.iter().find_map(|selector| document().query_selector(selector).ok().flatten());
            if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
                // What is not there can't be focused; then the dialog has the focus.
                let _focused = first.focus();
            }
        });
    });
}

#[component]
fn PaletteBody() -> impl IntoView {
    let subject = use_subject();
    let is_mark = Memo::new(move |_| subject.mark.with(Option::is_some));
    // A panel without marks can be answered instead.
    let answerable = Memo::new(move |_| {
        let panel = subject.panel.get().filter(|_| !is_mark.get())?;
        subject.walk.draft.with(|draft| draft.marks_of_panel(&panel).next().is_none()).then_some(panel)
    });
    view! {
        <div class="palette-body">
            <KindTiles />
            <Show when=move || is_mark.get()>
                <Measures />
                <Show when=move || subject.details.get()>
                    <Details />
                </Show>
            </Show>
            {move || {
                answerable.get().map(|panel| {
                    view! {
                        <div class="palette-row one">
                            <PanelAnswers panel=panel />
                        </div>
                    }
                })
            }}
        </div>
    }
}
