//! The screen on which a photo is drawn over: title, photo, tools, the way out.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use walkaround_contract::{AnnotationShape, Attachment, Id};
use wasm_bindgen::JsCast;

use crate::domain::annotation::Sketch;
use crate::state::use_draft;
use crate::ui::components::{ConfirmDialog, Icon};
use crate::ui::i18n::use_i18n;

use super::Target;
use super::desk::{Desk, Tool};
use super::finish::{Finish, FinishState};
use super::ink_choice::InkChoice;
use super::list::ShapeList;
use super::surface::Surface;
use super::tools::Tools;
use super::words::WordsDialog;

/// How far an arrow key moves a shape, in 1/10,000; and with Alt, which is for the last bit.
const NUDGE: (i32, i32) = (100, 20);

/// A photo as large as the screen. `close` takes it away.
#[component]
pub fn AnnotateDialog(of: Target, close: Callback<()>) -> impl IntoView {
    let draft = use_draft();
    let photo = draft.peek(|draft| Some((draft.attachment(of.id)?.clone(), draft.original_of(of.id)?.id)));
    match photo {
        Some((photo, original)) => view! { <Screen photo=photo original=original of=of close=close /> }.into_any(),
        // Taken off the draft in the same moment: there is nothing to draw over.
        None => {
            close.run(());
            ().into_any()
        }
    }
}

#[component]
fn Screen(photo: Attachment, original: Id, of: Target, close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let desk = Desk::provide(&photo);
    let finish = Finish::of_this_page();
    let node = NodeRef::<html::Dialog>::new();
    let leaving = StoredValue::new(false);
    let asks = RwSignal::new(false);
    let listed = RwSignal::new(false);
    Effect::new(move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // Fails only where the dialog is open already or not in the document; both leave nothing to do.
            let _shown = dialog.show_modal();
        }
    });
    let leave = move || {
        leaving.set_value(true);
        if let Some(dialog) = node.get_untracked() {
            // Closed before it goes, so that the focus returns to the button that opened it.
            dialog.close();
        }
        close.run(());
    };
    let on_done = of.on_done;
    let done = Callback::new(move |id: Id| {
        leave();
        // The page below may have changed with the photo.
        on_done.try_run(id);
    });
    let finished = move || finish.run(draft, of.id, desk, done);
    let cancel = move || {
        if finish.working.with_untracked(Option::is_some) {
            finish.stop();
        } else if desk.sketch.with_untracked(Sketch::is_changed) {
            asks.set(true);
        } else {
            leave();
        }
    };
    let title = of.title.clone();
    let name = move || i18n.fill("annotate.title", &[("photo", title.clone())]);
    let is_busy = move || finish.working.with(Option::is_some);
    view! {
        <dialog
            class="annotate"
            node_ref=node
            aria-labelledby="annotate-title"
            on:keydown=move |event| on_key(&event, desk, cancel)
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                cancel();
            }
            on:close=move |_| {
                // A browser may insist on closing; what was drawn must not go with it.
                if !leaving.get_value() && let Some(dialog) = node.get_untracked() {
                    let _shown = dialog.show_modal();
                }
            }
        >
            <div class="annotate-frame" inert=is_busy>
                <header class="bar-top">
                    <button type="button" class="btn bare square" aria-label=t!(i18n, "annotate.leave") on:click=move |_| cancel()>
                        <Icon name="x" class="i-l" />
                    </button>
                    <h1 class="grow t3 cut" id="annotate-title">{name}</h1>
                    <button type="button" class="btn quiet" aria-pressed=move || listed.get().to_string() on:click=move |_| listed.update(|listed| *listed = !*listed)>
                        <Icon name="list" class="i-m" />
                        <span>{t!(i18n, "annotate.list")}</span>
                    </button>
                </header>
                <div class="annotate-middle" class:listed=move || listed.get()>
                    <Surface original=original title=of.title />
                    <Show when=move || listed.get()>
                        <ShapeList />
                    </Show>
                    <Tools />
                </div>
                <InkChoice />
                <footer class="bar-bottom">
                    <p class="grow c2 annotate-hint">{move || hint(desk)}</p>
                    <button type="button" class="btn lg primary" on:click=move |_| finished()>
                        <Icon name="check" />
                        <span>{t!(i18n, "annotate.done")}</span>
                    </button>
                </footer>
            </div>
            <div class="annotate-over">
                <FinishState finish=finish />
            </div>
            <p class="hide" role="status">{move || desk.said.get()}</p>
        </dialog>
        <WordsDialog />
        <ConfirmDialog
            open=asks
            title=Signal::derive(move || i18n.text("annotate.discard_title"))
            text=Signal::derive(move || i18n.text("annotate.discard_text"))
            yes=Signal::derive(move || i18n.text("annotate.discard_yes"))
            no=Signal::derive(move || i18n.text("annotate.discard_no"))
            on_yes=Callback::new(move |()| leave())
            danger=true
        />
    }
}

/// What the tool in hand does; or that there is no room for more.
fn hint(desk: Desk) -> String {
    let i18n = desk.i18n;
    if desk.full.get() {
        return i18n.text("annotate.full");
    }
    match desk.tool.get() {
        Tool::Select => i18n.text("annotate.hint_select"),
        Tool::Draw(shape) => match shape {
            AnnotationShape::Arrow => i18n.text("annotate.hint_arrow"),
            AnnotationShape::Circle => i18n.text("annotate.hint_circle"),
            AnnotationShape::Text => i18n.text("annotate.hint_text"),
            AnnotationShape::Blur => i18n.text("annotate.hint_blur"),
            AnnotationShape::Line | AnnotationShape::Unlisted(_) => i18n.text("annotate.hint_line"),
        },
    }
}

/// Keys that mean the same wherever the focus is on this screen; its only field is in a dialog of its own.
fn on_key(event: &KeyboardEvent, desk: Desk, cancel: impl Fn()) {
    let key = event.key();
    let command = event.ctrl_key() || event.meta_key();
    let step = if event.alt_key() { NUDGE.1 } else { NUDGE.0 };
    let is_chosen = desk.chosen.with_untracked(Option::is_some);
    let taken = match key.as_str() {
        "Escape" if desk.chosen.with_untracked(Option::is_some) => {
            desk.chosen.set(None);
            true
        }
        "Escape" => {
            cancel();
            true
        }
        "z" | "Z" if command && event.shift_key() => {
            desk.redo();
            true
        }
        "z" | "Z" if command => {
            desk.undo();
            true
        }
        "y" | "Y" if command => {
            desk.redo();
            true
        }
        "Delete" | "Backspace" if is_chosen => {
            desk.remove_chosen();
            true
        }
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" if is_chosen && !command => {
            let (dx, dy) = match key.as_str() {
                "ArrowLeft" => (-step, 0),
                "ArrowRight" => (step, 0),
                "ArrowUp" => (0, -step),
                _ => (0, step),
            };
            desk.nudge(dx, dy, event.shift_key());
            true
        }
        _ => false,
    };
    if taken {
        // Neither does the browser do what it would do with the key, nor the page below.
        event.prevent_default();
        event.unchecked_ref::<web_sys::Event>().stop_propagation();
    }
}
