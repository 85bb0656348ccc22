//! Settings of this tablet: the shop, where sheets go, language and look, storage, the version.

mod about;
mod backend;
mod look;
mod opening;
mod retention;
mod room;
mod shop;
mod storage;

use leptos::prelude::*;

use crate::routes::{Page, use_go};
use crate::state::use_session;
use crate::ui::components::{Icon, SectionLink, StorageFailure};
use crate::ui::i18n::use_i18n;

pub use look::LanguageChoice;
pub use storage::ExportButton;

use self::{
    about::AboutSection, backend::BackendSection, look::LookSection, shop::ShopSection, storage::StorageSection,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Backend,
    Shop,
    Look,
    Storage,
    About,
}

impl Section {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Backend, "server", "settings.backend"),
        (Self::Shop, "store", "settings.shop"),
        (Self::Look, "languages", "settings.look"),
        (Self::Storage, "hard-drive", "settings.storage"),
        (Self::About, "info", "settings.about"),
    ];
}

/// The settings page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let go = use_go();
    let section = RwSignal::new(Section::Backend);
    view! {
        <div class="app">
            <header class="bar-top">
                <button type="button" class="btn bare square" aria-label=t!(i18n, "editor.back_to_board") on:click=move |_| go.run(Page::Board)>
                    <Icon name="chevron-left" class="i-l" />
                </button>
                <h1 class="t4 grow">{t!(i18n, "settings.title")}</h1>
            </header>
            <main class="settings">
                <nav class="settings-nav" aria-label=t!(i18n, "settings.title")>
                    {Section::ALL
                        .map(|(entry, icon, key)| {
                            view! {
                                <SectionLink
                                    icon=icon
                                    name=Signal::derive(move || i18n.text(key))
                                    current=Signal::derive(move || section.get() == entry)
                                    on_choose=Callback::new(move |()| section.set(entry))
                                />
                            }
                        })
                        .collect_view()}
                    <button type="button" class="settings-link" on:click=move |_| go.run(Page::Templates)>
                        <Icon name="clipboard-list" />
                        <span>{t!(i18n, "templates.title")}</span>
                        <Icon name="chevron-right" class="i-s" />
                    </button>
                </nav>
                <div class="settings-body one">
                    <StorageFailure failure=session.failure() />
                    {move || match section.get() {
                        Section::Backend => view! { <BackendSection /> }.into_any(),
                        Section::Shop => view! { <ShopSection /> }.into_any(),
                        Section::Look => view! { <LookSection /> }.into_any(),
                        Section::Storage => view! { <StorageSection /> }.into_any(),
                        Section::About => view! { <AboutSection /> }.into_any(),
                    }}
                </div>
            </main>
        </div>
    }
}
