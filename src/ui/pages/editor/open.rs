//! Opening a draft for the pages that work on it, and saying so where it can't be opened.

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::draft::Draft;
use crate::routes::{Page, use_go};
use crate::state::{OpenDraft, Standing, StorageError, use_ports, use_session};
use crate::ui::components::{Empty, storage_trouble};
use crate::ui::i18n::use_i18n;

/// Loads the draft, provides it as context to what is inside, and remembers that it is open, so that a cold start returns to it.
#[component]
pub fn WithDraft(id: Id, children: ChildrenFn) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let go = use_go();
    let loaded = RwSignal::new(None::<Result<Option<Draft>, StorageError>>);
    let ports = use_ports();
    let device = ports.device.clone();
    device.spawn(Box::pin(async move {
        let result = ports.drafts.load(id).await;
        loaded.try_set(Some(result));
    }));
    if session.settings().with_untracked(|settings| settings.open_draft) != Some(id) {
        session.change(|settings| settings.open_draft = Some(id));
    }
    let children = StoredValue::new(children);

    view! {
        {move || match loaded.get() {
            None => view! { <main class="page" aria-busy="true"></main> }.into_any(),
            Some(Ok(Some(draft))) => view! { <Opened draft=draft children=children /> }.into_any(),
            Some(Ok(None)) => {
                view! {
                    <main class="page">
                        <Empty icon="file-text" title=Signal::derive(move || i18n.text("editor.no_such_draft")) />
                        <button type="button" class="btn lg primary" on:click=move |_| go.run(Page::Board)>{t!(i18n, "editor.to_board")}</button>
                    </main>
                }
                    .into_any()
            }
            Some(Err(error)) => {
                view! {
                    <main class="page">
                        <Empty icon="octagon-alert" title=Signal::derive(move || storage_trouble(i18n, &error)) />
                        <button type="button" class="btn lg primary" on:click=move |_| go.run(Page::Board)>{t!(i18n, "editor.to_board")}</button>
                    </main>
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn Opened(draft: Draft, children: StoredValue<ChildrenFn>) -> impl IntoView {
    let draft = OpenDraft::new(draft);
    provide_context(draft);
    Standing::provide(draft);
    // Whatever is typed last is written when the page goes: to the background, to another page, or for good.
    let save = move || draft.save_now();
    let guard = StoredValue::new_local(use_ports().device.on_leave(Box::new(save)));
    on_cleanup(move || {
        draft.save_now();
        guard.dispose();
    });
    children.with_value(|children| children())
}
