//! Opening a draft for the pages that work on it, and saying so where it can't be opened.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::{Id, Template};

use crate::routes::{Page, use_go};
use crate::state::{
    Access, DraftAtHand, OpenDraft, OpenDrafts, Standing, StorageError, provide_template, sweep_later, use_ports,
    use_session, use_templates, use_toasts,
};
use crate::ui::components::{Empty, storage_trouble};
use crate::ui::i18n::{I18n, use_i18n};

/// Loads the draft, provides it as context to what is inside, and remembers that it is open, so that a cold start returns to it.
#[component]
pub fn WithDraft(id: Id, children: ChildrenFn) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let go = use_go();
    let (templates, toasts) = (use_templates(), use_toasts());
    let loaded = RwSignal::new_local(None::<Result<Option<(DraftAtHand, Option<Arc<Template>>)>, StorageError>>);
    let drafts = expect_context::<OpenDrafts>();
    let ports = use_ports();
    let device = ports.device.clone();
    device.spawn(Box::pin(async move {
        let result = match drafts.open(&ports, id).await {
            Ok(Some(draft)) => templates.find(&draft.template()).await.map(|template| Some((draft, template))),
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        };
        if let Ok(Some((_, None))) = &result {
            toasts.trouble(i18n.text("editor.template_lost"));
        }
        loaded.try_set(Some(result));
    }));
    if session.settings().with_untracked(|settings| settings.open_draft) != Some(id) {
        session.change(|settings| settings.open_draft = Some(id));
    }
    let children = StoredValue::new(children);

    view! {
        {move || match loaded.get() {
            None => view! { <main class="page" aria-busy="true"></main> }.into_any(),
            Some(Ok(Some((draft, template)))) => view! { <Opened draft=draft template=template children=children /> }.into_any(),
            Some(Ok(None)) => view! { <NoSuchDraft /> }.into_any(),
            Some(Err(error)) => {
                view! {
                    <main class="page alone">
                        <Empty icon="octagon-alert" title=Signal::derive(move || storage_trouble(i18n, &error)) alone=true />
                        <button type="button" class="btn lg primary" on:click=move |_| go.run(Page::Board)>{t!(i18n, "editor.to_board")}</button>
                    </main>
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn Opened(draft: DraftAtHand, template: Option<Arc<Template>>, children: StoredValue<ChildrenFn>) -> impl IntoView {
    let lost = template.is_none();
    let template = template.unwrap_or_else(|| use_templates().of(&draft.template()));
    let draft = OpenDraft::new(draft, template);
    if lost && let Ok(stand_in) = draft.template().peek().reference() {
        // From here on the sheet says what it is made with; words of the lost template stay as they were entered.
        draft.edit(|draft| draft.template = stand_in);
    }
    provide_context(draft);
    provide_template(draft.template());
    I18n::follow_template();
    Standing::provide(draft);
    // Whatever is typed last is written when the page goes: to the background, to another page, or for good.
    let save = move || draft.save_now();
    let ports = use_ports();
    let guard = StoredValue::new_local(ports.device.on_leave(Box::new(save)));
    let ports = send_wrapper::SendWrapper::new(ports);
    let toasts = use_toasts();
    on_cleanup(move || {
        draft.save_now();
        draft.leave();
        guard.dispose();
        toasts.withdraw_offers();
        // What was removed while it was open can't come back any more.
        sweep_later(&ports);
    });
    let gone = Memo::new(move |_| draft.access().get() == Access::Gone);
    view! {
        <Show when=move || !gone.get() fallback=|| view! { <NoSuchDraft /> }>
            {children.with_value(|children| children())}
        </Show>
    }
}

#[component]
fn NoSuchDraft() -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    view! {
        <main class="page alone">
            <Empty icon="file-text" title=Signal::derive(move || i18n.text("editor.no_such_draft")) alone=true />
            <button type="button" class="btn lg primary" on:click=move |_| go.run(Page::Board)>{t!(i18n, "editor.to_board")}</button>
        </main>
    }
}
