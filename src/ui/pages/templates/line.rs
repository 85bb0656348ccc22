//! One line: move it, call it something else, switch it on or off. A word of the shop's own can be removed.

use leptos::prelude::*;

use crate::domain::template::{Row, Section};
use crate::state::{Bound, use_template_bench, use_toasts};
use crate::ui::components::{Icon, TextField};
use crate::ui::i18n::{I18n, use_i18n};

use super::carrying::Carrying;
use super::moving::{Handle, MoveButtons};

/// Longest name, as the contract has it.
const LABEL: u32 = 80;

/// Longest wording within a sentence.
const SENTENCE: u32 = 200;

/// A line of a section.
#[component]
pub fn Line(
    section: StoredValue<Section>,
    id: String,
    rows: Signal<Vec<Row>>,
    /// The line whose names are being changed.
    open: RwSignal<Option<String>>,
    carrying: Carrying,
) -> impl IntoView {
    let i18n = use_i18n();
    let own = id.clone();
    let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.id == own).cloned()));
    let own = id.clone();
    let is_open = Memo::new(move |_| open.with(|open| open.as_ref() == Some(&own)));
    let id = StoredValue::new(id);
    let name = Signal::derive(move || row.with(|row| row.as_ref().map(|row| name_of(i18n, row)).unwrap_or_default()));
    let others = move || row.with(|row| row.as_ref().map(|row| other_names(i18n, row)));
    let is_own = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.own)));
    let is_on = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.on)));
    let movable = section.with_value(Section::has_order);
    let is_lifted = carrying.is_lifted(id);
    let pushed = carrying.pushed(id);
    let edit_id = format!("edit-{}", id.get_value());
    view! {
        <div
            class="template-line"
            class:off=move || !is_on.get()
            class:lifted=move || is_lifted.get()
            style:--by=move || format!("{}px", pushed.get())
        >
            {movable
                .then(|| {
                    view! {
                        <Handle id=id row=row carrying=carrying />
                        <MoveButtons id=id row=row name=name carrying=carrying />
                    }
                })}
            <span class="template-name">
                <b class="block">{move || name.get()}</b>
                <span class="t1 c2 block">
                    {others}
                    {move || is_own.get().then(|| view! { " · " {t!(i18n, "templates.own")} })}
                </span>
            </span>
            <button
                type="button"
                class="btn bare square"
                id=edit_id
                aria-label=move || i18n.fill("templates.rename", &[("name", name.get())])
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| open.set((!is_open.get_untracked()).then(|| id.get_value()))
            >
                <Icon name="pen-line" class="i-m" />
            </button>
            <SwitchButton section=section id=id row=row name=name />
            <Show when=move || is_open.get()>
                <Names section=section id=id row=row open=open />
            </Show>
        </div>
    }
}

/// What a line is called in the language of the page.
pub fn name_of(i18n: I18n, row: &Row) -> String {
    row.labels.get(i18n.tag()).or_else(|| row.labels.values().next()).cloned().unwrap_or_else(|| row.id.clone())
}

/// What it is called in the other languages, each said and set as its own.
fn other_names(i18n: I18n, row: &Row) -> impl IntoView + use<> {
    let others = row.labels.iter().filter(|(tag, _)| *tag != i18n.tag());
    others
        .enumerate()
        .map(|(place, (tag, label))| {
            let (tag, label) = (tag.clone(), label.clone());
            view! {
                {(place > 0).then_some(" · ")}
                <span lang=tag>{label}</span>
            }
        })
        .collect_view()
}

/// In use or not; a line that no intake can do without says so.
#[component]
fn SwitchButton(
    section: StoredValue<Section>,
    id: StoredValue<String>,
    row: Memo<Option<Row>>,
    name: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let is_on = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.on)));
    let can_switch = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.can_switch)));
    let switch = move |_| {
        let on = !is_on.get_untracked();
        bench.edit(|template| section.with_value(|section| id.with_value(|id| section.switch(template, id, on))));
    };
    view! {
        {move || {
            if can_switch.get() {
                view! {
                    <button
                        type="button"
                        class="chip template-switch"
                        role="switch"
                        aria-checked=move || is_on.get().to_string()
                        aria-label=move || i18n.fill("templates.in_use_of", &[("name", name.get())])
                        on:click=switch
                    >
                        <Icon name=Signal::derive(move || if is_on.get() { "check".to_owned() } else { "eye-off".to_owned() }) class="i-m" />
                        <span>{move || i18n.text(if is_on.get() { "templates.in_use" } else { "templates.switched_off" })}</span>
                    </button>
                }
                    .into_any()
            } else {
                view! {
                    <span class="tag template-switch">
                        <Icon name="lock" />
                        <span>{t!(i18n, "templates.always")}</span>
                    </span>
                }
                    .into_any()
            }
        }}
    }
}

/// The names of a line in every language, and how it reads within a sentence.
#[component]
fn Names(
    section: StoredValue<Section>,
    id: StoredValue<String>,
    row: Memo<Option<Row>>,
    open: RwSignal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let bench = use_template_bench();
    let toasts = use_toasts();
    let languages = bench.peek(|template| template.languages.clone());
    let has_sentence = row.with_untracked(|row| row.as_ref().is_some_and(|row| row.sentence.is_some()));
    let labels = languages.iter().map(|tag| {
        let (read, written, named) = (tag.clone(), tag.clone(), tag.clone());
        let bind = Bound {
            value: Signal::derive(move || {
                row.with(|row| row.as_ref().and_then(|row| row.labels.get(&read).cloned()).unwrap_or_default())
            }),
            set: Callback::new(move |typed: String| {
                bench.edit(|template| {
                    section.with_value(|section| id.with_value(|id| section.rename(template, id, &written, typed)));
                });
            }),
            done: Callback::new(|()| {}),
        };
        let label =
            Signal::derive(move || i18n.fill("templates.name_in", &[("language", language_name(i18n, &named))]));
        let field = format!("name-{}-{tag}", id.get_value());
        view! { <TextField id=field label=label bind=bind maxlength=LABEL /> }
    });
    let sentences = languages.iter().filter(|_| has_sentence).map(|tag| {
        let (read, written, named) = (tag.clone(), tag.clone(), tag.clone());
        let bind = Bound {
            value: Signal::derive(move || {
                let words = |row: &Row| row.sentence.as_ref().and_then(|sentence| sentence.get(&read).cloned());
                row.with(|row| row.as_ref().and_then(words).unwrap_or_default())
            }),
            set: Callback::new(move |typed: String| {
                bench.edit(|template| {
                    section.with_value(|section| id.with_value(|id| section.reword(template, id, &written, typed)));
                });
            }),
            done: Callback::new(|()| {}),
        };
        let label =
            Signal::derive(move || i18n.fill("templates.sentence_in", &[("language", language_name(i18n, &named))]));
        let field = format!("sentence-{}-{tag}", id.get_value());
        view! { <TextField id=field label=label bind=bind maxlength=SENTENCE /> }
    });
    let fields = labels.chain(sentences).collect_view();
    let own = row.with_untracked(|row| row.as_ref().is_some_and(|row| row.own));
    let remove = move |_| {
        let name = row.with_untracked(|row| row.as_ref().map(|row| name_of(i18n, row)).unwrap_or_default());
        let before = bench.peek(Clone::clone);
        open.set(None);
        bench.edit(|template| section.with_value(|section| id.with_value(|id| section.remove(template, id))));
        toasts.undoable(i18n.fill("templates.removed", &[("name", name)]), i18n.text("toast.undo"), move || {
            bench.edit(|template| *template = before.clone());
        });
    };
    view! {
        <div class="template-names">
            {fields}
            <div class="flex wrap">
                <button type="button" class="btn" on:click=move |_| open.set(None)>
                    <Icon name="check" class="i-m" />
                    <span>{t!(i18n, "templates.names_done")}</span>
                </button>
                {own
                    .then(|| {
                        view! {
                            <button type="button" class="btn quiet" on:click=remove>
                                <Icon name="trash-2" class="i-m" />
                                <span>{t!(i18n, "templates.remove")}</span>
                            </button>
                        }
                    })}
            </div>
        </div>
    }
}

/// The name of a language; its tag for one that this app does not speak.
pub fn language_name(i18n: I18n, tag: &str) -> String {
    match tag {
        "en" => i18n.text("templates.english"),
        "zh-CN" => i18n.text("templates.chinese"),
        other => other.to_owned(),
    }
}
