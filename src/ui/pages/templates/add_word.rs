//! A word of the shop's own: its name in every language, because the customer may read any of them.

use std::collections::BTreeMap;

use leptos::prelude::*;
use walkaround_contract::Labels;

use crate::domain::template::Section;
use crate::state::{Bound, use_template_bench};
use crate::ui::components::{Icon, TextField, focus_field};
use crate::ui::i18n::use_i18n;

use super::line::language_name;

/// Longest name, as the contract has it.
const LABEL: u32 = 80;

/// The form below a section that takes words.
#[component]
pub fn AddWord(section: StoredValue<Section>) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    // What was added last, for who does not see the line that came.
    let said = RwSignal::new(String::new());
    let languages = bench.peek(|template| template.languages.clone());
    let typed = RwSignal::new(BTreeMap::<String, String>::new());
    let place = section.with_value(|section| section.catalogue().to_owned());
    let first = languages.first().map(|tag| format!("new-{place}-{tag}")).unwrap_or_default();
    let needed = languages.clone();
    let complete = Memo::new(move |_| {
        typed.with(|typed| needed.iter().all(|tag| typed.get(tag).is_some_and(|name| !name.trim().is_empty())))
    });
    let add = move |_| {
        let labels: Labels = typed
            .with_untracked(|typed| typed.iter().map(|(tag, name)| (tag.clone(), name.trim().to_owned())).collect());
        let name = labels.get(i18n.tag()).or_else(|| labels.values().next()).cloned().unwrap_or_default();
        let mut added = None;
        bench.edit(|template| added = section.with_value(|section| section.add(template, labels)));
        if added.is_some() {
            said.set(i18n.fill("templates.added", &[("name", name)]));
            typed.set(BTreeMap::new());
            focus_field(&first);
        }
    };
    let fields = languages
        .into_iter()
        .map(|tag| {
            let (read, written, named) = (tag.clone(), tag.clone(), tag.clone());
            let bind = Bound {
                value: Signal::derive(move || typed.with(|typed| typed.get(&read).cloned().unwrap_or_default())),
                set: Callback::new(move |name: String| {
                    typed.update(|typed| drop(typed.insert(written.clone(), name)));
                }),
                done: Callback::new(|()| {}),
            };
            let label =
                Signal::derive(move || i18n.fill("templates.new_in", &[("language", language_name(i18n, &named))]));
            view! { <TextField id=format!("new-{place}-{tag}") label=label bind=bind maxlength=LABEL /> }
        })
        .collect_view();
    view! {
        <section class="card pad col g3" aria-label=t!(i18n, "templates.add_title")>
            <h3>{t!(i18n, "templates.add_title")}</h3>
            <div class="template-new">{fields}</div>
            <div class="flex wrap">
                <button type="button" class="btn soft" disabled=move || !complete.get() on:click=add>
                    <Icon name="plus" class="i-m" />
                    <span>{t!(i18n, "templates.add")}</span>
                </button>
                <span class="t1 c2 grow">{t!(i18n, "templates.add_text")}</span>
            </div>
            <p class="hide" role="status">{move || said.get()}</p>
        </section>
    }
}
