//! Both languages from the first string, switchable at run time.
//!
//! `locales/*.json` hold the words, nested by page; a key is the path with dots. Values that change stand as `{{ name }}`. Where English has
//! a singular of its own, the key has a twin ending in `_one`. `cargo xtask test` checks that both files have the same keys, that every key used
//! in the sources exists and that none is left over. Words of the catalogues (damage kinds, stations…) come from the template instead.

use std::{collections::HashMap, sync::LazyLock};

use leptos::prelude::*;
use walkaround_contract::{Step, Template};

use crate::state::{TemplateHandle, use_template};

/// A language of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    ZhCn,
    En,
}

impl Language {
    /// The languages in the order they are offered, each named in itself.
    pub const ALL: [(Self, &'static str); 2] = [(Self::ZhCn, "中文"), (Self::En, "English")];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The nearest language to a BCP 47 tag: any Chinese is Chinese, all else is English.
    pub fn from_tag(tag: &str) -> Self {
        if tag.starts_with("zh") { Self::ZhCn } else { Self::En }
    }
}

type Words = HashMap<String, String>;

static ZH_CN: LazyLock<Words> = LazyLock::new(|| flatten(include_str!("../../locales/zh-CN.json")));
static EN: LazyLock<Words> = LazyLock::new(|| flatten(include_str!("../../locales/en.json")));

fn flatten(json: &str) -> Words {
    fn walk(prefix: &str, value: &serde_json::Value, words: &mut Words) {
        match value {
            serde_json::Value::Object(members) => {
                for (key, value) in members {
                    let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                    walk(&path, value, words);
                }
            }
            serde_json::Value::String(text) => {
                words.insert(prefix.to_owned(), text.clone());
            }
            _ => {}
        }
    }
    let mut words = Words::new();
    // The files are part of the build and checked by it; a broken one shows its keys instead of words.
    if let Ok(value) = serde_json::from_str(json) {
        walk("", &value, &mut words);
    }
    words
}

/// The language in force for a part of the page. Reading a word inside a reactive closure tracks the language.
#[derive(Clone, Copy)]
pub struct I18n {
    language: Signal<Language>,
    template: TemplateHandle,
}

impl I18n {
    /// Makes `language` the language of everything below; the words of the catalogues are those of the template in force here.
    pub fn provide(language: Signal<Language>) -> Self {
        let i18n = Self { language, template: use_template() };
        provide_context(i18n);
        i18n
    }

    /// Takes the words of the catalogues from the template in force here, for everything below, in the language there was.
    pub fn follow_template() {
        Self::provide(use_i18n().language);
    }

    /// The template whose words these are.
    pub fn template(&self) -> TemplateHandle {
        self.template
    }

    pub fn language(&self) -> Language {
        self.language.get()
    }

    /// The language's BCP 47 tag.
    pub fn tag(&self) -> &'static str {
        self.language().tag()
    }

    /// The words of a key; the key itself where there are none.
    pub fn text(&self, key: &str) -> String {
        self.words().get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// The words of a key with its values filled in.
    pub fn fill(&self, key: &str, values: &[(&str, String)]) -> String {
        let mut text = self.text(key);
        for (name, value) in values {
            text = text.replace(&format!("{{{{ {name} }}}}"), value);
        }
        text
    }

    /// The words for a number of things: `{{ count }}` is filled in, and English says one thing in the singular.
    pub fn count(&self, key: &str, count: usize) -> String {
        let values = [("count", count.to_string())];
        let singular = format!("{key}_one");
        if count == 1 && self.language() == Language::En && self.words().contains_key(&singular) {
            self.fill(&singular, &values)
        } else {
            self.fill(key, &values)
        }
    }

    /// The word of a catalogue, as the shop's template names it.
    pub fn label(&self, catalogue: &str, word: &str) -> String {
        self.template.get().label(catalogue, word, self.tag()).to_owned()
    }

    /// The word of a catalogue as it reads within a sentence.
    pub fn in_sentence(&self, catalogue: &str, word: &str) -> String {
        self.template.get().sentence(catalogue, word, self.tag()).to_owned()
    }

    /// The name of a reception step.
    pub fn step(&self, step: &Step) -> String {
        self.label("step", step.as_str())
    }

    /// The name of a reception step where there is little room. A shop that calls the step otherwise has no shorter name for it.
    pub fn short_step(&self, step: &Step) -> String {
        let renamed =
            self.template.get().labels("step", step.as_str()) != Template::standard().labels("step", step.as_str());
        if renamed { self.step(step) } else { self.text(&format!("steps_short.{step}")) }
    }

    /// Several things in a row, joined as the language does.
    pub fn list(&self, items: &[String]) -> String {
        items.join(if self.language() == Language::En { ", " } else { "、" })
    }

    fn words(&self) -> &'static Words {
        match self.language() {
            Language::ZhCn => &ZH_CN,
            Language::En => &EN,
        }
    }
}

/// The language in force here.
pub fn use_i18n() -> I18n {
    expect_context()
}

/// A reactive text for views: `t!(i18n, "board.title")`, `t!(i18n, "board.ago", minutes = 5)`. For a `String` at once use `i18n.text(…)`.
#[macro_export]
macro_rules! t {
    ($i18n:expr, $key:literal) => {{
        let i18n = $i18n;
        move || i18n.text($key)
    }};
    ($i18n:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let i18n = $i18n;
        move || i18n.fill($key, &[$((stringify!($name), ($value).to_string())),+])
    }};
}
