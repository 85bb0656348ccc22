//! Number plates: China's GA 36, and free text for any other country's.
//!
//! Invariant: reading never refuses. Whatever was typed can travel as free text; a problem is a hint beside the field.

use walkaround_contract::{Plate, PlateKind, Powertrain};

use super::vin::half_width;

/// The first character of a Chinese plate, in the order of plate keyboards.
pub const PROVINCES: [char; 31] = [
    '京', '津', '沪', '渝', '冀', '豫', '云', '辽', '黑', '湘', '皖', '鲁', '新', '苏', '浙', '赣', '鄂', '桂', '甘',
    '晋', '蒙', '陕', '吉', '闽', '贵', '粤', '青', '藏', '川', '宁', '琼',
];

/// The last character of a plate for a special use.
pub const SUFFIXES: [char; 7] = ['学', '警', '港', '澳', '挂', '使', '领'];

/// Most characters that travel.
pub const MAX_LENGTH: usize = 16;

/// What a plate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlateClass {
    /// Five characters after the letter.
    Ordinary,
    /// Six characters after the letter. `battery` where the letter of the serial says so, else plug-in hybrid or fuel cell.
    NewEnergy { battery: bool },
    /// Driving school (学).
    Learner,
    /// Police (警).
    Police,
    /// Hong Kong (港) or Macau (澳), allowed on the mainland.
    HongKongOrMacau,
    /// Trailer (挂).
    Trailer,
    /// Embassy (使) or consulate (领).
    Diplomatic,
    /// Another country's, or one that GA 36 does not describe.
    Free,
}

/// What looks wrong about a plate that begins like a Chinese one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlateProblem {
    /// The letter after the province is missing.
    NoLetter,
    /// So many characters after the letter; 5 are expected, 6 for new energy.
    Serial { found: usize },
    /// I or O, which a serial never has.
    ForbiddenLetter { letter: char },
    /// Six characters, but no letter says which new energy.
    NewEnergyLetter,
    /// More than 16 characters.
    TooLong { found: usize },
}

/// What can be read from a plate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlateReading {
    /// As it travels: upper-case, without spaces or separators.
    pub text: String,
    pub class: PlateClass,
    /// The usual colour of this class; a suggestion, because a lorry's ordinary plate is yellow.
    pub kind: PlateKind,
    pub problems: Vec<PlateProblem>,
}

impl PlateReading {
    /// The plate as it travels; `None` while nothing is typed.
    pub fn to_plate(&self) -> Option<Plate> {
        (!self.text.is_empty()).then(|| Plate {
            text: self.text.clone(),
            kind: self.kind.clone(),
            extra: Default::default(),
        })
    }
}

/// A Chinese plate taken apart, for drawing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlateParts<'a> {
    /// `沪`
    pub province: char,
    /// `A`
    pub letter: char,
    /// `D12345`, with the suffix.
    pub serial: &'a str,
}

/// Upper-case, full-width characters made plain, without spaces and separators.
pub fn normalise(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|character| {
            !character.is_whitespace()
                && !character.is_control()
                && !matches!(character, '·' | '•' | '・' | '.' | '-' | '–' | '—' | '_' | '\u{200b}' | '\u{feff}')
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// Reads what was typed.
pub fn read(text: &str) -> PlateReading {
    let text = normalise(text);
    let (class, mut problems) = classify(&text);
    let found = text.chars().count();
    if found > MAX_LENGTH {
        problems.push(PlateProblem::TooLong { found });
    }
    PlateReading { kind: usual_kind(class), class, problems, text }
}

/// The parts of a normalised Chinese plate; `None` for any other.
pub fn parts(text: &str) -> Option<PlateParts<'_>> {
    let mut characters = text.chars();
    let province = characters.next().filter(|first| PROVINCES.contains(first))?;
    let letter = characters.next().filter(char::is_ascii_uppercase)?;
    Some(PlateParts { province, letter, serial: characters.as_str() })
}

/// A plate as people write it: `沪 A·D12345`. Any other country's stays as it is.
pub fn format(text: &str) -> String {
    match parts(text) {
        Some(PlateParts { province, letter, serial }) if !serial.is_empty() => format!("{province} {letter}·{serial}"),
        _ => text.to_owned(),
    }
}

/// Whether a plate fits what drives the car. Only new-energy cars (battery, plug-in hybrid, fuel cell) get a green plate and all of
/// them do; D and its successors stand for battery, F and its successors for the others (GA 36-2018). Unknown fits everything.
pub fn fits_powertrain(plate: &Plate, powertrain: &Powertrain) -> bool {
    let (class, problems) = classify(&plate.text);
    match (&plate.kind, powertrain) {
        (PlateKind::Green, Powertrain::Petrol | Powertrain::Diesel | Powertrain::Hybrid | Powertrain::LpgCng) => false,
        (PlateKind::Green, Powertrain::BatteryElectric) if problems.is_empty() => {
            class != PlateClass::NewEnergy { battery: false }
        }
        (PlateKind::Green, Powertrain::PlugInHybrid | Powertrain::FuelCell) if problems.is_empty() => {
            class != PlateClass::NewEnergy { battery: true }
        }
        (PlateKind::Blue, Powertrain::BatteryElectric | Powertrain::PlugInHybrid | Powertrain::FuelCell) => {
            class != PlateClass::Ordinary
        }
        _ => true,
    }
}

fn usual_kind(class: PlateClass) -> PlateKind {
    match class {
        PlateClass::Ordinary => PlateKind::Blue,
        PlateClass::NewEnergy { .. } => PlateKind::Green,
        PlateClass::Learner | PlateClass::Trailer => PlateKind::Yellow,
        PlateClass::Police => PlateKind::White,
        PlateClass::HongKongOrMacau | PlateClass::Diplomatic => PlateKind::Black,
        PlateClass::Free => PlateKind::Free,
    }
}

/// The class of a normalised text and what looks wrong about it.
fn classify(text: &str) -> (PlateClass, Vec<PlateProblem>) {
    // 224578使: six digits of an embassy stand without a province.
    if let Some(digits) = text.strip_suffix('使')
        && digits.len() == 6
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return (PlateClass::Diplomatic, Vec::new());
    }
    if !text.starts_with(|first: char| PROVINCES.contains(&first)) {
        return (PlateClass::Free, Vec::new());
    }
    let Some(PlateParts { serial, .. }) = parts(text) else {
        return (PlateClass::Ordinary, vec![PlateProblem::NoLetter]);
    };
    let suffix = serial.chars().last().filter(|last| SUFFIXES.contains(last));
    let body = suffix.map_or(serial, |suffix| &serial[..serial.len() - suffix.len_utf8()]);
    let mut problems: Vec<PlateProblem> = body
        .chars()
        .find(|letter| matches!(letter, 'I' | 'O'))
        .map(|letter| PlateProblem::ForbiddenLetter { letter })
        .into_iter()
        .collect();
    let found = body.chars().count() + usize::from(suffix.is_some());
    let class = match suffix {
        Some('学') => PlateClass::Learner,
        Some('警') => PlateClass::Police,
        Some('港' | '澳') => PlateClass::HongKongOrMacau,
        Some('挂') => PlateClass::Trailer,
        Some(_) => PlateClass::Diplomatic,
        None if found == 6 => match new_energy(body) {
            Some(battery) => PlateClass::NewEnergy { battery },
            None => {
                problems.push(PlateProblem::NewEnergyLetter);
                PlateClass::NewEnergy { battery: true }
            }
        },
        None => PlateClass::Ordinary,
    };
    if found != 5 && !matches!(class, PlateClass::NewEnergy { .. }) {
        problems.push(PlateProblem::Serial { found });
    }
    (class, problems)
}

/// Whether six characters are a battery car's (true) or another new-energy car's: small cars have the letter first and digits from
/// the third on, large ones five digits and the letter last.
fn new_energy(serial: &str) -> Option<bool> {
    let bytes: &[u8; 6] = serial.as_bytes().try_into().ok()?;
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    let letter = if digits(0..5) {
        bytes[5]
    } else if bytes[1].is_ascii_alphanumeric() && digits(2..6) {
        bytes[0]
    } else {
        return None;
    };
    match letter {
        b'A'..=b'E' => Some(true),
        b'F' | b'G' | b'H' | b'J' | b'K' => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plates_are_classified() {
        use PlateClass::*;
        use PlateProblem::*;
        #[rustfmt::skip]
        let table: &[(&str, &str, PlateClass, PlateKind, &[PlateProblem])] = &[
            ("沪A·12345", "沪A12345", Ordinary, PlateKind::Blue, &[]),
            ("沪 a d12345", "沪AD12345", NewEnergy { battery: true }, PlateKind::Green, &[]),
            ("沪Ａ-Ｄ１２３４５", "沪AD12345", NewEnergy { battery: true }, PlateKind::Green, &[]),
            ("粤BF12345", "粤BF12345", NewEnergy { battery: false }, PlateKind::Green, &[]),
            ("京ADA1234", "京ADA1234", NewEnergy { battery: true }, PlateKind::Green, &[]),
            ("京A12345D", "京A12345D", NewEnergy { battery: true }, PlateKind::Green, &[]),
            ("京A12345F", "京A12345F", NewEnergy { battery: false }, PlateKind::Green, &[]),
            ("京AX12345", "京AX12345", NewEnergy { battery: true }, PlateKind::Green, &[NewEnergyLetter]),
            ("粤BF023学", "粤BF023学", Learner, PlateKind::Yellow, &[]),
            ("京A0006警", "京A0006警", Police, PlateKind::White, &[]),
            ("粤ZF023港", "粤ZF023港", HongKongOrMacau, PlateKind::Black, &[]),
            ("粤ZF023澳", "粤ZF023澳", HongKongOrMacau, PlateKind::Black, &[]),
            ("沪AF023挂", "沪AF023挂", Trailer, PlateKind::Yellow, &[]),
            ("沪A0023领", "沪A0023领", Diplomatic, PlateKind::Black, &[]),
            ("224·578使", "224578使", Diplomatic, PlateKind::Black, &[]),
            ("沪A123", "沪A123", Ordinary, PlateKind::Blue, &[Serial { found: 3 }]),
            ("沪A1O345", "沪A1O345", Ordinary, PlateKind::Blue, &[ForbiddenLetter { letter: 'O' }]),
            ("沪", "沪", Ordinary, PlateKind::Blue, &[NoLetter]),
            ("b-mw 1234", "BMW1234", Free, PlateKind::Free, &[]),
            ("", "", Free, PlateKind::Free, &[]),
        ];
        for (typed, text, class, kind, problems) in table {
            let reading = read(typed);
            assert_eq!(
                (reading.text.as_str(), reading.class, &reading.kind, reading.problems.as_slice()),
                (*text, *class, kind, *problems),
                "{typed}"
            );
        }
        assert_eq!(read("ABCDEFGHIJKLMNOPQR").problems, [TooLong { found: 18 }]);
    }

    #[test]
    fn plates_are_written_as_people_do() {
        for (text, written) in
            [("沪AD12345", "沪 A·D12345"), ("BMW1234", "BMW1234"), ("沪A", "沪A"), ("沪", "沪"), ("", "")]
        {
            assert_eq!(format(text), written);
        }
    }

    #[test]
    fn every_province_is_there_once() {
        let mut provinces = PROVINCES.to_vec();
        provinces.sort_unstable();
        provinces.dedup();
        assert_eq!(provinces.len(), 31);
    }

    #[test]
    fn a_plate_speaks_of_its_powertrain() {
        use Powertrain::*;
        #[rustfmt::skip]
        let table = [
            ("沪AD12345", BatteryElectric, true), ("沪AD12345", PlugInHybrid, false), ("沪AD12345", Petrol, false),
            ("沪AF12345", PlugInHybrid, true), ("沪AF12345", FuelCell, true), ("沪AF12345", BatteryElectric, false), ("沪AF12345", Hybrid, false),
            ("沪A12345", Petrol, true), ("沪A12345", Hybrid, true), ("沪A12345", BatteryElectric, false), ("沪A12345", PlugInHybrid, false),
            ("沪AF023学", BatteryElectric, true), ("BMW1234", BatteryElectric, true), ("沪AD12345", Unlisted("x_steam".into()), true),
        ];
        for (text, powertrain, fits) in table {
            let plate = read(text).to_plate().expect("a plate");
            assert_eq!(fits_powertrain(&plate, &powertrain), fits, "{text} {powertrain}");
        }
        // A lorry's yellow plate has five characters whatever drives it.
        let yellow = Plate { text: "沪A12345".into(), kind: PlateKind::Yellow, extra: Default::default() };
        assert!(fits_powertrain(&yellow, &BatteryElectric));
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_is_idempotent(text in any::<String>()) {
            let first = read(&text);
            prop_assert_eq!(&read(&first.text), &first);
            let _ = format(&text);
            if let Some(plate) = first.to_plate() {
                let _ = fits_powertrain(&plate, &Powertrain::BatteryElectric);
            }
        }

        #[test]
        fn what_is_written_reads_back(text in "[京沪粤][A-HJ-Z][A-HJ-NP-Z0-9]{5,6}") {
            prop_assert_eq!(read(&format(&text)).text, text);
        }
    }
}
