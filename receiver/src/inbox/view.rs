//! How a page is looked at: language, appearance, and how values of a sheet read in it.

use std::fmt::Display;

use axum::http::{HeaderMap, header};
use chrono::NaiveDate;
use form_urlencoded::Serializer;
use maud::{Markup, html};
use walkaround_contract::{Distance, Sheet, Template, Timestamp};

use super::words::{Language, Words};

/// What the address asks of a page.
#[derive(Default)]
pub(super) struct Query {
    /// What is searched for.
    pub search: String,
    /// Where the page begins.
    pub before: Option<i64>,
}

impl Query {
    pub fn of(query: Option<&str>) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs(query) {
            match &*name {
                "q" => asked.search = value.trim().to_owned(),
                "before" => asked.before = value.parse().ok(),
                _ => {}
            }
        }
        asked
    }
}

fn pairs(query: Option<&str>) -> impl Iterator<Item = (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
}

/// Language and appearance. What was chosen stays in every link; without a choice the browser's wish counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub language: Language,
    chosen: bool,
    theme: Option<&'static str>,
}

impl View {
    pub fn of(query: Option<&str>, headers: &HeaderMap) -> Self {
        let (mut language, mut theme) = (None, None);
        for (name, value) in pairs(query) {
            match (&*name, &*value) {
                ("lang", tag) => language = Language::of_tag(tag),
                ("theme", "light") => theme = Some("light"),
                ("theme", "dark") => theme = Some("dark"),
                _ => {}
            }
        }
        // Browsers list languages by preference; weights only repeat the order.
        let wished = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok()?.split(',').find_map(Language::of_tag));
        Self { language: language.or(wished).unwrap_or(Language::English), chosen: language.is_some(), theme }
    }

    pub fn words(&self) -> &'static Words {
        self.language.words()
    }

    /// The appearance that was chosen; without a choice the system decides.
    pub fn theme(&self) -> Option<&'static str> {
        self.theme
    }

    /// A link that keeps language and appearance.
    pub fn link(&self, path: &str, query: &[(&str, &str)]) -> String {
        let mut serializer = Serializer::new(String::new());
        serializer.extend_pairs(query);
        if self.chosen {
            serializer.append_pair("lang", self.language.tag());
        }
        if let Some(theme) = self.theme {
            serializer.append_pair("theme", theme);
        }
        match serializer.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// What a form has to send along to keep them.
    pub fn kept_in_form(&self) -> Markup {
        html! {
            @if self.chosen { input type="hidden" name="lang" value=(self.language.tag()); }
            @if let Some(theme) = self.theme { input type="hidden" name="theme" value=(theme); }
        }
    }

    /// The two switches, leading to the same page.
    pub fn switches(&self, path: &str, query: &[(&str, &str)]) -> Markup {
        let words = self.words();
        let other = Self { language: self.language.other(), chosen: true, ..*self };
        let themed = |theme| Self { theme: Some(theme), ..*self }.link(path, query);
        html! {
            nav.inbox-switches {
                a.btn.plain lang=(other.language.tag()) hreflang=(other.language.tag()) href=(other.link(path, query)) {
                    (icon("languages", "i i-m")) (other.language.own_name())
                }
                a.btn.plain aria-label={ (words.theme) (self.colon()) (words.light) } href=(themed("light")) { (icon("sun", "i i-m")) }
                a.btn.plain aria-label={ (words.theme) (self.colon()) (words.dark) } href=(themed("dark")) { (icon("moon", "i i-m")) }
            }
        }
    }

    /// A moment by the shop's clock.
    pub fn time(&self, at: &Timestamp) -> String {
        at.0.format("%Y-%m-%d %H:%M").to_string()
    }

    /// After what is said and before what it is: Chinese has its own.
    pub fn colon(&self) -> &'static str {
        match self.language {
            Language::English => ": ",
            Language::Chinese => "：",
        }
    }

    /// An aside.
    pub fn in_brackets(&self, text: &str) -> String {
        match self.language {
            Language::English => format!(" ({text})"),
            Language::Chinese => format!("（{text}）"),
        }
    }

    pub fn yes_no(&self, yes: bool) -> &'static str {
        if yes { self.words().yes } else { self.words().no }
    }
}

/// A sheet and how it is looked at.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub sheet: &'a Sheet,
    pub view: &'a View,
}

impl<'a> Reading<'a> {
    pub fn words(&self) -> &'static Words {
        self.view.words()
    }

    /// What a word of the sheet is called: the shop's own words bring their labels along, all others are in the template; a word of neither stands for itself.
    pub fn label(&self, catalogue: &str, word: &'a str) -> &'a str {
        let own =
            || self.sheet.template.own_labels.iter().filter(|label| label.catalogue == catalogue && label.word == word);
        let tag = self.view.language.tag();
        own()
            .find(|label| Language::of_tag(&label.language) == Some(self.view.language))
            .or_else(|| own().next())
            .map_or_else(|| Template::standard().label(catalogue, word, tag), |label| label.label.as_str())
    }

    /// How a word reads within a sentence, for words whose label leans on its heading (`< 20`).
    pub fn in_sentence(&self, catalogue: &str, word: &'a str) -> &'a str {
        if Template::standard().entry(catalogue, word).is_none() {
            return self.label(catalogue, word);
        }
        Template::standard().sentence(catalogue, word, self.view.language.tag())
    }

    /// Several words of a catalogue.
    pub fn labels(&self, catalogue: &str, words: impl IntoIterator<Item = &'a str>) -> Option<String> {
        let labels: Vec<_> = words.into_iter().map(|word| self.label(catalogue, word)).collect();
        (!labels.is_empty()).then(|| labels.join(self.separator()))
    }

    /// Between the items of a list in running text.
    pub fn separator(&self) -> &'static str {
        match self.view.language {
            Language::English => ", ",
            Language::Chinese => "、",
        }
    }

    pub fn distance(&self, distance: &'a Distance) -> String {
        format!("{} {}", grouped(&distance.value.to_string()), distance.unit)
    }

    /// An amount of the sheet's currency.
    pub fn money(&self, minor_units: i64) -> String {
        let currency = &self.sheet.work.currency;
        format!("{currency} {}", amount(minor_units, currency))
    }
}

/// Minor units in the currency's own decimals (ISO 4217; two unless listed).
fn amount(minor_units: i64, currency: &str) -> String {
    let decimals = match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    let digits = format!("{:0width$}", minor_units.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let sign = if minor_units < 0 { "−" } else { "" };
    let point = if decimals == 0 { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(whole))
}

/// Digits in groups of three.
fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A window of the day.
pub(super) fn window(window: &walkaround_contract::CallWindow) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}–{}", clock(window.from_minute), clock(window.to_minute))
}

pub(super) fn date(date: &NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// An icon beside a word.
pub(super) fn icon(name: &str, class: &str) -> Markup {
    html! { svg class=(class) aria-hidden="true" { use href={ "/inbox/icons.svg#icon-" (name) } {} } }
}

/// What is known, as a list of terms; what was not asked is not there.
#[derive(Default)]
pub(super) struct Facts(Vec<(&'static str, Markup)>);

impl Facts {
    /// Adds a fact, if there is one.
    pub fn add(mut self, term: &'static str, fact: Option<impl Display>) -> Self {
        if let Some(fact) = fact.map(|fact| fact.to_string()).filter(|fact| !fact.is_empty()) {
            self.0.push((term, html! { (fact) }));
        }
        self
    }

    /// Adds a fact that is more than a text.
    pub fn add_markup(mut self, term: &'static str, fact: Option<Markup>) -> Self {
        self.0.extend(fact.map(|fact| (term, fact)));
        self
    }

    pub fn render(self) -> Markup {
        html! {
            @if !self.0.is_empty() {
                dl.facts { @for (term, fact) in self.0 { div { dt { (term) } dd { (fact) } } } }
            }
        }
    }
}

/// A part of a page.
pub(super) fn section(title: &str, icon_name: &str, count: Option<usize>, body: Markup) -> Markup {
    html! {
        section.card.pad.inbox-section {
            div.sect { h2 { (icon(icon_name, "i i-m")) (title) @if let Some(count) = count { span.count { (count) } } } }
            (body)
        }
    }
}

/// A table; where it is wider than the window it scrolls by itself, with keys too.
pub(super) fn table(title: &str, body: Markup) -> Markup {
    html! { div.inbox-table role="group" aria-label=(title) tabindex="0" { table { (body) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_their_currencys_decimals() {
        let check = |minor, currency, expected| assert_eq!(amount(minor, currency), expected);
        check(84_800, "CNY", "848.00");
        check(123_456_789, "EUR", "1,234,567.89");
        check(5, "EUR", "0.05");
        check(-100_000, "EUR", "−1,000.00");
        check(1_500, "JPY", "1,500");
        check(1_234, "KWD", "1.234");
        check(i64::MIN, "JPY", "−9,223,372,036,854,775,808");
    }

    #[test]
    fn links_keep_what_was_chosen() {
        let view = View::of(Some("lang=zh-CN&theme=dark&q=x"), &HeaderMap::new());
        assert_eq!(view.link("/inbox", &[("q", "沪A&b")]), "/inbox?q=%E6%B2%AAA%26b&lang=zh-CN&theme=dark");
        let headers =
            HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, "fr, zh-CN;q=0.8, en;q=0.5".parse().expect("ASCII"))]);
        let view = View::of(None, &headers);
        assert_eq!(view.language, Language::Chinese);
        assert_eq!(view.link("/inbox", &[]), "/inbox");
    }
}
