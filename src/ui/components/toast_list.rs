//! The messages on screen, read out as they come.

use leptos::prelude::*;

use crate::state::{Tone, use_toasts};
use crate::ui::i18n::use_i18n;

use super::Icon;

/// All messages on screen.
#[component]
pub fn ToastList() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.list().get() key=|toast| toast.number let:toast>
                <div class="toast">
                    <Icon name=if toast.tone == Tone::Done { "check" } else { "triangle-alert" } />
                    <span class="grow">{toast.text.clone()}</span>
                    {toast.action.clone().map(|(word, action)| {
                        let number = toast.number;
                        view! {
                            <button type="button" class="btn" on:click=move |_| { action(); toasts.dismiss(number); }>{word}</button>
                        }
                    })}
                    <button type="button" class="btn square" aria-label=t!(i18n, "toast.close") on:click=move |_| toasts.dismiss(toast.number)>
                        <Icon name="x" />
                    </button>
                </div>
            </For>
        </div>
    }
}
