//! The import: a file is chosen, unlocked where it is locked, looked at, and stored as a person has chosen.

use leptos::{html, prelude::*};

use crate::state::rescue::{ImportDesk, ImportStage};
use crate::ui::components::{Dialog, Hint, Icon, file_bytes};
use crate::ui::i18n::use_i18n;

use super::failure::RescueFailure;
use super::passphrase::PassphraseField;
use super::preview::Preview;
use super::progress::WorkProgress;
use super::result::ImportResult;

/// Chooses a file; its dialog opens over the page.
#[component]
pub fn ImportButton() -> impl IntoView {
    let i18n = use_i18n();
    let desk = ImportDesk::new();
    let open = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let on_change = move |_| {
        let Some(element) = input.get_untracked() else { return };
        let Some(file) = element.files().and_then(|files| files.get(0)) else { return };
        open.set(true);
        desk.take(file.size(), async move { file_bytes(&file).await });
        // The same file can be chosen again.
        element.set_value("");
    };
    Effect::new(move |before: Option<bool>| {
        let is_open = open.get();
        if before == Some(true) && !is_open {
            desk.close();
        }
        is_open
    });
    view! {
        <label class="btn lg photo-button">
            <Icon name="upload" />
            <span>{t!(i18n, "rescue.import")}</span>
            // Any file: tablets don't know the ending of a locked one, and would offer none at all.
            <input class="hide" type="file" aria-label=t!(i18n, "rescue.import") node_ref=input on:change=on_change />
        </label>
        <Dialog open=open wide=true title=t!(i18n, "rescue.import")>
            <ImportBody desk=desk open=open />
        </Dialog>
    }
}

/// Which part of the dialog is in sight.
#[derive(Clone, Copy, PartialEq)]
enum Sight {
    Working,
    Asking { wrong: bool },
    Preview,
    Ended,
}

#[component]
fn ImportBody(desk: ImportDesk, open: RwSignal<bool>) -> impl IntoView {
    let sight = Memo::new(move |_| {
        desk.stage().with(|stage| match stage {
            ImportStage::Idle | ImportStage::Working(_) => Sight::Working,
            ImportStage::Asking { wrong } => Sight::Asking { wrong: *wrong },
            ImportStage::Preview => Sight::Preview,
            ImportStage::Done(_) | ImportStage::Failed(_) => Sight::Ended,
        })
    });
    // While it is only read, to stop is to leave; while it is stored, what is stored is told.
    let stop = Callback::new(move |()| {
        desk.stop();
        if !desk.is_storing() {
            open.set(false);
        }
    });
    view! {
        {move || match sight.get() {
            Sight::Working => {
                let progress = Signal::derive(move || {
                    desk.stage()
                        .with(|stage| match stage {
                            ImportStage::Working(progress) => Some(*progress),
                            _ => None,
                        })
                });
                view! { <WorkProgress progress=progress on_stop=stop /> }.into_any()
            }
            Sight::Asking { wrong } => view! { <AskPassphrase desk=desk open=open wrong=wrong /> }.into_any(),
            Sight::Preview => view! { <Preview desk=desk open=open /> }.into_any(),
            Sight::Ended => view! { <Ended desk=desk open=open /> }.into_any(),
        }}
    }
}

#[component]
fn AskPassphrase(desk: ImportDesk, open: RwSignal<bool>, wrong: bool) -> impl IntoView {
    let i18n = use_i18n();
    let passphrase = RwSignal::new(String::new());
    let is_empty = move || passphrase.with(String::is_empty);
    let hint = MaybeProp::derive(move || (wrong && is_empty()).then(|| Hint::Bad(i18n.text("rescue.wrong"))));
    let unlock = move || {
        if !passphrase.with_untracked(String::is_empty) {
            desk.unlock(passphrase.get_untracked());
        }
    };
    view! {
        <h3 class="flex mt2">
            <Icon name="lock" class="i-m" />
            <span>{t!(i18n, "rescue.locked_text")}</span>
        </h3>
        <p class="c2">{t!(i18n, "rescue.ask_text")}</p>
        <form
            on:submit=move |event| {
                event.prevent_default();
                unlock();
            }
        >
            <PassphraseField id="rescue-unlock" label=t!(i18n, "rescue.passphrase") text=passphrase hint=hint />
            <div class="flex wrap end mt4">
                <button type="button" class="btn lg" on:click=move |_| open.set(false)>{t!(i18n, "rescue.cancel")}</button>
                <button type="submit" class="btn lg primary" disabled=is_empty>{t!(i18n, "rescue.unlock")}</button>
            </div>
        </form>
    }
}

#[component]
fn Ended(desk: ImportDesk, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        {move || match desk.stage().get() {
            ImportStage::Done(imported) => view! { <ImportResult imported=imported /> }.into_any(),
            ImportStage::Failed(error) => {
                view! { <RescueFailure title=t!(i18n, "rescue.no_import") error=error /> }.into_any()
            }
            _ => ().into_any(),
        }}
        <div class="actions">
            <Show when=move || desk.can_try_again()>
                <button type="button" class="btn lg" on:click=move |_| desk.store()>{t!(i18n, "rescue.try_again")}</button>
            </Show>
            <button type="button" class="btn lg primary" on:click=move |_| open.set(false)>{t!(i18n, "rescue.close")}</button>
        </div>
    }
}
