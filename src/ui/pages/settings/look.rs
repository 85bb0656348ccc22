//! Language and look, in force at once.

use leptos::prelude::*;

use crate::domain::settings::Theme;
use crate::state::use_session;
use crate::ui::components::{Choice, Segmented};
use crate::ui::i18n::{Language, use_i18n};

/// The language of the app, each named in itself.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let i18n = use_i18n();
    let bind = use_session().bind(
        |settings| Some(Language::from_tag(&settings.language)),
        |settings, language| settings.language = language.unwrap_or(Language::ZhCn).tag().to_owned(),
    );
    let choices = Signal::derive(|| Language::ALL.map(|(language, name)| Choice::new(language, name)).to_vec());
    view! { <Segmented id="language" label=Signal::derive(move || i18n.text("settings.language")) choices=choices bind=bind required=true /> }
}

/// Language and theme.
#[component]
pub fn LookSection() -> impl IntoView {
    let i18n = use_i18n();
    let theme = use_session()
        .bind(|settings| Some(settings.theme), |settings, theme| settings.theme = theme.unwrap_or_default());
    let themes = Signal::derive(move || {
        vec![
            Choice::new(Theme::System, i18n.text("settings.theme_system")).with_icon("sun-moon"),
            Choice::new(Theme::Light, i18n.text("settings.theme_light")).with_icon("sun"),
            Choice::new(Theme::Dark, i18n.text("settings.theme_dark")).with_icon("moon"),
        ]
    });
    view! {
        <section class="col g4">
            <h2>{t!(i18n, "settings.look")}</h2>
            <LanguageChoice />
            <Segmented id="theme" label=Signal::derive(move || i18n.text("settings.theme")) choices=themes bind=theme required=true />
        </section>
    }
}
