//! Ties between what a draft holds and what a control shows. An empty text and an absent value are the same thing.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::draft::Draft;
use crate::state::{Bound, OpenDraft};
use crate::ui::components::Choice;
use crate::ui::i18n::I18n;

/// A text that may be absent.
pub fn text(
    draft: OpenDraft,
    get: impl Fn(&Draft) -> Option<String> + Send + Sync + 'static,
    set: impl Fn(&mut Draft, Option<String>) + Send + Sync + 'static,
) -> Bound<String> {
    draft.bind(move |draft| get(draft).unwrap_or_default(), move |draft, typed: String| set(draft, some_text(typed)))
}

/// A day that may be absent, as date fields write it: `2027-03-14`.
pub fn day(
    draft: OpenDraft,
    get: impl Fn(&Draft) -> Option<NaiveDate> + Send + Sync + 'static,
    set: impl Fn(&mut Draft, Option<NaiveDate>) + Send + Sync + 'static,
) -> Bound<String> {
    draft.bind(
        move |draft| get(draft).map(|day| day.to_string()).unwrap_or_default(),
        move |draft, typed: String| set(draft, typed.parse().ok()),
    )
}

/// A text, or nothing where nothing is written.
pub fn some_text(typed: String) -> Option<String> {
    (!typed.is_empty()).then_some(typed)
}

/// A field that shows exactly what is typed until it is left, and then what the draft made of it. Rewriting a text under the cursor would
/// move the cursor and break input methods that compose characters. The signal says whether somebody is typing.
pub fn verbatim(bind: Bound<String>) -> (Bound<String>, Signal<bool>) {
    let typed = RwSignal::new(None::<String>);
    let shown = Bound {
        value: Signal::derive(move || typed.get().unwrap_or_else(|| bind.value.get())),
        set: Callback::new(move |text: String| {
            typed.set(Some(text.clone()));
            bind.set.run(text);
        }),
        done: Callback::new(move |()| {
            typed.set(None);
            bind.done.run(());
        }),
    };
    (shown, Signal::derive(move || typed.with(Option::is_some)))
}

/// The words of a catalogue as choices, as the template offers and names them.
pub fn choices<T>(i18n: I18n, catalogue: &'static str) -> Signal<Vec<Choice<T>>>
where
    T: for<'a> From<&'a str> + Send + Sync + 'static,
{
    Signal::derive(move || {
        let template = i18n.template().get();
        let offered = template.offered(catalogue).into_iter();
        offered.map(|entry| Choice::new(T::from(&entry.id), i18n.label(catalogue, &entry.id))).collect()
    })
}
