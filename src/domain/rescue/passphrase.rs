//! How long a passphrase would hold, said honestly.
//!
//! Somebody who has the file may guess as fast as his machine can: with 600,000 rounds of PBKDF2 a good graphics card tries some 10,000 a
//! second, a hired hundred of them a million. 35 bits (3·10¹⁰) last those hundred half a day; 50 bits last them 18 years.
//! Counted is what a guesser has to go through who knows how people make passwords: a letter that repeats or follows its neighbour adds
//! almost nothing, and a word is no more than a word.

/// What a passphrase is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// There is none: the file can be read by anybody.
    None,
    /// Guessed within a day.
    Weak,
    /// Holds against a person, not against a company.
    Fair,
    /// Holds for years.
    Good,
}

/// Guessed first.
const COMMON: [&str; 12] = [
    "password",
    "passwort",
    "qwerty",
    "asdf",
    "admin",
    "letmein",
    "welcome",
    "iloveyou",
    "walkaround",
    "abc",
    "car",
    "mima",
];

/// What a passphrase is worth.
pub fn strength(passphrase: &str) -> Strength {
    match bits(passphrase) {
        _ if passphrase.is_empty() => Strength::None,
        bits if bits < 35.0 => Strength::Weak,
        bits if bits < 50.0 => Strength::Fair,
        _ => Strength::Good,
    }
}

/// About how many bits a guesser has to go through.
fn bits(passphrase: &str) -> f64 {
    let lower = passphrase.to_lowercase();
    // A common word is one of a few thousand, however long.
    let (mut rest, mut bits) = (lower.clone(), 0.0);
    for word in COMMON {
        if rest.contains(word) {
            rest = rest.replace(word, "\u{0}");
            bits += 6.0;
        }
    }
    let mut before: Option<char> = None;
    for letter in rest.chars().filter(|letter| *letter != '\u{0}') {
        let step = before.map(|before| u32::from(letter).abs_diff(u32::from(before)));
        bits += match step {
            Some(0 | 1) => 0.5,
            _ if letter.is_ascii_digit() => 3.3,
            // A letter of a word people know says less than one by chance, which would be 4.7.
            _ if letter.is_ascii_alphabetic() => 2.8,
            _ if letter.is_ascii() => 3.5,
            // A character of a script with thousands, mostly in words.
            _ => 8.0,
        };
        before = Some(letter);
    }
    // Capitals are mostly the first letter.
    if passphrase != lower { bits + 2.0 } else { bits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_what_a_passphrase_is_worth() {
        for (passphrase, expected) in [
            ("", Strength::None),
            ("1234567890", Strength::Weak),
            ("aaaaaaaaaaaaaaaaaaaa", Strength::Weak),
            ("Password123", Strength::Weak),
            ("20260914", Strength::Weak),
            ("walkaround2026", Strength::Weak),
            ("rusty gearbox", Strength::Weak),
            ("rusty gearbox rain", Strength::Fair),
            ("four rusty gearboxes in the rain", Strength::Good),
            ("雨里四个生锈的变速箱", Strength::Good),
        ] {
            assert_eq!(strength(passphrase), expected, "{passphrase}: {} bits", bits(passphrase));
        }
    }
}
