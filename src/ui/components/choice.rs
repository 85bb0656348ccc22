//! Choosing by taps: one of a few (segmented control), one or several of many (chips). A second tap takes an answer back.

use leptos::prelude::*;

use crate::state::Bound;

use super::Icon;

/// One answer: its value and its word.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    pub value: T,
    pub word: String,
    /// Icon before the word, from the sprite.
    pub icon: Option<&'static str>,
}

impl<T> Choice<T> {
    pub fn new(value: T, word: impl Into<String>) -> Self {
        Self { value, word: word.into(), icon: None }
    }

    pub fn with_icon(mut self, icon: &'static str) -> Self {
        self.icon = Some(icon);
        self
    }
}

/// One of a few, side by side. `None` is "not asked"; tapping the chosen one takes it back.
#[component]
pub fn Segmented<T>(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice<T>>>,
    bind: Bound<Option<T>>,
    /// Hide the label from sight where a row already says it.
    #[prop(optional)]
    label_hidden: bool,
    /// True where an answer can be changed but not taken back.
    #[prop(optional)]
    required: bool,
    #[prop(optional, into)] class: String,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let label_id = format!("{id}-label");
    view! {
        <div class=format!("field {class}") id=id tabindex="-1">
            <span class=if label_hidden { "hide" } else { "lab" } id=label_id.clone()>{move || label.get()}</span>
            <div class="seg" role="group" aria-labelledby=label_id>
                {move || {
                    choices.get()
                        .into_iter()
                        .map(|choice| {
                            let value = choice.value.clone();
                            let pressed = Memo::new(move |_| bind.value.get().as_ref() == Some(&value));
                            let value = choice.value.clone();
                            let icon = choice.icon;
                            view! {
                                <button
                                    type="button"
                                    aria-pressed=move || pressed.get().to_string()
                                    on:click=move |_| {
                                        let taken_back = pressed.get_untracked() && !required;
                                        bind.set.run((!taken_back).then(|| value.clone()));
                                        bind.done.run(());
                                    }
                                >
                                    {move || {
                                        let shown = icon.or(pressed.get().then_some("check"));
                                        shown.map(|name| view! { <Icon name=name class="i-m" /> })
                                    }}
                                    <span>{choice.word}</span>
                                </button>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

/// One of many. Tapping the chosen one takes it back.
#[component]
pub fn ChipChoice<T>(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice<T>>>,
    bind: Bound<Option<T>>,
    #[prop(optional, into)] class: String,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let several = Bound {
        value: Signal::derive(move || bind.value.get().into_iter().collect::<Vec<T>>()),
        set: Callback::new(move |chosen: Vec<T>| bind.set.run(chosen.into_iter().next_back())),
        done: bind.done,
    };
    view! { <Chips id=id label=label choices=choices bind=several class=class /> }
}

/// Several of many, in the order they were tapped.
#[component]
pub fn Chips<T>(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice<T>>>,
    bind: Bound<Vec<T>>,
    #[prop(optional, into)] class: String,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let label_id = format!("{id}-label");
    view! {
        <div class=format!("field {class}") id=id tabindex="-1">
            <span class="lab" id=label_id.clone()>{move || label.get()}</span>
            <div class="chips" role="group" aria-labelledby=label_id>
                {move || {
                    choices.get()
                        .into_iter()
                        .map(|choice| {
                            let value = choice.value.clone();
                            let pressed = Memo::new(move |_| bind.value.with(|chosen| chosen.contains(&value)));
                            let value = choice.value.clone();
                            let icon = choice.icon;
                            view! {
                                <button
                                    type="button"
                                    class="chip"
                                    aria-pressed=move || pressed.get().to_string()
                                    on:click=move |_| {
                                        let mut chosen = bind.value.get_untracked();
                                        if pressed.get_untracked() {
                                            chosen.retain(|other| *other != value);
                                        } else {
                                            chosen.push(value.clone());
                                        }
                                        bind.set.run(chosen);
                                        bind.done.run(());
                                    }
                                >
                                    {move || {
                                        let shown = if pressed.get() { Some("check") } else { icon };
                                        shown.map(|name| view! { <Icon name=name class="i-m" /> })
                                    }}
                                    <span>{choice.word}</span>
                                </button>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}
