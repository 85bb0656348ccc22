//! Banners, tags and empty states: a shape, a word and a colour that say the same.

use leptos::prelude::*;

use super::Icon;

/// What a message is about; its icon's shape says it without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Info,
    Ok,
    Warn,
    Danger,
}

impl Mood {
    /// CSS class of the mood.
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }

    /// Icon of the mood.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "check",
            Self::Warn => "triangle-alert",
            Self::Danger => "octagon-alert",
        }
    }
}

/// A message in place, with room for buttons.
#[component]
pub fn Banner(mood: Mood, children: Children) -> impl IntoView {
    view! {
        <div class=format!("banner {}", mood.class()) role=if mood == Mood::Danger { "alert" } else { "status" }>
            <Icon name=mood.icon() />
            {children()}
        </div>
    }
}

/// What stands where a list, or a page, has nothing to show.
#[component]
pub fn Empty(
    icon: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] text: MaybeProp<String>,
    /// It is all that the page has to say.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let title = move || title.get();
    view! {
        <div class="empty">
            <Icon name=icon class="i-xl" />
            {if alone { view! { <h1>{title}</h1> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() }}
            {move || text.get().map(|text| view! { <p>{text}</p> })}
        </div>
    }
}
