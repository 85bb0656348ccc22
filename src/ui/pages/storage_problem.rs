//! The database can't be opened: say so, and let everything be taken out. The app never starts empty in silence.

use leptos::prelude::*;

use crate::state::StorageError;
use crate::ui::components::{Icon, ToastList, storage_trouble};
use crate::ui::i18n::use_i18n;

use super::settings::ExportButton;

/// The only page while the database can't be opened.
#[component]
pub fn StorageProblemPage(error: StorageError) -> impl IntoView {
    let i18n = use_i18n();
    let cause = error.to_string();
    // Where there is no database at all there is nothing to take out.
    let exportable = !matches!(error, StorageError::Unavailable { .. });
    view! {
        <main class="page alone">
            <div class="dialog" role="alertdialog" aria-labelledby="storage-problem">
                <h1 id="storage-problem" class="flex">
                    <Icon name="octagon-alert" class="i-l" />
                    <span>{t!(i18n, "storage_problem.title")}</span>
                </h1>
                <p class="mt3">{move || storage_trouble(i18n, &error)}</p>
                <p class="c2 t1 mt2 code">{cause}</p>
                <div class="col g3 mt4">
                    <button
                        type="button"
                        class="btn lg primary"
                        // Reloading fails only where the browser forbids it, and then nothing has changed.
                        on:click=move |_| drop(window().location().reload())
                    >
                        <Icon name="refresh-cw" />
                        <span>{t!(i18n, "storage_problem.reload")}</span>
                    </button>
                    {exportable.then(|| view! { <ExportButton /> })}
                </div>
            </div>
        </main>
        <ToastList />
    }
}
