//! The wheels of a draft: what was measured and seen on each.

use walkaround_contract::{Wheel, WheelPosition};

use super::Draft;

/// Least tread depth allowed, in tenths of a millimetre (1.6 mm, as UN R30 marks it with wear bars).
pub const TREAD_LIMIT_TENTHS_MM: u16 = 16;

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
}

#[cfg(test)]
mod tests {
    use walkaround_contract::{Id, Template, Timestamp, WheelPosition};

    use super::*;
    use crate::domain::settings::Settings;

    #[test]
    fn a_wheel_is_there_while_something_is_known_of_it_and_in_the_order_of_the_car() {
        let now = Timestamp::from_unix_ms(1_800_000_000_000, 480).expect("in range");
        let template = Template::standard().reference().expect("canonical");
        let mut draft = Draft::open(Id::from_u128(1), Id::from_u128(2), now, &Settings::default(), template);
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
}
