//! Text fields: a label that belongs to the input, a hint, a flag. Leaving a field writes the draft.
//!
//! Invariant: nothing that is typed or pasted is cut. What is longer than a sheet holds is kept and said, and keeps the sheet from being
//! signed; the browser's own limit would drop the end of it without a word.

use leptos::prelude::*;

use crate::state::Bound;
use crate::ui::i18n::use_i18n;

use super::Icon;

/// What is shown under a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A calm remark.
    Plain(String),
    /// Confirmed.
    Good(String),
    /// Look again; nothing is blocked.
    Warn(String),
    /// This can't be kept as it is.
    Bad(String),
}

/// A labelled single-line text field. `id` is what "what is missing" jumps to.
#[component]
pub fn TextField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    bind: Bound<String>,
    #[prop(optional, into)] hint: MaybeProp<Hint>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    /// `text`, `tel`, `email`, `date`, `time`…
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keyboard a tablet shows.
    #[prop(default = "text")]
    inputmode: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    /// Longest text that a sheet holds here, in characters.
    #[prop(default = 200)]
    maxlength: u32,
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] input_class: String,
    /// A word after the input (a unit).
    #[prop(optional, into)]
    unit: MaybeProp<String>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let hint = with_length(hint, bind.value, maxlength);
    view! {
        <div class=format!("field {class}")>
            <label class="lab" for=id.clone()>{move || label.get()}</label>
            <div class=move || format!("input {} {input_class}", input_state(hint.get().as_ref()))>
                <input
                    id=id.clone()
                    name=id.clone()
                    type=kind
                    inputmode=inputmode
                    autocomplete=autocomplete
                    spellcheck="false"
                    placeholder=move || placeholder.get().unwrap_or_default()
                    aria-describedby=hint_id.clone()
                    aria-invalid=move || matches!(hint.get(), Some(Hint::Bad(_))).then_some("true")
                    prop:value=move || bind.value.get()
                    on:input=move |event| { bind.set.try_run(event_target_value(&event)); }
                    on:change=move |_| { bind.done.try_run(()); }
                    on:blur=move |_| { bind.done.try_run(()); }
                />
                {move || unit.get().map(|unit| view! { <span class="unit c2">{unit}</span> })}
            </div>
            <HintLine id=hint_id hint=hint />
        </div>
    }
}

/// A labelled field of several lines.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    bind: Bound<String>,
    #[prop(optional, into)] hint: MaybeProp<Hint>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    #[prop(default = 3)] rows: u32,
    /// Longest text that a sheet holds here, in characters.
    #[prop(default = 4000)]
    maxlength: u32,
    #[prop(optional, into)] class: String,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let hint = with_length(hint, bind.value, maxlength);
    view! {
        <div class=format!("field {class}")>
            <label class="lab" for=id.clone()>{move || label.get()}</label>
            <div class=move || format!("input area {}", input_state(hint.get().as_ref()))>
                <textarea
                    id=id.clone()
                    name=id.clone()
                    rows=rows
                    placeholder=move || placeholder.get().unwrap_or_default()
                    aria-describedby=hint_id.clone()
                    prop:value=move || bind.value.get()
                    on:input=move |event| { bind.set.try_run(event_target_value(&event)); }
                    on:change=move |_| { bind.done.try_run(()); }
                    on:blur=move |_| { bind.done.try_run(()); }
                ></textarea>
            </div>
            <HintLine id=hint_id hint=hint />
        </div>
    }
}

/// The line under a field; it is there even when empty, so that `aria-describedby` always finds it.
#[component]
pub fn HintLine(#[prop(into)] id: String, #[prop(into)] hint: MaybeProp<Hint>) -> impl IntoView {
    view! {
        <p id=id class=move || format!("hint {}", hint_class(hint.get().as_ref()))>
            {move || {
                hint.get()
                    .map(|hint| {
                        let (icon, text) = match hint {
                            Hint::Plain(text) => (None, text),
                            Hint::Good(text) => (Some("check"), text),
                            Hint::Warn(text) => (Some("triangle-alert"), text),
                            Hint::Bad(text) => (Some("octagon-alert"), text),
                        };
                        view! {
                            {icon.map(|icon| view! { <Icon name=icon class="i-s" /> })}
                            <span>{text}</span>
                        }
                    })
            }}
        </p>
    }
}

/// The hint of a field, or that its text is longer than a sheet holds. What is wrong with the text otherwise goes before.
fn with_length(hint: MaybeProp<Hint>, text: Signal<String>, limit: u32) -> MaybeProp<Hint> {
    let i18n = use_i18n();
    let too_long = Memo::new(move |_| {
        let found = text.with(|text| text.chars().count());
        (found > limit as usize).then_some(found)
    });
    MaybeProp::derive(move || match (hint.get(), too_long.get()) {
        (Some(Hint::Bad(wrong)), _) => Some(Hint::Bad(wrong)),
        (_, Some(found)) => {
            Some(Hint::Bad(i18n.fill("field.too_long", &[("found", found.to_string()), ("limit", limit.to_string())])))
        }
        (hint, None) => hint,
    })
}

fn input_state(hint: Option<&Hint>) -> &'static str {
    match hint {
        Some(Hint::Warn(_)) => "flag",
        Some(Hint::Bad(_)) => "bad",
        _ => "",
    }
}

fn hint_class(hint: Option<&Hint>) -> &'static str {
    match hint {
        Some(Hint::Good(_)) => "c-ok",
        Some(Hint::Warn(_)) => "c-warn",
        Some(Hint::Bad(_)) => "c-danger",
        _ => "",
    }
}
