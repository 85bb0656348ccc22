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

/// What stands where a list has nothing to show.
#[component]
pub fn Empty(
    icon: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] text: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon class="i-xl" />
            <h3>{move || title.get()}</h3>
            {move || text.get().map(|text| view! { <p>{text}</p> })}
        </div>
    }
}
