//! The wheels of a draft: what was measured and seen on each, and what that means.

use chrono::Datelike;
use walkaround_contract::{Timestamp, Wheel, WheelPosition};

use super::Draft;

/// Least tread depth allowed, in tenths of a millimetre (1.6 mm, as UN R30 marks it with wear bars).
pub const TREAD_LIMIT_TENTHS_MM: u16 = 16;

/// Below this a tyre has to be replaced soon: on water it carries no more.
const TREAD_SOON_TENTHS_MM: u16 = 30;

/// Below this a tyre is worth a word: it is the limit of winter tyres in many places.
const TREAD_ADVISORY_TENTHS_MM: u16 = 40;

/// The age at which makers advise a yearly look, and the one at which they advise a new tyre.
const OLD_YEARS: u16 = 6;
const TOO_OLD_YEARS: u16 = 10;

/// The wheels a car stands on.
pub const ROAD_WHEELS: [WheelPosition; 4] =
    [WheelPosition::FrontLeft, WheelPosition::FrontRight, WheelPosition::RearLeft, WheelPosition::RearRight];

/// What a tread depth means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tread {
    /// Below the limit: not to be driven on.
    BelowLimit,
    /// To be replaced soon.
    Soon,
    /// Still good, and not for another winter.
    Advisory,
    Good,
}

impl Tread {
    pub fn of(tenths_mm: u16) -> Self {
        match tenths_mm {
            ..TREAD_LIMIT_TENTHS_MM => Self::BelowLimit,
            TREAD_LIMIT_TENTHS_MM..TREAD_SOON_TENTHS_MM => Self::Soon,
            TREAD_SOON_TENTHS_MM..TREAD_ADVISORY_TENTHS_MM => Self::Advisory,
            _ => Self::Good,
        }
    }
}

/// How old a tyre is, by the week and year moulded into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TyreAge {
    pub week: u8,
    pub year: u16,
    /// Whole years since then.
    pub years: u16,
}

impl TyreAge {
    /// Reads `2321` (week 23 of 2021) on a day; `None` for what is no such code, or of a week that is still to come. Codes of four digits
    /// began in 2000.
    pub fn read(dot: &str, today: Timestamp) -> Option<Self> {
        let digits = |range: std::ops::Range<usize>| dot.get(range)?.parse::<u8>().ok();
        let (week, year) = (digits(0..2)?, digits(2..4)?);
        if dot.len() != 4 || !(1..=53).contains(&week) {
            return None;
        }
        let year = 2000 + u16::from(year);
        let now = today.0.iso_week();
        // No year has more weeks than 53, so weeks counted in 53s stay in order, and a year is full when its week comes round again.
        let weeks = |year: i32, week: i32| year * 53 + week;
        let age = weeks(now.year(), i32::try_from(now.week()).ok()?) - weeks(year.into(), week.into());
        let years = u16::try_from(age.div_euclid(53)).ok()?;
        Some(Self { week, year, years })
    }

    /// Old enough for a word.
    pub fn is_old(&self) -> bool {
        self.years >= OLD_YEARS
    }

    /// To be replaced, whatever its tread.
    pub fn is_too_old(&self) -> bool {
        self.years >= TOO_OLD_YEARS
    }
}

impl Draft {
    /// What is known of a wheel.
    pub fn wheel(&self, position: &WheelPosition) -> Option<&Wheel> {
        self.walkaround.wheels.iter().find(|wheel| wheel.position == *position)
    }

    /// Changes what is known of a wheel. One of which nothing is known any more leaves the draft; the others stay in the order of the car.
    pub fn edit_wheel(&mut self, position: &WheelPosition, change: impl FnOnce(&mut Wheel)) {
        let wheels = &mut self.walkaround.wheels;
        let index = wheels.iter().position(|wheel| wheel.position == *position).unwrap_or_else(|| {
            wheels.push(Wheel {
                position: position.clone(),
                tread_tenths_mm: None,
                pressure_kpa: None,
                dot: None,
                tyre_damaged: None,
                rim_damaged: None,
                extra: Default::default(),
            });
            wheels.len() - 1
        });
        change(&mut wheels[index]);
        wheels[index].position = position.clone();
        wheels.retain(|wheel| {
            wheel.tread_tenths_mm.is_some()
                || wheel.pressure_kpa.is_some()
                || wheel.dot.is_some()
                || wheel.tyre_damaged.is_some()
                || wheel.rim_damaged.is_some()
                || !wheel.extra.is_empty()
        });
        wheels.sort_by_key(|wheel| {
            WheelPosition::KNOWN.iter().position(|known| *known == wheel.position).unwrap_or(usize::MAX)
        });
    }

    /// A tyre or a rim was found damaged.
    pub fn is_a_wheel_damaged(&self) -> bool {
        let is_damaged = |wheel: &Wheel| wheel.tyre_damaged == Some(true) || wheel.rim_damaged == Some(true);
        self.walkaround.wheels.iter().any(is_damaged)
    }

    /// What the four wheels on the road have in common; `None` where they differ or one is not known.
    pub fn on_all_wheels<T: PartialEq>(&self, get: impl Fn(&Wheel) -> Option<T>) -> Option<T> {
        let mut known = ROAD_WHEELS.iter().map(|position| self.wheel(position).and_then(&get));
        let first = known.next().flatten()?;
        known.all(|other| other.as_ref() == Some(&first)).then_some(first)
    }

    /// The same for all four wheels on the road.
    pub fn edit_all_wheels(&mut self, change: impl Fn(&mut Wheel)) {
        for position in &ROAD_WHEELS {
            self.edit_wheel(position, &change);
        }
    }

    /// Tyre and rim of every wheel on the road have an answer.
    pub fn are_wheels_seen(&self) -> bool {
        ROAD_WHEELS.iter().all(|position| {
            self.wheel(position).is_some_and(|wheel| wheel.tyre_damaged.is_some() && wheel.rim_damaged.is_some())
        })
    }

    /// Tyres and rims that nobody answered for are sound. Where all four wheels have their answers, the sound ones are taken back.
    pub fn toggle_the_rest_is_sound(&mut self) {
        let seen = self.are_wheels_seen();
        self.edit_all_wheels(|wheel| {
            for answer in [&mut wheel.tyre_damaged, &mut wheel.rim_damaged] {
                match answer {
                    Some(false) if seen => *answer = None,
                    None if !seen => *answer = Some(false),
                    _ => {}
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use walkaround_contract::{Id, Template};

    use super::*;
    use crate::domain::settings::Settings;

    fn draft() -> Draft {
        let now = Timestamp::from_unix_ms(1_800_000_000_000, 480).expect("in range");
        let template = Template::standard().reference().expect("canonical");
        Draft::open(Id::from_u128(1), Id::from_u128(2), now, &Settings::default(), template)
    }

    #[test]
    fn a_wheel_is_there_while_something_is_known_of_it_and_in_the_order_of_the_car() {
        let mut draft = draft();
        draft.edit_wheel(&WheelPosition::RearRight, |wheel| wheel.pressure_kpa = Some(250));
        draft.edit_wheel(&WheelPosition::FrontLeft, |wheel| wheel.tread_tenths_mm = Some(TREAD_LIMIT_TENTHS_MM));
        draft.edit_wheel(&WheelPosition::RearRight, |wheel| wheel.rim_damaged = Some(false));
        let order: Vec<&WheelPosition> = draft.walkaround.wheels.iter().map(|wheel| &wheel.position).collect();
        assert_eq!(order, [&WheelPosition::FrontLeft, &WheelPosition::RearRight]);
        assert_eq!(draft.wheel(&WheelPosition::RearRight).and_then(|wheel| wheel.pressure_kpa), Some(250));

        // Nobody asked about this one, and asking leaves no trace.
        draft.edit_wheel(&WheelPosition::Spare, |wheel| wheel.dot = None);
        draft.edit_wheel(&WheelPosition::FrontLeft, |wheel| {
            wheel.tread_tenths_mm = None;
            wheel.position = WheelPosition::Spare;
        });
        assert_eq!(draft.walkaround.wheels.len(), 1);
        assert_eq!(draft.wheel(&WheelPosition::Spare), None);
    }

    #[test]
    fn the_limit_itself_is_allowed_still() {
        assert_eq!(Tread::of(0), Tread::BelowLimit);
        assert_eq!(Tread::of(15), Tread::BelowLimit);
        assert_eq!(Tread::of(TREAD_LIMIT_TENTHS_MM), Tread::Soon);
        assert_eq!(Tread::of(30), Tread::Advisory);
        assert_eq!(Tread::of(40), Tread::Good);
    }

    #[test]
    fn a_tyre_is_as_old_as_its_week() {
        // Friday 15 January 2027 is in week 2.
        let today = Timestamp::from_unix_ms(1_800_000_000_000, 480).expect("in range");
        let years = |dot: &str| TyreAge::read(dot, today).map(|age| age.years);
        assert_eq!(TyreAge::read("2321", today), Some(TyreAge { week: 23, year: 2021, years: 5 }));
        assert_eq!((years("0227"), years("0221"), years("0321")), (Some(0), Some(6), Some(5)));
        assert_eq!((years("0327"), years("5399")), (None, None), "not made yet");
        for nothing in ["", "23", "0021", "5421", "23211", "2a21", "二三二一"] {
            assert_eq!(years(nothing), None, "{nothing}");
        }
        assert!(TyreAge::read("0221", today).is_some_and(|age| age.is_old() && !age.is_too_old()));
        assert!(TyreAge::read("0217", today).is_some_and(|age| age.is_too_old()));
    }

    #[test]
    fn all_four_get_the_same_and_the_spare_does_not() {
        let mut draft = draft();
        let pressure = |wheel: &Wheel| wheel.pressure_kpa;
        draft.edit_all_wheels(|wheel| wheel.pressure_kpa = Some(250));
        assert_eq!(draft.on_all_wheels(pressure), Some(250));
        assert_eq!(draft.wheel(&WheelPosition::Spare), None);
        draft.edit_wheel(&WheelPosition::RearLeft, |wheel| wheel.pressure_kpa = Some(210));
        assert_eq!(draft.on_all_wheels(pressure), None);
    }

    #[test]
    fn the_rest_is_sound_but_not_what_is_damaged() {
        let mut draft = draft();
        draft.edit_wheel(&WheelPosition::FrontRight, |wheel| wheel.rim_damaged = Some(true));
        draft.toggle_the_rest_is_sound();
        assert!(draft.are_wheels_seen());
        let rim = |draft: &Draft| draft.wheel(&WheelPosition::FrontRight).and_then(|wheel| wheel.rim_damaged);
        assert_eq!(rim(&draft), Some(true));
        draft.toggle_the_rest_is_sound();
        assert_eq!((draft.walkaround.wheels.len(), rim(&draft)), (1, Some(true)));
    }
}
