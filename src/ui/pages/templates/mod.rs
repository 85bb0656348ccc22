//! The shop's checklist: which steps, stations, photos and words there are, how they are called, and in which order. Nothing that is
//! changed here reaches an intake that has begun.

mod add_word;
mod bar;
mod carrying;
mod file;
mod from_backend;
mod line;
mod moving;
mod opened;
mod panel_list;
mod preview;
mod problems;
mod required;
mod section;
mod word_lists;

use leptos::{html, prelude::*};
use walkaround_contract::Problem;

use crate::domain::template::Section;
use crate::routes::{Page, use_go};
use crate::state::{use_template_bench, use_templates};
use crate::ui::components::{Banner, ConfirmDialog, Icon, Mood, SectionLink};
use crate::ui::i18n::{I18n, use_i18n};

use self::{
    bar::ApplyBar, file::FileSection, panel_list::PanelList, preview::Preview, problems::Problems,
    required::RequiredAnswers, section::SectionList, word_lists::WordLists,
};

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Steps,
    Stations,
    Shots,
    Panels,
    Words,
    Required,
    Preview,
    File,
}

impl Part {
    const ALL: [(Self, &'static str, &'static str); 8] = [
        (Self::Steps, "clipboard-list", "templates.steps"),
        (Self::Stations, "map-pin", "templates.stations"),
        (Self::Shots, "camera", "templates.shots"),
        (Self::Panels, "car", "templates.panels"),
        (Self::Words, "list", "templates.words"),
        (Self::Required, "badge-check", "templates.required"),
        (Self::Preview, "eye", "templates.preview"),
        (Self::File, "file-text", "templates.file"),
    ];
}

/// A template that was refused: the name of its file, or nothing where it is what was edited here; and what is wrong.
type Refused = Option<(Option<String>, Vec<Problem>)>;

/// The page of the shop's template.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let bench = use_template_bench();
    let lost = use_templates().lost();
    let changed = bench.is_changed();
    let part = RwSignal::new(Part::Steps);
    let refused = RwSignal::new(None::<(Option<String>, Vec<Problem>)>);
    let leaving = RwSignal::new(false);
    // Another part begins at its top, and so does what is wrong.
    let body = NodeRef::<html::Div>::new();
    Effect::new(move || {
        part.track();
        refused.track();
        if let Some(body) = body.get() {
            body.set_scroll_top(0);
        }
    });
    let version = bench.read(|template| template.version);
    let leave = move |_| {
        if changed.get_untracked() {
            leaving.set(true);
        } else {
            go.run(Page::Settings);
        }
    };
    // The browser asks before it closes or reloads the page; its words are its own.
    let asks = window_event_listener(leptos::ev::beforeunload, move |event| {
        if changed.try_get_untracked() == Some(true) {
            event.prevent_default();
        }
    });
    on_cleanup(move || asks.remove());
    view! {
        <div class="app">
            <header class="bar-top">
                <button type="button" class="btn bare square" aria-label=t!(i18n, "templates.back") on:click=leave>
                    <Icon name="chevron-left" class="i-l" />
                </button>
                <h1 class="t4 grow cut">{t!(i18n, "templates.title")}</h1>
                <span class="tag">
                    <span>{move || i18n.fill("templates.version", &[("version", version.get().to_string())])}</span>
                </span>
            </header>
            <main class="settings templates">
                <nav class="settings-nav" aria-label=t!(i18n, "templates.title")>
                    {Part::ALL
                        .map(|(entry, icon, key)| {
                            view! {
                                <SectionLink
                                    icon=icon
                                    name=Signal::derive(move || i18n.text(key))
                                    current=Signal::derive(move || part.get() == entry)
                                    on_choose=Callback::new(move |()| part.set(entry))
                                />
                            }
                        })
                        .collect_view()}
                </nav>
                <div class="settings-body one" node_ref=body>
                    <div class="col g4">
                        <Show when=move || lost.get()>
                            <Banner mood=Mood::Warn>
                                <div class="grow">{t!(i18n, "templates.lost")}</div>
                            </Banner>
                        </Show>
                        <Problems refused=refused />
                        {move || match part.get() {
                            Part::Steps => part_of(i18n, "templates.steps_title", "templates.steps_text", Section::Steps),
                            Part::Stations => part_of(i18n, "templates.stations_title", "templates.stations_text", Section::Stations),
                            Part::Shots => part_of(i18n, "templates.shots_title", "templates.shots_text", Section::Shots),
                            Part::Panels => view! { <PanelList /> }.into_any(),
                            Part::Words => view! { <WordLists /> }.into_any(),
                            Part::Required => view! { <RequiredAnswers /> }.into_any(),
                            Part::Preview => view! { <Preview /> }.into_any(),
                            Part::File => view! { <FileSection refused=refused /> }.into_any(),
                        }}
                    </div>
                </div>
            </main>
            <ApplyBar refused=refused />
            <ConfirmDialog
                open=leaving
                title=t!(i18n, "templates.leave_title")
                text=t!(i18n, "templates.leave_text")
                yes=t!(i18n, "templates.leave_yes")
                no=t!(i18n, "templates.leave_no")
                danger=true
                on_yes=Callback::new(move |()| {
                    bench.discard();
                    go.run(Page::Settings);
                })
            />
        </div>
    }
}

/// A section with its heading and what can be done in it.
fn part_of(i18n: I18n, title: &'static str, text: &'static str, section: Section) -> AnyView {
    view! {
        <section class="col g3">
            <h2>{move || i18n.text(title)}</h2>
            <p class="c2">{move || i18n.text(text)}</p>
            <SectionList section=section />
        </section>
    }
    .into_any()
}
