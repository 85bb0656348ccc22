//! Both languages say the same things: the same keys with the same values to fill in; every key that
//! the sources use exists, and none is left over.
//!
//! A key is used by `t!(i18n, "key", …)` or by one of [`CALLS`]. A key may also stand in a table and
//! be passed on; it then counts as used wherever its text stands in a source. Keys put together at
//! run time (`format!("steps.{step}.title")`) use every key that fits.

use super::Finding;
use super::source::{is_word, without_comments};
use crate::workspace::{files_below, root};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The calls of `I18n` that take a key, and whether they fill values in.
const CALLS: [(&str, bool); 4] = [(".text(", false), (".fill(", true), (".count(", true), ("t!(", true)];
/// English has a singular of its own under a twin of the key.
const SINGULAR: &str = "_one";

const SAME_KEYS: &str = "A missing key shows itself instead of words to whoever chose that language.";
const SAME_VALUES: &str = "A value that is not filled in shows its braces, and one that is not asked for is lost.";
const EXISTS: &str = "The key would show instead of words.";
const LEFT_OVER: &str = "Words that nobody sees are translated for nothing.";

type Words = BTreeMap<String, String>;

/// Checks locales/ against the app's sources.
///
/// # Errors
/// When a file can't be read or a locale is no JSON.
pub fn findings() -> Result<Vec<Finding>> {
    let root = root();
    let mut locales = Vec::new();
    for path in files_below(&root.join("locales"), ".json")? {
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let value: Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        locales.push((format!("locales/{name}"), words(&value)));
    }
    let mut sources = Vec::new();
    for path in files_below(&root.join("src"), ".rs")? {
        let source = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let name = path.strip_prefix(&root).context("it lies below the root")?;
        sources.push((name.to_string_lossy().replace('\\', "/"), without_comments(&source)));
    }
    let mut findings = compare(&locales);
    if let Some((file, words)) = locales.first() {
        findings.extend(check_uses(file, words, &sources));
    }
    Ok(findings)
}

/// Keys as paths with dots. A member that begins with `_` is a note to translators.
fn words(value: &Value) -> Words {
    fn walk(path: &str, value: &Value, words: &mut Words) {
        match value {
            Value::Object(members) => {
                for (key, value) in members.iter().filter(|(key, _)| !key.starts_with('_')) {
                    let longer = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    walk(&longer, value, words);
                }
            }
            Value::String(text) => {
                words.insert(path.to_owned(), text.clone());
            }
            // Kept, so that it is found missing its words below.
            _ => {
                words.insert(path.to_owned(), String::new());
            }
        }
    }
    let mut words = Words::new();
    walk("", value, &mut words);
    words
}

/// The names between `{{ ` and ` }}`.
fn values(text: &str) -> BTreeSet<String> {
    text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(name, _)| name.trim().to_owned()).collect()
}

fn compare(locales: &[(String, Words)]) -> Vec<Finding> {
    let find = |file: &str, what: String, why: &str| Finding { place: file.to_owned(), what, why: why.to_owned() };
    let mut findings = Vec::new();
    for (file, words) in locales {
        for (key, text) in words {
            if text.trim().is_empty() {
                findings.push(find(file, format!("{key} has no words"), SAME_KEYS));
            }
            for name in values(text).iter().filter(|name| !text.contains(&format!("{{{{ {name} }}}}"))) {
                findings.push(find(file, format!("{key} writes a value other than as {{{{ {name} }}}}"), SAME_VALUES));
            }
        }
        for (other_file, other) in locales.iter().filter(|(other, _)| other != file) {
            for (key, text) in words {
                let plural = key.strip_suffix(SINGULAR);
                match other.get(key) {
                    // A language without a singular of its own, such as Chinese, needs no twin.
                    None if plural.is_some_and(|plural| other.contains_key(plural)) => {}
                    None => findings.push(find(other_file, format!("lacks {key}, which {file} has"), SAME_KEYS)),
                    // A singular may say "one" without the number.
                    Some(translated) if plural.is_none() && values(text) != values(translated) && other_file > file => {
                        findings.push(find(
                            other_file,
                            format!("{key} fills in other values than in {file}"),
                            SAME_VALUES,
                        ));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    findings
}

fn check_uses(file: &str, words: &Words, sources: &[(String, String)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut used = BTreeSet::new();
    for (source_file, code) in sources {
        used.extend(string_literals(code));
        for call in calls(code) {
            for key in call.keys.iter().filter(|key| !matches_any(key, words)) {
                findings.push(Finding {
                    place: format!("{source_file}:{}", call.line),
                    what: format!("uses the key {key}, which no locale has"),
                    why: EXISTS.to_owned(),
                });
            }
            if let [key] = call.keys.as_slice()
                && let Some(text) = words.get(key)
            {
                findings.extend(values(text).iter().filter(|name| !call.fills(name)).map(|name| Finding {
                    place: format!("{source_file}:{}", call.line),
                    what: format!("uses {key} without its value {name}"),
                    why: SAME_VALUES.to_owned(),
                }));
            }
        }
    }
    let left_over = words.keys().filter(|key| {
        let plural = key.strip_suffix(SINGULAR).unwrap_or(key);
        !used.contains(*key) && !used.contains(plural) && !used.iter().any(|text| fits(text, plural))
    });
    findings.extend(left_over.map(|key| Finding {
        place: file.to_owned(),
        what: format!("{key} is used nowhere"),
        why: LEFT_OVER.to_owned(),
    }));
    findings
}

/// A place that asks for words.
struct Call<'a> {
    line: usize,
    /// Every literal in the key's place that looks like a key.
    keys: Vec<String>,
    /// Where the values stand.
    values: &'a str,
    counts: bool,
}

impl Call<'_> {
    fn fills(&self, name: &str) -> bool {
        (self.counts && name == "count")
            || self.values.contains(&format!("\"{name}\""))
            || self.values.split(|letter| !is_word(letter) && letter != '=').any(|word| word == name)
    }
}

fn calls(code: &str) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    for (start, fills) in CALLS {
        for (at, _) in code.match_indices(start) {
            // `print!(` ends in `t!(` too.
            if start == "t!(" && code[..at].chars().next_back().is_some_and(is_word) {
                continue;
            }
            let inside = &code[at + start.len()..];
            let inside = &inside[..closing(inside)];
            let (first, rest) = split_argument(inside);
            let (key, values) = if start == "t!(" { split_argument(rest) } else { (first, rest) };
            calls.push(Call {
                line: code[..at].matches('\n').count() + 1,
                keys: string_literals(key).into_iter().filter(|text| looks_like_key(text)).collect(),
                // Values may be put together before the call: then they stand elsewhere in the file.
                values: match values.trim_start() {
                    _ if !fills => "",
                    list if start != ".fill(" || list.starts_with("&[") => values,
                    _ => code,
                },
                counts: start == ".count(",
            });
        }
    }
    calls
}

/// Where the bracket closes that was opened just before `text`.
fn closing(text: &str) -> usize {
    position_at_depth_zero(text, |letter| matches!(letter, ')' | ']' | '}')).unwrap_or(text.len())
}

fn split_argument(text: &str) -> (&str, &str) {
    match position_at_depth_zero(text, |letter| letter == ',') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    }
}

fn position_at_depth_zero(text: &str, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_u32, false, false);
    for (at, letter) in text.char_indices() {
        if in_string {
            in_string = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        if depth == 0 && wanted(letter) {
            return Some(at);
        }
        match letter {
            '"' => in_string = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The plain string literals of a piece of code, as they stand there.
fn string_literals(code: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let mut letters = code.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter == '\'' && code[at..].starts_with("'\"'") {
            letters.nth(1);
        }
        if letter != '"' {
            continue;
        }
        let mut escaped = false;
        let end = letters.by_ref().find(|(_, letter)| {
            let ends = *letter == '"' && !escaped;
            escaped = *letter == '\\' && !escaped;
            ends
        });
        if let Some((end, _)) = end {
            literals.push(code[at + 1..end].to_owned());
        }
    }
    literals
}

/// `board.title`, `steps.{step}.title`.
fn looks_like_key(text: &str) -> bool {
    text.contains('.')
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|letter| is_word(letter) || matches!(letter, '{' | '}')))
}

fn matches_any(key: &str, words: &Words) -> bool {
    words.contains_key(key) || words.keys().any(|known| fits(key, known))
}

/// Whether a key put together at run time can become this one. A brace stands for part of a segment.
fn fits(pattern: &str, key: &str) -> bool {
    if !pattern.contains('{') || !looks_like_key(pattern) {
        return false;
    }
    let (parts, wanted): (Vec<&str>, Vec<&str>) = (pattern.split('.').collect(), key.split('.').collect());
    parts.len() == wanted.len()
        && parts.iter().zip(wanted).all(|(part, wanted)| match (part.split_once('{'), part.rsplit_once('}')) {
            (Some((start, _)), Some((_, end))) => {
                wanted.len() >= start.len() + end.len() && wanted.starts_with(start) && wanted.ends_with(end)
            }
            _ => *part == wanted,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(en: &Value, zh: &Value, code: &str, expected: &[&str]) {
        let locales = [("en".to_owned(), words(en)), ("zh".to_owned(), words(zh))];
        let sources = [("a.rs".to_owned(), without_comments(code))];
        let mut findings = compare(&locales);
        findings.extend(check_uses("en", &locales[0].1, &sources));
        let found: Vec<String> = findings.into_iter().map(|finding| finding.what).collect();
        assert_eq!(found, expected);
    }

    fn one(text: &str) -> Value {
        json!({ "board": { "title": text } })
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let more = json!({ "board": { "title": "Board", "empty": "Nothing", "_note": "the page" } });
        check(&more, &one("车间"), r#"t!(i18n, "board.title") "board.empty""#, &["lacks board.empty, which en has"]);
        check(&one("Board"), &one(" "), r#"i18n.text("board.title")"#, &["board.title has no words"]);
    }

    #[test]
    fn both_languages_fill_in_the_same_values() {
        let use_it = r#"t!(i18n, "board.title", minutes = 5)"#;
        check(&one("{{ minutes }} ago"), &one("{{ minutes }} 分钟前"), use_it, &[]);
        check(&one("{{ minutes }} ago"), &one("刚才"), use_it, &["board.title fills in other values than in en"]);
        check(
            &one("{{minutes}} ago"),
            &one("{{ minutes }} 分钟前"),
            use_it,
            &["board.title writes a value other than as {{ minutes }}"],
        );
    }

    #[test]
    fn values_are_given_where_words_ask_for_them() {
        let (en, zh) = (one("{{ count }} cars"), one("{{ count }} 台"));
        check(&en, &zh, r#"i18n.count("board.title", n)"#, &[]);
        check(&en, &zh, r#"i18n.fill("board.title", &[("count", n.to_string())])"#, &[]);
        check(&en, &zh, r#"t!(i18n, "board.title", count = cars.len())"#, &[]);
        check(&en, &zh, r#"let values = [("count", n)]; i18n.fill("board.title", &values)"#, &[]);
        check(&en, &zh, r#"i18n.fill("board.title", &[("cars", n)])"#, &["uses board.title without its value count"]);
        check(&en, &zh, r#"i18n.text("board.title")"#, &["uses board.title without its value count"]);
    }

    #[test]
    fn used_keys_exist_and_existing_keys_are_used() {
        let words = one("Board");
        check(&words, &words, r#"i18n.text("board.title")"#, &[]);
        check(&words, &words, r#"// i18n.text("board.title")"#, &["board.title is used nowhere"]);
        check(
            &words,
            &words,
            r#"i18n.text(match page { A => "board.title", B => "board.titel" })"#,
            &["uses the key board.titel, which no locale has"],
        );
        check(&words, &words, "const TITLE: &str = \"board.title\";", &[]);
        check(&words, &words, r#"i18n.text(&format!("board.{part}"))"#, &[]);
        check(
            &words,
            &words,
            r#"i18n.text(&format!("board.sub_{part}"))"#,
            &["uses the key board.sub_{part}, which no locale has", "board.title is used nowhere"],
        );
    }

    #[test]
    fn a_singular_is_used_with_its_plural() {
        let words = json!({ "board": { "cars": "{{ count }} cars", "cars_one": "One car" } });
        check(&words, &words, r#"i18n.count("board.cars", n)"#, &[]);
        let no_singular = json!({ "board": { "cars": "{{ count }} 台" } });
        check(&words, &no_singular, r#"i18n.count("board.cars", n)"#, &[]);
    }

    #[test]
    fn other_calls_are_left_alone() {
        let words = one("Board");
        check(&words, &words, r#"print!("{}", x); path.text("no key"); "board.title""#, &[]);
    }
}
