//! A row of words to tap: the usual ones in sight, the others behind "n more". What was chosen stays in sight.

use leptos::prelude::*;
use walkaround_contract::Template;

use crate::state::Bound;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

/// Words of a catalogue, several of which can hold.
#[component]
pub fn TapRow<T>(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    catalogue: &'static str,
    /// The usual ones of the shipped template, in the order of use. A shop that has its own list has put its usual ones first.
    #[prop(default = &[])]
    usual: &'static [T],
    word: fn(&T) -> &str,
    bind: Bound<Vec<T>>,
) -> impl IntoView
where
    T: for<'a> From<&'a str> + Clone + PartialEq + Send + Sync + 'static,
{
    let i18n = use_i18n();
    let all = RwSignal::new(false);
    let (words, usual) = in_sight::<T>(&i18n.template().peek(), catalogue, usual);
    let hidden = words.len() - usual.len();
    let shown = usual.clone();
    let rare = Memo::new(move |_| {
        let chosen = bind.value.get();
        words
            .iter()
            .filter(|word| !usual.contains(word))
            .filter(|word| all.get() || chosen.contains(word))
            .cloned()
            .collect::<Vec<T>>()
    });
    let label_id = format!("{id}-label");
    view! {
        <span class="k" id=label_id.clone()>{move || label.get()}</span>
        <div class="chips" id=id role="group" aria-labelledby=label_id tabindex="-1">
            {shown.into_iter().map(|value| view! { <Tap value=value catalogue=catalogue word=word bind=bind /> }).collect_view()}
            <For each=move || rare.get() key=move |value| word(value).to_owned() let:value>
                <Tap value=value catalogue=catalogue word=word bind=bind />
            </For>
            {(hidden > 0)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="chip"
                            aria-expanded=move || all.get().to_string()
                            on:click=move |_| all.update(|all| *all = !*all)
                        >
                            <Icon name=move || if all.get() { "chevron-up" } else { "ellipsis" }.to_owned() class="i-m" />
                            <span>{move || if all.get() { i18n.text("concern.fewer") } else { i18n.count("concern.more_words", hidden) }}</span>
                        </button>
                    }
                })}
        </div>
    }
}

/// All words of a catalogue, and those that are in sight from the beginning.
fn in_sight<T>(template: &Template, catalogue: &str, usual: &'static [T]) -> (Vec<T>, Vec<T>)
where
    T: for<'a> From<&'a str> + Clone + PartialEq,
{
    let words = template.words::<T>(catalogue);
    let in_sight = if usual.is_empty() {
        words.clone()
    } else if words == Template::standard().words::<T>(catalogue) {
        usual.to_vec()
    } else {
        words.iter().take(usual.len()).cloned().collect()
    };
    (words, in_sight)
}

/// The same for words of which one holds: the last one tapped.
pub fn one_of<T: Clone + Send + Sync + 'static>(bind: Bound<Option<T>>) -> Bound<Vec<T>> {
    Bound {
        value: Signal::derive(move || bind.value.get().into_iter().collect::<Vec<T>>()),
        set: Callback::new(move |chosen: Vec<T>| bind.set.run(chosen.into_iter().next_back())),
        done: bind.done,
    }
}

#[component]
fn Tap<T>(value: T, catalogue: &'static str, word: fn(&T) -> &str, bind: Bound<Vec<T>>) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let i18n = use_i18n();
    let own = value.clone();
    let chosen = Memo::new(move |_| bind.value.with(|chosen| chosen.contains(&own)));
    let own = value.clone();
    let tap = move |_| {
        let mut words = bind.value.get_untracked();
        if chosen.get_untracked() {
            words.retain(|other| *other != own);
        } else {
            words.push(own.clone());
        }
        bind.set.run(words);
        bind.done.run(());
    };
    view! {
        <button type="button" class="chip" aria-pressed=move || chosen.get().to_string() on:click=tap>
            {move || chosen.get().then(|| view! { <Icon name="check" class="i-m" /> })}
            <span>{move || i18n.label(catalogue, word(&value))}</span>
        </button>
    }
}
