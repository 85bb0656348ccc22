//! The word on the wire for something a shop named: `x_` and its name in ASCII, so that a backend's log can be read.

use walkaround_contract::Labels;

/// What every word of a shop's own begins with.
const PREFIX: &str = "x_";

/// Longest name within a word: with the prefix and a number it stays within the 64 characters of a word.
const LONGEST: usize = 48;

/// A word for these labels that is not taken. A name without a letter or digit of ASCII is `x_own`, with a number where there are more.
pub(super) fn word_for(labels: &Labels, taken: &[String]) -> String {
    // English first: its letters are ASCII.
    let names = labels.get("en").into_iter().chain(labels.values());
    let name = names.map(|label| slug(label)).find(|slug| !slug.is_empty()).unwrap_or_else(|| "own".to_owned());
    let plain = format!("{PREFIX}{name}");
    let mut word = plain.clone();
    let mut number = 2;
    while taken.contains(&word) {
        word = format!("{plain}_{number}");
        number += 1;
    }
    word
}

/// Lower-case ASCII letters and digits, with one underscore for whatever stands between them.
fn slug(label: &str) -> String {
    let mut slug = String::new();
    for character in label.chars().flat_map(char::to_lowercase) {
        if slug.len() >= LONGEST {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
    }
    slug.trim_end_matches('_').to_owned()
}
