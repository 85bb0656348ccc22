//! The vehicle identification number: ISO 3779 / GB 16735. What was typed or scanned becomes the 17 characters, and they are read.
//!
//! Invariant: reading never refuses. A wrong check digit warns; only a text that is no VIN at all (length, alphabet) can't travel.

mod makers;

use chrono::Datelike;
use walkaround_contract::{Timestamp, is_vin, vin_check_digit_is_right};

pub use makers::Maker;

/// Characters of a VIN.
pub const LENGTH: usize = 17;

/// Something about a text that keeps it from being a VIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VinProblem {
    /// Not 17 characters.
    Length { found: usize },
    /// I, O or Q, which a VIN never has: they are read as 1 or 0. `position` counts from 1.
    ForbiddenLetter { position: usize, letter: char },
    /// Neither a Latin letter nor a digit. `position` counts from 1.
    Character { position: usize, character: char },
}

/// What position 9 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckDigit {
    /// As computed.
    Right,
    /// Not as computed, in a market that requires it (China, North America).
    Wrong { expected: char },
    /// Not as computed, in a market that does not use it; says nothing.
    NotUsed,
}

/// Everything that can be read from a VIN without asking anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VinReading {
    /// As it travels: upper-case, without spaces.
    pub text: String,
    pub problems: Vec<VinProblem>,
    /// `None` while it is no VIN.
    pub check_digit: Option<CheckDigit>,
    pub maker: Option<&'static Maker>,
    pub model_year: Option<u16>,
}

impl VinReading {
    /// True for 17 characters of the alphabet, whatever the check digit says.
    pub fn is_vin(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Reads what was typed or scanned. `now` settles which of two years a letter means.
pub fn read(text: &str, now: Timestamp) -> VinReading {
    let text = normalise(text);
    VinReading {
        problems: problems(&text),
        check_digit: check_digit(&text),
        maker: maker(&text),
        model_year: model_year(&text, now),
        text,
    }
}

/// Upper-case, full-width characters made plain, without white space, hyphens and the asterisks that Code 39 prints around it.
pub fn normalise(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|character| {
            !character.is_whitespace()
                && !matches!(character, '-' | '*' | '\u{200b}' | '\u{feff}')
                && !character.is_control()
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// Chinese input methods type full-width letters and digits: U+FF01 to U+FF5E are U+0021 to U+007E moved by 0xFEE0.
pub(super) fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// What keeps a normalised text from being a VIN, the length first.
pub fn problems(vin: &str) -> Vec<VinProblem> {
    let mut problems = Vec::new();
    let found = vin.chars().count();
    if found != LENGTH {
        problems.push(VinProblem::Length { found });
    }
    // A pasted page of text has thousands of wrong characters; the first few say enough.
    problems.extend(
        vin.chars()
            .enumerate()
            .filter_map(|(index, character)| match character {
                'I' | 'O' | 'Q' => Some(VinProblem::ForbiddenLetter { position: index + 1, letter: character }),
                'A'..='Z' | '0'..='9' => None,
                _ => Some(VinProblem::Character { position: index + 1, character }),
            })
            .take(LENGTH),
    );
    problems
}

/// What position 9 says; `None` unless the text is a VIN.
pub fn check_digit(vin: &str) -> Option<CheckDigit> {
    if !is_vin(vin) {
        return None;
    }
    if vin_check_digit_is_right(vin) {
        return Some(CheckDigit::Right);
    }
    if !market_requires_check_digit(vin) {
        return Some(CheckDigit::NotUsed);
    }
    let expected =
        "0123456789X".chars().find(|digit| vin_check_digit_is_right(&format!("{}{digit}{}", &vin[..8], &vin[9..])))?;
    Some(CheckDigit::Wrong { expected })
}

/// The first character names the region (ISO 3780): L is China, 1 to 5 and 7 are North America.
fn market_requires_check_digit(vin: &str) -> bool {
    vin.starts_with(['L', '1', '2', '3', '4', '5', '7'])
}

/// Model year from position 10, in the markets where that position is the model year (those that require a check digit, and Korea).
/// The code repeats every 30 years; a car in the lane is taken for the youngest that can be on the road, which is next year's model.
pub fn model_year(vin: &str, now: Timestamp) -> Option<u16> {
    // The codes of 30 consecutive years from 2001 (GB 16735-2019, table 2): no I, O, Q, U, Z and no 0.
    const CODES: &str = "123456789ABCDEFGHJKLMNPRSTVWXY";
    if !is_vin(vin) || !(market_requires_check_digit(vin) || vin.starts_with('K')) {
        return None;
    }
    let place = CODES.find(char::from(vin.as_bytes()[9]))?;
    let first = 2001 + i32::try_from(place).ok()?;
    let newest = now.0.year() + 1;
    let year = first + (newest - first).div_euclid(30) * 30;
    u16::try_from(year).ok().filter(|year| *year >= 1980)
}

/// Who built it, as far as the first characters (the world manufacturer identifier) say.
pub fn maker(vin: &str) -> Option<&'static Maker> {
    makers::find(vin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(year: i32) -> Timestamp {
        let days = chrono::NaiveDate::from_ymd_opt(year, 6, 1)
            .expect("a day")
            .signed_duration_since(chrono::NaiveDate::default())
            .num_days();
        Timestamp::from_unix_ms(days * 86_400_000, 480).expect("in range")
    }

    #[test]
    fn what_is_typed_becomes_a_vin() {
        for (typed, expected) in [
            (" lgxc76c4 xp0123487 ", "LGXC76C4XP0123487"),
            ("*LGXC76C4XP0123487*", "LGXC76C4XP0123487"),
            ("ＬＧＸＣ７６Ｃ４ＸＰ０１２３４８７", "LGXC76C4XP0123487"),
            ("lgx-c76c4x\u{3000}p0123487\n", "LGXC76C4XP0123487"),
            ("", ""),
        ] {
            assert_eq!(normalise(typed), expected);
        }
    }

    #[test]
    fn problems_are_named_with_their_position() {
        assert_eq!(problems("LGXC76C4XP0123487"), []);
        assert_eq!(problems("LGXC76C4"), [VinProblem::Length { found: 8 }]);
        assert_eq!(problems("LGXC76C4XPO123487"), [VinProblem::ForbiddenLetter { position: 11, letter: 'O' }]);
        assert_eq!(problems("LGXC76C4XP012348京"), [VinProblem::Character { position: 17, character: '京' }]);
        assert_eq!(
            problems("IQ"),
            [
                VinProblem::Length { found: 2 },
                VinProblem::ForbiddenLetter { position: 1, letter: 'I' },
                VinProblem::ForbiddenLetter { position: 2, letter: 'Q' },
            ]
        );
    }

    #[test]
    fn check_digit_warns_only_where_the_market_requires_it() {
        assert_eq!(check_digit("1M8GDM9AXKP042788"), Some(CheckDigit::Right));
        assert_eq!(check_digit("1M8GDM9A1KP042788"), Some(CheckDigit::Wrong { expected: 'X' }));
        // A European VIN with a filler at position 9.
        assert_eq!(check_digit("WVWZZZ1JZXW000001"), Some(CheckDigit::NotUsed));
        assert_eq!(check_digit("1M8GDM9A"), None);
    }

    #[test]
    fn model_year_is_the_youngest_that_can_be_on_the_road() {
        // Position 10 is P: 1993 or 2023.
        assert_eq!(model_year("LGXC76C4XP0123487", at(2026)), Some(2023));
        assert_eq!(model_year("LGXC76C4XP0123487", at(2022)), Some(2023));
        assert_eq!(model_year("LGXC76C4XP0123487", at(2021)), Some(1993));
        assert_eq!(model_year("LGXC76C4X10123487", at(2026)), Some(2001));
        assert_eq!(model_year("LGXC76C4XA0123487", at(2026)), Some(2010));
        assert_eq!(model_year("LGXC76C4XY0123487", at(2026)), Some(2000));
        // 0, U and Z are no year.
        assert_eq!(model_year("LGXC76C4XZ0123487", at(2026)), None);
        assert_eq!(model_year("LGXC76C4X00123487", at(2026)), None);
        // Position 10 says nothing in Europe.
        assert_eq!(model_year("WVWZZZ1JZXW000001", at(2026)), None);
    }

    #[test]
    fn makers_of_china_are_known() {
        for (vin, zh) in [
            ("LGXC76C4XP0123487", Some("比亚迪")),
            ("LRW3E7FS0NC000000", Some("特斯拉")),
            ("LJ1EEAUU0N0000000", Some("蔚来")),
            ("LJ12EKR10N0000000", Some("江淮汽车")),
            ("LFV2A21J0B3000000", Some("一汽-大众")),
            ("LBV", Some("华晨宝马")),
            ("ZZZ00000000000000", None),
            ("", None),
            ("京", None),
        ] {
            assert_eq!(maker(vin).map(|maker| maker.zh), zh, "{vin}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_is_idempotent(text in any::<String>()) {
            let first = read(&text, at(2026));
            let again = read(&first.text, at(2026));
            prop_assert_eq!(&first, &again);
            prop_assert_eq!(first.is_vin(), is_vin(&first.text));
        }

        #[test]
        fn the_expected_check_digit_is_right(vin in "L[A-HJ-NPR-Z0-9]{16}") {
            if let Some(CheckDigit::Wrong { expected }) = check_digit(&vin) {
                let mended = format!("{}{expected}{}", &vin[..8], &vin[9..]);
                prop_assert_eq!(check_digit(&mended), Some(CheckDigit::Right));
            }
        }

        #[test]
        fn a_model_year_is_never_in_the_far_future(vin in "L[A-HJ-NPR-Z0-9]{16}", year in 2000i32..2100) {
            if let Some(read) = model_year(&vin, at(year)) {
                prop_assert!(i32::from(read) <= year + 1 && i32::from(read) > year - 30);
            }
        }
    }
}
