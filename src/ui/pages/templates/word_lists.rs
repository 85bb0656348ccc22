//! The catalogues: first which one, then its words.

use leptos::prelude::*;
use walkaround_contract::Catalogue;

use crate::domain::template::{Section, catalogues};
use crate::state::use_template_bench;
use crate::ui::components::{Icon, More, focus_field};
use crate::ui::i18n::{I18n, use_i18n};

use super::section::SectionList;

/// All lists of words, or the words of one.
#[component]
pub fn WordLists() -> impl IntoView {
    let i18n = use_i18n();
    let chosen = RwSignal::new(None::<String>);
    view! {
        {move || match chosen.get() {
            None => view! { <Choice chosen=chosen /> }.into_any(),
            Some(name) => {
                let title = name.clone();
                let text = match Catalogue::of(&name) {
                    Catalogue::Open => "templates.words_open",
                    Catalogue::Chosen => "templates.words_chosen",
                    Catalogue::Worded => "templates.words_worded",
                };
                view! {
                    <section class="col g3">
                        <div class="flex wrap g3">
                            <button type="button" class="btn template-back" id="all-lists" on:click=move |_| chosen.set(None)>
                                <Icon name="chevron-left" class="i-m" />
                                <span>{t!(i18n, "templates.all_lists")}</span>
                            </button>
                            <h2 class="grow">{move || catalogue_name(i18n, &title)}</h2>
                        </div>
                        <p class="c2">{move || i18n.text(text)}</p>
                        <SectionList section=Section::Catalogue(name) />
                    </section>
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn Choice(chosen: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let of = move |may_be_chosen: bool| bench.peek(|template| catalogues(template, may_be_chosen));
    view! {
        <section class="col g3">
            <h2>{t!(i18n, "templates.words_title")}</h2>
            <p class="c2">{t!(i18n, "templates.words_text")}</p>
            <Buttons names=of(true) chosen=chosen />
            <More label=t!(i18n, "templates.words_more")>
                <Buttons names=of(false) chosen=chosen />
            </More>
        </section>
    }
}

#[component]
fn Buttons(names: Vec<String>, chosen: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    view! {
        <div class="card rows template-lists">
            {names
                .into_iter()
                .map(|name| {
                    let (listed, titled, picked) = (name.clone(), name.clone(), name);
                    let count = bench.read(move |template| template.offered(&listed).len());
                    view! {
                        <button
                            type="button"
                            class="row"
                            on:click=move |_| {
                                chosen.set(Some(picked.clone()));
                                focus_field("all-lists");
                            }
                        >
                            <span class="grow">{move || catalogue_name(i18n, &titled)}</span>
                            <span class="c2 num">{move || i18n.count("templates.word_count", count.get())}</span>
                            <Icon name="chevron-right" class="i-m" />
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// The name of a catalogue; its word on the wire for one that this version does not know.
pub fn catalogue_name(i18n: I18n, catalogue: &str) -> String {
    let key = format!("template_list.{catalogue}");
    let text = i18n.text(&key);
    if text == key { catalogue.to_owned() } else { text }
}
