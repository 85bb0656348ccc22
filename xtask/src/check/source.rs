//! Reads Rust sources as far as the checks need it: without comments and literals, and as the paths
//! that they name. A full parser would be slower to compile than everything else here together.

/// The source with comments, strings and characters blanked. Lines stay where they are.
pub fn without_comments_and_literals(source: &str) -> String {
    blanked(source, true)
}

/// The source with comments blanked. Lines stay where they are.
pub fn without_comments(source: &str) -> String {
    blanked(source, false)
}

fn blanked(source: &str, literals_too: bool) -> String {
    let text: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while at < text.len() {
        let comment = match text[at] {
            '/' if text.get(at + 1) == Some(&'/') => Some(line_end(&text, at)),
            '/' if text.get(at + 1) == Some(&'*') => Some(block_end(&text, at)),
            _ => None,
        };
        let literal = match text[at] {
            '"' => Some(string_end(&text, at)),
            'r' | 'b' | 'c' if !continues_a_word(&text, at) => prefixed_string_end(&text, at),
            '\'' => character_end(&text, at),
            _ => None,
        };
        let blank = comment.is_some() || literals_too;
        let end = comment.or(literal).unwrap_or(at + 1);
        let is_special = comment.is_some() || literal.is_some();
        code.extend(text[at..end].iter().map(|&was| if is_special && blank && was != '\n' { ' ' } else { was }));
        at = end;
    }
    code
}

fn continues_a_word(text: &[char], at: usize) -> bool {
    at > 0 && is_word(text[at - 1])
}

fn line_end(text: &[char], from: usize) -> usize {
    (from..text.len()).find(|&at| text[at] == '\n').unwrap_or(text.len())
}

/// Block comments nest.
fn block_end(text: &[char], from: usize) -> usize {
    let (mut depth, mut at) = (0_usize, from);
    while at + 1 < text.len() {
        match (text[at], text[at + 1]) {
            ('/', '*') => (depth, at) = (depth + 1, at + 2),
            ('*', '/') => (depth, at) = (depth.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn string_end(text: &[char], quote: usize) -> usize {
    let mut at = quote + 1;
    while at < text.len() {
        match text[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// `r"…"`, `r#"…"#`, `b"…"`, `br#"…"#`, `b'…'`, `c"…"`.
fn prefixed_string_end(text: &[char], from: usize) -> Option<usize> {
    let mut at = from;
    let mut raw = false;
    while let Some(letter @ ('r' | 'b' | 'c')) = text.get(at) {
        raw |= *letter == 'r';
        at += 1;
        if at - from > 2 {
            return None;
        }
    }
    let hashes = text[at..].iter().take_while(|&&letter| letter == '#').count();
    match text.get(at + hashes) {
        Some('"') if raw => Some(raw_string_end(text, at + hashes, hashes)),
        Some('"') if hashes == 0 => Some(string_end(text, at)),
        Some('\'') if hashes == 0 && text[from] == 'b' => character_end(text, at),
        _ => None,
    }
}

fn raw_string_end(text: &[char], quote: usize, hashes: usize) -> usize {
    (quote + 1..text.len())
        .find(|&at| text[at] == '"' && text[at + 1..].iter().take_while(|&&letter| letter == '#').count() >= hashes)
        .map_or(text.len(), |at| at + 1 + hashes)
}

/// A character literal, as opposed to a lifetime, which has no closing quote.
fn character_end(text: &[char], quote: usize) -> Option<usize> {
    if text.get(quote + 1) == Some(&'\\') {
        // `'\''` and `'\\'`: the character after the backslash is never the end.
        return (quote + 3..text.len()).find(|&at| text[at] == '\'').map(|at| at + 1);
    }
    (text.get(quote + 2) == Some(&'\'')).then_some(quote + 3)
}

/// A path that a source names, such as `crate::domain::draft::Draft`, and the line it starts on (from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPath {
    pub segments: Vec<String>,
    pub line: usize,
}

/// Every path with at least two segments, and every name that a `use` starts with. Groups are
/// spelled out: `use a::{b, c::d}` names `a::b` and `a::c::d`. Expects code without comments and literals.
pub fn paths(code: &str) -> Vec<NamedPath> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Token::Word(word) = &tokens[at].0 else {
            at += 1;
            continue;
        };
        let before = at.checked_sub(1).map(|before| &tokens[before].0);
        let begins_use = matches!(before, Some(Token::Word(keyword)) if keyword == "use");
        // `<T as a::b>::c` and `.method::<T>()` go on with something that is no path of its own.
        let goes_on = matches!(before, Some(Token::Colons | Token::Other('.')));
        let is_path = matches!(tokens.get(at + 1), Some((Token::Colons, _)));
        if goes_on && !starts_globally(&tokens, at) || !(is_path || begins_use) {
            at += 1;
            continue;
        }
        let line = tokens[at].1;
        let mut spelled = Vec::new();
        at = spell_out(&tokens, at + 1, &mut vec![word.clone()], &mut spelled);
        found.extend(spelled.into_iter().map(|segments| NamedPath { segments, line }));
    }
    found
}

/// `::serde::Serialize` begins with colons that nothing stands before.
fn starts_globally(tokens: &[(Token, usize)], at: usize) -> bool {
    at >= 1
        && tokens[at - 1].0 == Token::Colons
        && !matches!(at.checked_sub(2).map(|before| &tokens[before].0), Some(Token::Word(_) | Token::Other('>')))
}

/// Follows `::a::{b, c}` from `at` and returns where the path ended.
fn spell_out(tokens: &[(Token, usize)], mut at: usize, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    while let Some((Token::Colons, _)) = tokens.get(at) {
        match tokens.get(at + 1).map(|token| &token.0) {
            Some(Token::Word(word)) => {
                path.push(word.clone());
                at += 2;
            }
            Some(Token::Other('{')) => return spell_out_group(tokens, at + 2, path, found),
            Some(Token::Other('*')) => {
                path.push("*".to_owned());
                at += 2;
            }
            _ => break,
        }
    }
    found.push(path.clone());
    at
}

fn spell_out_group(tokens: &[(Token, usize)], mut at: usize, path: &[String], found: &mut Vec<Vec<String>>) -> usize {
    while let Some((token, _)) = tokens.get(at) {
        match token {
            Token::Other('}') => return at + 1,
            Token::Word(word) => {
                let mut longer = path.to_vec();
                longer.push(word.clone());
                at = spell_out(tokens, at + 1, &mut longer, found);
                // `as other_name` is no part of the path.
                while matches!(tokens.get(at), Some((Token::Word(_), _))) {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    at
}

/// The modules a file declares: `mod x;`, `mod x { … }`.
pub fn declared_modules(code: &str) -> Vec<String> {
    let tokens = tokens(code);
    tokens
        .windows(2)
        .filter_map(|pair| match (&pair[0].0, &pair[1].0) {
            (Token::Word(keyword), Token::Word(name)) if keyword == "mod" => Some(name.clone()),
            _ => None,
        })
        .collect()
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Colons,
    Other(char),
}

fn tokens(code: &str) -> Vec<(Token, usize)> {
    let text: Vec<char> = code.chars().collect();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while at < text.len() {
        match text[at] {
            '\n' => (line, at) = (line + 1, at + 1),
            space if space.is_whitespace() => at += 1,
            ':' if text.get(at + 1) == Some(&':') => {
                tokens.push((Token::Colons, line));
                at += 2;
            }
            start if is_word(start) => {
                let end = (at..text.len()).find(|&end| !is_word(text[end])).unwrap_or(text.len());
                tokens.push((Token::Word(text[at..end].iter().collect()), line));
                at = end;
            }
            other => {
                tokens.push((Token::Other(other), line));
                at += 1;
            }
        }
    }
    tokens
}

pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_blanked(source: &str, expected: &str) {
        assert_eq!(without_comments_and_literals(source), expected);
    }

    #[test]
    fn comments_and_literals_are_blanked() {
        check_blanked("a // b\nc", "a     \nc");
        check_blanked("a /* b /* c */ d */ e", "a                   e");
        check_blanked(r#"f("use x::y", 'c', '\'', b'"')"#, "f(          ,    ,     ,     )");
        check_blanked("r#\"x \" y\"# z", "           z");
        check_blanked("fn f<'a>(a: &'a str) {}", "fn f<'a>(a: &'a str) {}");
        check_blanked("for_r\"x\"", "for_r   ");
    }

    #[track_caller]
    fn check_paths(source: &str, expected: &[&str]) {
        let code = without_comments_and_literals(source);
        let found: Vec<String> = paths(&code).into_iter().map(|path| path.segments.join("::")).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn paths_are_found_and_groups_spelled_out() {
        check_paths("use crate::domain::draft::Draft;", &["crate::domain::draft::Draft"]);
        check_paths("use a::{b, c::{d, self}, e as f};", &["a::b", "a::c::d", "a::c::self", "a::e"]);
        check_paths("use web_sys;", &["web_sys"]);
        check_paths("use leptos::prelude::*;", &["leptos::prelude::*"]);
        check_paths("let x = js_sys::Date::now();", &["js_sys::Date::now"]);
        check_paths("let x = ::serde::de::Error;", &["serde::de::Error"]);
        check_paths("let v = items.iter().collect::<Vec<_>>();", &[]);
        check_paths("let x: Option<crate::ports::Clock> = None;", &["crate::ports::Clock"]);
        check_paths("let x = Vec::<u8>::new();", &["Vec"]);
        check_paths("// use web_sys::Window;\nlet s = \"js_sys::Date\";", &[]);
    }

    #[test]
    fn paths_know_their_line() {
        assert_eq!(paths("\n\nuse a::b;")[0].line, 3);
    }

    #[test]
    fn modules_are_found() {
        assert_eq!(declared_modules("pub mod draft;\nmod tests { }"), ["draft", "tests"]);
    }
}
