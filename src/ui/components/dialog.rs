//! A question that must be answered before going on. Built on `<dialog>`: focus is held and given back, Escape says no.

use leptos::{html, prelude::*};

/// Asks before something that can't be undone. `open` is set false by either answer.
#[component]
pub fn ConfirmDialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] yes: Signal<String>,
    #[prop(into)] no: Signal<String>,
    on_yes: Callback<()>,
    /// The yes destroys something.
    #[prop(optional)]
    danger: bool,
) -> impl IntoView {
    view! {
        <Dialog open=open title=title>
            <p class="c2">{move || text.get()}</p>
            <div class="actions">
                <button type="button" class="btn lg" on:click=move |_| open.set(false)>{move || no.get()}</button>
                <button
                    type="button"
                    class=if danger { "btn lg danger" } else { "btn lg primary" }
                    on:click=move |_| {
                        open.set(false);
                        on_yes.run(());
                    }
                >
                    {move || yes.get()}
                </button>
            </div>
        </Dialog>
    }
}

/// A dialog with a title; what it asks and its buttons are the caller's.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// For pictures and tables.
    #[prop(optional)]
    wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only where the dialog is open already or not in the document; both leave nothing to do.
            let _shown = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class=if wide { "dialog wide" } else { "dialog" } node_ref=node aria-label=move || title.get() on:close=move |_| open.set(false)>
            <Show when=move || open.get()>
                <h2>{move || title.get()}</h2>
                {children()}
            </Show>
        </dialog>
    }
}
